"""What ties a reader to others: whom they mute, what they follow. Nobody else is told of either."""

from django.db import models

from rejoinder.comments.models.article import Article
from rejoinder.comments.models.comment import Comment
from rejoinder.comments.models.reader import Reader


class Mute(models.Model):
    """A reader does not want to read another. It changes what they see, and what they get mail about."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="mutes", db_index=False)
    muted = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    muted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="mute_once", fields=["reader", "muted"])]

    def __str__(self) -> str:
        return f"{self.reader_id} mutes {self.muted_id}"


class Follow(models.Model):
    """A reader wants to hear of comments on an article, or of answers (of any depth) to a comment."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="follows")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="follows")
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, null=True, blank=True, related_name="follows")
    followed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="follow_article_once", fields=["reader", "article"], condition=models.Q(article__isnull=False)
            ),
            models.UniqueConstraint(
                name="follow_comment_once", fields=["reader", "comment"], condition=models.Q(comment__isnull=False)
            ),
            models.CheckConstraint(
                name="follow_one_thing",
                condition=models.Q(article__isnull=True, comment__isnull=False)
                | models.Q(article__isnull=False, comment__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} follows"
