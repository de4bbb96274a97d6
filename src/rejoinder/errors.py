"""What Rejoinder refuses, told to people and programs alike.

    Refusal                    something asked for can't be done; nothing was written
    ├── Unavailable            the database does not answer, or its disk is full
    ├── comments.errors.*      a comment or an article that can't be taken
    └── moderation.errors.*    a decision that can't be made

Each carries a stable ``code``, an HTTP ``status``, a translatable ``message`` and the ``fields`` it speaks of.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Base of all refusals. Subclasses set ``code``, ``status`` and ``message``."""

    code: str = "refused"
    status: int = 400
    message: str | Promise = _("This can't be done.")

    def __init__(self, *, retry_after_s: int | None = None, **fields: object) -> None:
        self.fields: Mapping[str, object] = fields
        self.retry_after_s = retry_after_s
        super().__init__(self.code)

    def text(self) -> str:
        """The message in the active language, its named placeholders filled and its plural chosen from the fields."""
        return str(self.message % self.fields)

    def as_dict(self) -> dict[str, object]:
        """The one JSON shape of an error: ``{"error": {"code", "message", "fields"}}``."""
        return {"error": {"code": self.code, "message": self.text(), "fields": dict(self.fields)}}


class Unavailable(Refusal):
    """The database does not answer, or can't write; nothing was taken in, and asking again may help."""

    code = "unavailable"
    status = 503
    message = _("This can't be done at the moment. Nothing was taken in; please try again shortly.")
