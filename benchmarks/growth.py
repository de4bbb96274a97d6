"""How long things take with 1,000 to 100,000 comments in the database (a million with ``--largest 1000000``).

Medians of processor and waiting time in this process, on SQLite. Run: ``make bench``
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks import measured
from benchmarks.measured import Table
from rejoinder.quality.charts import growth

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
TIMES: Final = 9
NOTE: Final = (
    "![Milliseconds by number of comments](growth.svg)\n\n"
    "Two hundred comments an article; three quarters of all wait at one desk, which no newsroom would let happen. "
    "Drawing a page reads the shape of its thread, so it grows with the thread and not with the database. "
    "Nothing here grows faster than the logarithm of the number of comments except this: the desk counts what waits "
    "(an index is read, a tenth of a second for a million)."
)


def main(largest: int) -> None:
    """Measures and writes the report."""
    sizes = [size for size in SIZES if size <= largest]
    table = Table("Milliseconds by number of comments", "Median of 9.", f"{sizes[0]:,} comments")
    with tempfile.TemporaryDirectory(prefix="rejoinder-bench-") as name:
        os.environ |= {"REJOINDER_DATA_DIR": name, "DJANGO_SETTINGS_MODULE": "rejoinder.conf.settings"}
        os.environ["REJOINDER_BASE_URL"] = "http://testserver"
        os.environ["REJOINDER_HOSTS"] = "testserver"
        jobs, grow = _prepare()
        there = 0
        for size in sizes:
            grow(size - there)
            there = size
            table.add(f"{size:,} comments", **{what: _median_ms(job) for what, job in jobs.items()})
    chart = growth("Median of 9, by comments in the database", "ms", _lines(sizes, table))
    (measured.FOLDER / "growth.svg").write_text(chart)
    measured.write("growth", [table], NOTE)


def _lines(sizes: Sequence[int], table: Table) -> dict[str, list[tuple[float, float]]]:
    rows = [{what: taken for what, taken in row.items() if what not in ("side", "ratio")} for row in table.rows()]
    return {what: [(size, row[what]) for size, row in zip(sizes, rows, strict=True)] for what in rows[0]}


def _median_ms(job: Callable[[int], object]) -> float:
    spent = []
    for number in range(TIMES):
        began = time.perf_counter()
        job(number)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


def _prepare() -> tuple[dict[str, Callable[[int], object]], Callable[[int], None]]:
    import django

    django.setup()
    from datetime import timedelta

    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from benchmarks.newsroom import PER_ARTICLE, ROOTS, TEXT, _row
    from rejoinder.accounts.models import User
    from rejoinder.cli.migrate import prepare
    from rejoinder.comments.models import Article, Comment, Status
    from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
    from rejoinder.moderation.models import Role
    from rejoinder.moderation.services.assessing import claim_due
    from rejoinder.moderation.services.deciding import Actor, Ruling, decide
    from rejoinder.moderation.services.sites import add_member, add_site
    from rejoinder.publishing.services import publish

    prepare()
    now = timezone.now()
    site = add_site(key="gazette", name="River Gazette", language="en", now=now)
    user = User.objects.create_user("mina@example.org", name="Mina")
    add_member(site=site, user=user, role=Role.EDITOR, now=now)
    article = Article.objects.create(site=site, key="pumps", label="Pumps", language="en", paragraphs=[TEXT])
    desk, reader = Client(), Client()
    desk.force_login(user)
    counts = {"article": 0, "sent": 0}

    def grow(count: int) -> None:
        for _ in range(count // PER_ARTICLE):
            counts["article"] += 1
            key = f"article-{counts['article']}"
            on = Article.objects.create(site=site, key=key, label="Pumps", language="en", paragraphs=[TEXT])
            rows = [_row(on, None, number, now - timedelta(days=1)) for number in range(PER_ARTICLE)]
            for row in rows[ROOTS:]:  # a quarter is published, the others wait at the desk
                row.status, row.decided_at = Status.PENDING, None
            Comment.objects.bulk_create(rows)

    def submit(_: int) -> Comment:
        counts["sent"] += 1
        new, sender = NewComment(body=f"{TEXT} {counts['sent']}"), Sender(f"r{counts['sent']}", "address")
        return submit_comment(article_key="pumps", new=new, sender=sender, limits=Limits(10_000, 0), now=timezone.now())

    def decide_one(number: int) -> None:
        comment = submit(number)
        actor = Actor("moderator", "Mina", user)
        decide(comment=comment.uuid, ruling=Ruling("approve"), actor=actor, seen=Status.PENDING, now=timezone.now())

    def ok(client: Client, address: str) -> None:
        if client.get(address).status_code != 200:
            sys.exit(f"{address} is not there")

    root = settings.ENVIRONMENT.data_dir
    return {
        "submit": submit,
        "submit and decide": decide_one,
        "claim": lambda _: claim_due(limit=1, lease=timedelta(seconds=0), now=timezone.now()),
        "publish": lambda _: publish(article_pk=article.pk, root=root),
        "page": lambda _: ok(reader, "/articles/article-1"),
        "desk queue": lambda _: ok(desk, f"/desk/{site.key}/queue"),
    }, grow


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=int, default=100_000)
    main(parser.parse_args().largest)
