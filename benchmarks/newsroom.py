"""Installations with comments in them, written as rows: a benchmark of reading need not wait for writing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.acceptance.newsroom import Newsroom, open_newsroom
from tests.acceptance.server import Installation, Server, running

TEXT: Final = (
    "Thank you for this careful report. I would like to know who guards the stations at night, and what the council "
    "means to do before the winter comes, when the river is high and no one can cross."
)
ROOTS: Final = 50
"""What fits on a page; each root has three replies, so that a page shows 200 comments."""
REPLIES: Final = 3
PER_ARTICLE: Final = ROOTS * (REPLIES + 1)


def newsroom(folder: Path, *, machine: bool = False, database_url: str = "") -> Newsroom:
    """A newsroom without limits on senders."""
    variables = {"REJOINDER_COMMENTS_PER_MINUTE": "0"}
    return open_newsroom(Installation(folder, database_url=database_url, **variables), machine=machine)


def with_comments(room: Newsroom, comments: int, *, each: int = PER_ARTICLE) -> None:
    """Approved comments, ``each`` on each article, the first on the article ``pumps``."""
    command = [sys.executable, "-m", "benchmarks.newsroom", str(comments), str(each)]
    subprocess.run(command, env={**room.installation.environment, "PYTHONPATH": os.getcwd()}, check=True)


@contextmanager
def served(room: Newsroom, *arguments: str) -> Iterator[Server]:
    """The newsroom, served and ready; without its worker ``--no-worker`` is enough to be ready."""
    ready = "/healthz" if "--no-worker" in arguments else "/readyz"
    with running(room.installation, *arguments, ready=ready) as server:
        yield server


def fill(count: int, each: int) -> None:
    """Writes the rows into the installation of this environment, ``each`` on an article."""
    from datetime import timedelta

    from django.utils import timezone

    from rejoinder.comments.models import Article, Comment, Site

    site, now = Site.objects.get(), timezone.now() - timedelta(days=30)
    first = Article.objects.get(key="pumps")
    roots_each = each // (REPLIES + 1)
    for number in range(max(1, count // each)):
        article = first
        if number:
            article = Article.objects.create(
                site=site, key=f"article-{number}", label=first.label, language="en", paragraphs=first.paragraphs
            )
        roots = Comment.objects.bulk_create(_row(article, None, n, now) for n in range(roots_each))
        for reply in range(REPLIES):
            at = now + timedelta(hours=reply + 1)
            Comment.objects.bulk_create(
                _row(article, root, roots_each * (reply + 1) + n, at) for n, root in enumerate(roots)
            )
        Article.objects.filter(pk=article.pk).update(thread_version=2)


def _row(article, parent, number, at):  # type: ignore[no-untyped-def]
    import hashlib
    from datetime import timedelta

    from rejoinder.comments.models import Comment

    body = f"{TEXT} ({number})"
    return Comment(
        article=article,
        site_id=article.site_id,
        parent=parent,
        body=body,
        body_sha256=hashlib.sha256(body.encode()).hexdigest(),
        author_name=f"Reader {number}",
        reader_key=f"{number}",
        submitted_at=at + timedelta(seconds=number),
        decided_at=at + timedelta(seconds=number + 1),
        status="approved",
        language="en",
        repeat_slot=number,
    )


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "rejoinder.conf.settings"
    import django

    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
