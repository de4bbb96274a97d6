"""``rejoinder policy``."""

import typer

from rejoinder.cli.console import fail
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site
from rejoinder.moderation.actors import COMMAND_LINE

app = typer.Typer(help="How far the machine may go.", no_args_is_help=True)


@app.command("show")
def show(site: str = typer.Option("", help="The site's key; the first site if left out.")) -> None:
    """Show the policy in force.

    Example:

        $ rejoinder policy show
    """
    start_django()
    require_migrated()
    from rejoinder.moderation.models import Policy

    policy = Policy.objects.in_force(chosen_site(site))
    typer.echo(f"Policy {policy.version}, set by {policy.set_by} at {policy.set_at:%Y-%m-%d %H:%M} UTC")
    typer.echo(f"The machine may approve: {'yes' if policy.machine_may_approve else 'no'}")
    typer.echo(f"The machine may reject: {'yes' if policy.machine_may_reject else 'no'}")
    for label, values in sorted(policy.thresholds.items()):
        typer.echo(f"{label}: " + ", ".join(f"{name} {value}" for name, value in sorted(values.items())))


@app.command("set")
def set_lane(
    approve: bool = typer.Option(False, "--approve/--no-approve", help="The machine may approve what is clearly fine."),
    reject: bool = typer.Option(False, "--reject/--no-reject", help="The machine may reject what clearly is not."),
    threshold: list[str] = typer.Option([], help="SCORE:reject_at=NUMBER or SCORE:approve_below=NUMBER; repeatable."),
    site: str = typer.Option("", help="The site's key; the first site if left out."),
) -> None:
    """Set the policy. What the machine may not decide is referred to a person, with a recommendation.

    Examples:

        $ rejoinder policy set --no-approve --reject

        $ rejoinder policy set --approve --reject --threshold threat:reject_at=0.95
    """
    start_django()
    require_migrated()
    from django.utils import timezone

    from rejoinder.moderation.errors import BadThresholds
    from rejoinder.moderation.services.policies import MachineLane, set_policy

    try:
        policy = set_policy(
            site=chosen_site(site),
            lane=MachineLane(may_approve=approve, may_reject=reject),
            thresholds=_thresholds(threshold),
            actor_name=COMMAND_LINE,
            now=timezone.now(),
        )
    except BadThresholds as error:
        fail(error.text())
    typer.echo(f"Policy {policy.version} is in force.")


def _thresholds(texts: list[str]) -> dict[str, dict[str, float]]:
    thresholds: dict[str, dict[str, float]] = {}
    for text in texts:
        label, _, rest = text.partition(":")
        name, _, number = rest.partition("=")
        try:
            thresholds.setdefault(label, {})[name] = float(number)
        except ValueError:
            fail(f"--threshold {text!r}; it should be such as threat:reject_at=0.95")
    return thresholds
