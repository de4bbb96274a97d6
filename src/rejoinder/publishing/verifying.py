"""Recomputing the published pages: what is on disk is what the decisions say."""

from pathlib import Path

from rejoinder.comments.models import Site
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing.renderer import renderer_version
from rejoinder.publishing.rendering import render
from rejoinder.publishing.store import folder_of, read_head


def verify_pages(site: Site, *, root: Path) -> int:
    """How many files were compared, byte for byte. Pages that wait in the outbox are not compared.

    Raises:
        Mismatch: the first file that differs or is missing.
    """
    compared = 0
    for article in site.articles.select_related("site").order_by("id").iterator():
        if article.published_version < article.thread_version:
            continue
        folder = folder_of(article, root)
        head = read_head(folder)
        if head is None:
            raise Mismatch(f"{site.key}: article {article.key}: the published head is missing or damaged")
        if head.renderer != renderer_version():
            raise Mismatch(
                f"{site.key}: article {article.key}: pages were written by version {head.renderer}; "
                "start rejoinder worker once to make them anew"
            )
        published = render(article)
        if published.head != head:
            raise Mismatch(f"{site.key}: article {article.key}: the published head is not what the decisions say")
        for name, content in sorted(published.contents.items()):
            if not (folder / name).is_file() or (folder / name).read_bytes() != content:
                raise Mismatch(f"{site.key}: article {article.key}: {name} is not what the decisions say")
            compared += 1
    return compared
