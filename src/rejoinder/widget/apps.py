"""The Django app (views, templates, assets; no tables)."""

from django.apps import AppConfig


class WidgetConfig(AppConfig):
    """What readers see and send."""

    name = "rejoinder.widget"
    label = "widget"
