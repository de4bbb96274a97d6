"""The classifier in service: text in, a calibrated probability per head out.

A comment of ordinary length takes one thread, a long one all cores; no clock, no network. Needs onnxruntime, tokenizers
and NumPy. Scores are rounded to six digits, so that they don't depend on the order in which a processor adds; on one
machine they are the same to the byte.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from rejoinder.engine.errors import BadFile, Problem
from rejoinder.engine.models import files, inputs, linear, stack
from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.judgement import Judgement, Window
from rejoinder.engine.models.normalise import normalise
from rejoinder.engine.models.tuning import Tuning

LIMIT_CHARS: Final = 20_480
"""Longest text that is judged, in code points; the time grows with the length."""
PARENT_CHARS: Final = 400
"""Last code points of the parent comment that are looked at."""
DIGITS: Final = 6
MANY_WINDOWS: Final = 8
"""Windows from which they are read side by side: some 600 pieces, two thousand letters of English."""

_MEAN_HEADS: Final = ("constructive", "criticism_of_publisher")
"""Heads that speak of the whole comment: mean over windows. For all others the worst window counts."""


def _no_deadline() -> None:
    """For callers who can wait."""


class Classifier:
    """A loaded model. Make it with ``load_model``; safe to share between threads."""

    def __init__(
        self,
        version: str,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        ngrams: linear.Linear,
        layers: dict[str, stack.Joint],
        tuning: Tuning | None = None,
        tuned: str = "",
    ) -> None:
        self.version = version
        """Names the model in every assessment: release and the first digits of the encoder's digest."""
        self.versions = {"model": version} | ({"site_model": tuned} if tuned else {})
        """What an assessment names: the model, and the site's own model where there is one."""
        self.linear = ngrams
        self._session, self._tokenizer, self._layers, self._tuning = session, tokenizer, layers, tuning
        self._mean = np.array([head in _MEAN_HEADS for head in HEADS])

    def tuned(self, tuning: Tuning, version: str) -> "Classifier":
        """The same classifier with what a newsroom's decisions taught; it shares everything else.

        ``version`` names that in every assessment. Raises BadFile where the tuning belongs to another model.
        """
        if tuning.base != self.version:
            hint = f"it was made for {tuning.base}; train it again with rejoinder train-site"
            raise BadFile([Problem("site model", f"it can't be added to the model {self.version}", hint=hint)])
        return Classifier(self.version, self._session, self._tokenizer, self.linear, self._layers, tuning, version)

    def _pieces(self, text: str) -> Encoding:
        return self._tokenizer.encode(text, add_special_tokens=False)

    def _window(self, comment: list[int], parent: list[int]) -> Window:
        # Windows go one by one: a batch of unequal lengths costs more in padding than it saves (measured: 2 to 1).
        ids, own = inputs.join(comment, parent)
        mask = np.ones((1, len(ids)), np.float32)
        mine = mask.copy()
        mine[0, own:] = 0.0
        feed = {"ids": np.array([ids], np.int64), "mask": mask, "own": mine}
        logits, tokens = self._session.run(["logits", "tokens"], feed)
        return Window(logits[0], tokens[0, 1 : own - 1] / own)

    def _windows(
        self, pieces: list[int], parent: str | None, keep: Callable[[], object] = _no_deadline
    ) -> list[Window]:
        before = self._pieces(parent).ids if parent else []

        def window(part: list[int]) -> Window:
            keep()
            return self._window(part, before)

        parts = inputs.windows(pieces)
        return list(map(window, parts) if len(parts) < MANY_WINDOWS else _readers(os.getpid()).map(window, parts))

    def _worst(self, windows: list[Window]) -> NDArray[np.float32]:
        found = np.stack([window.logits for window in windows])
        joined: NDArray[np.float32] = np.where(self._mean, found.mean(axis=0), found.max(axis=0))
        return joined

    def encoder_logits(self, text: str, parent: str | None = None) -> NDArray[np.float32]:
        """Raw log odds of the encoder, one per head; both texts normalised."""
        return self._worst(self._windows(self._pieces(text).ids, parent))

    def linear_logits(self, text: str) -> NDArray[np.float32] | None:
        """Raw log odds of the linear part for a normalised text; None for a script that it has no table for."""
        return self.linear.logits(text)

    def judge(
        self,
        text: str,
        parent: str | None = None,
        language: str | None = None,
        keep: Callable[[], object] = _no_deadline,
    ) -> Judgement:
        """Probabilities for one text, as ``scores`` gives them, and what the words of it add to them.

        ``keep`` is called before each window and may raise. Raises ValueError for a text longer than LIMIT_CHARS.
        """
        if len(text) > LIMIT_CHARS:
            raise ValueError(f"a comment of {len(text)} characters is too long; at most {LIMIT_CHARS} are judged")
        plain = normalise(text)
        before = normalise(parent[-PARENT_CHARS:]) if parent else None
        pieces = self._pieces(plain)
        windows = self._windows(pieces.ids, before, keep)
        from_encoder, from_linear = self._worst(windows), self.linear_logits(plain)
        layers = {head: self._layers[head].of(language) for head in HEADS}
        odds = {
            head: layers[head].odds(
                float(from_encoder[k]), None if from_linear is None else float(from_linear[k]), None
            )
            for k, head in enumerate(HEADS)
        }
        if self._tuning is not None:
            added = self._tuning.added(plain, self.linear)
            odds = {head: odds[head] + float(added[k]) for k, head in enumerate(HEADS)}
        scores = {head: round(stack.probability(value), DIGITS) for head, value in odds.items()}
        offsets = tuple(pieces.offsets)
        return Judgement(plain, scores, offsets, tuple(windows), self.linear, layers, odds, self._tuning)

    def scores(
        self,
        texts: Sequence[str],
        parents: Sequence[str | None] | None = None,
        languages: Sequence[str | None] | None = None,
    ) -> list[dict[str, float]]:
        """Calibrated probability, 0..1, per head for each text, in order.

        Args:
            texts: comments as submitted.
            parents: for each, the comment it replies to; its last PARENT_CHARS code points are read.
            languages: for each, its ISO code, where known; moves the calibration, never the reading.

        Raises:
            ValueError: a text is longer than LIMIT_CHARS, or the sequences differ in length.
        """
        before = parents if parents is not None else [None] * len(texts)
        codes = languages if languages is not None else [None] * len(texts)
        return [dict(self.judge(*each).scores) for each in zip(texts, before, codes, strict=True)]


