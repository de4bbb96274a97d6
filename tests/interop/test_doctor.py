"""``rejoinder doctor``: ready when the endpoint is, and plain about what is wrong when it isn't."""

import functools
from dataclasses import replace

import httpx
import pytest
from django.test import Client
from typer.testing import CliRunner

from rejoinder.cli import doctor_akismet, doctor_coral, doctor_openai
from rejoinder.cli.doctor import Predecessor
from rejoinder.cli.doctor_perspective import CALLS
from rejoinder.cli.main import app
from rejoinder.comments.services.api_keys import add_api_key


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
    sent = {name: value for name, value in request.headers.items() if name in ("authorization", "x-coral-signature")}
    path = request.url.raw_path.decode()
    response = Client().generic(request.method, path, request.read(), content_type=kind, headers=sent)
    return httpx.Response(response.status_code, content=response.content, headers=dict(response.items()))


SECRET = "empsec_" + "5a" * 32


@pytest.fixture
def arguments(key, site, now, settings):
    """For each predecessor what a caller needs."""
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, coral_signing_secret=SECRET, coral_timeout_ms=60_000)
    short = add_api_key(site=site, name="wordpress", now=now, short=True)
    return {
        "perspective": ("--key", key),
        "coral": ("--secret", SECRET),
        "akismet": ("--key", short),
        "openai": ("--key", key),
    }


CALLS_OF = {
    "perspective": CALLS,
    "coral": doctor_coral.calls("x"),
    "akismet": doctor_akismet.calls("x"),
    "openai": doctor_openai.calls("x"),
}


@pytest.mark.parametrize("predecessor", Predecessor)
def test_our_own_endpoint_is_ready(doctor, arguments, predecessor):
    result = doctor(ours, "--from", predecessor, *arguments[predecessor])
    assert result.output.splitlines() == [*(f"ok     {name}" for name in CALLS_OF[predecessor]), "ready"]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("predecessor", "wrong"), [("coral", "--secret=empsec_x"), ("akismet", "--key=wrong"), ("openai", "--key=wrong")]
)
def test_a_wrong_key_is_told_to_the_others_too(doctor, arguments, predecessor, wrong):
    result = doctor(ours, "--from", predecessor, wrong)
    assert (result.exit_code, result.output.splitlines()[-1].startswith("not ready: ")) == (1, True)


@pytest.mark.parametrize("predecessor", Predecessor)
def test_without_a_key_it_says_what_to_give(doctor, predecessor):
    result = doctor(ours, "--from", predecessor)
    assert (result.exit_code, "give --" in result.output) == (2, True)


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
@pytest.mark.parametrize("predecessor", Predecessor)
def test_any_other_answer_is_not_ready_and_no_crash(doctor, transport, predecessor):
    result = doctor(transport, "--from", predecessor, "--key", "k", "--secret", "s")
    assert result.exit_code == 1
    assert result.output.count("wrong  ") == len(CALLS_OF[predecessor])


def test_nobody_there(doctor):
    def refuse(request):
        raise httpx.ConnectError("connection refused")

    result = doctor(httpx.MockTransport(refuse), "--key", "k")
    assert result.exit_code == 1
    assert "can't be reached: connection refused" in result.output
