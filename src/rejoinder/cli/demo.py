"""``rejoinder demo``: a site to look at, on a database that is empty."""

import secrets
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import typer
import yaml

from rejoinder.cli.console import fail, progress
from rejoinder.cli.django import start_django
from rejoinder.cli.migrate import prepare
from rejoinder.moderation.actors import DEMO

if TYPE_CHECKING:
    from rejoinder.comments.models import Article

EMAIL: Final = "demo@rejoinder.example"
SITES: Final = (
    ("river-gazette", "River Gazette", "en", "Europe/Istanbul"),
    ("rojgar", "ڕۆژگار", "ckb", "Asia/Baghdad"),
)


def demo() -> None:
    """Load a demo site if the database is empty, and print its addresses and a demo moderator's sign-in.

    Example:

        $ rejoinder demo && rejoinder serve
    """
    start_django()
    prepare()
    from django.conf import settings

    from rejoinder.comments.models import Article, Site

    sign_in = settings.ENVIRONMENT.data_dir / "demo-sign-in"
    if not Site.objects.exists():
        _load(sign_in)
    if not sign_in.exists():
        fail("this installation has sites of its own; the demo is only for an empty database", status=1)
    base = settings.ENVIRONMENT.base_url
    for key, *_ in SITES:
        article = Article.objects.filter(site__key=key).order_by("id").first()
        if article:
            typer.echo(f"Article page:   {base}/articles/{article.key}")
    typer.echo(f"Desk:           {base}/desk/")
    typer.echo(f"Demo moderator: {EMAIL}   password: {sign_in.read_text().strip()}")


def _load(sign_in: Path) -> None:
    from django.db import transaction
    from django.utils import timezone

    from rejoinder.accounts.models import User
    from rejoinder.engine import warm_up
    from rejoinder.moderation.models import Role
    from rejoinder.moderation.services.policies import MachineLane, set_policy
    from rejoinder.moderation.services.site_settings import SiteChanges, change_site
    from rejoinder.moderation.services.sites import add_member, add_site

    password = secrets.token_urlsafe(12)
    now = timezone.now()
    comments = yaml.safe_load(_data("comments.yaml").decode("utf-8"))
    with transaction.atomic():
        user = User.objects.create_user(EMAIL, password, name="Demo Moderator")
        for key, name, language, time_zone in SITES:
            site = add_site(key=key, name=name, language=language, time_zone=time_zone, actor_name=DEMO, now=now)
            add_member(site=site, user=user, role=Role.EDITOR, actor_name=DEMO, now=now)
            lane = MachineLane(may_approve=True, may_reject=True)
            set_policy(site=site, lane=lane, thresholds={}, actor_name=DEMO, now=now)
            change_site(site=site, changes=SiteChanges(promised_minutes=120), actor_name=DEMO, now=now)
        sign_in.touch(mode=0o600)
        sign_in.write_text(password + "\n")
    warm_up()  # else the first comment waits for the models, and runs out of time
    for key, *_ in SITES:
        _write_comments(_take_in(key, now), comments[key])


def _take_in(key: str, now: datetime) -> "Article":
    from rejoinder.comments.models import Site
    from rejoinder.comments.services.articles import take_article_in
    from rejoinder.intake import read_source
    from rejoinder.moderation.services.guidelines import propose_guidelines

    site = Site.objects.get(key=key)
    intake = read_source(_data(f"{key}.txt"), content_type="text/plain; charset=utf-8")
    article, _ = take_article_in(site=site, source=intake.article, key=f"{key}-demo")
    if intake.guidelines is not None:
        propose_guidelines(site=site, guidelines=intake.guidelines, source=article.label, now=now)
    return article


def _write_comments(article: "Article", rows: list[dict[str, Any]]) -> None:
    """Submits and assesses one after the other, so that replies find what they answer."""
    from django.utils import timezone

    from rejoinder.accounts.models import User
    from rejoinder.comments.models import Status
    from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
    from rejoinder.moderation.services.appealing import appeal
    from rejoinder.moderation.services.assessing import assess_claimed, claim_due
    from rejoinder.moderation.services.deciding import Actor, Ruling, decide
    from rejoinder.moderation.services.picking import set_pick
    from rejoinder.moderation.services.reporting import NewReport, Reporter, report_comment

    user = User.objects.get(email=EMAIL)
    moderator = Actor("moderator", user.display_name, user)
    names: dict[str | None, UUID] = {}
    began = timezone.now() - timedelta(minutes=7 * len(rows))
    with progress(f"Writing comments on {article.key}", total=len(rows)) as bar:
        for number, row in enumerate(rows):
            at = began + timedelta(minutes=7 * number)
            new = NewComment(body=row["body"], author_name=row["author"], parent=names.get(row.get("to")))
            comment = submit_comment(
                article_key=article.key, new=new, sender=Sender(f"demo-{number}"), limits=Limits(10_000, 0), now=at
            )
            for claimed in claim_due(limit=1, lease=timedelta(minutes=1), now=at):
                assess_claimed(claimed=claimed, now=at)
            comment.refresh_from_db()
            bar.advance(bar.task_ids[0])
            if "as" in row:
                names[row["as"]] = comment.uuid
            if comment.status == Status.PENDING and ("as" in row or "pick" in row):
                decide(comment=comment.uuid, ruling=Ruling("approve"), actor=moderator, seen=Status.PENDING, now=at)
            comment.refresh_from_db()
            if "pick" in row and comment.is_published:
                set_pick(comment=comment.uuid, picked=True, user=user, now=at)
            if "objects" in row and comment.status == Status.REJECTED:
                appeal(comment=comment.uuid, reason=row["objects"], text="", now=at)
            if "reported" in row and comment.is_published:
                report = NewReport(row["reported"])
                report_comment(comment=comment.uuid, new=report, reporter=Reporter("demo"), now=at)


def _data(name: str) -> bytes:
    return resources.files("rejoinder.cli.demo_site").joinpath(name).read_bytes()
