"""The token of a receipt: names a comment to its writer, and can't be made from the comment's public id."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from rejoinder.comments.models import Comment

_SALT = "rejoinder.receipt"


def receipt_token(comment: Comment) -> str:
    """The token that names the comment, signed by this installation."""
    return Signer(salt=_SALT).sign(comment.uuid.hex)


def uuid_of(token: str) -> UUID | None:
    """The comment that the token names; None when it is forged, or of another installation."""
    try:
        return UUID(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
