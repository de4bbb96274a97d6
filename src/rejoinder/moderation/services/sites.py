"""Making a site: it starts with the built-in guidelines and a policy under which the machine decides nothing."""

from datetime import datetime

from django.db import transaction

from rejoinder.accounts.models import User
from rejoinder.comments.models import Site
from rejoinder.engine.guidelines import default_guidelines
from rejoinder.moderation.actors import BUILT_IN, COMMAND_LINE
from rejoinder.moderation.models import Act, Membership, Role
from rejoinder.moderation.services.auditing import audit
from rejoinder.moderation.services.guidelines import propose_guidelines, put_in_force
from rejoinder.moderation.services.policies import MachineLane, set_policy


def add_site(
    *, key: str, name: str, language: str, now: datetime, time_zone: str = "UTC", actor_name: str = COMMAND_LINE
) -> Site:
    """The new site, ready to take articles in."""
    with transaction.atomic():
        site = Site.objects.create(key=key, name=name, language=language, time_zone=time_zone, publisher_names=[name])
        audit(site=site, action=Act.SITE_ADDED, actor_name=actor_name, at=now, key=key)
        proposal = propose_guidelines(site=site, guidelines=default_guidelines(), source=BUILT_IN, now=now)
        put_in_force(proposal, user=None, now=now)
        set_policy(site=site, lane=MachineLane(), thresholds={}, actor_name=BUILT_IN, now=now)
        return site


def add_member(*, site: Site, user: User, role: Role, now: datetime, actor_name: str = COMMAND_LINE) -> Membership:
    """Gives the user the role on the site."""
    with transaction.atomic():
        membership, _ = Membership.objects.update_or_create(site=site, user=user, defaults={"role": role})
        audit(site=site, action=Act.MEMBER_SET, actor_name=actor_name, at=now, user=user.pk, role=str(role))
        return membership
