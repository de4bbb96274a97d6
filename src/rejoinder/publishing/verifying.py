"""Recomputing the published pages: what is on disk is what the decisions say."""

from pathlib import Path

from django.db import transaction

from rejoinder.comments.models import Article, Site
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import render
from rejoinder.publishing.store import folder_of, read_head


def verify_pages(site: Site, *, root: Path) -> int:
    """How many files were compared, byte for byte. Pages that wait in the outbox are not compared.

    Raises:
        Mismatch: the first file that differs or is missing.
    """
    return sum(_verify_article(pk, root) for pk in list(site.articles.order_by("id").values_list("pk", flat=True)))


def _verify_article(pk: int, root: Path) -> int:
    """How many files of the article were compared.

    Its row is locked meanwhile, as while publishing: what is decided and what is on disk are of one moment.
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
        published = render(article)
        if published.head != head:
            raise Mismatch(f"{where}: the published head is not what the decisions say")
        for name, content in sorted(published.contents.items()):
            if not (folder / name).is_file() or (folder / name).read_bytes() != content:
                raise Mismatch(f"{where}: {name} is not what the decisions say")
        return len(published.contents)
