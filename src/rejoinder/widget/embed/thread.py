"""The published thread, for the element."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from rejoinder.comments.errors import CommentNotFound
from rejoinder.publishing.errors import PageNotFound
from rejoinder.publishing.serving import page_with, respond
from rejoinder.publishing.threads import ORDERS
from rejoinder.widget.cors import embeddable


@embeddable("GET")
def thread(request: HttpRequest, key: str) -> HttpResponse:
    """A published page as JSON, with its ETag: ``?order=&page=``, or the page that ``?comment=`` stands on."""
    order = request.GET.get("order", ORDERS[0])
    if order not in ORDERS:
        raise PageNotFound(file=order, pages=len(ORDERS))
    page = request.GET.get("page", "1")
    if "comment" in request.GET:
        page = str(page_with(_uuid(request.GET["comment"]), article_key=key, order=order))
    return respond(request, article_key=key, file=f"json/{order}/{page}")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise CommentNotFound from None
