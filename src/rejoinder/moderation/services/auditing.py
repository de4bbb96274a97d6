"""Writing the audit log. Called inside the transaction of what it records."""

from datetime import datetime

from rejoinder.comments.models import Site
from rejoinder.moderation.models import Act, AuditEntry


def audit(*, site: Site, action: Act, actor_name: str, at: datetime, **details: object) -> None:
    """Adds an entry. Details are ids and numbers, never comment text."""
    AuditEntry.objects.create(site=site, action=action.value, actor_name=actor_name, at=at, details=details)
