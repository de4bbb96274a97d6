"""``rejoinder doctor``: ready when the endpoint is, and plain about what is wrong when it isn't."""

import functools

import httpx
import pytest
from django.test import Client
from typer.testing import CliRunner

from rejoinder.cli.doctor_perspective import CALLS
from rejoinder.cli.main import app


@pytest.fixture
def doctor(monkeypatch):
    """Runs the command against what a transport answers."""

    def doctor_(transport, *arguments):
        monkeypatch.setattr(httpx, "Client", functools.partial(httpx.Client, transport=transport))
        return CliRunner().invoke(app, ["doctor", "--url", "http://testserver/", *arguments])

    return doctor_


def answering(status=200, text="", **kinds):
    return httpx.MockTransport(lambda request: httpx.Response(status, text=text, **kinds))


@httpx.MockTransport
def ours(request):
    """Our own server, called in process."""
    kind = request.headers.get("Content-Type", "")
    response = Client().generic(request.method, request.url.raw_path.decode(), request.read(), content_type=kind)
    return httpx.Response(response.status_code, content=response.content)


def test_our_own_endpoint_is_ready(doctor, key):
    result = doctor(ours, "--from", "perspective", "--key", key)
    assert result.output.splitlines() == [*(f"ok     {name}" for name in CALLS), "ready"]
    assert result.exit_code == 0


def test_a_wrong_key_is_told(doctor, site):
    result = doctor(ours, "--key", "wrong")
    assert result.exit_code == 1
    assert "wrong  analyze, English: should be answered 200; got 400" in result.output
    assert "API key not valid" in result.output
    assert result.output.splitlines()[-1].startswith("not ready: ")


@pytest.mark.parametrize(
    "transport",
    [
        answering(text="hello"),
        answering(500, text="oops"),
        answering(text="[]"),
        answering(json={"error": []}),
        answering(json={"attributeScores": {"TOXICITY": {"summaryScore": {"value": "high"}}}}),
        answering(json={"attributeScores": {"TOXICITY": {"summaryScore": {"value": 0.5}, "spanScores": [1]}}}),
        answering(400, json={"error": {"status": "INVALID_ARGUMENT", "details": [None], "message": 7}}),
    ],
)
def test_any_other_answer_is_not_ready_and_no_crash(doctor, transport):
    result = doctor(transport, "--key", "k")
    assert (result.exit_code, result.output.count("wrong  ")) == (1, len(CALLS))


def test_nobody_there(doctor):
    def refuse(request):
        raise httpx.ConnectError("connection refused")

    result = doctor(httpx.MockTransport(refuse), "--key", "k")
    assert result.exit_code == 1
    assert "can't be reached: connection refused" in result.output
