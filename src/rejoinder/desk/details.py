"""What an entry of the log tells besides who and what: names and values in words, comments and readers as links."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from rejoinder.comments.models import BlockReason
from rejoinder.desk import words
from rejoinder.moderation.models import Act, Answer, Objection, Role
from rejoinder.publishing.templatetags.pages import moment

NAMES: Final = {
    "advice_share": gettext_lazy("share that gets advice, in percent"),
    "algorithm": gettext_lazy("algorithm"),
    "answer": gettext_lazy("answer"),
    "appeal_days": gettext_lazy("days to object"),
    "back_to": gettext_lazy("back to version"),
    "comment": gettext_lazy("comment"),
    "decision": gettext_lazy("decision"),
    "found": gettext_lazy("places found"),
    "guests_may_write": gettext_lazy("guests may write"),
    "is_staff": gettext_lazy("has the badge"),
    "issuer": gettext_lazy("issuer"),
    "key": gettext_lazy("key"),
    "language": gettext_lazy("language"),
    "name": gettext_lazy("name"),
    "nightly": gettext_lazy("every night"),
    "origins": gettext_lazy("pages that may show it"),
    "promised_minutes": gettext_lazy("promised minutes"),
    "provider": gettext_lazy("provider"),
    "publisher_names": gettext_lazy("names of the publisher"),
    "reactions": gettext_lazy("reactions"),
    "reader": gettext_lazy("reader"),
    "reason": gettext_lazy("reason"),
    "reports": gettext_lazy("reports"),
    "role": gettext_lazy("role"),
    "time_zone": gettext_lazy("time zone"),
    "until": gettext_lazy("until"),
    "user": gettext_lazy("user no."),
    "version": gettext_lazy("version"),
}
"""Every detail that a service puts on record."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail. ``comment`` or ``reader`` is the id that it links to, or ``''``."""

    name: str
    value: str
    comment: str = ""
    reader: str = ""


def details_of(action: str, details: Mapping[str, Any]) -> list[Detail]:
    """The details of an entry, in the order they were written."""
    return [_detail(action, key, value) for key, value in details.items()]


def _detail(action: str, key: str, value: Any) -> Detail:
    name = words.word(NAMES, key)
    if key == "comment":
        return Detail("", name, comment=str(value))
    if key == "reader":
        return Detail("", name, reader=str(value))
    if key == "until":
        return Detail(name, str(moment(datetime.fromisoformat(value))) if value else _("it is taken back"))
    choices = _CHOICES.get((action, key))
    if choices is not None and value in choices.values:
        return Detail(name, str(choices(value).label))
    return Detail(name, _plain(key, value))


def _plain(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("whether something is so", "yes") if value else pgettext("whether something is so", "no")
    if value is None or value == []:
        return pgettext("a setting", "none")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return words.word(words.LANGUAGES, value) if key == "language" else str(value)


_CHOICES: Final[Mapping[tuple[str, str], type[TextChoices]]] = {
    (Act.READER_BLOCKED, "reason"): BlockReason,
    (Act.APPEAL_MADE, "reason"): Objection,
    (Act.APPEAL_UPHELD, "answer"): Answer,
    (Act.APPEAL_OVERTURNED, "answer"): Answer,
    (Act.MEMBER_SET, "role"): Role,
}
