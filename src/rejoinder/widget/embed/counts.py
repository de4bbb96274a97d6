"""How many comments the articles of a list have, in one call."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse

from rejoinder.comments.errors import BadRequest
from rejoinder.comments.models import Comment
from rejoinder.publishing.conditional import conditional
from rejoinder.widget.cors import embeddable

MOST_KEYS: Final = 100


@embeddable("GET")
def counts(request: HttpRequest) -> HttpResponse:
    """``{"counts": {key: number}}`` of the articles named in ``keys`` (separated by commas) or ``key`` (once for each;
    for keys that hold a comma). Keys of no article are left out.

    Raises:
        BadRequest: none are named, or more than MOST_KEYS.
    """
    named = {key.strip() for listed in request.GET.getlist("keys") for key in listed.split(",")}
    named |= set(request.GET.getlist("key"))
    # NUL: PostgreSQL takes none even to compare with, and no key holds one.
    wanted = sorted(key for key in named if key and "\0" not in key)
    if not 0 < len(wanted) <= MOST_KEYS:
        raise BadRequest(problem=f"keys should name 1 to {MOST_KEYS} articles")
    found = Comment.objects.counts(wanted)
    content = json.dumps({"counts": found}, ensure_ascii=False, sort_keys=True).encode()
    return conditional(request, content, content_type="application/json", cache_control="public, max-age=30")
