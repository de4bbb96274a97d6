"""The command's tree."""

import typer

from rejoinder import __version__
from rejoinder.cli import (
    advice,
    archive,
    article,
    assess,
    bench,
    demo,
    doctor,
    explain,
    export,
    guidelines,
    key,
    migrate,
    moderator,
    policy,
    publish,
    reader,
    serve,
    site,
    sso,
    train_site,
    verify,
)

app = typer.Typer(
    name="rejoinder",
    help="A self-hosted comment system for news sites: every comment is moderated before it appears, and never edited.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("serve")(serve.serve)
app.command("worker")(serve.worker)
app.command("migrate")(migrate.migrate)
app.command("demo")(demo.demo)
app.command("assess")(assess.assess_lines)
app.command("explain")(explain.explain)
app.command("publish")(publish.publish)
app.command("bench-engine")(bench.bench_engine)
app.command("train-site")(train_site.train_site)
app.command("assess-archive")(archive.assess_archive)
app.command("verify")(verify.verify)
app.command("advice")(advice.advice)
app.command("doctor")(doctor.doctor)
app.add_typer(export.app, name="export")
app.add_typer(site.app, name="site")
app.add_typer(article.app, name="article")
app.add_typer(guidelines.app, name="guidelines")
app.add_typer(policy.app, name="policy")
app.add_typer(moderator.app, name="moderator")
app.add_typer(key.app, name="key")
app.add_typer(reader.app, name="reader")
app.add_typer(sso.app, name="sso")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"rejoinder {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Settings come from REJOINDER_* variables: see docs/reference/settings.md."""


def main() -> None:
    """Runs the command."""
    app()
