"""A key, and a way to call the drop-in endpoints."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from rejoinder.comments.services.api_keys import add_api_key
from rejoinder.engine import warm_up

URL = "/perspective/v1alpha1/comments:analyze"
BODY = {"comment": {"text": "You are a stupid idiot."}, "requestedAttributes": {"TOXICITY": {}, "INSULT": {}}}


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    """As in a server that has started."""
    warm_up()


@pytest.fixture
def key(site: Any, now: Any) -> str:
    """An API key of the site."""
    return add_api_key(site=site, name="drop-in", now=now)


@pytest.fixture
def analyze(key: str, client: Client) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Calls comments:analyze; returns status and JSON."""

    def analyze_(text: Any = "You are an idiot.", raw: str | None = None, **fields: Any) -> tuple[int, dict[str, Any]]:
        body = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, **fields}
        response = client.post(
            f"/perspective/v1alpha1/comments:analyze?key={key}",
            raw if raw is not None else json.dumps(body),
            content_type="application/json",
        )
        return response.status_code, json.loads(response.content)

    return analyze_


@pytest.fixture
def post(key: str, client: Client) -> Callable[..., Any]:
    """Posts a body; the response."""

    def post_(body: Any = BODY, url: str = URL, query: str = "", kind: str = "application/json", **more: Any) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body)
        return client.generic("POST", f"{url}?key={key}{query}", data, content_type=kind, **more)

    return post_


@pytest.fixture
def environment(settings: Any) -> Callable[..., None]:
    """Changes settings of the installation."""

    def environment_(**values: Any) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **values)

    return environment_
