"""Keeping what callers of the drop-in endpoints report back."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from rejoinder.comments.models import Site
from rejoinder.moderation.models import Feedback


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what somebody's moderators made of it, as ``Feedback`` describes both."""

    source: Literal["perspective", "akismet"]
    text: str
    language: str
    labels: Mapping[str, float]


def keep_feedback(*, site: Site, labelled: Labelled, now: datetime) -> Feedback | None:
    """The row; None where there is nothing to learn, or a text that no database takes.

    The caller's key has spoken for the site. A moderator who thinks again has the last word: labels of a text that was
    reported before are replaced, one by one.
    """
    try:
        digest = hashlib.sha256(labelled.text.encode()).hexdigest()
    except UnicodeEncodeError:
        return None
    if not labelled.labels or not labelled.text.strip() or "\0" in labelled.text:
        return None
    with transaction.atomic():
        row, _ = Feedback.objects.select_for_update().get_or_create(
            site=site,
            source=labelled.source,
            text_sha256=digest,
            defaults={"text": labelled.text, "language": labelled.language, "labels": {}, "received_at": now},
        )
        row.labels = {**row.labels, **labelled.labels}
        row.received_at = now
        row.save(update_fields=["labels", "received_at"])
    return row
