"""``rejoinder advice``."""

import typer

from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site


def advice(
    days: int = typer.Option(28, min=1, max=3650, help="How many days to look back."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
) -> None:
    """Show what advice before sending did: who was told and changed the text, who was told and did not, and how those
    fared who were not told (rejoinder site set --advice-share).

    Example:

        $ rejoinder advice --site daily-star --days 7
    """
    start_django()
    require_migrated()
    from datetime import timedelta

    from django.utils import timezone

    from rejoinder.comments.advice_figures import Sent, advice_figures

    row = chosen_site(site)
    figures = advice_figures(row, since=timezone.now() - timedelta(days=days))

    def line(what: str, sent: Sent) -> None:
        share = "nothing decided yet" if sent.approved_share is None else f"{sent.approved_share:.0%} of the decided"
        typer.echo(f"{what}\t{sent.sent}\tpublished {sent.approved}\t{share}")

    typer.echo(f"{row.key}: {row.advice_share} % of readers are advised; the last {days} days:")
    typer.echo(f"advised\t{figures.shown}")
    line("  changed it, then sent", figures.changed)
    line("  sent it as it was", figures.kept)
    typer.echo(f"  did not send it\t{figures.not_sent}")
    typer.echo(f"not told, for comparison\t{figures.held_back}")
    line("  sent it", figures.control)
