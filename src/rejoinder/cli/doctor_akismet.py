"""What Akismet's callers send and rely on, call by call: exact words, and headers."""

from typing import Any, Final

import httpx

from rejoinder.cli.doctor_calls import THANKS, Calls, brief, expect, ok

SPAM: Final = "Buy cheap phones now at https://cheap-phones.example 50% off, order today!"
GUARANTEED: Final = "akismet-guaranteed-spam"
_KEY_CHARS: Final = 12


def calls(key: str) -> Calls:
    """The calls, with a key."""

    def ask(client: httpx.Client, call: str, **fields: str) -> httpx.Response:
        form = {"api_key": key, "blog": "https://news.example.org", "user_ip": "203.0.113.7", **fields}
        response = client.post(f"/akismet/1.1/{call}", data=form)
        expect(response.status_code == 200, f"should be answered 200; got {brief(response)}")
        expect("x-akismet-guid" in response.headers, "X-akismet-guid is missing: WordPress ignores such an answer")
        return response

    def word(client: httpx.Client, expected: str, call: str = "comment-check", **fields: str) -> None:
        response = ask(client, call, **fields)
        expect(response.text == expected, f"the body should be {expected} and nothing else; got {response.text[:60]!r}")

    def usage(client: httpx.Client) -> None:
        found: dict[str, Any] = ok(client.get("/akismet/1.2/usage-limit", params={"api_key": key}))
        expect(
            {"limit", "usage", "percentage", "throttled"} <= set(found), "limit, usage, percentage or throttled lacks"
        )

    def length(client: httpx.Client) -> None:
        expect(
            len(key) == _KEY_CHARS, f"WordPress takes keys of {_KEY_CHARS} characters: rejoinder key add NAME --short"
        )

    return {
        "key as WordPress takes it": length,
        "verify-key": lambda client: word(client, "valid", "verify-key", key=key),
        "verify-key, wrong key": lambda client: word(client, "invalid", "verify-key", api_key="wrong", key="wrong"),
        "comment-check, promotion": lambda client: word(client, "true", comment_content=SPAM),
        "comment-check, thanks": lambda client: word(client, "false", comment_content=THANKS),
        "comment-check, the name that always is spam": lambda client: word(client, "true", comment_author=GUARANTEED),
        "comment-check, administrator": lambda client: word(
            client, "false", comment_content=SPAM, user_role="administrator"
        ),
        "submit-ham": lambda client: word(
            client, "Thanks for making the web a better place.", "submit-ham", comment_content=THANKS, is_test="1"
        ),
        "usage-limit": usage,
    }
