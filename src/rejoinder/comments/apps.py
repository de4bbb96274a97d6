"""The Django app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CommentsConfig(AppConfig):
    """Sites, articles and comments."""

    name = "rejoinder.comments"
    label = "comments"

    def ready(self) -> None:
        """Has the database guard what is written once, after every migration, and end what stands still."""
        from rejoinder.comments.transactions import bound_standstill
        from rejoinder.comments.triggers import install_comment_guards

        post_migrate.connect(install_comment_guards, sender=self)
        connection_created.connect(bound_standstill)
