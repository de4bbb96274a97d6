"""Headers that protect readers: a strict policy on every page, and no cookie for anyone who only reads."""

import pytest

from rejoinder.widget.receipts import receipt_token

PAGES = [
    "/",
    "/articles/pumps",
    "/articles/pumps?order=newest",
    "/articles/pumps/feed.atom",
    "/articles/nowhere",
    "/sites/gazette/guidelines",
    "/accounts/login/",
    "/desk/",
    "/healthz",
    "/nothing",
    "/api/v1/articles/pumps",
    "/api/v1/articles/pumps/comments",
    "/api/v1/articles/nowhere",
    "/api/v1/openapi.json",
]
READERS_PAGES = [page for page in PAGES if not page.startswith(("/accounts", "/desk"))]


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_policy(client, article, address):
    response = client.get(address)
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["img-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any(word in str(policy) for word in ("unsafe", "*", "http:", "https:", "data:", "blob:"))
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_pages_need_nothing_the_policy_forbids(client, article, address):
    page = client.get(address).content.decode()
    assert "<script>" not in page
    assert "<style" not in page
    assert ' style="' not in page
    assert " onclick=" not in page and " onload=" not in page and "javascript:" not in page


def test_readers_are_given_no_cookie(client, article, send, approve):
    comment = send("hello")
    approve(comment)
    addresses = [*READERS_PAGES, f"/receipts/{receipt_token(comment)}", f"/articles/pumps/reply/{comment.uuid}"]
    for address in addresses:
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
    sent = client.post(
        "/articles/pumps/comments", b"body=hello+there", content_type="application/x-www-form-urlencoded"
    )
    assert sent.status_code == 303
    assert not sent.cookies


def test_the_desk_s_cookies_are_for_this_site_and_no_script(client, site):
    client.get("/accounts/login/")
    cookie = client.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_errors_carry_the_policy_too(client, article, monkeypatch):
    def fall(*args, **fields):
        raise RuntimeError

    monkeypatch.setattr("rejoinder.publishing.serving.read_head", fall)
    for address in ("/articles/pumps", "/api/v1/articles/pumps/comments"):
        response = client.get(address)
        assert response.status_code == 500
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unchanged_page_carries_the_policy_too(client, article):
    etag = client.get("/articles/pumps").headers["ETag"]
    response = client.get("/articles/pumps", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.headers["X-Content-Type-Options"] == "nosniff"
