"""The desk's lists: sites, queue, published comments, log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.models import Site
from rejoinder.desk.journal import journal_page
from rejoinder.desk.queries import QueueFilter, newest_published, queue_page, sites_at_desk
from rejoinder.desk.views.access import at_site, signed_in


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The sites whose desk the user works at."""
    assert isinstance(request.user, User)  # noqa: S101 - signed_in saw to it
    return render(request, "desk/home.html", {"sites": sites_at_desk(request.user)})


@require_safe
@at_site
def queue(request: HttpRequest, site: Site) -> HttpResponse:
    """What waits for a decision, oldest first."""
    wanted = QueueFilter.from_query(request.GET)
    context = {"site": site, "here": "queue", "wanted": wanted, "page": queue_page(site, wanted)}
    return render(request, "desk/queue.html", context)


@require_safe
@at_site
def published(request: HttpRequest, site: Site) -> HttpResponse:
    """What was published last; with ``only=picks`` the editors' picks."""
    number = page_number(request)
    picks = request.GET.get("only") == "picks"
    comments, more = newest_published(site, number, picks=picks)
    context = {
        "site": site,
        "here": "published",
        "comments": comments,
        "number": number,
        "more": more,
        "picks": picks,
    }
    return render(request, "desk/published.html", context)


@require_safe
@at_site
def log(request: HttpRequest, site: Site) -> HttpResponse:
    """Decisions, and everything else that was done on the site, newest first."""
    number = page_number(request)
    entries, more = journal_page(site, number)
    context = {"site": site, "here": "log", "entries": entries, "number": number, "more": more}
    return render(request, "desk/log.html", context)


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1; 1 for what is no number."""
    text = request.GET.get("page", "1")
    return max(1, min(int(text), 1_000_000)) if text.isascii() and text.isdigit() and len(text) < 8 else 1
