"""Short sentences about a group: friendly, plain and hostile ones that share most of their words.

The data sets hold few short sentences that name a group and mean no harm, so a classifier learns that naming one is
the harm. Here the predicate alone tells: short/<lang>.yaml lists the sentences, the groups are the vocabulary's.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from training.contrast import expand, inflect
from training.contrast.schema import Split, states

HERE: Final = Path(__file__).parent / "short"
EACH: Final[dict[Split, int]] = {"train": 9, "test": 4}
"""Groups that each sentence is said of."""
HOSTILE: Final = frozenset({"toxicity", "identity_abuse"})


def rows(lang: str, split: Split) -> Iterator[dict[str, Any]]:
    """Rows of one language as generate.rows gives them; none where the language has no file."""
    path = HERE / f"{lang}.yaml"
    if not path.exists():
        return
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    groups = expand.vocabulary(lang, split)["group"]
    for kind, halves in content["kind"].items():
        for number, line in enumerate(halves[split].splitlines()):
            rng = Random(f"{lang} {split} short {kind} {number}")  # noqa: S311
            for group in rng.sample(groups, min(EACH[split], len(groups))):
                text = inflect.capital(inflect.tidy(line.format(group.forms[content["form"]]), lang), lang)
                text = text.removesuffix(".") if rng.random() < 0.3 else text
                text = inflect.lower(text, lang) if rng.random() < 0.15 else text
                labels = HOSTILE | group.tags if kind == "hostile" else frozenset()
                yield {
                    "id": f"{lang}-{split}-short_{kind}-{number:03d}-{groups.index(group):02d}",
                    "text": text,
                    "lang": lang,
                    "labels": states(frozenset(labels)),
                    "functionality": f"short_{kind}",
                    "split": split,
                }
