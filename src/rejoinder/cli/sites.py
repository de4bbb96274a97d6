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


def _first_site() -> "Site":
    from django.utils import timezone

    from rejoinder.moderation.services.sites import add_site

    messages.print(f"There was no site yet: made one with the key {FIRST_SITE} (see rejoinder site add --help).")
    return add_site(key=FIRST_SITE, name="Our site", language="en", now=timezone.now())
