"""Run beside the server: a moderator who decides what the machine left open, sometimes what it has not read yet.

Sometimes what was published is taken down.
"""

import os
import random
import sys
import time

PAUSE_S = 0.3
"""Long enough that, of what ``killing`` sends, the machine on a slow computer gets to read something first."""


def main(email: str, seed: int) -> None:
    """Decides until killed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rejoinder.conf.settings"
    import django

    django.setup()
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from rejoinder.accounts.models import User
    from rejoinder.comments.models import Comment, Status
    from rejoinder.moderation.errors import AlreadyDecided
    from rejoinder.moderation.services.deciding import Actor, Ruling, decide

    chance = random.Random(seed)
    user = User.objects.get(email=email)
    actor = Actor("moderator", user.display_name, user)
    approve, reject = Ruling("approve"), Ruling("reject", guideline="vulgarity", spans=((0, 1),))
    while True:
        time.sleep(PAUSE_S)
        close_old_connections()
        seen = chance.choices((Status.PENDING, Status.APPROVED), (9, 1))[0]
        rows = Comment.objects.filter(status=seen)
        if seen == Status.PENDING and chance.random() < 0.8:
            rows = rows.filter(assess_after=None)
        newest = list(rows.order_by("-id").values_list("uuid", flat=True)[:10])
        if not newest:
            continue
        ruling = chance.choice((approve, reject)) if seen == Status.PENDING else reject
        try:
            decide(comment=chance.choice(newest), ruling=ruling, actor=actor, seen=seen, now=timezone.now())
        except (AlreadyDecided, OperationalError):
            continue


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
