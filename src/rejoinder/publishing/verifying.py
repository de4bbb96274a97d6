"""Recomputing the published pages: what is on disk is what the decisions say."""

from pathlib import Path

from django.db import transaction

from rejoinder.comments.models import Article, Site
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import FIRST_SHOWN, render
from rejoinder.publishing.store import ENCODINGS, folder_of, read_head


def verify_pages(site: Site, *, root: Path) -> int:
    """How many files were compared, byte for byte. Pages that wait in the outbox are not compared.

    Raises:
        Mismatch: the first file that differs or is missing.
    """
    return sum(verify_article(pk, root) for pk in list(site.articles.order_by("id").values_list("pk", flat=True)))


def verify_article(pk: int, root: Path) -> int:
    """How many files of the article were compared, byte for byte; 0 when it waits in the outbox.

    Its row is locked meanwhile, as while publishing: what is decided and what is on disk are of one moment.

    Raises:
        Mismatch: the first file that differs or is missing.
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
            _compare(folder / name, content, f"{where}: {name}")
            for suffix, encode in ENCODINGS.items():
                _compare(folder / f"{name}.{suffix}", encode(content), f"{where}: {name}.{suffix}")
        return len(published.contents)


def _compare(path: Path, content: bytes, where: str) -> None:
    if not path.is_file() or path.read_bytes() != content:
        raise Mismatch(f"{where} is not what the decisions say")
