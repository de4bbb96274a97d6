"""Google's batch format: calls as parts of one multipart/mixed request, answered part by part in order."""

import email.parser
import email.policy
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from rejoinder.interop.perspective.errors import bad_json

PARTS_LIMIT: Final = 1000
_METHOD: Final = re.compile(r"/v1alpha1/comments(?::|%3A)(\w+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a batch."""

    method: str
    """``analyze``, ``suggestscore``; ``''`` for an address that is none of ours."""
    key: str
    body: bytes
    content_id: str


def calls_of(content_type: str, body: bytes) -> list[Call]:
    """The calls.

    Raises:
        PerspectiveError: 400 when this is no batch.
    """
    header = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(header + body)
    if message.get_content_type() != "multipart/mixed" or not message.is_multipart():
        raise bad_json("A batch should be multipart/mixed.")
    parts = message.get_payload()
    if not isinstance(parts, list) or len(parts) > PARTS_LIMIT:
        raise bad_json(f"A batch should have at most {PARTS_LIMIT} calls.")
    return [_call(part) for part in parts]


def answered(answers: Iterator[tuple[Call, int, str, bytes]]) -> tuple[str, bytes]:
    """Content type and body of the batch's answer, from calls with status, phrase and JSON."""
    boundary = f"batch_{secrets.token_hex(16)}"
    parts = []
    for call, status, phrase, body in answers:
        content_id = call.content_id.replace("<", "<response-", 1) if call.content_id else ""
        head = [f"--{boundary}", "Content-Type: application/http"]
        head += [f"Content-ID: {content_id}"] if content_id else []
        inner = [
            f"HTTP/1.1 {status} {phrase}",
            "Content-Type: application/json; charset=UTF-8",
            f"Content-Length: {len(body)}",
        ]
        parts.append("\r\n".join([*head, "", *inner, "", ""]).encode("latin-1", "replace") + body + b"\r\n")
    return f"multipart/mixed; boundary={boundary}", b"".join(parts) + f"--{boundary}--\r\n".encode()


def _call(part: Any) -> Call:
    raw: bytes = part.get_payload(decode=True) or b""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    line, *lines = head.decode("latin-1").split("\n")
    words = line.split()
    if len(words) < 2:
        raise bad_json("A part of the batch is no HTTP request.")
    try:
        address = urlsplit(words[1])
        key = parse_qs(address.query).get("key", [""])[0] or _key_of(lines)
    except ValueError:
        raise bad_json("A part of the batch has no address.") from None
    content_id = " ".join(str(part.get("Content-ID", "")).split())
    method = _METHOD.search(address.path)
    return Call(method[1] if method and words[0] == "POST" else "", key, body, content_id)


def _key_of(lines: list[str]) -> str:
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return headers.get("x-goog-api-key", "")
