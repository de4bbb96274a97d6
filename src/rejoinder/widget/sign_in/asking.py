"""Which page asks for a sign-in, and whether it may."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from rejoinder.comments.models import Article, Site
from rejoinder.widget.cors import OriginNotAllowed, is_from_own_page, is_origin_of, known_language, language_of
from rejoinder.widget.embed.articles import article_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a sign-in. ``origin`` is the page that waits for the token; empty on our own pages without script.

    It is one of the site's, and of no other: a token goes to no page that the publisher has not named.
    """

    article: Article
    origin: str
    language: str

    @property
    def site(self) -> Site:
        """The article's site."""
        return self.article.site

    def address(self, name: str, *arguments: str) -> str:
        """The address of a page of the window, which goes on with this request."""
        asked = {"article": self.article.key, "origin": self.origin, "lang": self.language}
        return reverse(f"reader:{name}", args=arguments) + "?" + urlencode(asked)


def asked_in(request: HttpRequest) -> Asked:
    """What the address of the request says.

    Raises:
        ArticleNotFound, OriginNotAllowed.
    """
    return asked_by(request, request.GET)


def asked_by(request: HttpRequest, fields: QueryDict | dict[str, str]) -> Asked:
    """The same, from fields that are kept elsewhere."""
    article = article_of(fields.get("article") or "")
    origin = fields.get("origin") or ""
    if origin and not is_origin_of(article.site, origin):
        raise OriginNotAllowed
    known = known_language(fields.get("lang") or "")
    language = known or (language_of(request) if "lang" in fields else article.site.language)
    return Asked(article, origin, language)


def require_own_page(request: HttpRequest) -> None:
    """A form of ours sent this, not another site's: what the window does rests on cookies.

    Raises:
        OriginNotAllowed.
    """
    if not is_from_own_page(request):
        raise OriginNotAllowed
