"""What Django itself can check of this code; the commands leave it to this test, so that they start quickly."""

import pytest
from django.core import checks
from django.core.management import call_command


def test_the_system_checks_find_nothing():
    assert [str(problem) for problem in checks.run_checks(include_deployment_checks=False)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
