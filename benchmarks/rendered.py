"""A WSGI application that draws the page of ``pumps`` from the database at each request: what publishing saves."""

import os
from collections.abc import Callable, Iterable

os.environ["DJANGO_SETTINGS_MODULE"] = "rejoinder.conf.settings"
import django

django.setup()

from rejoinder.comments.models import Article  # noqa: E402
from rejoinder.publishing.rendering import render  # noqa: E402


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """The page as HTML."""
    article = Article.objects.select_related("site").get(key="pumps")
    (content,) = render(article, ["html/oldest/1"]).contents.values()
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
    return [content]
