"""Finding what has to be published again though the outbox does not name it: after an update, a crash, a loss."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final

from rejoinder.comments.models import Article
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import Head
from rejoinder.publishing.store import Root, folders_in, heads_of, named

_AT_ONCE: Final = 200


def articles_to_renew(*, root: Root, since: datetime | None = None) -> Iterator[int]:
    """Articles whose files are missing, by another renderer, older than what was published, or more than their head
    names. With ``since`` only those are looked at whose folder something was written to from then on.

    Raises:
        OSError: the files can't be read.
    """
    seen: set[int] = set()
    folders = folders_in(root, since=since)
    while batch := dict(islice(folders, _AT_ONCE)):
        uuids = [place.partition("/")[2] for place in batch]
        articles = list(Article.objects.select_related("site").filter(uuid__in=uuids).order_by("id"))
        for article, head in zip(articles, heads_of(articles, root), strict=True):
            seen.add(article.pk)
            if not _is_whole(article, head, batch.get(f"{article.site.key}/{article.uuid}", set())):
                yield article.pk
    if since is None:
        yield from (pk for pk in Article.objects.order_by("id").values_list("pk", flat=True) if pk not in seen)


def _is_whole(article: Article, head: Head | None, names: set[str]) -> bool:
    if head is None or head.renderer != renderer_version() or head.version < article.published_version:
        return False
    return names == named(head)
