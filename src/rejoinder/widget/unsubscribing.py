"""Stopping mail with one press: from the mail program itself (RFC 8058), or on the page the mail links to.

The page asks and only the form's POST acts: mail scanners open every link (RFC 8058, 1). Neither needs a cookie.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rejoinder.comments.errors import ReaderNotFound
from rejoinder.comments.unsubscribing import reader_of_token, stop_mail
from rejoinder.publishing.rendering import page_context
from rejoinder.widget.answers import unlisted


# The token in the address is all the right there is: a forged request would have to know it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asks (GET), or stops the reader's mail (POST)."""
    try:
        reader = reader_of_token(token)
    except ReaderNotFound as refusal:
        # Cut off by a mail program, or of an installation that is gone: what to do instead, in the browser's language.
        return unlisted(render(request, "widget/unsubscribe_unknown.html", status=refusal.status))
    if request.method == "POST":
        stop_mail(reader)
    with translation.override(reader.language or reader.site.language):
        context = {**page_context(reader.site), "token": token, "done": request.method == "POST"}
        response = render(request, "widget/unsubscribe.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return unlisted(response)
