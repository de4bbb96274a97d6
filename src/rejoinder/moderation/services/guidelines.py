"""Changing a site's guidelines: what is proposed is confirmed or dismissed by a person."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from rejoinder.accounts.models import User
from rejoinder.comments.models import Article, Site
from rejoinder.engine.guidelines import GuidelineSet as EngineGuidelines
from rejoinder.engine.guidelines import dump_guidelines
from rejoinder.moderation.access import require_editor
from rejoinder.moderation.actors import BUILT_IN
from rejoinder.moderation.errors import ProposalNotFound
from rejoinder.moderation.models import Act, GuidelineSet
from rejoinder.moderation.services.auditing import audit


def propose_guidelines(*, site: Site, guidelines: EngineGuidelines, source: str, now: datetime) -> GuidelineSet:
    """The proposal. One with the same words as a set of the site that is there already is not made again."""
    document = dump_guidelines(replace(guidelines, source=""))  # the same rules on another page are the same rules
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        existing = GuidelineSet.objects.filter(site=site, document=document).order_by("-version").first()
        if existing is not None:
            return existing
        newest = GuidelineSet.objects.filter(site=site).aggregate(newest=Max("version"))["newest"] or 0
        return GuidelineSet.objects.create(
            site=site, version=newest + 1, document=document, source=source, proposed_at=now
        )


def confirm_guidelines(*, site: Site, version: int, user: User, now: datetime) -> GuidelineSet:
    """Puts a proposal in force.

    Raises:
        NotAModerator: the user is no editor of the site.
        ProposalNotFound: there is no such proposal (any more).
    """
    require_editor(user, site)
    with transaction.atomic():
        Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        proposal = _locked_proposal(site, version)
        put_in_force(proposal, user=user, now=now)
        return proposal


def dismiss_guidelines(*, site: Site, version: int, user: User, now: datetime) -> None:
    """Sets a proposal aside; it stays on record. Raises as confirm_guidelines does."""
    require_editor(user, site)
    with transaction.atomic():
        proposal = _locked_proposal(site, version)
        GuidelineSet.objects.filter(pk=proposal.pk).update(dismissed_at=now)
        audit(site=site, action=Act.GUIDELINES_DISMISSED, actor_name=user.display_name, at=now, version=version)


def put_in_force(proposal: GuidelineSet, *, user: User | None, now: datetime) -> None:
    """Confirms without asking who; for a new site's built-in set. The published pages show the new guidelines."""
    GuidelineSet.objects.filter(pk=proposal.pk).update(confirmed_at=now, confirmed_by=user)
    Article.objects.filter(site=proposal.site).raise_thread_version()
    audit(
        site=proposal.site,
        action=Act.GUIDELINES_CONFIRMED,
        actor_name=user.display_name if user else BUILT_IN,
        at=now,
        version=proposal.version,
    )


def _locked_proposal(site: Site, version: int) -> GuidelineSet:
    proposal = GuidelineSet.objects.proposed(site).select_for_update(no_key=True).filter(version=version).first()
    if proposal is None:
        raise ProposalNotFound(version=version)
    return proposal
