"""Fixtures for requests: a stranger's client, and ways to send exactly the bytes a test means."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Client:
    """A stranger without cookies; CSRF is checked, and a crash is answered as on a real server."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the first second of an hour, and stays so: no allowance's window ends in mid-test."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: hour)


@pytest.fixture
def environment(settings: Any, data_dir: Any) -> Callable[..., None]:
    """Changes REJOINDER_* settings for one test."""

    def change(**fields: Any) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **fields)

    return change


@pytest.fixture
def post_json(client: Client, article: Any) -> Callable[..., Any]:
    """Sends a comment to the API: a document, or raw bytes."""

    def post(document: Any, key: str = article.key, content_type: str = "application/json", **headers: str) -> Any:
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        address = f"/api/v1/articles/{key}/comments"
        return client.post(address, raw, content_type=content_type, headers=headers)

    return post


@pytest.fixture
def post_form(client: Client, article: Any) -> Callable[..., Any]:
    """Sends the reader's form: fields as a browser would encode them, or raw bytes."""

    def post(fields: dict[str, str] | bytes, key: str = article.key, content_type: str = FORM, **extra: Any) -> Any:
        raw = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return client.post(f"/articles/{key}/comments", raw, content_type=content_type, **extra)

    return post


@pytest.fixture
def api_key(site: Any, now: Any) -> str:
    """A key of the site, as the Authorization header carries it."""
    from rejoinder.comments.services.api_keys import add_api_key

    return f"Bearer {add_api_key(site=site, name='tests', now=now)}"


@pytest.fixture
def post_article(client: Client, api_key: str, data_dir: Any) -> Callable[..., Any]:
    """Sends an article to the API, with the site's key."""

    def post(document: Any, **headers: str) -> Any:
        raw = document if isinstance(document, bytes) else json.dumps(document).encode()
        headers = {"Authorization": api_key, **headers}
        return client.post("/api/v1/articles", raw, content_type="application/json", headers=headers)

    return post


def error_of(response: Any) -> dict[str, Any]:
    """The error of a refused request; asserts the one JSON shape."""
    assert response.headers["Content-Type"].split(";")[0] == "application/json", response.content[:200]
    document = json.loads(response.content)
    assert set(document) == {"error"}
    error = document["error"]
    assert set(error) == {"code", "message", "fields"}
    assert isinstance(error["code"], str) and error["code"]
    assert isinstance(error["message"], str) and error["message"]
    assert isinstance(error["fields"], dict)
    return dict(error)
