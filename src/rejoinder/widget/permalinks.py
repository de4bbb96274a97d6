"""One address for each published comment, wherever in the thread it stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from rejoinder.comments.errors import CommentNotFound
from rejoinder.comments.models import Comment
from rejoinder.comments.models.comment import PUBLIC_STATUSES
from rejoinder.publishing.serving import page_with


@require_safe
def comment(request: HttpRequest, comment: UUID) -> HttpResponse:
    """Leads to the comment (or its tombstone) on its page. The page may be another one tomorrow, so it isn't kept.

    Raises:
        CommentNotFound: also for what is undecided or rejected.
    """
    row = Comment.objects.select_related("article").filter(uuid=comment, status__in=PUBLIC_STATUSES).first()
    if row is None:
        raise CommentNotFound
    number = page_with(comment, article_key=row.article.key, order="oldest")
    page = f"?page={number}" if number > 1 else ""
    response = HttpResponseRedirect(f"{reverse('reader:article', args=[row.article.key])}{page}#comment-{comment}")
    response["Cache-Control"] = "no-cache"
    return response
