"""The tables of comments, one module per concept."""

from rejoinder.comments.models.api_key import ApiKey
from rejoinder.comments.models.article import Article
from rejoinder.comments.models.comment import Comment, Status
from rejoinder.comments.models.site import Site

__all__ = ["ApiKey", "Article", "Comment", "Site", "Status"]
