"""Fixtures for all: a site, an article, people, and a way to send comments."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a test that takes minutes come first; xdist hands files out in this order (--no-loadscope-reorder)."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def _plain_static_files(settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _written_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a reader asks for is written before it is sent: a thread would not see a test's own transaction."""
    from rejoinder.publishing import serving
    from rejoinder.publishing.services import publish_if_possible

    def write(*, article_pk: int, root: Any, file: str) -> None:
        publish_if_possible(article_pk=article_pk, root=root, also=[file])

    monkeypatch.setattr(serving, "write_later", write)


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """What language a request was answered in is no other test's business: Django leaves it active."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def data_dir(settings: Any, tmp_path: Path) -> Path:
    """A data directory for this test alone."""
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data_dir=tmp_path)
    return tmp_path


@pytest.fixture
def bucket(settings: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An S3 server, and an installation that keeps its pages there; a bucket that failed is asked again at once."""
    from dataclasses import replace

    from rejoinder.publishing import bucket_client
    from tests.s3 import CREDENTIALS, storage

    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bucket_client, "PAUSE_S", 0.0)
    with storage() as one:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, pages_url=one.url)
        yield one


@pytest.fixture
def now() -> datetime:
    """The time of every test."""
    return NOW


@pytest.fixture
def site(db: None, now: datetime) -> Any:
    """A new site: built-in guidelines, and a machine that may decide nothing."""
    from rejoinder.moderation.services.sites import add_site

    return add_site(key="gazette", name="River Gazette", language="en", now=now)


@pytest.fixture
def article(site: Any, data_dir: Path) -> Any:
    """An open article of the site."""
    from rejoinder.comments.models import Article

    return Article.objects.create(
        site=site,
        key="pumps",
        label="Three drones struck a pumping station",
        language="en",
        paragraphs=["Three drones struck a pumping station on the Selvan river.", "Two guards were wounded."],
    )


@pytest.fixture
def moderator(site: Any, now: datetime) -> Any:
    """A moderator of the site, as the services know one."""
    return _member(site, "moderator@example.org", "Mina", "moderator", now)


@pytest.fixture
def editor(site: Any, now: datetime) -> Any:
    """An editor of the site."""
    return _member(site, "editor@example.org", "Edo", "editor", now)


@pytest.fixture
def send(article: Any, now: datetime) -> Callable[..., Any]:
    """Submits a comment on the article and returns it."""
    from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment

    def send_(body: str, **fields: Any) -> Any:
        at = fields.pop("at", now)
        sender = Sender(fields.pop("reader", "reader"), fields.pop("address", ""))
        limits = fields.pop("limits", Limits(chars=10_000, per_minute=0))
        new = NewComment(body=body, **fields)
        return submit_comment(article_key=article.key, new=new, sender=sender, limits=limits, now=at)

    return send_


@pytest.fixture
def approve(moderator: Any, now: datetime) -> Callable[..., Any]:
    """Approves a comment in the moderator's name and returns the decision."""
    from rejoinder.comments.models import Status
    from rejoinder.moderation.services.deciding import Actor, Ruling, decide

    def approve_(comment: Any, seen: Any = Status.PENDING) -> Any:
        actor = Actor("moderator", moderator.display_name, moderator)
        return decide(comment=comment.uuid, ruling=Ruling("approve"), actor=actor, seen=seen, now=now)

    return approve_


@pytest.fixture
def reject(moderator: Any, now: datetime) -> Callable[..., Any]:
    """Rejects a comment in the moderator's name and returns the decision."""
    from rejoinder.comments.models import Status
    from rejoinder.moderation.services.deciding import Actor, Ruling, decide

    def reject_(comment: Any, guideline: str = "threats", spans: Any = (), seen: Any = Status.PENDING) -> Any:
        actor = Actor("moderator", moderator.display_name, moderator)
        ruling = Ruling("reject", guideline=guideline, spans=spans)
        return decide(comment=comment.uuid, ruling=ruling, actor=actor, seen=seen, now=now)

    return reject_


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:
    """For tests of real transactions: the guards step aside when the tables are emptied afterwards."""
    from django.db import connection

    from rejoinder.comments.triggers import drop_guards
    from rejoinder.moderation.triggers import ALL_GUARDS

    yield
    drop_guards(connection, ALL_GUARDS)


def _member(site: Any, email: str, name: str, role: str, now: datetime) -> Any:
    from rejoinder.accounts.models import User
    from rejoinder.moderation.models import Role
    from rejoinder.moderation.services.sites import add_member

    user = User.objects.create_user(email, name=name)
    add_member(site=site, user=user, role=Role(role), now=now)
    return user
