"""Run beside the server: a worker that is stopped in the middle of writing, with locks in its hands."""

import os
import signal
import sys


def main(site: str) -> None:
    """Locks the site's decisions and stops itself; ends with 3 when it goes on and its transaction is gone."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "rejoinder.conf.settings"
    import django

    django.setup()
    from django.db import DatabaseError, transaction

    from rejoinder.comments.models import Comment, Site

    try:
        with transaction.atomic():
            pk = Site.objects.select_for_update(no_key=True).get(key=site).pk
            list(Comment.objects.select_for_update(no_key=True).filter(site_id=pk))
            os.kill(os.getpid(), signal.SIGSTOP)
            Site.objects.filter(pk=pk).update(name="Written by one that stood still")
    except DatabaseError:
        sys.exit(3)


if __name__ == "__main__":
    main(sys.argv[1])
