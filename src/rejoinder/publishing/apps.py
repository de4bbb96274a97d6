"""The Django app (templates and template tags; no tables)."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Published pages and feeds."""

    name = "rejoinder.publishing"
    label = "publishing"
