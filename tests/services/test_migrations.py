"""Migrations that fill a column, on a database with rows of the time before."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rejoinder.comments.models import Comment
from rejoinder.moderation.services.assessing import assess_claimed, claim_due

BEFORE = [("comments", "0012_reader_blocks"), ("moderation", "0008_site_models")]


def test_a_comment_of_before_gets_its_site_and_what_is_recommended_for_it(
    committing: None, site: Any, send: Any, now: Any
) -> None:
    read = send("Thank you for the article about the bridge.")
    for claimed in claim_due(limit=1, lease=timedelta(seconds=60), now=now):
        assess_claimed(claimed=claimed, now=now)
    unread = send("And for the one about the pump.")
    assert (recommended := Comment.objects.get(pk=read.pk).recommendation)
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(latest)
    rows = Comment.objects.in_bulk([read.pk, unread.pk])
    assert {row.site_id for row in rows.values()} == {site.pk}
    assert [rows[each.pk].recommendation for each in (read, unread)] == [recommended, ""]
