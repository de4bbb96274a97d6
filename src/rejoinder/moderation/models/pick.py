"""Editors' picks: comments that the newsroom recommends to its readers."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from rejoinder.comments.models import Article, Comment, Status


class PickQuerySet(models.QuerySet["Pick"]):
    """Reads of picks."""

    def comments_of(self, article: Article) -> list[int]:
        """Primary keys of the article's picked comments, the one picked last first."""
        picked = self.filter(comment__article=article, comment__status=Status.APPROVED)
        return list(picked.order_by("-picked_at", "-id").values_list("comment_id", flat=True))


class Pick(models.Model):
    """One comment picked. A withdrawal of the comment takes it away."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="pick")
    picked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    picked_at = models.DateTimeField()

    objects: ClassVar[PickQuerySet] = PickQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return str(self.comment_id)
