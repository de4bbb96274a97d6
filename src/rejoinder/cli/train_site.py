"""``rejoinder train-site``: the classifier learns from a site's own decisions."""

from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import fail, progress
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site
from rejoinder.moderation.actors import COMMAND_LINE, NIGHT

if TYPE_CHECKING:
    from rejoinder.comments.models import Site
    from rejoinder.moderation.models import SiteModel


def train_site(
    site: str = typer.Argument(help="The site's key."),
    rollback: bool = typer.Option(False, "--rollback", help="Put back what served before the last model adopted."),
    nightly: bool = typer.Option(None, "--nightly/--no-nightly", help="Train every night, by the worker, or no more."),
    by_night: bool = typer.Option(False, "--by-night", hidden=True, help="Said by the worker."),
) -> None:
    """Teach the classifier what your moderators decided; kept only if it is the better for it on newer decisions.

    Examples:

        $ rejoinder train-site daily-star

        $ rejoinder train-site daily-star --nightly

        $ rejoinder train-site daily-star --rollback
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.errors import Refusal
    from rejoinder.moderation.services.site_models import NEWEST, roll_back, set_nightly, train

    chosen = chosen_site(site)
    try:
        if nightly is not None:
            set_nightly(site=chosen, nightly=nightly, actor_name=COMMAND_LINE, now=timezone.now())
            typer.echo("It trains every night from now on." if nightly else "It trains by hand from now on.")
        elif rollback:
            back = roll_back(site=chosen, actor_name=COMMAND_LINE, now=timezone.now())
            typer.echo(f"Model {back.name} serves again." if back else "The shipped model serves alone again.")
            typer.echo("Training every night is off.")
        else:
            with progress("Reading decisions", total=_decided(chosen, NEWEST)) as bar:
                task = bar.task_ids[0]
                actor_name = NIGHT if by_night else COMMAND_LINE
                row = train(site=chosen, actor_name=actor_name, now=timezone.now(), advance=lambda: bar.advance(task))
            _tell(row)
    except Refusal as refusal:
        fail(refusal.text(), status=1)


def _decided(site: "Site", newest: int) -> int:
    from rejoinder.moderation.taught import taught_by

    return len(taught_by(site, newest=newest))


def _tell(row: "SiteModel") -> None:
    figures = row.figures
    typer.echo(
        f"Learned from {row.decisions} decisions, compared on {figures['approved'] + figures['rejected']} newer ones."
    )
    typer.echo(
        f"A rejected comment outranks an approved one in {figures['candidate']:.1%} of pairs, before in "
        f"{figures['present']:.1%} (gain {figures['candidate'] - figures['present']:+.3f}, 95 % between "
        f"{figures['low']:+.3f} and {figures['high']:+.3f})."
    )
    typer.echo(
        f"Approved comments it would have held: {figures['suspected_candidate']:.1%}, "
        f"before {figures['suspected_present']:.1%}."
    )
    typer.echo(
        f"Model {row.name} is adopted." if row.adopted_at else "It is not better: what served before still does."
    )
