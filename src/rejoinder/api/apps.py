"""The Django app (no tables)."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST and OpenAPI."""

    name = "rejoinder.api"
    label = "api"
