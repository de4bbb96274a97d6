"""The address by which a reader stops mail with one press, without signing in (RFC 8058)."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from rejoinder.comments.errors import ReaderNotFound
from rejoinder.comments.models import Notifications, Reader

_SALT = "rejoinder.unsubscribe"


def unsubscribe_token(reader: Reader) -> str:
    """The token that names the reader; it holds for good, as old mail is kept for years."""
    return Signer(salt=_SALT).sign(reader.uuid.hex)


def reader_of_token(token: str) -> Reader:
    """The reader a token is for, with their site.

    Raises:
        ReaderNotFound: forged, or of another installation.
    """
    try:
        uuid = UUID(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        raise ReaderNotFound from None
    reader = Reader.objects.select_related("site").filter(uuid=uuid).first()
    if reader is None:
        raise ReaderNotFound
    return reader


def stop_mail(reader: Reader) -> None:
    """The reader gets no more mail about comments; codes for signing in come as before."""
    Reader.objects.filter(pk=reader.pk).update(notifications=Notifications.OFF)
