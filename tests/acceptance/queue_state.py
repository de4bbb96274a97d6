"""Run on an installation: what is in the queue, and how often each comment was assessed. Prints JSON."""

import json
import os
import sys


def main() -> None:
    """``{"waiting": comments nobody assessed or decided, "assessed_twice": comments with two assessments,
    "by_machine": decisions of the machine}``"""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rejoinder.conf.settings"
    import django

    django.setup()
    from django.db.models import Count

    from rejoinder.comments.models import Comment, Status
    from rejoinder.moderation.models import Assessment, Decision

    counted = Assessment.objects.values("comment").annotate(times=Count("id"))
    state = {
        "waiting": Comment.objects.filter(assess_after__isnull=False).count(),
        "lost": Comment.objects.filter(status=Status.PENDING, assess_after=None, assessments=None).count(),
        "assessed_twice": counted.filter(times__gt=1).count(),
        "by_machine": Decision.objects.filter(actor_kind="machine").count(),
    }
    sys.stdout.write(json.dumps(state) + "\n")


if __name__ == "__main__":
    main()
