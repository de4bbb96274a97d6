"""Reading the desk's forms."""

import re

from django.http import QueryDict

from rejoinder.comments.errors import BadRequest
from rejoinder.comments.models import Status
from rejoinder.moderation.models import Assessment
from rejoinder.moderation.services.deciding import Ruling

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})\Z", re.ASCII)


def read_ruling(form: QueryDict, assessment: Assessment | None) -> tuple[Ruling, Status]:
    """What the moderator ruled, and the status of the comment that they looked at.

    Raises:
        BadRequest: a field is missing or can't be read.
    """
    outcome = form.get("outcome", "")
    if outcome not in ("approve", "reject"):
        raise BadRequest(problem="outcome should be approve or reject")
    seen = _status(form.get("seen", ""))
    if outcome == "approve":
        return Ruling("approve", note=form.get("note", ""), assessment=assessment), seen
    spans = tuple(sorted({_span(text) for text in form.getlist("span")}))
    guideline = form.get("guideline", "")
    return Ruling("reject", guideline=guideline, spans=spans, note=form.get("note", ""), assessment=assessment), seen


def _status(text: str) -> Status:
    try:
        return Status(text)
    except ValueError:
        raise BadRequest(problem="seen should be the status that was looked at") from None


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.match(text)
    if found is None:
        raise BadRequest(problem="span should be two numbers such as 3-9")
    return int(found[1]), int(found[2])
