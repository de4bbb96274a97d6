"""Recomputing the published pages: what lies there is what the decisions say, and nothing else does."""

from typing import Final

from django.db import transaction

from rejoinder.comments.models import Article, Site
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.folders import Folder
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import FIRST_SHOWN, render
from rejoinder.publishing.store import ENCODINGS, Root, folder_of, named, read_head

_IN_HAND_S: Final = 600
"""For so long a file may lie unnamed: whoever publishes puts it there before it has the row."""


def verify_pages(site: Site, *, root: Root) -> int:
    """How many files were compared, byte for byte. Pages that wait in the outbox are not compared.

    Raises:
        Mismatch: the first file that differs or is missing.
    """
    return sum(verify_article(pk, root) for pk in list(site.articles.order_by("id").values_list("pk", flat=True)))


def verify_article(pk: int, root: Root) -> int:
    """How many files of the article were compared, byte for byte; 0 when it waits in the outbox.

    Its row is locked meanwhile, as while publishing: what is decided and what lies there are of one moment.

    Raises:
        Mismatch: the first file that differs, is missing, or should not be there.
        OSError: the files can't be read.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",), no_key=True).select_related("site").get(pk=pk)
        if article.published_version < article.thread_version:
            return 0
        where = f"{article.site.key}: article {article.key}"
        folder = folder_of(article, root)
        head = read_head(folder)
        if head is None:
            raise Mismatch(f"{where}: the published head is missing or damaged")
        if head.renderer != renderer_version():
            raise Mismatch(
                f"{where}: pages were written by version {head.renderer}, or under other settings "
                "(REJOINDER_BASE_URL); with the settings of the server, start rejoinder worker once to make them anew"
            )
        # Drawn from the rows alone: what a process remembers is what is being checked.
        try:
            published = render(article, {*FIRST_SHOWN, *head.files})
        except PageNotFound as error:
            raise Mismatch(f"{where}: the published head names a page that is not there") from error
        if published.head != head:
            raise Mismatch(f"{where}: the published head is not what the decisions say")
        for name, content in sorted(published.contents.items()):
            _compare(folder, name, content, where)
            for suffix, encode in ENCODINGS.items():
                _compare(folder, f"{name}.{suffix}", encode(content), where)
        for name in sorted(folder.names(older_than_s=_IN_HAND_S) - named(head)):
            raise Mismatch(f"{where}: {name} lies there, and no head names it; rejoinder publish removes it")
        return len(published.contents)


def _compare(folder: Folder, name: str, content: bytes, where: str) -> None:
    if folder.read(name) != content:
        raise Mismatch(f"{where}: {name} is not what the decisions say")
