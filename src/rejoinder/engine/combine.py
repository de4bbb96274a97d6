"""From findings to scores: one number per label for the whole comment."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from rejoinder.engine.assessment import LABELS, SUSPECTED, Finding

IDENTITY_KINDS: Final = ("sexism", "racism", "homophobia", "xenophobia")

TOXICITY_WEIGHTS: Final[Mapping[str, float]] = {
    "threat": 0.97,
    "identity_abuse": 0.97,
    "personal_attack": 0.9,
    "vulgarity": 0.85,
    "profanity": 0.85,
}
"""How far each component alone makes a comment toxic. Promotion is unwelcome but not toxic."""

EXCUSING: Final = ("mention", "protected")
OBSERVED: Final = ("relevance", "constructive", "criticism_of_publisher")
REPEAT_DISCOUNT: Final = 0.5
"""A second finding of a kind adds half of what it would alone: two mild words are not one grave one."""
CEILING: Final = 0.99


def combine(findings: Iterable[Finding], contributions: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """A score in 0..1 for every label, rounded to four digits, in the order of LABELS.

    Findings that stand as use are joined per label (noisy or, the strongest in full, the others discounted); what
    checks contribute for the whole text joins by maximum. Mentions and protected findings add nothing, and where the
    words seen are nothing else, an estimate of the whole text that can't tell the two apart is left out. What is
    suspected only shows on what words such an estimate rests.
    """
    found = tuple(finding for finding in findings if not finding.suspected)
    excused = _excused(found)
    by_kind: dict[str, list[float]] = {label: [] for label in LABELS}
    for finding in found:
        if finding.standing == "use" and finding.kind in by_kind:
            by_kind[finding.kind].append(finding.score)
    scores = {label: _noisy_or(values) for label, values in by_kind.items()}
    for contribution in contributions:
        for label, score in contribution.items():
            if label in scores and label not in excused:
                scores[label] = max(scores[label], min(1.0, max(0.0, score)))
    scores["identity_abuse"] = max(scores["identity_abuse"], *(scores[kind] for kind in IDENTITY_KINDS))
    parts = [weight * scores[label] for label, weight in TOXICITY_WEIGHTS.items()]
    scores["toxicity"] = max(scores["toxicity"], _noisy_or(parts))
    return {label: round(scores[label], 4) for label in LABELS}


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, sorted, without what is suspected of words in which a rule saw the same.

    What is suspected of a label whose words a rule found to be a mention is one as well.
    """
    every = tuple(findings)
    seen = tuple(finding for finding in every if not finding.suspected)
    suspicions = [finding for finding in every if finding.suspected and not _seen_there(finding, seen)]
    excused = _excused(seen)
    why = tuple(sorted({code for finding in seen if finding.standing in EXCUSING for code in finding.because}))
    judged = (
        replace(finding, standing="mention", because=(SUSPECTED, *why))
        if finding.standing == "use" and finding.kind in excused
        else finding
        for finding in suspicions
    )
    return tuple(sorted((*seen, *judged)))


def _seen_there(suspicion: Finding, seen: tuple[Finding, ...]) -> bool:
    return any(
        finding.kind == suspicion.kind and finding.start < suspicion.end and suspicion.start < finding.end
        for finding in seen
    )


def _excused(findings: tuple[Finding, ...]) -> frozenset[str]:
    """Labels whose words were seen and found to be mentions, or hard words on the publisher; none said as one's own."""
    used = {finding.kind for finding in findings if finding.standing == "use"}
    excused = {finding.kind for finding in findings if finding.standing == "mention"}
    if any(finding.standing == "protected" for finding in findings):
        excused.add("personal_attack")
    if excused & set(IDENTITY_KINDS):
        excused |= {"identity_abuse", *IDENTITY_KINDS}
    if excused and not used:
        excused |= {"toxicity", "threat", "personal_attack"}
    return frozenset(excused - used)


def _noisy_or(values: Iterable[float]) -> float:
    ordered = sorted(values, reverse=True)
    if not ordered:
        return 0.0
    clear = 1.0 - ordered[0]
    for value in ordered[1:]:
        clear *= 1.0 - REPEAT_DISCOUNT * value
    return max(ordered[0], min(CEILING, 1.0 - clear))
