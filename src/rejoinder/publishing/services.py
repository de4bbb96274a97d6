"""Publishing: bringing the files up to what is decided."""

import logging
from collections.abc import Collection
from typing import Final

from django.db import Error as DatabaseFailure
from django.db import transaction

from rejoinder.comments.models import Article
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.rendering import FIRST_SHOWN, Head, Published, render, shows, with_files
from rejoinder.publishing.store import Root, folder_of, forget_contents, is_reachable, read_head, write, write_contents

logger = logging.getLogger(__name__)

_DRAWN_FREELY: Final = 3
"""How often a page is drawn without a lock, where each time something was decided meanwhile."""


def draw_current(*, article_pk: int, file: str) -> tuple[Head, bytes]:
    """One file as it is now, drawn and not written.

    Raises:
        PageNotFound: there is no such file.
    """
    for _ in range(_DRAWN_FREELY):
        article = Article.objects.select_related("site").get(pk=article_pk)
        published = render(article, (file,), remember=True)
        if Article.objects.filter(pk=article_pk, thread_version=article.thread_version).exists():
            break  # else something was decided while it was read: part of it may be of before
    else:
        with transaction.atomic():
            rows = Article.objects.select_for_update(of=("self",), no_key=True).select_related("site")
            published = render(rows.get(pk=article_pk), (file,), remember=True)
    return published.head, published.contents[published.head.files[file]]


def publish(*, article_pk: int, root: Root, also: Collection[str] = (), remember: bool = True) -> Published:
    """The article's first pages, and the files ``also`` asked for, drawn and written.

    Everything is drawn and its contents written before the article's row is locked, and drawn again only if something
    was decided meanwhile; the head, which makes it public, is written under the lock, so that an older page never
    overwrites a newer one. Files that others asked for stay while they are current. Without ``remember`` nothing that
    this process has drawn or that lies there is believed.

    Raises:
        PageNotFound: there is no such file.
        OSError: the files could not be written; the pages there are stay, and the article stays in the outbox.
    """
    article = Article.objects.select_related("site").get(pk=article_pk)
    folder = folder_of(article, root)
    files = (*FIRST_SHOWN, *also)
    is_current = remember and shows(read_head(folder), article)
    published = render(article, tuple(also) if is_current else files, remember=remember)
    if not remember:
        forget_contents(folder)
    write_contents(published, folder)
    with transaction.atomic():
        rows = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article_pk)
        if rows.values_list("thread_version", flat=True).get() != article.thread_version:
            article = Article.objects.select_related("site").get(pk=article_pk)
            published = render(article, files, remember=remember)
        if remember:
            published = with_files(published, read_head(folder))
        write(published, folder)
        Article.objects.filter(pk=article_pk).update(published_version=article.thread_version)
        return published


def publish_stale(*, root: Root, limit: int = 100) -> int:
    """Empties the outbox: publishes articles whose pages are older than what was decided. How many were written."""
    waiting = list(Article.objects.stale().order_by("id").values_list("pk", flat=True)[:limit])
    return sum([publish_if_possible(article_pk=pk, root=root) for pk in waiting if is_reachable(root)])


def publish_if_possible(*, article_pk: int, root: Root, also: Collection[str] = (), remember: bool = True) -> bool:
    """True when the article's files were written; else the log says why not, and it stays in the outbox."""
    try:
        publish(article_pk=article_pk, root=root, also=also, remember=remember)
    except PageNotFound:
        return False  # asked for while there were more pages
    except DatabaseFailure:
        raise
    except OSError as error:
        logger.error("article %s: pages can't be written: %s", article_pk, error.strerror)
    except Exception as error:  # noqa: BLE001 - one article that can't be rendered must not hold up all others
        # The class alone: a message may hold a reader's words.
        logger.error("article %s: pages can't be made: %s", article_pk, type(error).__name__)
    else:
        return True
    return False
