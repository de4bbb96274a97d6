"""``rejoinder publish``."""

from typing import TYPE_CHECKING

import typer

from rejoinder.cli.console import counted, fail, progress
from rejoinder.cli.django import require_migrated, start_django
from rejoinder.cli.sites import chosen_site

if TYPE_CHECKING:
    from rejoinder.comments.models import Site


def publish(
    site: str = typer.Option("", help="Only this site; all of them if left out."),
    check: bool = typer.Option(False, "--check", help="Write nothing; compare what lies there with the decisions."),
    rebuild: bool = typer.Option(False, "--rebuild", help="Write every article's pages anew, whatever lies there."),
) -> None:
    """Bring the published pages up to what is decided: those that are stale, missing, made by another version, or
    left over.

    A running worker does this by itself. With --check it exits with 1 when a page differs; --rebuild mends that.

    Examples:

        $ rejoinder publish --check

        $ rejoinder publish --rebuild
    """
    if check and rebuild:
        fail("--check and --rebuild exclude each other")
    start_django()
    require_migrated()
    from rejoinder.comments.models import Site

    sites = [chosen_site(site)] if site else list(Site.objects.order_by("key"))
    if check:
        _check(sites)
    else:
        _publish(sites, rebuild=rebuild)


def _check(sites: "list[Site]") -> None:
    from django.conf import settings

    from rejoinder.comments.models import Article
    from rejoinder.moderation.verifying import Mismatch
    from rejoinder.publishing.verifying import verify_article

    wrong = files = 0
    for pk in Article.objects.filter(site__in=sites).order_by("id").values_list("pk", flat=True):
        try:
            files += verify_article(pk, settings.ENVIRONMENT.pages)
        except Mismatch as mismatch:
            wrong += 1
            typer.echo(f"MISMATCH {mismatch}", err=True)
        except OSError as error:
            fail(f"published pages can't be read: {error.strerror}")
    if wrong:
        fail(
            f"{counted(wrong, 'article is', 'articles are')} not published as decided: run rejoinder publish --rebuild",
            status=1,
        )
    typer.echo(f"{files} published files are as decided")


def _publish(sites: "list[Site]", *, rebuild: bool) -> None:
    from django.conf import settings

    from rejoinder.comments.models import Article
    from rejoinder.publishing.renewing import articles_to_renew
    from rejoinder.publishing.services import publish_if_possible

    root = settings.ENVIRONMENT.pages
    mine = Article.objects.filter(site__in=sites).order_by("id")
    if rebuild:
        due = list(mine.values_list("pk", flat=True))
    else:
        try:
            stale, other = set(mine.stale().values_list("pk", flat=True)), set(articles_to_renew(root=root))
        except OSError as error:
            fail(f"published pages can't be read: {error.strerror}")
        due = [pk for pk in mine.values_list("pk", flat=True) if pk in stale | other]
    with progress("Publishing", total=len(due)) as bar:
        written = 0
        for pk in due:
            written += publish_if_possible(article_pk=pk, root=root, remember=not rebuild)
            bar.advance(bar.task_ids[0])
    typer.echo(f"published {written} of {counted(len(due), 'article')}")
    if written < len(due):
        raise typer.Exit(1)
