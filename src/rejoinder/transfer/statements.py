"""Statements of reasons for the EU's DSA Transparency Database, in its own field names; no personal data in any.

Fields and values: the database's documentation, schema of 1 July 2025
(https://transparency.dsa.ec.europa.eu/page/api-documentation). Which category a guideline falls under is our
suggestion; a publisher's own guidelines are violations of its terms (OTHER_VIOLATION_TC).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils import translation

from rejoinder.comments.models import Site
from rejoinder.moderation.models import Decision
from rejoinder.moderation.statements import Means, Source, Statement, statement_of

EUROPEAN_ECONOMIC_AREA: Final = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
)

_DISCRIMINATION: Final = ("ILLEGAL_OR_HARMFUL_SPEECH", "DISCRIMINATION")
_OTHER: Final = ("OTHER_VIOLATION_TC", "OTHER")
CATEGORIES: Final[Mapping[str, tuple[str, str]]] = {
    "profanity": _OTHER,
    "vulgarity": _OTHER,
    "threats": ("CYBER_VIOLENCE", "CYBER_BULLYING_INTIMIDATION"),
    "personal_attacks": ("CYBER_VIOLENCE", "CYBER_HARASSMENT"),
    "abuse": _DISCRIMINATION,
    "sexism": _DISCRIMINATION,
    "racism": _DISCRIMINATION,
    "homophobia": _DISCRIMINATION,
    "xenophobia": _DISCRIMINATION,
    "promotion": ("CONSUMER_INFORMATION", "HIDDEN_ADVERTISEMENT"),
    "commercial_promotion": ("CONSUMER_INFORMATION", "HIDDEN_ADVERTISEMENT"),
    "personal_promotion": _OTHER,
}
"""By guideline: STATEMENT_CATEGORY_ and KEYWORD_. Not HATE_SPEECH: that is worded as illegal incitement, and here a
comment is judged by the guidelines alone."""

LANGUAGES: Final[Mapping[str, str]] = {"ckb": "KU", "kmr": "KU"}
"""Codes the database has no word for: it knows Kurdish, not Sorani and Kurmanji."""

_SOURCES: Final[Mapping[Source, str]] = {
    "own": "SOURCE_VOLUNTARY",
    "report": "SOURCE_TYPE_OTHER_NOTIFICATION",
    "notice": "SOURCE_ARTICLE_16",
}
_MEANS: Final[Mapping[Means, str]] = {
    "fully": "AUTOMATED_DECISION_FULLY",
    "partially": "AUTOMATED_DECISION_PARTIALLY",
    "none": "AUTOMATED_DECISION_NOT_AUTOMATED",
}
_FOUND: Final[Mapping[Source, str]] = {
    "own": "Found by the publisher's own reading of readers' comments.",
    "report": "Reported by a reader as against the guidelines.",
    "notice": "Brought up by a notice under Article 16; judged against the guidelines.",
}
_DECIDED: Final[Mapping[Means, str]] = {
    "fully": "Decided by software; a person reads it again if its writer objects.",
    "partially": "Decided by a moderator who saw the software's assessment.",
    "none": "Decided by a moderator.",
}


def exported_statements(site: Site, *, base_url: str, since: date | None = None) -> Iterator[dict[str, Any]]:
    """One statement for each rejection and withdrawal of the site, in the order they were decided."""
    rejections = Decision.objects.filter(site=site, outcome="reject").order_by("sequence")
    if since is not None:
        rejections = rejections.filter(decided_at__date__gte=since)
    related = rejections.select_related("comment__article__site", "guideline_set", "assessment")
    for decision in related.iterator(chunk_size=500):
        with translation.override("en"):
            yield _fields(statement_of(decision, "en"), f"{base_url}/sites/{site.key}/guidelines")


def _fields(statement: Statement, guidelines_url: str) -> dict[str, Any]:
    decision, comment, ground = statement.decision, statement.comment, statement.ground
    category, keyword = CATEGORIES.get(decision.guideline, _OTHER)
    title = f"{ground.title} ({ground.kind})" if ground.kind else ground.title
    fields: dict[str, Any] = {
        "decision_visibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "decision_ground_reference_url": guidelines_url,
        "incompatible_content_ground": f"Guidelines, version {decision.guideline_set.version}: {title}"[:500],
        "incompatible_content_explanation": (ground.text or title)[:2000],
        "content_type": ["CONTENT_TYPE_TEXT"],
        "category": f"STATEMENT_CATEGORY_{category}",
        "category_specification": [f"KEYWORD_{keyword}"],
        "territorial_scope": list(EUROPEAN_ECONOMIC_AREA),
        "content_date": comment.submitted_at.date().isoformat(),
        "application_date": decision.decided_at.date().isoformat(),
        "decision_facts": f"A reader's comment on an article. {_FOUND[statement.source]} {_DECIDED[statement.means]}",
        "source_type": _SOURCES[statement.source],
        "automated_detection": "Yes" if statement.is_detected_by_software else "No",
        "automated_decision": _MEANS[statement.means],
        "puid": decision.hash,
    }
    if keyword == "OTHER":
        fields["category_specification_other"] = title[:500]
    if not statement.is_withdrawal:
        fields["decision_visibility"] = ["DECISION_VISIBILITY_OTHER"]
        fields["decision_visibility_other"] = "Not published: comments are read before they appear."
    if len(language := _language(comment.language)) == 2:
        fields["content_language"] = language
    return fields


def _language(code: str) -> str:
    return LANGUAGES.get(code, code.partition("-")[0].upper())
