"""From what the engine made of labelled comments to figures, each with an interval where it is an estimate."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np

from rejoinder.engine.models.heads import HEADS
from rejoinder.engine.models.ranking import Booleans, Floats, auc
from rejoinder.engine.policy import DEFAULT_THRESHOLDS
from rejoinder.quality.measures import calibration_error, interval, macro_f1, mean_interval, reliability, span_f1
from rejoinder.quality.scoring import Read

Table = list[dict[str, Any]]

FEWEST: Final = 15
"""Rows of each class for an AUC to be worth printing."""
FEW_FOR_CALIBRATION: Final = 100
ALL_HEADS: Final = (*HEADS, "promotion")
VIOLENT_NEWS: Final = ("reported_violence", "condemn_violence", "military_talk", "threat_reported", "idiom_harmless")
OF_PUBLISHER: Final = ("criticism_publisher_hard", "criticism_publisher_constructive")
NEUTRAL: Final = ("everyday", "question", "experience", "correction", "reasoned_argument")


def _labelled(reads: Iterable[Read], head: str, score: Callable[[Read], float | None]) -> tuple[Floats, Booleans]:
    """Scores and truth of the rows that say something about a head."""
    pairs = [(s, r.row.labels[head] >= 0.5) for r in reads if head in r.row.labels and (s := score(r)) is not None]
    return np.array([s for s, _ in pairs], float), np.array([t for _, t in pairs], bool)


def _enough(truth: Booleans, fewest: int = FEWEST) -> bool:
    return bool(min(truth.sum(), (~truth).sum()) >= fewest)


def _by(reads: Sequence[Read], key: Callable[[Read], str]) -> dict[str, list[Read]]:
    groups: dict[str, list[Read]] = defaultdict(list)
    for read in reads:
        groups[key(read)].append(read)
    return dict(sorted(groups.items()))


def ranking(reads: Sequence[Read], key: Callable[[Read], str], rounds: int) -> Table:
    """Per group and head: AUC of the engine's score and of the classifier alone, and macro-F1 at 0.5 of the latter."""
    rows: Table = []
    for group, members in _by(reads, key).items():
        for head in ALL_HEADS:
            alone, truth = _labelled(members, head, lambda read, head=head: read.classifier.get(head))  # type: ignore[misc]
            if not _enough(truth):
                continue
            low, high = interval(alone, truth, rounds)
            whole, whole_truth = _labelled(members, head, lambda read, head=head: read.scores.get(head))  # type: ignore[misc]
            rows.append(
                {
                    "set": group,
                    "head": head,
                    "rows": len(truth),
                    "positive": int(truth.sum()),
                    "auc": auc(alone, truth),
                    "low": low,
                    "high": high,
                    "engine_auc": auc(whole, whole_truth) if _enough(whole_truth) else None,
                    "macro_f1": macro_f1(alone >= 0.5, truth),
                }
            )
    return rows


def functionalities(reads: Sequence[Read], rounds: int) -> Table:
    """Per language and functionality: how often the engine is right about whether anything speaks against a comment,
    and about abuse of groups alone."""
    rows: Table = []
    tested = [read for read in reads if read.row.functionality]
    for name, members in _by(tested, lambda read: f"{read.row.language} {read.row.functionality}").items():
        language, functionality = name.split(" ", 1)
        right = [float(read.recognised == read.harmful) for read in members]
        low, high = mean_interval(right, rounds)
        identity = [float(_abusive(read) == (read.row.labels.get("identity_abuse", 0) >= 0.5)) for read in members]
        rows.append(
            {
                "language": language,
                "functionality": functionality,
                "rows": len(members),
                "harmful": float(np.mean([read.harmful for read in members])),
                "accuracy": float(np.mean(right)),
                "low": low,
                "high": high,
                "identity_accuracy": float(np.mean(identity)),
            }
        )
    return rows


def identity(reads: Sequence[Read], rounds: int) -> Table:
    """Per language of the contrast sets: accuracy on abuse of groups, of the engine and of the classifier alone; then
    on whether anything speaks against a comment, and how many innocent ones are held or rejected."""
    rows: Table = []
    for language, members in _by([r for r in reads if r.row.functionality], lambda read: read.row.language).items():
        truth = [read.row.labels.get("identity_abuse", 0) >= 0.5 for read in members]
        right = [float(_abusive(read) == t) for read, t in zip(members, truth, strict=True)]
        alone = [
            float((read.classifier.get("identity_abuse", 0.0) >= 0.5) == t)
            for read, t in zip(members, truth, strict=True)
        ]
        harmless = [float(_abusive(read)) for read, t in zip(members, truth, strict=True) if not t]
        anything = [float(read.recognised == read.harmful) for read in members]
        innocent = [float(read.recognised) for read in members if not read.harmful]
        low, high = mean_interval(right, rounds)
        rows.append(
            {
                "language": language,
                "rows": len(members),
                "accuracy": float(np.mean(right)),
                "low": low,
                "high": high,
                "classifier_accuracy": float(np.mean(alone)),
                "harmless_flagged": float(np.mean(harmless)) if harmless else None,
                "anything_accuracy": float(np.mean(anything)),
                "innocent_held": float(np.mean(innocent)) if innocent else None,
            }
        )
    return rows


def _abusive(read: Read) -> bool:
    """Whether the engine would not clear a comment of abuse of groups."""
    return read.scores["identity_abuse"] >= DEFAULT_THRESHOLDS["identity_abuse"].approve_below


