"""``rejoinder site set``."""

from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import check_place, chosen_site
from rejoinder.moderation.actors import COMMAND_LINE

if TYPE_CHECKING:
    from rejoinder.comments.models import Site


def set_site(
    key: str = typer.Argument(help="The site's key."),
    name: str = typer.Option(None, help="The publication's name, as readers know it."),
    language: str = typer.Option(None, help="Language of the pages."),
    time_zone: str = typer.Option(None, help="Time zone of the dates shown, such as Asia/Baghdad."),
    publisher_names: str = typer.Option(
        None, help="Names readers call the publisher by, separated by commas: criticism of it is protected."
    ),
    origins: str = typer.Option(
        None, help="Origins of the pages that show the comment section, separated by commas; none: only our own."
    ),
    reactions: str = typer.Option(
        None, help="Reactions readers are offered: respect, insightful, thanks, like, agree, disagree; or none."
    ),
    advice_share: int = typer.Option(
        None, min=0, max=100, help="Percent of readers who are advised before they send; 0: nobody."
    ),
    guests: bool = typer.Option(
        None, "--guests/--no-guests", help="Whether readers who are not signed in may write from a page."
    ),
    promised_minutes: int = typer.Option(
        None, min=0, max=100_000, help="Within how many minutes a moderator reads what waits; 0 promises nothing."
    ),
    appeal_days: int = typer.Option(None, min=0, max=3650, help="For how many days readers may object to a rejection."),
) -> None:
    """Change the settings of a site, and show them all. What is not named stays as it is.

    Examples:

        $ rejoinder site set daily-star

        $ rejoinder site set daily-star --origins https://www.daily-star.example --reactions respect,thanks

        $ rejoinder site set daily-star --promised-minutes 120 --appeal-days 183 --advice-share 0
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.site_settings import SiteChanges, change_site

    site = chosen_site(key)
    check_place(language, time_zone)
    changes = SiteChanges(
        name=name,
        language=language,
        time_zone=time_zone,
        publisher_names=_listed(publisher_names),
        origins=_listed(origins),
        reactions=_listed(reactions),
        advice_share=advice_share,
        guests_may_write=guests,
        promised_minutes=promised_minutes,
        appeal_days=appeal_days,
    )
    try:
        site = change_site(site=site, changes=changes, actor_name=COMMAND_LINE, now=timezone.now())
    except Refusal as refusal:
        fail(refusal.text())
    for setting, value in _settings(site).items():
        typer.echo(f"{setting:<17} {value}")


def _listed(text: str | None) -> list[str] | None:
    if text is None:
        return None
    return [] if text.strip() in ("", "none") else [part.strip() for part in text.split(",") if part.strip()]


def _settings(site: "Site") -> dict[str, str]:
    """By the names of the options."""
    return {
        "name": site.name,
        "language": site.language,
        "time-zone": site.time_zone,
        "publisher-names": ", ".join(site.publisher_names) or "none",
        "origins": ", ".join(site.origins) or "none",
        "reactions": ", ".join(site.reactions) or "none",
        "advice-share": str(site.advice_share),
        "guests": "yes" if site.guests_may_write else "no",
        "promised-minutes": str(site.promised_minutes or 0),
        "appeal-days": str(site.appeal_days),
    }
