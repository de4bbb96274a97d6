"""Editors' picks: a moderator recommends a published comment to readers, or takes the recommendation back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from rejoinder.accounts.models import User
from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Article, Comment, Site, Status
from rejoinder.moderation.access import require_moderator
from rejoinder.moderation.errors import NotPublished
from rejoinder.moderation.models import Act, Pick
from rejoinder.moderation.services.auditing import audit


def set_pick(*, comment: UUID, picked: bool, user: User, now: datetime) -> None:
    """Makes the comment a pick, or no pick any more; what is so already stays as it is. Its pages are made anew.

    Raises:
        CommentNotFound, NotAModerator
        NotPublished: only what readers can read can be picked.
    """
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",), no_key=True).filter(uuid=comment).first()
        if row is None:
            raise CommentNotFound
        site = Site.objects.get(articles=row.article_id)
        require_moderator(user, site)
        if picked and row.status != Status.APPROVED:
            raise NotPublished
        if picked:
            _, changed = Pick.objects.get_or_create(comment=row, defaults={"picked_by": user, "picked_at": now})
        else:
            changed = bool(Pick.objects.filter(comment=row).delete()[0])
        if changed:
            action = Act.PICK_ADDED if picked else Act.PICK_REMOVED
            audit(site=site, action=action, actor_name=user.display_name, at=now, comment=str(row.uuid))
            Article.objects.filter(pk=row.article_id).raise_thread_version()
