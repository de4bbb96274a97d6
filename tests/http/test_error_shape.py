"""One JSON shape for every error of every route of the API; a page for people everywhere else."""

import re

import pytest

from rejoinder.api.api import api
from tests.http.conftest import error_of

ROUTES = sorted(
    (method.upper(), "/api/v1" + path.removeprefix("/api/v1"))
    for path, operations in api.get_openapi_schema(path_prefix="/api/v1")["paths"].items()
    for method in operations
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
JUNK = [b"", b"{", b"null", b"[1]", b'"\\ud800"', b"\xff", b'{"body": {"deep": [1]}}']


def test_the_api_has_the_routes_we_think():
    assert {path for _, path in ROUTES} == {
        "/api/v1/articles",
        "/api/v1/articles/{key}",
        "/api/v1/articles/{key}/comments",
    }


@pytest.mark.parametrize("path", sorted({path for _, path in ROUTES}))
def test_a_method_that_is_not_there(client, article, path):
    address = path.format(key=article.key)
    known = {method for method, route in ROUTES if route == path}
    for method in set(METHODS) - known:
        response = client.generic(method, address)
        assert (response.status_code, error_of(response)["code"]) == (405, "method_not_allowed")
        assert known <= {name.strip() for name in response.headers["Allow"].split(",")}


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_refused_in_the_one_shape(client, article, api_key, method, path, junk):
    for headers in ({}, {"Authorization": api_key}, {"Authorization": "Bearer no"}):
        for key in (article.key, "nowhere", "%00"):
            response = client.generic(
                method, path.format(key=key), junk, content_type="application/json", headers=headers
            )
            assert response.status_code < 500
            if response.status_code >= 400 and method != "HEAD":
                error_of(response)


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nothing", "/api/v1/articles/a/b/c", "/api/v2/articles"])
def test_an_address_that_is_not_there(client, db, address):
    response = client.get(address)
    assert (response.status_code, error_of(response)["code"]) == (404, "not_found")


@pytest.mark.parametrize("accept", ["", "text/html", "*/*", "image/png", "text/html,application/json;q=0.9"])
def test_people_get_a_page(client, article, accept):
    for address in ("/nothing", "/articles/nowhere", "/receipts/nothing", "/sites/nowhere/guidelines"):
        response = client.get(address, headers={"Accept": accept} if accept else {})
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert re.search(r"<h1>\S.*</h1>", response.content.decode())


def test_programs_get_json_outside_the_api_too(client, db):
    assert error_of(client.get("/nothing", headers={"Accept": "application/json"}))["code"] == "not_found"


@pytest.mark.parametrize("address", ["/api/v1/articles/pumps/comments", "/articles/pumps", "/articles/pumps/feed.atom"])
def test_a_crash_tells_nothing_of_its_cause(client, article, monkeypatch, address):
    def fall(*args, **fields):
        raise RuntimeError("CAUSE OF THE CRASH")

    monkeypatch.setattr("rejoinder.publishing.serving.read_head", fall)
    response = client.get(address)
    assert response.status_code == 500
    assert b"CAUSE OF THE CRASH" not in response.content
    assert b"Traceback" not in response.content
    if "/api/" in address:
        assert error_of(response)["code"] == "server_error"
    else:
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_host_that_is_not_ours_is_refused(client, article):
    response = client.get("/articles/pumps", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.content
