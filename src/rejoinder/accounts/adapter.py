"""How sign-in behaves here (django-allauth's adapter)."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts of moderators are made by an administrator; nobody signs up for the desk by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False: ``rejoinder moderator add`` makes accounts."""
        return False
