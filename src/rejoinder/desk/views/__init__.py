"""The desk's pages: each reads a request, calls one query or one service, and renders."""

from rejoinder.desk.views.comments import comment, decide
from rejoinder.desk.views.guidelines import answer_proposal, guidelines
from rejoinder.desk.views.learned import learned, roll_back
from rejoinder.desk.views.lists import home, log, published, queue
from rejoinder.desk.views.objections import answer_objection, objections
from rejoinder.desk.views.picks import pick
from rejoinder.desk.views.reports import keep, reports

__all__ = [
    "answer_objection",
    "answer_proposal",
    "comment",
    "decide",
    "guidelines",
    "home",
    "keep",
    "learned",
    "log",
    "objections",
    "pick",
    "published",
    "queue",
    "reports",
    "roll_back",
]
