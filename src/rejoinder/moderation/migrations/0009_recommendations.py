"""What waits is sorted by the newest assessment's recommendation, which stands with the comment from here on."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps: Any, _: Any) -> None:
    """From the newest assessment of each comment that waits; a decided one is sorted by no recommendation."""
    newest = (apps.get_model("moderation", "Assessment").objects.filter(comment=OuterRef("pk")).order_by("-id")).values(
        "recommendation"
    )[:1]
    waiting = apps.get_model("comments", "Comment").objects.filter(status="pending", assessments__isnull=False)
    pks = waiting.values("pk")
    apps.get_model("comments", "Comment").objects.filter(pk__in=pks).update(recommendation=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0008_site_models"), ("comments", "0014_queue_by_site")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
