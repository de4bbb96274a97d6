"""Reactions: their numbers for all, a reader's own for them."""

import json
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from rejoinder.comments.errors import BadRequest, CommentNotFound
from rejoinder.comments.models import Reaction
from rejoinder.comments.services.reacting import set_reaction
from rejoinder.publishing.conditional import conditional
from rejoinder.widget.answers import fresh
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.embed.signed_in import comment_named, reader_at

MOST_IDS: Final = 100


@embeddable("GET")
def counts(request: HttpRequest, key: str) -> HttpResponse:
    """``{"counts": {comment: {name: number}}}`` of the comments named in ``ids``; those without reactions are left out.

    Raises:
        ArticleNotFound
        BadRequest: none, more than MOST_IDS, or something that is no id.
    """
    article = article_of(key)
    found = Reaction.objects.counts(article, _ids(request.GET.get("ids", "")))
    content = json.dumps({"counts": found}, sort_keys=True).encode()
    return conditional(request, content, content_type="application/json", cache_control="public, max-age=10")


@embeddable("PUT", "DELETE")
def reaction(request: HttpRequest, comment: UUID, name: str) -> HttpResponse:
    """Reacts, or takes it back; answers with the comment's numbers and the reader's own reactions to it."""
    row = comment_named(comment)
    reader = reader_at(request, row.article.site)
    set_reaction(comment=row, name=name, wanted=request.method == "PUT", reader=reader, now=timezone.now())
    numbers = Reaction.objects.counts(row.article, [row.uuid])
    mine = Reaction.objects.filter(comment=row, reader=reader, name__in=row.article.site.reactions)
    answer: dict[str, Any] = {
        "counts": numbers.get(str(row.uuid), {}),
        "mine": list(mine.order_by("id").values_list("name", flat=True)),
    }
    response = JsonResponse(answer)
    return fresh(response)


def _ids(text: str) -> list[UUID]:
    named = [part.strip() for part in text.split(",") if part.strip()]
    if not 0 < len(named) <= MOST_IDS:
        raise BadRequest(problem=f"ids should name 1 to {MOST_IDS} comments")
    try:
        return [UUID(part) for part in named]
    except ValueError:
        raise CommentNotFound from None
