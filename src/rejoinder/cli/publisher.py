"""Publishing beside the worker's assessing: the next comment is read while pages are written."""

from typing import ClassVar

from django.conf import settings

from rejoinder.cli.beside import Beside
from rejoinder.comments.models import Article
from rejoinder.publishing.services import publish_stale


class Publisher(Beside):
    """Empties the outbox, whoever filled it, five times a second: of all that was decided on an article meanwhile, one
    page is made. Readers don't wait for that (``publishing.serving``).
    """

    name = "publishing"
    pause_s: ClassVar = {True: 0.2, False: 1.0}

    def turn(self) -> bool:
        """One round. False, and so a longer pause, where nothing could be written though something is due: a disk that
        is full now, or a bucket out of reach, is so in a tenth of a second, and would fill the log.
        """
        written = publish_stale(root=settings.ENVIRONMENT.pages)
        return bool(written) or not Article.objects.stale().exists()
