"""The receipt as a page that works without script: what became of a comment, and objecting to it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from rejoinder.comments.models import Comment
from rejoinder.errors import Refusal
from rejoinder.moderation.models import Objection
from rejoinder.moderation.models.appeal import TEXT_LIMIT_CHARS
from rejoinder.moderation.services.appealing import appeal as appeal_service
from rejoinder.publishing.rendering import page_context
from rejoinder.widget.answers import refused, unlisted
from rejoinder.widget.forms import read_fields
from rejoinder.widget.outcomes import outcome_of
from rejoinder.widget.receipts import comment_of
from rejoinder.widget.wishes import wished_address


@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a comment."""
    return _page(request, token, comment_of(token), refusal=None, sent={})


# Who holds the token is its writer: the form rests on no cookie that another site could have sent along.
@csrf_exempt
@require_POST
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """Takes an objection and leads back to the receipt, or shows it again with all that was written."""
    comment = comment_of(token)
    sent: dict[str, str] = {}
    try:
        sent = read_fields(request)
        appeal_service(
            comment=comment.uuid,
            reason=sent.get("reason", ""),
            text=sent.get("text", ""),
            now=timezone.now(),
            address=wished_address(request, sent.get("notify_email", ""), now=timezone.now()),
        )
    except Refusal as refusal:
        return _page(request, token, comment, refusal, sent)
    return HttpResponseRedirect(reverse("reader:receipt", args=[token]), status=303)


def _page(
    request: HttpRequest, token: str, comment: Comment, refusal: Refusal | None, sent: dict[str, str]
) -> HttpResponse:
    site = comment.article.site
    with translation.override(site.language), timezone.override(site.time_zone):
        outcome = outcome_of(comment, now=timezone.now())
        context = {
            **page_context(site),
            "token": token,
            "comment": comment,
            "outcome": outcome,
            "decision": outcome.decision,
            "statement": outcome.statement(site.language),
            "objections": Objection.choices,
            "limit": TEXT_LIMIT_CHARS,
            "sent": sent,
            "message": refusal.text() if refusal else "",
        }
        response = render(request, "widget/receipt.html", context, status=refusal.status if refusal else 200)
    return refused(unlisted(response), refusal)
