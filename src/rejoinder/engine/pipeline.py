"""assess(): every check reads the comment; nothing stops at the first hit, and what fails becomes a finding."""

import gc
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from rejoinder.engine.assessment import COULD_NOT_ASSESS, LABELS, Assessment, Context, Finding, Submission
from rejoinder.engine.budget import Budget, Deadline, OutOfTimeError
from rejoinder.engine.checks import CHECKS, Check, Result
from rejoinder.engine.checks.classifier import ClassifierCheck, classifier
from rejoinder.engine.combine import combine, settled
from rejoinder.engine.guidelines import GuidelineSet, default_guidelines
from rejoinder.engine.lang.packset import PackSet, shipped_packs, uncollected
from rejoinder.engine.policy import labels_of
from rejoinder.engine.reading import Reading, read
from rejoinder.engine.text.language import UNDETERMINED

ENGINE_VERSION: Final = "10"
"""Changes whenever the same text and packs may give another assessment."""

_WARM_UP_MS: Final = 600_000.0
_WARMING: Final = threading.Lock()
_NO_CONTEXT: Final = Context()
_NO_BUDGET_GIVEN: Final = Budget()


def assess(
    submission: Submission,
    *,
    guidelines: GuidelineSet,
    context: Context = _NO_CONTEXT,
    budget: Budget = _NO_BUDGET_GIVEN,
    checks: Sequence[Check] = CHECKS,
    packs: PackSet | None = None,
) -> Assessment:
    """Read a comment in its context: scores for every label and all findings, sorted.

    Never raises for what a reader may send; of a parent longer than ``budget.limit_chars`` the end is read. A text past
    that limit, a check that raises or runs out of time, and a language the engine does not know each leave a finding of
    kind COULD_NOT_ASSESS, whose evidence is a short code and never words of the comment. The same arguments give the
    same assessment to the byte, unless the budget ran out.

    Raises:
        BadFile, MissingResource: the packs that ship with Rejoinder are damaged.
    """
    packs = packs or shipped_packs()
    guideline_of = guidelines_by_kind(guidelines)
    versions = _versions(packs, guidelines, checks)
    if len(submission.text) > budget.limit_chars:
        return _unread(submission, "too_long", versions)
    deadline = Deadline(budget.total_ms)
    if context.parent and len(context.parent) > budget.limit_chars:
        context = replace(context, parent=context.parent[-budget.limit_chars :])
    try:
        reading = read(submission, context, packs, guideline_of, deadline)
    except OutOfTimeError:
        return _unread(submission, OutOfTimeError.code, versions)
    except Exception:  # noqa: BLE001  a reader's text must never bring the engine down: it fails closed instead
        return _unread(submission, "check_failed", versions)
    findings: list[Finding] = list(_language_findings(reading))
    contributions: list[Mapping[str, float]] = []
    for check in checks:
        result = _run(check, reading, deadline, budget)
        findings += result.findings
        contributions.append(result.scores)
    return Assessment(
        submission.id,
        reading.language.code,
        MappingProxyType(combine(findings, contributions)),
        settled(findings),
        MappingProxyType(versions),
        reading.language.confidence,
    )


def guidelines_by_kind(guidelines: GuidelineSet) -> dict[str, str]:
    """For each label the key of the first prohibition it speaks to, else of the guideline named after it, else ''."""
    found = dict.fromkeys(LABELS, "")
    for guideline in guidelines.guidelines:
        if guideline.key in found:
            found[guideline.key] = guideline.key
    for guideline in reversed(guidelines.prohibitions()):
        for label in labels_of(guideline):
            found[label] = guideline.key
    return found


def estimate(
    text: str, *, parent: str | None = None, language: str | None = None, checks: Sequence[Check] = CHECKS
) -> Mapping[str, float]:
    """The classifier's own calibrated probabilities, 0..1 per head, before any rule or context has its say.

    Raises:
        BadFile, MissingResource: the model that ships with Rejoinder is damaged.
        ValueError: the text is longer than any comment may be.
    """
    asked = next((check.model() for check in checks if isinstance(check, ClassifierCheck)), None) or classifier()
    return asked.judge(text, parent, language).scores


def warm_up() -> None:
    """Loads packs and models, which takes seconds, so that the first comment neither waits for it nor runs out of time.

    Done once a process; what the process holds by then is left out of garbage collection for good: walking half a
    million objects that all stay would stop every thread, now and then.

    Raises:
        BadFile, MissingResource: what ships with Rejoinder is damaged.
    """
    with _WARMING:
        _load()


@cache
def _load() -> None:
    with uncollected():
        shipped_packs()
        classifier()
        # What is loaded with the first comment that needs it; a slip of the pen and a picture look words up.
        patient = Budget(total_ms=_WARM_UP_MS, check_ms=_WARM_UP_MS)
        assess(Submission("", "What is thsi 🐷 comment about?"), guidelines=default_guidelines(), budget=patient)
        gc.freeze()


def _run(check: Check, reading: Reading, deadline: Deadline, budget: Budget) -> Result:
    try:
        deadline.keep()
        return check.run(replace(reading, deadline=deadline.sooner(budget.check_ms)))
    except OutOfTimeError:
        return Result((_failure(reading, check, OutOfTimeError.code),))
    except Exception:  # noqa: BLE001  one check's bug must not hide the others' findings, nor pass unnoticed
        return Result((_failure(reading, check, "check_failed"),))


def _failure(reading: Reading, check: Check, code: str) -> Finding:
    guideline = reading.guideline_of.get(check.labels[0], "") if check.labels else ""
    return Finding(0, 0, guideline, COULD_NOT_ASSESS, 0.0, code, check.id, "observation", 0.0, (code,))


def _language_findings(reading: Reading) -> tuple[Finding, ...]:
    """What the engine cannot read of the text. Emoji and numbers need no language."""
    if not reading.tokens:
        code = "nothing_to_read"
    elif not any(ch.isalpha() for ch in reading.folded.text):
        return ()
    elif reading.language.code == UNDETERMINED:
        code = "language_unknown"
    elif not reading.own:
        code = "language_not_covered"
    else:
        return ()
    return (Finding(0, 0, "", COULD_NOT_ASSESS, 0.0, code, "language", "observation", 0.0, (code,)),)


def _unread(submission: Submission, code: str, versions: Mapping[str, str]) -> Assessment:
    finding = Finding(0, 0, "", COULD_NOT_ASSESS, 0.0, code, "reading", "observation", 0.0, (code,))
    scores = MappingProxyType(dict.fromkeys(LABELS, 0.0))
    return Assessment(submission.id, "und", scores, (finding,), MappingProxyType(dict(versions)), 0.0)


def _versions(packs: PackSet, guidelines: GuidelineSet, checks: Sequence[Check]) -> dict[str, str]:
    versions = {"engine": ENGINE_VERSION, "guidelines": guidelines.version}
    for check in checks:
        if check.id == ClassifierCheck.id:
            model = check.model() if isinstance(check, ClassifierCheck) else classifier()
            versions |= model.versions
    return versions | {f"pack.{code}": digest for code, digest in packs.digests().items()}
