"""A signed-in moderator, and comments with assessments as the engine writes them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def desk(moderator: Any) -> Client:
    """A client signed in as the site's moderator."""
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def assessed(site: Any, now: Any) -> Callable[..., Any]:
    """Stores an assessment of a comment: a recommendation, and findings as dictionaries."""
    from rejoinder.comments.models import Comment
    from rejoinder.moderation.models import Assessment, GuidelineSet, Policy

    def assessed_(comment: Any, recommendation: str, *findings: dict[str, Any], language: str = "en") -> Any:
        ground = findings[0] if recommendation == "reject" else None
        document = {
            "id": str(comment.uuid),
            "recommendation": recommendation,
            "ground": ground,
            "reason": "breaks_guideline" if ground else "within_guidelines",
            "scores": {},
            "findings": list(findings),
            "language": language,
            "versions": {"engine": "1"},
        }
        Comment.objects.filter(pk=comment.pk).update(
            language=language, recommendation=recommendation, assess_after=None
        )
        return Assessment.objects.create(
            comment=comment,
            document=document,
            recommendation=recommendation,
            guideline_set=GuidelineSet.objects.in_force(site),
            policy=Policy.objects.in_force(site),
            assessed_at=now,
        )

    return assessed_


@pytest.fixture
def finding() -> Callable[..., dict[str, Any]]:
    """A finding over ``text[start:end]``."""

    def finding_(text: str, start: int, end: int, **fields: Any) -> dict[str, Any]:
        found = {
            "guideline": "threats",
            "kind": "threat",
            "score": 0.9,
            "start": start,
            "end": end,
            "evidence": text[start:end],
            "check": "lexicon",
            "standing": "use",
            "raw_score": 0.9,
            "because": [],
        }
        return found | fields

    return finding_
