"""Atom feeds over more than one article. Made per request: what was withdrawn a moment ago is no longer in them."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from rejoinder.comments.models import Reader, Site
from rejoinder.publishing.conditional import conditional
from rejoinder.publishing.feeds import render_reader_feed, render_site_feed

_ATOM = "application/atom+xml; charset=utf-8"


@require_safe
def site_feed(request: HttpRequest, site: str) -> HttpResponse:
    """The newest comments of a site."""
    row = get_object_or_404(Site, key=site)
    return _respond(request, row, lambda: render_site_feed(row))


@require_safe
def reader_feed(request: HttpRequest, reader: UUID) -> HttpResponse:
    """The newest comments of a reader. 404 for one who had all that told of them erased."""
    row = get_object_or_404(Reader.objects.select_related("site"), uuid=reader, erased_at=None)
    return _respond(request, row.site, lambda: render_reader_feed(row))


def _respond(request: HttpRequest, site: Site, render: Callable[[], bytes]) -> HttpResponse:
    with translation.override(site.language), timezone.override(ZoneInfo(site.time_zone)):
        content = render()
    return conditional(request, content, content_type=_ATOM, cache_control="no-cache")
