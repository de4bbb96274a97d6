"""What comes while the queue is full hears so at once, each caller in its own protocol."""

import json
import time

import pytest

from rejoinder.interop import shedding
from rejoinder.interop.capacity import ARRIVED, Capacity


@pytest.fixture
def call(monkeypatch):
    """Calls through the gate: status, headers, body; ``passed`` where the application was asked."""
    capacity = Capacity(slots=1, queue=0, wait_s=0)
    monkeypatch.setattr(shedding, "SCORING", capacity)

    def call_(path, method="POST", *, full=True):
        said = []
        application = shedding.with_shedding(lambda environ, start_response: [b"passed"])
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path}
        if full:
            with capacity.slot():
                body = b"".join(application(environ, lambda status, headers: said.extend((status, dict(headers)))))
        else:
            body = b"".join(application(environ, lambda status, headers: said.extend((status, dict(headers)))))
        return (*said, body) if said else body

    return call_


@pytest.mark.parametrize("path", ["/perspective/v1alpha1/comments:analyze", "/v1alpha1/comments:analyze"])
def test_perspective(call, path):
    status, headers, body = call(path)
    assert (status, headers["Retry-After"], headers["Access-Control-Allow-Origin"]) == (
        "429 Too Many Requests",
        "1",
        "*",
    )
    assert json.loads(body)["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert json.loads(body)["error"]["message"].startswith("Quota exceeded for quota metric")


@pytest.mark.parametrize("path", ["/v1/moderations", "/moderations"])
def test_openai(call, path):
    status, headers, body = call(path)
    assert (status, headers["Retry-After"], bool(headers["x-request-id"])) == ("429 Too Many Requests", "1", True)
    assert json.loads(body)["error"]["code"] == "rate_limit_exceeded"


@pytest.mark.parametrize("path", ["/coral/moderate", "/coral/moderate/"])
def test_coral_is_told_to_keep_the_comment_back(call, path):
    status, headers, body = call(path)
    assert (status, json.loads(body)) == ("200 OK", {"status": "SYSTEM_WITHHELD"})
    assert int(headers["Content-Length"]) == len(body)


def test_akismet_is_told_of_an_error(call):
    status, headers, body = call("/akismet/1.1/comment-check")
    assert (status, body) == ("200 OK", b"invalid")
    assert headers["X-akismet-error"] and len(headers["X-akismet-guid"]) == 32


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "POST"),
        ("/api/v1/articles/x/comments", "POST"),
        ("/akismet/1.1/verify-key", "POST"),
        ("/v1/moderations", "GET"),
        ("/perspective/v1alpha1/comments:analyze", "OPTIONS"),
    ],
)
def test_nothing_else_is_refused(call, path, method):
    assert call(path, method) == b"passed"


def test_while_there_is_a_place_all_is_asked(call):
    assert call("/v1/moderations", full=False) == b"passed"
    assert call("/v1/moderations", full=False) == b"passed"


@pytest.mark.parametrize(("method", "stamped"), [("POST", True), ("GET", False)])
def test_a_call_is_stamped_with_when_it_came(method, stamped):
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/coral/moderate"}
    before = time.monotonic()
    shedding.with_shedding(lambda environ, start_response: [])(environ, None)
    assert (before <= environ.get(ARRIVED, -1.0) <= time.monotonic()) == stamped
