"""Reading the reader's form without changing a code point.

Django's own parser replaces bytes that are not UTF-8; here they are refused, since what can't be kept as sent must
not be stored as something else.
"""

from urllib.parse import parse_qsl
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from rejoinder.comments.errors import BadRequest, BodyNotUnicode, ParentNotFound, UnsupportedMediaType
from rejoinder.comments.services.submit import NewComment
from rejoinder.widget.wishes import wished_address


def read_form(request: HttpRequest) -> NewComment:
    """What the form sent.

    Raises:
        UnsupportedMediaType, BodyNotUnicode, BadRequest, ParentNotFound
    """
    fields = read_fields(request)
    return NewComment(
        body=fields.get("body", ""), author_name=fields.get("author_name", ""), parent=_uuid(fields.get("parent", ""))
    )


def read_address(request: HttpRequest) -> str:
    """Where the outcome is to be sent; ``''`` for nowhere.

    Raises:
        EmailNotValid, TooManyRequests, and what read_fields raises
    """
    return wished_address(request, read_fields(request).get("notify_email", ""), now=timezone.now())


def read_fields(request: HttpRequest) -> dict[str, str]:
    """A form's fields as they were sent; of fields with one name the last.

    Raises:
        UnsupportedMediaType, BodyNotUnicode, BadRequest
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise UnsupportedMediaType
    try:
        pairs = parse_qsl(
            request.body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=20
        )
    except UnicodeDecodeError:
        raise BodyNotUnicode from None
    except ValueError:
        raise BadRequest(problem="too many fields") from None
    return dict(pairs)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ParentNotFound from None
