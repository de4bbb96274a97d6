"""A receipt: the address where the writer of a comment, and nobody else, sees what became of it."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from rejoinder.comments.models import Comment
from rejoinder.moderation.errors import CommentNotFound

_SALT = "rejoinder.receipt"


def receipt_token(comment: Comment) -> str:
    """The token that names the comment; signed, so that it can't be made from a comment's public id."""
    return Signer(salt=_SALT).sign(comment.uuid.hex)


def comment_of(token: str) -> Comment:
    """The comment a receipt is for.

    Raises:
        CommentNotFound: forged, or of another installation.
    """
    try:
        uuid = UUID(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        raise CommentNotFound from None
    comment = Comment.objects.select_related("article__site").filter(uuid=uuid).first()
    if comment is None:
        raise CommentNotFound
    return comment
