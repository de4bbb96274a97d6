"""What became of a comment, for the section that its writer has open, and objecting to it."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from pydantic import BaseModel

from rejoinder.moderation.hearing import objection_ends
from rejoinder.moderation.models import Appeal, Decision, Objection
from rejoinder.moderation.services.appealing import appeal as appeal_service
from rejoinder.publishing.conditional import conditional
from rejoinder.widget.answers import fresh
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.bodies import read
from rejoinder.widget.outcomes import Outcome, outcome_of
from rejoinder.widget.receipts import comment_of
from rejoinder.widget.wishes import wished_address


class Objected(BaseModel):
    """An objection as the section sends it."""

    reason: str
    text: str = ""
    notify_email: str = ""
    """Where the answer is sent; empty: nowhere, or to the reader's own address."""


@embeddable("GET")
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What became of the comment; 304 while nothing changed. No cache keeps it."""
    document = _document(outcome_of(comment_of(token), now=timezone.now()))
    content = json.dumps(document, sort_keys=True).encode()
    return conditional(request, content, content_type="application/json", cache_control="no-store")


@embeddable("POST")
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """201 with the receipt once the objection is durable."""
    objected, now = read(request, Objected), timezone.now()
    comment = comment_of(token)
    appeal_service(
        comment=comment.uuid,
        reason=objected.reason,
        text=objected.text,
        now=now,
        address=wished_address(request, objected.notify_email, now=now),
        language=get_language() or "",
    )
    response = JsonResponse(_document(outcome_of(comment, now=now)), status=201)
    return fresh(response)


def _document(outcome: Outcome) -> Mapping[str, Any]:
    comment, decision = outcome.comment, outcome.decision
    return {
        "comment": str(comment.uuid),
        "article": comment.article.key,
        "status": comment.status,
        "submitted_at": comment.submitted_at.isoformat(),
        "body": outcome.body,
        "read_by": outcome.read_by or None,
        "promised_minutes": outcome.site.promised_minutes,
        "is_late": outcome.is_late,
        "decision": _decision(outcome, decision) if decision else None,
        "can_object": outcome.can_object,
        "object_until": objection_ends(decision, outcome.site).isoformat() if decision and outcome.can_object else None,
        "objections": [{"reason": value, "title": str(title)} for value, title in Objection.choices]
        if outcome.can_object
        else [],
        "appeal": _appeal(outcome.appeal) if outcome.appeal else None,
    }


def _decision(outcome: Outcome, decision: Decision) -> Mapping[str, Any]:
    language = get_language() or outcome.site.language
    ground, statement = outcome.ground(language), outcome.statement(language)
    return {
        "outcome": decision.outcome,
        "guideline": {
            "key": decision.guideline,
            "title": ground.title,
            "kind": ground.kind or None,
            "text": ground.text,
            "rejection": ground.rejection,
        }
        if ground
        else None,
        "words": decision.evidence,
        "statement": statement.paragraphs() if statement else [],
        "decided_by": decision.actor_kind,
        "decided_at": decision.decided_at.isoformat(),
    }


def _appeal(appeal: Appeal) -> Mapping[str, Any]:
    answer = " ".join(
        part for part in (appeal.get_answer_display() if appeal.answer else "", appeal.answer_text) if part
    )
    return {
        "status": appeal.outcome or "open",
        "reason": appeal.reason,
        "text": appeal.text,
        "created_at": appeal.created_at.isoformat(),
        "answer": answer or None,
        "answered_at": appeal.answered_at.isoformat() if appeal.answered_at else None,
    }
