"""The short way past Django sends what the long way sends, header for header, and nothing that is no longer so."""

import io

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections

from rejoinder.comments.models import Article, Status
from rejoinder.conf.published import with_published

PAGES = [
    "/articles/pumps",
    "/articles/pumps?order=newest",
    "/articles/pumps?order=picks&page=1",
    "/articles/pumps/feed.atom",
    "/embed/v1/articles/pumps/thread",
    "/embed/v1/articles/pumps/thread?order=discussed&lang=ckb",
]


class Asked:
    """Answers of both ways, and whether Django was asked for the short one."""

    def __init__(self):
        self.django = WSGIHandler()
        self.long_ways = 0
        self._front = with_published(self._counted)

    def _counted(self, environ, start_response):
        self.long_ways += 1
        return self.django(environ, start_response)

    def short(self, address, **fields):
        return self._call(self._front, address, fields)

    def long(self, address, **fields):
        return self._call(self.django, address, fields)

    @staticmethod
    def _call(application, address, fields):
        path, _, query = address.partition("?")
        said = {}
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            **fields,
        }
        content = b"".join(application(environ, lambda status, headers: said.update(status=status, headers=headers)))
        headers = {name.lower(): value for name, value in said["headers"]}
        assert len(headers) == len(said["headers"]), "no header twice"
        return said["status"], headers, content


@pytest.fixture
def asked(article, send, approve):
    """Both ways to an article with a comment."""
    approve(send("a comment that is long enough to be compressed " * 20))
    signals = (request_started, request_finished)
    for signal in signals:  # as Django's own test client does: they would close the test's connection
        signal.disconnect(close_old_connections)
    yield Asked()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("accepted", ["", "gzip", "br;q=0, gzip", "gzip, deflate, br", "*"])
def test_both_ways_send_the_same(asked, settings, address, scheme, accepted):
    fields = {"wsgi.url_scheme": scheme, **({"HTTP_ACCEPT_ENCODING": accepted} if accepted else {})}
    asked.short(address, **fields)
    before = asked.long_ways
    short, long = asked.short(address, **fields), asked.long(address, **fields)
    assert asked.long_ways == before, "Django was not asked"
    assert short[0] == long[0] == "200 OK"
    assert short[2] == long[2]
    # What the desk's language switch varies by is no matter of a published page.
    assert short[1] == long[1] | {"vary": "Accept-Encoding"}
    etag = short[1]["etag"]
    again = asked.short(address, HTTP_IF_NONE_MATCH=etag, **fields)
    assert (again[0], again[2], again[1]["etag"]) == ("304 Not Modified", b"", etag)
    assert "content-type" not in again[1]
    assert "content-security-policy" in again[1]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_its_own_language_not_the_readers(asked, site, address):
    type(site).objects.update(language="ckb")
    for way in (asked.long, asked.short):
        assert way(address, HTTP_ACCEPT_LANGUAGE="fr")[1]["content-language"] == "ckb"


@pytest.mark.parametrize("address", PAGES)
def test_what_is_withdrawn_is_gone_at_once(asked, article, reject, address):
    from rejoinder.comments.models import Comment

    assert b"long enough" in asked.short(address)[2] or "picks" in address
    reject(Comment.objects.get(), seen=Status.APPROVED)
    assert b"long enough" not in asked.short(address)[2]


@pytest.mark.parametrize(
    "address",
    [
        "/articles/pumps?order=best",
        "/articles/pumps?page=7",
        "/articles/pumps?comment=x",
        "/articles/nowhere",
        "/articles/%00",
        "/",
        "/api/v1/articles/pumps/comments",
    ],
)
def test_all_else_goes_the_long_way(asked, address):
    asked.short(address)
    before = asked.long_ways
    status, _, content = asked.short(address)
    assert asked.long_ways == before + 1
    assert (status, content) == asked.long(address)[::2]


def test_only_reading_is_answered_from_memory(asked):
    asked.short(PAGES[0])
    before = asked.long_ways
    assert asked.short(PAGES[0], REQUEST_METHOD="POST")[0].startswith("403")
    assert asked.short(PAGES[0], REQUEST_METHOD="HEAD")[0] == "200 OK"
    assert asked.long_ways == before + 1


def test_a_database_that_does_not_answer_is_told_of_by_the_view(asked, monkeypatch):
    asked.short(PAGES[0])

    def gone(self, key):
        raise OperationalError

    monkeypatch.setattr(type(Article.objects.all()), "look", gone)
    monkeypatch.setattr(Article.objects, "look", lambda key: gone(None, key))
    assert asked.short(PAGES[0])[0].startswith("503")
