"""Changing the settings of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from rejoinder.comments.models import Article, Site
from rejoinder.comments.origins import origin_of
from rejoinder.comments.reactions import REACTIONS
from rejoinder.moderation.errors import BadSetting
from rejoinder.moderation.models import Act
from rejoinder.moderation.services.auditing import audit

_ON_EVERY_PAGE: Final = frozenset({"name", "language", "time_zone"})


@dataclass(frozen=True, slots=True)
class SiteChanges:
    """What changes; None leaves a setting as it is. See Site for what each means.

    ``promised_minutes`` 0 takes the promise back.
    """

    name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    publisher_names: Sequence[str] | None = None
    origins: Sequence[str] | None = None
    reactions: Sequence[str] | None = None
    advice_share: int | None = None
    guests_may_write: bool | None = None
    promised_minutes: int | None = None
    appeal_days: int | None = None


def change_site(*, site: Site, changes: SiteChanges, actor_name: str, now: datetime) -> Site:
    """The site, changed. Published pages are made anew where they say something else now.

    Raises:
        BadSetting: an origin or a reaction that can't be, or an empty name. Then nothing is changed.
    """
    wanted = _wanted(changes)
    with transaction.atomic():
        locked = Site.objects.select_for_update(no_key=True).get(pk=site.pk)
        changed = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
        if changed:
            for name, value in changed.items():
                setattr(locked, name, value)
            locked.save(update_fields=list(changed))
            audit(site=locked, action=Act.SITE_CHANGED, actor_name=actor_name, at=now, **changed)
        if _ON_EVERY_PAGE & changed.keys():
            Article.objects.filter(site=locked).raise_thread_version()
        return locked


def _wanted(changes: SiteChanges) -> Mapping[str, Any]:
    wanted = {name: value for name, value in asdict(changes).items() if value is not None}
    if not wanted.get("name", "x").strip():
        raise BadSetting(problem="the name is empty")
    if "publisher_names" in wanted:
        wanted["publisher_names"] = list(wanted["publisher_names"])
    if "origins" in wanted:
        wanted["origins"] = [_origin(text) for text in wanted["origins"]]
    for name in wanted.get("reactions", ()):
        if name not in REACTIONS:
            raise BadSetting(problem=f"there is no reaction {name!r}; there are {', '.join(REACTIONS)}")
    if "reactions" in wanted:
        wanted["reactions"] = list(dict.fromkeys(wanted["reactions"]))
    if wanted.get("promised_minutes") == 0:
        wanted["promised_minutes"] = None
    return wanted


def _origin(text: str) -> str:
    try:
        return origin_of(text)
    except ValueError as error:
        raise BadSetting(problem=f"{text} can't be an origin: {error}, such as https://www.example.org") from None
