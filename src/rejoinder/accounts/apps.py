"""The Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and sign-in."""

    name = "rejoinder.accounts"
    label = "accounts"
