"""Why a page can't be shown.

Refusal
└── PageNotFound    404
"""

from django.utils.translation import gettext_lazy as _

from rejoinder.errors import Refusal


class PageNotFound(Refusal):
    """The thread has no such page."""

    code = "page_not_found"
    status = 404
    message = _("There is no such page; this thread has %(pages)s.")
