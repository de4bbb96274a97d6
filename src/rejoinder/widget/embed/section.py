"""What the element needs at once to show a section: the site's ways, its guidelines, and every word it says."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.gzip import gzip_page

from rejoinder.comments.models import Article, Site
from rejoinder.comments.reactions import REACTIONS
from rejoinder.comments.services.gate import NAME_LIMIT_CHARS
from rejoinder.engine.guidelines import in_language
from rejoinder.moderation.models import GuidelineSet, Pick
from rejoinder.moderation.rules import guidelines_of
from rejoinder.publishing.templatetags.pages import direction_of
from rejoinder.publishing.threads import ORDERS
from rejoinder.widget.cors import embeddable, known_language
from rejoinder.widget.embed.articles import article_of
from rejoinder.widget.embed.strings import moment_format, months, strings

SIGN_IN: Final = ("email", "window")
"""Ways to sign in that every site has."""


@gzip_page
@embeddable("GET")
def section(request: HttpRequest, key: str) -> JsonResponse:
    """The section of an article, in ``?lang=`` where it is one of ours, else in the site's language."""
    article = article_of(key)
    language = known_language(request.GET.get("lang", "")) or article.site.language
    with translation.override(language):
        response = JsonResponse(_section(article, language), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-cache"
    response["Content-Language"] = language
    return response


def _section(article: Article, language: str) -> dict[str, Any]:
    site = article.site
    return {
        "article": {
            "key": article.key,
            "title": article.title or article.label,
            "is_open": article.is_open,
            "page": _address("reader:article", article.key),
            "feed": _address("reader:feed", article.key),
        },
        "site": {"key": site.key, "name": site.name, "language": site.language},
        "language": language,
        "direction": direction_of(language),
        "orders": _orders(article),
        "limits": {"comment": settings.ENVIRONMENT.comment_limit_chars, "name": NAME_LIMIT_CHARS},
        "advice": site.advice_share > 0,
        "reactions": [{"name": name, "title": str(REACTIONS[name])} for name in site.reactions if name in REACTIONS],
        "guests_may_write": site.guests_may_write,
        "sign_in": list(SIGN_IN),
        "guidelines": {"url": _address("reader:guidelines", site.key), "items": _guidelines(site, language)},
        "strings": strings(),
        "months": months(language),
        "moment": moment_format(),
    }


def _orders(article: Article) -> list[str]:
    """The orders that show something: picks only where there are any."""
    has_picks = bool(Pick.objects.comments_of(article))
    return [order for order in ORDERS if order != "picks" or has_picks]


def _guidelines(site: Site, language: str) -> list[dict[str, str]]:
    in_force = guidelines_of(GuidelineSet.objects.in_force(site))
    return [
        {
            "key": guideline.key,
            "role": guideline.role,
            "title": in_language(guideline.title, language, site.language),
            "text": in_language(guideline.text, language, site.language),
        }
        for guideline in in_force.guidelines
    ]


def _address(name: str, *arguments: str) -> str:
    return settings.ENVIRONMENT.base_url + reverse(name, args=arguments)
