"""A page of a thread with its comments, as it is drawn."""

from rejoinder.comments.models import Article
from rejoinder.publishing.threads import Entry, Order, filled, in_order, shape_of


def entries(article: Article, order: Order, number: int) -> list[Entry]:
    """What the page shows."""
    return filled(in_order(shape_of(article), order, number))
