"""What the database itself refuses: the promise must hold against our own bugs, and against a hand at the console.

Installed after every migration (SQLite drops a table's triggers when Django rebuilds the table).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule on a table. ``frozen`` columns never change; ``erasable`` ones may only be emptied; ``once`` columns are
    filled once and then never change; with ``keep`` no row is ever deleted.
    """

    table: str
    frozen: tuple[str, ...]
    erasable: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    keep: bool = True
    message: str = "rejoinder: this is written once"


COMMENT_GUARD: Final = Guard(
    table="comments_comment",
    frozen=(
        "body",
        "body_sha256",
        "reader_id",
        "reader_key",
        "uuid",
        "article_id",
        "site_id",
        "parent_id",
        "submitted_at",
    ),
    erasable=("author_name",),  # a reader may have their name forgotten: moderation.services.readers
    message="rejoinder: a comment is never edited",
)

REPORT_GUARD: Final = Guard(
    table="comments_report",
    frozen=("uuid", "comment_id", "is_notice", "guideline", "note", "reporter_key", "created_at"),
    once=("answer", "answered_at", "answered_by_id", "answered_by_name"),
    message="rejoinder: a report is never edited, and answered once",
)

COMMENTS_GUARDS: Final = (COMMENT_GUARD, REPORT_GUARD)


def install_guards(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> None:
    """Creates the triggers afresh, on SQLite and PostgreSQL."""
    statements = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in statements(guard):
                cursor.execute(statement)


def drop_guards(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> None:
    """Removes the triggers; for tests that prove what they are for."""
    on_table = " ON {}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in guards:
            for kind in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.table}_no_{kind}{on_table.format(guard.table)}")


def missing_guards(connection: BaseDatabaseWrapper, guards: Sequence[Guard]) -> list[str]:
    """Names of triggers that should be there and are not, in order."""
    query = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    wanted = [f"{guard.table}_no_{kind}" for guard in guards for kind in _kinds(guard)]
    return [name for name in wanted if name not in present]


def install_comment_guards(**signal: Any) -> None:
    """Receiver of post_migrate."""
    from django.db import connections

    install_guards(connections[signal["using"]], COMMENTS_GUARDS)


def _kinds(guard: Guard) -> tuple[str, ...]:
    return ("update", "delete") if guard.keep else ("update",)


def _changed(guard: Guard, differs: str) -> str:
    frozen = [f"OLD.{column} {differs} NEW.{column}" for column in guard.frozen]
    erasable = [f"(OLD.{column} {differs} NEW.{column} AND NEW.{column} <> '')" for column in guard.erasable]
    once = [f"(CAST(OLD.{column} AS text) <> '' AND OLD.{column} {differs} NEW.{column})" for column in guard.once]
    return " OR ".join((*frozen, *erasable, *once))


def _sqlite(guard: Guard) -> list[str]:
    changed = _changed(guard, "IS NOT")
    statements = [
        f"DROP TRIGGER IF EXISTS {guard.table}_no_update",
        f"CREATE TRIGGER {guard.table}_no_update BEFORE UPDATE ON {guard.table} WHEN {changed} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
        f"DROP TRIGGER IF EXISTS {guard.table}_no_delete",
    ]
    if guard.keep:
        statements.append(
            f"CREATE TRIGGER {guard.table}_no_delete BEFORE DELETE ON {guard.table} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        )
    return statements


def _postgresql(guard: Guard) -> list[str]:
    changed = _changed(guard, "IS DISTINCT FROM")
    statements = [
        "CREATE OR REPLACE FUNCTION rejoinder_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"DROP TRIGGER IF EXISTS {guard.table}_no_update ON {guard.table}",
        f"CREATE TRIGGER {guard.table}_no_update BEFORE UPDATE ON {guard.table} FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION rejoinder_refuse('{guard.message}')",
        f"DROP TRIGGER IF EXISTS {guard.table}_no_delete ON {guard.table}",
    ]
    if guard.keep:
        statements.append(
            f"CREATE TRIGGER {guard.table}_no_delete BEFORE DELETE ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION rejoinder_refuse('{guard.message}')"
        )
    return statements
