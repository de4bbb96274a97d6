"""The Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModerationConfig(AppConfig):
    """Guidelines, assessments, decisions."""

    name = "rejoinder.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Has the database guard what is written once, after every migration."""
        from rejoinder.moderation.triggers import install_moderation_guards

        post_migrate.connect(install_moderation_guards, sender=self)