@cache
def _readers(process: int) -> ThreadPoolExecutor:
    """The threads that read long comments, as many as cores this process may use. A fork has none of its parent's."""
    return ThreadPoolExecutor(len(os.sched_getaffinity(process)), "rejoinder-windows")


def _session(data: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except BadFile:
        raise
    except Exception as error:  # both libraries raise classes right under Exception
        raise BadFile([Problem(str(path), "the file can't be read as what it should be")]) from error


def load_model(path: Path = files.SHIPPED) -> Classifier:
    """The model of a folder, by default the shipped one; takes well under a second.

    Raises:
        MissingResource: a file of the model isn't there.
        BadFile: a file isn't what the manifest says, or can't be read as what it should be.
    """
    manifest, parts = files.read(path)
    with _readable(path / files.ENCODER):
        session = _session(parts[files.ENCODER])
    with _readable(path / files.TOKENIZER):
        tokenizer = Tokenizer.from_str(parts[files.TOKENIZER].decode("utf-8"))
    with _readable(path / files.LINEAR):
        ngrams = linear.load(parts[files.LINEAR])
    with _readable(path / files.STACK):
        layers = stack.load(files.stack(path, parts[files.STACK]))
    return Classifier(str(manifest.get("version", "")), session, tokenizer, ngrams, layers)
