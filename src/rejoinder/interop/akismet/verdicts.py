"""Akismet's one bit: is it spam."""

from dataclasses import dataclass
from typing import Final

from rejoinder.engine import Budget
from rejoinder.interop.akismet.requests import Call
from rejoinder.interop.capacity import SCORING
from rejoinder.interop.html_text import text_of
from rejoinder.interop.scoring import Rules, Scored

RECHECK_AFTER_S: Final = 43_200
"""WordPress keeps a comment pending for twice this long, then publishes it if its own rules let it."""

_BUDGET: Final = Budget(limit_chars=65_536, total_ms=10_000.0, check_ms=5_000.0)
"""The longest comment that WordPress keeps, for which it waits 15 s; Discourse sends 32 000 characters at most."""

_PROMOTION: Final = ("commercial_promotion", "personal_promotion")
_GUARANTEED: Final = "akismet-guaranteed-spam"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``unclear``: not spam, and not cleared by the guidelines either. ``failed``: nothing can be said of it now."""

    spam: bool
    unclear: bool = False
    failed: bool = False


def verdict_of(call: Call) -> Verdict:
    """Spam is promotion that the site's policy would reject, in the comment or in its author's name.

    Raises:
        Overloaded
    """
    if "administrator" in (role.strip() for role in call["user_role"].split(",")):
        return Verdict(spam=False)
    if call.trapped or _is_guaranteed_spam(call):
        return Verdict(spam=True)
    language = call["blog_lang"].split(",")[0].strip().split("_")[0] or None
    rules = Rules.of(call.site)
    texts = [text for name in ("comment_content", "comment_author") if (text := text_of(call[name]))]
    with SCORING.slot():
        scored = [rules.score(text, language=language, budget=_BUDGET) for text in texts]
    if any(map(_is_spam, scored)):
        return Verdict(spam=True)
    # A name is too short for doubts about its language to mean anything.
    comment = scored[:1] if text_of(call["comment_content"]) else []
    unclear = any(one.recommendation.outcome != "approve" for one in comment)
    return Verdict(spam=False, unclear=unclear, failed=any(one.failed for one in comment))


def _is_spam(scored: Scored) -> bool:
    return any(scored.assessment.scores[label] >= scored.thresholds[label].reject_at for label in _PROMOTION)


def _is_guaranteed_spam(call: Call) -> bool:
    """What clients' own tests send."""
    return call["comment_author"] == _GUARANTEED or call["comment_author_email"] == f"{_GUARANTEED}@example.com"
