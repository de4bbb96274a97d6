"""Finding the article a call is about."""

from rejoinder.comments.errors import ArticleNotFound
from rejoinder.comments.models import Article


def article_of(key: str) -> Article:
    """The article with its site.

    Raises:
        ArticleNotFound
    """
    found = None if "\0" in key else Article.objects.select_related("site").filter(key=key).first()
    if found is None:
        raise ArticleNotFound(key=key)
    return found
