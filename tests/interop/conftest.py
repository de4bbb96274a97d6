"""A key, and a way to call the drop-in endpoints."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rejoinder.comments.services.api_keys import add_api_key


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
