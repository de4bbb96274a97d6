"""What moderators' decisions teach the classifier, and whether it is the better for it.

The encoder stays as it is. What is learned are weights of n-grams, fitted on top of the shipped classifier's own log
odds, so that few decisions change little; a bias is fitted with them and thrown away, since moderators see more of
what is doubtful than readers write.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from rejoinder.engine.models import fitting, ngrams, tuning
from rejoinder.engine.models.examples import Example
from rejoinder.engine.models.heads import HARMFUL, HEADS
from rejoinder.engine.models.ranking import auc
from rejoinder.engine.models.runtime import Classifier
from rejoinder.engine.models.tuning import Tuning

SEEN: Final = 3
"""Comments an n-gram must stand in before anything is learned of it."""
RIDGE: Final = 1.0
"""Pull of the weights to 0. With 1,600 decisions 0.25 gained more, and suspected three times as many approved ones."""
ITERATIONS: Final = 40
ROUNDS: Final = 1000
SEED: Final = 20260122
MARGIN: Final = 0.005
"""AUC that a model must gain to be adopted."""
SUSPECTED: Final = 0.8
"""Probability from which the classifier refers (``checks.classifier.REFERS_FROM``)."""
MORE_SUSPECTED: Final = 0.01
"""By how much the share of approved comments that are suspected may grow."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u200c][^\W\d_]+)*")

Odds = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Examples with what the shipped classifier makes of them."""

    examples: Sequence[Example]
    plain: Sequence[str]
    odds: Odds
    """(examples, heads)"""

    def part(self, first: int, last: int) -> "Judged":
        """Those from ``first`` to before ``last``."""
        return Judged(self.examples[first:last], self.plain[first:last], self.odds[first:last])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on decisions that neither has seen.

    ``present`` and ``candidate`` are AUCs: how surely a rejected comment outranks an approved one by its highest
    probability. ``low`` and ``high`` bound the gain: 95 %, paired bootstrap.
    """

    approved: int
    rejected: int
    present: float
    candidate: float
    low: float
    high: float
    suspected_present: float
    """Share of the approved that the classifier would have referred."""
    suspected_candidate: float

    @property
    def better(self) -> bool:
        """Whether the candidate is to be adopted."""
        more = self.suspected_candidate - self.suspected_present
        return self.candidate - self.present >= MARGIN and self.low > 0.0 and more <= MORE_SUSPECTED


def judged(examples: Sequence[Example], model: Classifier, advance: Callable[[], object]) -> Judged:
    """The examples as the classifier reads them; five to ten milliseconds each."""
    plain, odds = [], np.zeros((len(examples), len(HEADS)))
    for k, example in enumerate(examples):
        judgement = model.judge(example.text, example.parent, example.language)
        plain.append(judgement.plain)
        odds[k] = [judgement.odds[head] for head in HEADS]
        advance()
    return Judged(examples, plain, odds)


def learned(found: Judged, model: Classifier) -> Tuning:
    """What the decisions teach; the same decisions teach the same."""
    rows, columns, data = [], [], []
    for k, text in enumerate(found.plain):
        if (features := model.linear.values(text)) is not None:
            rows += [k] * len(features[0])
            columns += features[0].tolist()
            data += features[1].tolist()
    x = sparse.csr_matrix((data, (rows, columns)), (len(found.plain), ngrams.BUCKETS), dtype=np.float32)
    buckets = np.flatnonzero(np.bincount(x.indices, minlength=ngrams.BUCKETS) >= SEEN)
    y, w = np.zeros(found.odds.shape, np.float32), np.zeros(found.odds.shape, np.float32)
    for k, example in enumerate(found.examples):
        for head, value in example.labels.items():
            y[k, HEADS.index(head)], w[k, HEADS.index(head)] = value, 1.0
    task = fitting.Task(x[:, buckets], y, w, found.odds.astype(np.float32))
    weights, _ = fitting.fit(task, ridge=RIDGE, iterations=ITERATIONS)
    return tuning.quantised(model.version, buckets, weights)


def _against(found: Judged, model: Classifier, added: Tuning | None) -> Odds:
    """(examples,) The highest log odds of anything that speaks against a comment."""
    odds = found.odds.copy()
    if added is not None:
        odds += np.array([added.added(text, model.linear) for text in found.plain]).reshape(odds.shape)
    highest: Odds = odds[:, [HEADS.index(head) for head in HARMFUL]].max(axis=1)
    return highest


def compare(unseen: Judged, model: Classifier, present: Tuning | None, candidate: Tuning) -> Comparison:
    """Both on the same decisions, which must hold approvals and rejections."""
    rejected = np.array([example.rejected for example in unseen.examples])
    before, after = _against(unseen, model, present), _against(unseen, model, candidate)
    rng = np.random.default_rng(SEED)
    yes, no = np.flatnonzero(rejected), np.flatnonzero(~rejected)
    first = np.arange(len(rejected)) < len(yes)
    gains = []
    for _ in range(ROUNDS):
        drawn = np.concatenate([rng.choice(yes, len(yes)), rng.choice(no, len(no))])
        gains.append(auc(after[drawn], first) - auc(before[drawn], first))
    low, high = np.percentile(gains, [2.5, 97.5])
    bound = float(np.log(SUSPECTED / (1 - SUSPECTED)))
    return Comparison(
        approved=len(no),
        rejected=len(yes),
        present=auc(before, rejected),
        candidate=auc(after, rejected),
        low=float(low),
        high=float(high),
        suspected_present=float((before[no] >= bound).mean()),
        suspected_candidate=float((after[no] >= bound).mean()),
    )


def words_learned(found: Judged, model: Classifier, taught: Tuning, most: int = 20) -> dict[str, dict[str, list[str]]]:
    """Per head the words, seen in at least SEEN comments, that now speak most for it and most against it."""
    often: dict[str, int] = {}
    for text in found.plain:
        for word in set(_WORD.findall(text)):
            often[word] = often.get(word, 0) + 1
    words = sorted(word for word, times in often.items() if times >= SEEN)
    weights = np.array([taught.added(word, model.linear) for word in words]).reshape(len(words), len(HEADS))
    told: dict[str, dict[str, list[str]]] = {}
    for column, head in enumerate(HEADS):
        order = np.argsort(-weights[:, column], kind="stable")
        told[head] = {
            "for": [words[k] for k in order[:most] if weights[k, column] > 0],
            "against": [words[k] for k in order[::-1][:most] if weights[k, column] < 0],
        }
    return {head: lists for head, lists in told.items() if lists["for"] or lists["against"]}
