"""The rate limit, and who a request is from: forged headers prove nothing, trusted proxies are believed."""

import ipaddress

import pytest

from rejoinder.comments.models import Comment
from tests.http.conftest import error_of


@pytest.fixture
def post_from(client, article):
    """Sends the next comment from an address, with an X-Forwarded-For."""
    numbers = iter(range(1000))

    def post(address, forwarded=""):
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        body = {"body": f"comment {next(numbers)}"}
        return client.post(
            "/api/v1/articles/pumps/comments",
            body,
            content_type="application/json",
            headers=headers,
            REMOTE_ADDR=address,
        )

    return post


def test_past_the_limit_it_says_when_to_come_back(post_from, environment):
    environment(comments_per_minute=2)
    assert [post_from("203.0.113.7").status_code for _ in range(2)] == [202, 202]
    refused = post_from("203.0.113.7")
    assert (refused.status_code, error_of(refused)["code"]) == (429, "too_many_comments")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert error_of(refused)["fields"]["wait_s"] == int(refused.headers["Retry-After"])
    assert Comment.objects.count() == 2
    assert post_from("203.0.113.8").status_code == 202


def test_the_form_has_the_same_limit(post_form, environment):
    environment(comments_per_minute=1)
    assert post_form({"body": "one"}).status_code == 303
    refused = post_form({"body": "two"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert b"two</textarea>" in refused.content


def test_form_and_api_share_one_count(post_form, post_json, environment):
    environment(comments_per_minute=1)
    assert post_form({"body": "one"}).status_code == 303
    assert post_json({"body": "two"}).status_code == 429


def test_a_forged_header_buys_nothing(post_from, environment):
    environment(comments_per_minute=1)
    assert post_from("203.0.113.7", "198.51.100.1").status_code == 202
    assert post_from("203.0.113.7", "198.51.100.2").status_code == 429
    assert post_from("203.0.113.7", "198.51.100.3, 10.0.0.1").status_code == 429


def test_behind_a_trusted_proxy_each_client_counts(post_from, environment):
    environment(comments_per_minute=1, trusted_proxies=(ipaddress.ip_network("10.0.0.0/8"),))
    assert post_from("10.0.0.1", "198.51.100.1").status_code == 202
    assert post_from("10.0.0.1", "198.51.100.2").status_code == 202
    assert post_from("10.0.0.1", "198.51.100.1").status_code == 429


def test_what_stands_left_of_the_last_untrusted_hop_is_not_believed(post_from, environment):
    environment(comments_per_minute=1, trusted_proxies=(ipaddress.ip_network("10.0.0.0/8"),))
    assert post_from("10.0.0.1", "192.0.2.1, 198.51.100.9").status_code == 202
    assert post_from("10.0.0.1", "192.0.2.2, 198.51.100.9").status_code == 429
    assert post_from("10.0.0.1", "192.0.2.3, 198.51.100.9, 10.0.0.2").status_code == 429


def test_an_ipv6_subscriber_is_one_address(post_from, environment):
    environment(comments_per_minute=1)
    assert post_from("2001:db8:1:2::1").status_code == 202
    assert post_from("2001:db8:1:2:ffff::9").status_code == 429
    assert post_from("2001:db8:1:3::1").status_code == 202


def test_no_limit_is_no_limit(post_from, environment):
    environment(comments_per_minute=0)
    assert {post_from("203.0.113.7").status_code for _ in range(20)} == {202}
