"""What readers open and send."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from rejoinder.comments.errors import ArticleNotFound, ParentNotFound
from rejoinder.comments.models import Comment, Site
from rejoinder.comments.sending import limits
from rejoinder.comments.services.submit import NewComment, Sender, submit_comment
from rejoinder.errors import Refusal
from rejoinder.moderation.models import GuidelineSet
from rejoinder.moderation.rules import guidelines_of
from rejoinder.moderation.services.outcome_mail import tell_outcome
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.rendering import page_context
from rejoinder.publishing.serving import respond
from rejoinder.publishing.threads import ORDERS
from rejoinder.widget.answers import fresh, refused
from rejoinder.widget.clients import sender_here
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.forms import read_address, read_fields, read_form
from rejoinder.widget.receipts import receipt_token
from rejoinder.widget.sign_in.cookies import writer_here


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The installation's sites and their newest articles."""
    sites = Site.objects.order_by("name", "id")
    shelves = [(site, site.articles.order_by("-taken_in_at", "-id")[:50]) for site in sites]
    return render(request, "widget/home.html", {"shelves": shelves})


@require_safe
def article(request: HttpRequest, key: str) -> HttpResponse:
    """The article with its thread: a published file."""
    order = request.GET.get("order", "oldest")
    if order not in ORDERS:
        raise PageNotFound(file=order, pages=len(ORDERS))
    return respond(request, article_key=key, file=f"html/{order}/{request.GET.get('page', '1')}")


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The article's Atom feed: a published file."""
    return respond(request, article_key=key, file="feed")


# A forged form gains nothing its sender could not send as a guest: the reader's cookie counts from our pages alone.
@csrf_exempt
@require_POST
def submit(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a comment; on success leads to its receipt, else shows the form again with all that was written."""
    new = NewComment(body="")
    try:
        new = read_form(request)
        address = read_address(request)
        sender, new = _sender(request, key, new)
        comment = submit_comment(
            article_key=key, new=new, sender=sender, limits=limits(settings.ENVIRONMENT), now=timezone.now()
        )
        tell_outcome(comment=comment, address=address, language=comment.article.site.language, now=comment.submitted_at)
    except ArticleNotFound:
        raise
    except Refusal as refusal:
        return _form_again(request, key, new, refusal)
    return HttpResponseRedirect(reverse("reader:receipt", args=[receipt_token(comment)]), status=303)


def _sender(request: HttpRequest, key: str, new: NewComment) -> tuple[Sender, NewComment]:
    """Who sends the form; a reader who is signed in here writes under the name they chose there."""
    reader = writer_here(request, article_of(key).site)
    sender = sender_here(request, reader, name=new.author_name)
    return sender, replace(new, author_name=(reader and reader.display_name) or new.author_name)


@require_safe
def reply(request: HttpRequest, key: str, parent: UUID) -> HttpResponse:
    """A page with the form for a reply, the comment replied to above it."""
    return _form_page(request, key, NewComment(body="", parent=parent), refusal=None)


@require_safe
def guidelines(request: HttpRequest, site: str) -> HttpResponse:
    """The site's guidelines in force, in every language they are written in."""
    row = get_object_or_404(Site, key=site)
    in_force = GuidelineSet.objects.in_force(row)
    with translation.override(row.language), timezone.override(row.time_zone):
        context = {**page_context(row), "guidelines": guidelines_of(in_force), "version": in_force}
        return render(request, "widget/guidelines.html", context)


def _form_again(request: HttpRequest, key: str, new: NewComment, refusal: Refusal) -> HttpResponse:
    try:
        response = _form_page(request, key, new, refusal)
    except ParentNotFound:
        response = _form_page(request, key, NewComment(body=new.body, author_name=new.author_name), refusal)
    response.status_code = refusal.status
    return refused(response, refusal)


def _form_page(request: HttpRequest, key: str, new: NewComment, refusal: Refusal | None) -> HttpResponse:
    row = article_of(key)
    parent = None
    if new.parent is not None:
        parent = Comment.objects.published().filter(article=row, uuid=new.parent).first()
        if parent is None:
            raise ParentNotFound
    with translation.override(row.site.language), timezone.override(row.site.time_zone):
        context = {
            **page_context(row.site),
            "article": row,
            "guidelines": guidelines_of(GuidelineSet.objects.in_force(row.site)),
            "new": new,
            "parent": parent,
            "refusal": refusal,
            "notify_email": read_fields(request).get("notify_email", "") if new.body and refusal else "",
            "message": refusal.text() if refusal else "",
        }
        return fresh(render(request, "widget/form_page.html", context))
