"""Reacting to a comment, and taking it back."""

from datetime import datetime

from rejoinder.comments.errors import CommentNotFound, ReactionNotOffered
from rejoinder.comments.models import Comment, Reaction, Reader


def set_reaction(*, comment: Comment, name: str, wanted: bool, reader: Reader, now: datetime) -> None:
    """The reader's reaction is there, or is not; however often and from however many windows it is asked for.

    ``comment`` comes with its article and site.

    Raises:
        CommentNotFound: it can't be read (any more), or not on the reader's site.
        ReactionNotOffered: not by this site.
    """
    site = comment.article.site
    if not comment.is_published or reader.site_id != site.pk:
        raise CommentNotFound
    if not wanted:
        Reaction.objects.filter(comment=comment, name=name, reader=reader).delete()
        return
    if name not in site.reactions:
        raise ReactionNotOffered(name=name, offered=", ".join(site.reactions))
    Reaction.objects.get_or_create(comment=comment, name=name, reader=reader, defaults={"reacted_at": now})
