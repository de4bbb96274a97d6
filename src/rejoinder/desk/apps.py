"""The Django app (views, templates, assets; no tables)."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Where moderators work."""

    name = "rejoinder.desk"
    label = "desk"
