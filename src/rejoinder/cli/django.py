"""Starting Django for the commands that need the database."""

import os

from rejoinder.cli.console import fail


def start_django() -> None:
    """Loads settings and apps; a bad environment is told plainly and ends the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rejoinder.conf.settings")
    import django
    from django.apps import apps

    from rejoinder.conf.environment import BadEnvironment

    if apps.ready:
        return
    # No system checks: they load every view and page, half of what starting costs, and tests run them on this code.
    try:
        django.setup()
    except BadEnvironment as error:
        fail(str(error))


def require_migrated() -> None:
    """Sets an empty database up; ends the command with advice when the one there is not up to date."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        fail(f"the database can't be reached: {error}")
    if plan and not executor.loader.applied_migrations:
        from rejoinder.cli.migrate import prepare

        prepare()
    elif plan:
        fail("the database is not up to date: run rejoinder migrate")
