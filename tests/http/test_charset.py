"""A claimed charset that is no encoding of text ends in no 500."""

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.test import RequestFactory

from rejoinder.conf.charset import with_readable_charset


@pytest.mark.parametrize(
    "charset", ["rot13", "base64", "idna", "undefined", "zlib", "nowhere", "", "utf-8", '"hex"', "\0"]
)
@pytest.mark.parametrize("path", ["/healthz?a=..b", "/perspective/nowhere?key=x"])
def test_no_charset_makes_it_stumble(charset, path):
    environ = RequestFactory().post(path, b"{}", content_type="application/json").environ
    environ["CONTENT_TYPE"] = f"application/json; charset={charset}; x=y"
    statuses = []

    def application(environ, start_response):
        statuses.append(WSGIHandler().get_response(WSGIRequest(environ)).status_code)
        return []

    with_readable_charset(application)(environ, None)
    assert statuses[0] < 500


def test_a_charset_that_decodes_is_left_and_the_rest_of_the_type_too():
    seen = []
    application = with_readable_charset(lambda environ, start_response: seen.append(environ["CONTENT_TYPE"]) or [])
    for kind in ("a/b; charset=latin-1; x=y", "a/b; charset=rot13; x=y", "a/b", ""):
        application({"CONTENT_TYPE": kind}, None)
    assert seen == ["a/b; charset=latin-1; x=y", "a/b; x=y", "a/b", ""]
