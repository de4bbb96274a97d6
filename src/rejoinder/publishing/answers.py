"""A published file as it is answered: in the smallest encoding that the caller takes, or 304. Of HTTP, and of no
framework, so that the long way through Django and the short way past it send the same."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.http import parse_etags

from rejoinder.publishing.formats import CONTENT_TYPES, ENCODING_NAMES
from rejoinder.publishing.shelf import Shown

_CODING: Final = re.compile(r"\s*([a-z]+|\*)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


class Answer(NamedTuple):
    """200 with the content, or 304 without."""

    status: int
    headers: Headers
    content: bytes


def answer(shown: Shown, *, accepted: str, known: str) -> Answer:
    """The answer to a request with these ``Accept-Encoding`` and ``If-None-Match``, each ``''`` where there is none."""
    encoding = _encoding(accepted) if accepted else ""
    etag = f'{shown.etag[:-1]}-{encoding}"' if encoding else shown.etag
    always: Headers = (
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", "no-cache"),
        ("Content-Language", shown.language),
    )
    if known:
        wanted = parse_etags(known)
        if etag in [tag.removeprefix("W/") for tag in wanted] or wanted == ["*"]:
            return Answer(304, always, b"")
    content = shown.in_encoding(encoding) if encoding else shown.content
    described: Headers = (("Content-Type", CONTENT_TYPES[shown.suffix]), ("Content-Length", str(len(content))))
    if encoding:
        described = (*described, ("Content-Encoding", ENCODING_NAMES[encoding]))
    return Answer(200, (*described, *always), content)


@lru_cache(maxsize=256)
def _encoding(accepted: str) -> str:
    """The suffix of the smallest encoding that the header allows (RFC 9110, 12.5.3), or the empty string."""
    codings = [match for part in accepted.split(",") if (match := _CODING.fullmatch(part))]
    allowed = {match[1].lower(): float(match[2] or 1) > 0 for match in codings}
    return next((suffix for suffix, name in ENCODING_NAMES.items() if allowed.get(name, False)), "")
