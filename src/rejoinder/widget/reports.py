"""Reporting a published comment: what can be picked, who reports; the page with the form that works without script."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.identity import keyed_hash
from rejoinder.comments.models import Comment, Site
from rejoinder.comments.models.report import NOTICE_LIMIT_CHARS
from rejoinder.comments.sessions import reader_of
from rejoinder.errors import Refusal
from rejoinder.moderation.grounds import rejectable_grounds
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment
from rejoinder.publishing.rendering import page_context
from rejoinder.widget.answers import refused, unlisted
from rejoinder.widget.clients import sender_here
from rejoinder.widget.cors import require_origin
from rejoinder.widget.forms import read_fields
from rejoinder.widget.wishes import wished_address

ILLEGAL = ":illegal"
"""What the form sends instead of a guideline's key when the comment is said to be illegal."""


def reporter_of(request: HttpRequest, new: NewReport, site: Site) -> Reporter:
    """Whoever sends the request: known by session or address, and for a notice by the e-mail address it names.

    Raises:
        SessionEnded, ReaderBlocked, EmailNotValid, TooManyRequests
    """
    now = timezone.now()
    sender = sender_here(request, reader_of(request.META, site=site, now=now))
    address = wished_address(request, new.email, now=now)
    key = keyed_hash(settings.ENVIRONMENT.secret_key, "report", (new.is_notice and address) or sender.reader_key)
    return Reporter(key, sender.address_key, translation.get_language() or site.language)


def published_comment(uuid: UUID) -> Comment:
    """The published comment, with its article's site.

    Raises:
        CommentNotFound: there is none, or readers can't read it.
    """
    comment = Comment.objects.published().select_related("article__site").filter(uuid=uuid).first()
    if comment is None:
        raise CommentNotFound
    return comment


# A report rests on no cookie; by its Origin alone could another site's page have its visitors send one.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment: UUID) -> HttpResponse:
    """The form; takes a report, or shows the form again with all that was written."""
    row = published_comment(comment)
    site = row.article.site
    with translation.override(site.language), timezone.override(site.time_zone):
        if request.method != "POST":
            return _page(request, row, {}, refusal=None)
        require_origin(request, site)
        sent: dict[str, str] = {}
        try:
            sent = read_fields(request)
            new = _new(sent)
            report_comment(comment=comment, new=new, reporter=reporter_of(request, new, site), now=timezone.now())
        except CommentNotFound:
            raise
        except Refusal as refusal:
            return _page(request, row, sent, refusal)
        return HttpResponseRedirect(reverse("reader:report", args=[comment]) + "?sent=1", status=303)


def _new(sent: Mapping[str, str]) -> NewReport:
    guideline = sent.get("guideline", "")
    return NewReport(
        guideline="" if guideline == ILLEGAL else guideline,
        note=sent.get("note", ""),
        is_notice=guideline == ILLEGAL,
        name=sent.get("name", ""),
        email=sent.get("email", ""),
        good_faith="good_faith" in sent,
        is_child_abuse="is_child_abuse" in sent,
    )


def _page(request: HttpRequest, row: Comment, sent: Mapping[str, str], refusal: Refusal | None) -> HttpResponse:
    site = row.article.site
    context = {
        **page_context(site),
        "comment": row,
        "article": row.article,
        "grounds": rejectable_grounds(GuidelineSet.objects.in_force(site), site.language),
        "illegal": ILLEGAL,
        "limit": NOTICE_LIMIT_CHARS,
        "sent": sent,
        "is_sent": refusal is None and "sent" in request.GET,
        "message": refusal.text() if refusal else "",
    }
    response = render(request, "widget/report.html", context, status=refusal.status if refusal else 200)
    return refused(unlisted(response), refusal)
