"""What readers say about a comment by pressing a button."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models

from rejoinder.comments.models.article import Article
from rejoinder.comments.models.comment import Comment, Status
from rejoinder.comments.models.reader import Reader

Counts = dict[str, dict[str, int]]


class ReactionQuerySet(models.QuerySet["Reaction"]):
    """Reads of reactions. Only those that the site offers now, to comments that can be read now."""

    def counts(self, article: Article, comments: Iterable[UUID]) -> Counts:
        """Numbers by comment and name, of the article's comments that are named and have any; rows counted, never a
        sum kept beside them that could come to differ."""
        rows = self._shown(article).filter(comment__uuid__in=list(comments))
        found: Counts = {}
        for row in rows.values("comment__uuid", "name").annotate(n=models.Count("pk")).order_by():
            found.setdefault(str(row["comment__uuid"]), {})[row["name"]] = row["n"]
        return found

    def of_reader(self, article: Article, reader: Reader) -> dict[str, list[str]]:
        """Names of the reader's own reactions under the article, by comment."""
        found: dict[str, list[str]] = {}
        rows = self._shown(article).filter(reader=reader).order_by("id")
        for uuid, name in rows.values_list("comment__uuid", "name"):
            found.setdefault(str(uuid), []).append(name)
        return found

    def _shown(self, article: Article) -> "ReactionQuerySet":
        return self.filter(comment__article=article, comment__status=Status.APPROVED, name__in=article.site.reactions)


class Reaction(models.Model):
    """One reader's reaction to one comment under one name (comments.reactions)."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reactions", db_index=False)
    name = models.CharField(max_length=20)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="reactions")
    reacted_at = models.DateTimeField()

    objects: ClassVar[ReactionQuerySet] = ReactionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="reaction_once", fields=["comment", "name", "reader"])]

    def __str__(self) -> str:
        return f"{self.name} {self.comment_id}"
