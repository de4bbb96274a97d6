"""A receipt: the address where the writer of a comment, and nobody else, sees what became of it."""

from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Comment
from rejoinder.comments.receipts import receipt_token, uuid_of

__all__ = ["comment_of", "receipt_token"]


def comment_of(token: str) -> Comment:
    """The comment a receipt is for.

    Raises:
        CommentNotFound: forged, or of another installation.
    """
    uuid = uuid_of(token)
    comment = Comment.objects.select_related("article__site", "parent").filter(uuid=uuid).first() if uuid else None
    if comment is None:
        raise CommentNotFound
    return comment
