"""Publishing: bringing the files up to what is decided."""

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from rejoinder.comments.models import Article
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import Published, render
from rejoinder.publishing.store import folder_of, read_head, write

logger = logging.getLogger(__name__)


def publish(*, article_pk: int, root: Path) -> Published:
    """The article's files, written. The article's row is locked meanwhile, so that an older page never overwrites a
    newer one.

    Raises:
        OSError: the files could not be written; the pages there are stay, and the article stays in the outbox.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",), no_key=True).select_related("site").get(pk=article_pk)
        published = render(article)
        write(published, folder_of(article, root))
        Article.objects.filter(pk=article_pk).update(published_version=article.thread_version)
        return published


def publish_stale(*, root: Path, limit: int = 100) -> int:
    """Empties the outbox: publishes articles whose pages are older than what was decided. How many were written."""
    written = 0
    for pk in list(Article.objects.stale().order_by("id").values_list("pk", flat=True)[:limit]):
        try:
            publish(article_pk=pk, root=root)
            written += 1
        except OSError as error:
            logger.error("article %s: pages can't be written: %s", pk, error.strerror)
    return written


def articles_to_renew(*, root: Path) -> Iterator[int]:
    """Articles whose pages are missing or were written by another renderer; looked through once at start."""
    for article in Article.objects.select_related("site").only("id", "uuid", "site__key").order_by("id").iterator():
        head = read_head(folder_of(article, root))
        if head is None or head.renderer != renderer_version():
            yield article.pk
