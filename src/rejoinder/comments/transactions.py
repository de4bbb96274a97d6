"""How long a process that stands still may hold what others wait for."""

from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

STANDSTILL: Final = "60s"
"""A transaction here takes milliseconds; one that has waited this long for its own process belongs to one that was
stopped or cut off."""


def bound_standstill(sender: Any, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """On a new connection to PostgreSQL: ends transactions that stand still, unless the role or the database sets a
    limit of its own (https://www.postgresql.org/docs/current/runtime-config-client.html).

    Not in the connection's start-up options, which PgBouncer refuses.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(name, %s, false) FROM pg_settings "
            "WHERE name = 'idle_in_transaction_session_timeout' AND setting = '0'",
            [STANDSTILL],
        )
