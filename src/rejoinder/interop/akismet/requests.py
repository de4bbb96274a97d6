"""A call's parameters: form, multipart or query, and the key wherever a client puts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

from rejoinder.comments.models import ApiKey, Site
from rejoinder.interop.keys import key_row

READ: Final = frozenset(
    {"api_key", "key", "blog", "blog_lang", "comment_author", "comment_author_email", "comment_content", "user_role"}
    | {"callback", "honeypot_field_name", "is_test", "month", "format", "limit", "offset", "extended"}
)
"""All that is ever looked at. Clients send much more, personal data among it; the rest is dropped unread."""


class BadCall(Exception):
    """Answered ``invalid``; the message goes into X-akismet-debug-help."""


@dataclass(frozen=True, slots=True)
class Call:
    """The parameters we know, ``''`` when absent, the caller's key, and whether a bot was trapped."""

    params: Mapping[str, str]
    key: ApiKey
    trapped: bool

    @property
    def site(self) -> Site:
        """The site that the key speaks for."""
        return self.key.site

    def __getitem__(self, name: str) -> str:
        return self.params.get(name, "")


def read_call(request: HttpRequest) -> Call:
    """The call.

    Raises:
        BadCall: it is too large, can't be read, or has no key of ours.
    """
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BadCall("The request is too large.")
        sent = {**request.GET.dict(), **request.POST.dict()}
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError, ValueError):
        raise BadCall("The request can't be read.") from None
    given = {name: str(value) for name, value in sent.items() if name in READ}
    row = _key(given, request)
    honeypot = given.get("honeypot_field_name", "")
    return Call(given, row, trapped=bool(honeypot and sent.get(honeypot)))


def _key(given: Mapping[str, str], request: HttpRequest) -> ApiKey:
    """By the parameter, or by the host's first label (``KEY.akismet.comments.example.org``), as older clients do."""
    key = given.get("api_key") or given.get("key") or request.get_host().split(".")[0]
    row = key_row(key.strip())
    if row is None:
        raise BadCall("The key is unknown or revoked. Make one with: rejoinder key add NAME --short")
    return row