def subgroups(reads: Sequence[Read], head: str = "toxicity") -> Table:
    """Per group named: subgroup AUC, BPSN and BNSP (Borkan et al. 2019, arXiv 1903.04561) of the classifier."""
    rows: Table = []
    known = [read for read in reads if head in read.row.labels and head in read.classifier]
    for group in sorted({name for read in known for name in read.groups}):
        inside = [read for read in known if group in read.groups]
        outside = [read for read in known if group not in read.groups]
        yes, no = _split(inside, head)
        other_yes, other_no = _split(outside, head)
        if min(len(yes), len(no), len(other_yes), len(other_no)) >= FEWEST:
            rows.append(
                {
                    "group": group,
                    "rows": len(inside),
                    "subgroup": _pair(yes, no),
                    "bpsn": _pair(other_yes, no),
                    "bnsp": _pair(yes, other_no),
                }
            )
    return rows


def _split(reads: Iterable[Read], head: str) -> tuple[list[float], list[float]]:
    yes: list[float] = []
    no: list[float] = []
    for read in reads:
        (yes if read.row.labels[head] >= 0.5 else no).append(read.classifier[head])
    return yes, no


def _pair(yes: list[float], no: list[float]) -> float:
    return auc(np.array([*yes, *no]), np.arange(len(yes) + len(no)) < len(yes))


def spread(rows: Table, measure: str) -> float | None:
    """Largest less smallest of a measure over the groups; None for fewer than two."""
    values = [row[measure] for row in rows]
    return max(values) - min(values) if len(values) > 1 else None


def calibration(reads: Sequence[Read]) -> Table:
    """Expected calibration error per head, over all languages and per language."""
    rows: Table = []
    for head in HEADS:
        for language, members in {"all": list(reads), **_by(reads, lambda read: read.row.language)}.items():
            found, truth = _labelled(members, head, lambda read, head=head: read.classifier.get(head))  # type: ignore[misc]
            if len(truth) >= FEW_FOR_CALIBRATION:
                error = calibration_error(found, truth.astype(float))
                rows.append({"head": head, "language": language, "rows": len(truth), "ece": error})
    return rows


def curves(reads: Sequence[Read]) -> dict[str, list[tuple[float, float, int]]]:
    """Points of a reliability chart per head that has enough rows of both classes."""
    found: dict[str, list[tuple[float, float, int]]] = {}
    for head in HEADS:
        scores, truth = _labelled(reads, head, lambda read, head=head: read.classifier.get(head))  # type: ignore[misc]
        if _enough(truth):
            found[head] = reliability(scores, truth.astype(float))
    return found


def evasion(plain: Sequence[Read], disguised: Sequence[Read], rounds: int) -> Table:
    """Per disguise: of the harmful comments recognised as they are, the share still recognised in disguise."""
    rows: Table = []
    for name, members in _by(_caught(plain, disguised), lambda read: read.row.disguise).items():
        still = [float(read.recognised) for read in members]
        low, high = mean_interval(still, rounds)
        held = float(np.mean([read.outcome != "approve" for read in members]))
        kept_share = float(np.mean(still))
        rows.append({"disguise": name, "rows": len(still), "kept": kept_share, "low": low, "high": high, "held": held})
    return rows


def evasion_by_language(plain: Sequence[Read], disguised: Sequence[Read]) -> dict[str, dict[str, float]]:
    """Disguise -> language -> share still recognised."""
    found: dict[str, dict[str, float]] = {}
    for name, members in _by(
        _caught(plain, disguised), lambda read: f"{read.row.disguise} {read.row.language}"
    ).items():
        disguise, language = name.split(" ")
        found.setdefault(disguise, {})[language] = float(np.mean([read.recognised for read in members]))
    return found


def _caught(plain: Sequence[Read], disguised: Sequence[Read]) -> list[Read]:
    """Disguised rows whose plain row is recognised."""
    caught = {read.row.id for read in plain if read.recognised}
    return [read for read in disguised if read.row.of in caught]


def wrong_rejections(reads: Sequence[Read], rounds: int) -> Table:
    """Of harmless comments of three kinds, how many the engine would reject, and how many hold for a person."""
    rows: Table = []
    kinds = {"violent news": VIOLENT_NEWS, "criticism of the publisher": OF_PUBLISHER, "neutral": NEUTRAL}
    for kind, names in kinds.items():
        members = [read for read in reads if read.row.functionality in names and not read.harmful]
        rejected = [float(read.outcome == "reject") for read in members]
        if members:
            low, high = mean_interval(rejected, rounds)
            held = float(np.mean([read.outcome == "refer" for read in members]))
            share = float(np.mean(rejected))
            row = {"kind": kind, "rows": len(members), "rejected": share, "low": low, "high": high, "referred": held}
            rows.append(row)
    return rows


def evidence(reads: Sequence[Read], rounds: int) -> Table:
    """Character F1 of what stands marked as use against the stretches that raters marked (SemEval-2021 task 5)."""
    marked = [read for read in reads if read.row.spans is not None]
    rows: Table = []
    for name, members in {"all": marked, "where raters marked something": [r for r in marked if r.row.spans]}.items():
        if members:
            gold = [{at for start, end in r.row.spans or () for at in range(start, end)} for r in members]
            each = [span_f1(set(read.marked), g) for read, g in zip(members, gold, strict=True)]
            low, high = mean_interval(each, rounds)
            rows.append({"comments": name, "rows": len(each), "f1": float(np.mean(each)), "low": low, "high": high})
    return rows
