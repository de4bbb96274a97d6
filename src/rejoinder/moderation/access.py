"""Who may do what: the only place that looks at roles."""

from django.db.models import QuerySet

from rejoinder.accounts.models import User
from rejoinder.comments.models import Site
from rejoinder.moderation.errors import NotAModerator
from rejoinder.moderation.models import Membership, Role

_MAY_MODERATE = (Role.MODERATOR, Role.EDITOR)
_MAY_EDIT = (Role.EDITOR,)


def sites_moderated_by(user: User) -> QuerySet[Site]:
    """The sites whose desk the user works at, by name."""
    return Site.objects.filter(memberships__user=user, memberships__role__in=_MAY_MODERATE).order_by("name", "id")


def may_confirm_guidelines(user: User, site: Site) -> bool:
    """True for editors of the site."""
    return Membership.objects.filter(user=user, site=site, role__in=_MAY_EDIT, user__is_active=True).exists()


def require_moderator(user: User | None, site: Site) -> None:
    """Raises NotAModerator unless the user is a moderator or an editor of the site."""
    if user is None or not user.is_active or not sites_moderated_by(user).filter(pk=site.pk).exists():
        raise NotAModerator


def require_editor(user: User, site: Site) -> None:
    """Raises NotAModerator unless the user is an editor of the site."""
    if not may_confirm_guidelines(user, site):
        raise NotAModerator
