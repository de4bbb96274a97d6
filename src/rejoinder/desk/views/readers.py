"""Readers at the desk: finding one, what became of what they wrote, and blocking them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rejoinder.accounts.models import User
from rejoinder.comments.errors import BadRequest, ReaderNotFound
from rejoinder.comments.models import BlockReason, Reader, Site
from rejoinder.desk.readers import counts_of, reader_at_desk, readers_page, written_by
from rejoinder.desk.views.access import at_site
from rejoinder.desk.views.lists import page_number
from rejoinder.errors import Refusal
from rejoinder.moderation.services.readers import BLOCK_NOTE_LIMIT_CHARS, Block, block_reader, unblock_reader

ENDS = (1, 7, 30, 365, 0)
"""Days that the desk offers; 0: until it is taken back."""


@require_safe
@at_site
def readers(request: HttpRequest, site: Site) -> HttpResponse:
    """The site's readers; with ``q`` those of that name or address, with ``show=blocked`` those who are blocked."""
    asked, blocked, number = request.GET.get("q", "")[:254], request.GET.get("show") == "blocked", page_number(request)
    rows, more = readers_page(site, asked, blocked=blocked, page=number, now=timezone.now())
    context = {
        "site": site,
        "here": "readers",
        "asked": asked,
        "blocked": blocked,
        "rows": rows,
        "number": number,
        "more": more,
    }
    return render(request, "desk/readers.html", context)


@require_safe
@at_site
def reader(request: HttpRequest, site: Site, reader: UUID) -> HttpResponse:
    """One reader, with all they wrote and what became of it."""
    return _reader_page(request, site, _the_reader(site, reader))


@require_POST
@at_site
def block(request: HttpRequest, site: Site, reader: UUID) -> HttpResponse:
    """Blocks the reader, or with ``answer=unblock`` takes the block back."""
    assert isinstance(request.user, User)  # noqa: S101 - at_site saw to it
    row, by, now = _the_reader(site, reader), request.user.display_name, timezone.now()
    answer = request.POST.get("answer", "")
    if answer == "unblock":
        unblock_reader(reader=row, actor_name=by, now=now)
        messages.success(request, _("The block is taken back."))
    elif answer == "block":
        try:
            block_reader(reader=row, block=_block(request), actor_name=by, now=now)
        except Refusal as refusal:
            return _reader_page(request, site, row, refusal)
        messages.success(request, _("Blocked. Nothing more is taken from this reader."))
    else:
        raise BadRequest(problem="answer should be block or unblock")
    return redirect("desk:reader", site=site.key, reader=reader)


def _block(request: HttpRequest) -> Block:
    days = request.POST.get("days", "")
    if not (days.isascii() and days.isdigit() and len(days) < 6):
        raise BadRequest(problem="days should be a number")
    return Block(request.POST.get("reason", ""), int(days), request.POST.get("note", ""))


def _the_reader(site: Site, uuid: UUID) -> Reader:
    row = reader_at_desk(site, uuid)
    if row is None:
        raise ReaderNotFound
    return row


def _reader_page(request: HttpRequest, site: Site, row: Reader, refusal: Refusal | None = None) -> HttpResponse:
    number = page_number(request)
    written, more = written_by(row, number)
    context = {
        "site": site,
        "here": "readers",
        "reader": row,
        "counts": counts_of([row])[row.pk],
        "is_blocked": row.is_blocked(timezone.now()),
        "written": written,
        "number": number,
        "more": more,
        "reasons": BlockReason.choices,
        "ends": ENDS,
        "note_limit": BLOCK_NOTE_LIMIT_CHARS,
        "refusal_text": refusal.text() if refusal else "",
    }
    return render(request, "desk/reader.html", context, status=refusal.status if refusal else 200)
