"""Finding the site a command is about."""

from typing import TYPE_CHECKING

from rejoinder.cli.console import fail, messages

if TYPE_CHECKING:
    from rejoinder.comments.models import Site

FIRST_SITE = "main"


def chosen_site(key: str) -> "Site":
    """The site with this key; without a key the first one. An installation that has none yet gets one."""
    from rejoinder.comments.models import Site

    site = Site.objects.filter(key=key).first() if key else Site.objects.order_by("id").first()
    if site is not None:
        return site
    known = ", ".join(Site.objects.order_by("key").values_list("key", flat=True))
    if key:
        fail(f"there is no site {key!r}; there are: {known or 'none; add one with rejoinder site add'}", status=1)
    return _first_site()


def check_place(language: str | None, time_zone: str | None) -> None:
    """Ends the command when one of them is none; None is not looked at."""
    from zoneinfo import available_timezones

    from django.conf import settings

    if language is not None and language not in dict(settings.LANGUAGES):
        fail(f"there is no language {language!r}; there are {', '.join(dict(settings.LANGUAGES))}")
    if time_zone is not None and time_zone not in available_timezones():
        fail(f"there is no time zone {time_zone!r}; it should be one such as Europe/Istanbul")


def _first_site() -> "Site":
    from django.utils import timezone

    from rejoinder.moderation.services.sites import add_site

    messages.print(f"There was no site yet: made one with the key {FIRST_SITE} (see rejoinder site add --help).")
    return add_site(key=FIRST_SITE, name="Our site", language="en", now=timezone.now())
