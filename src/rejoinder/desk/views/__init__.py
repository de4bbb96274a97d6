"""The desk's pages: each reads a request, calls one query or one service, and renders."""

from rejoinder.desk.views.comments import comment, decide
from rejoinder.desk.views.guidelines import answer_proposal, guidelines
from rejoinder.desk.views.learned import learned, nightly, roll_back
from rejoinder.desk.views.lists import home, log, published, queue
from rejoinder.desk.views.live import live
from rejoinder.desk.views.objections import answer_objection, objections
from rejoinder.desk.views.picks import pick
from rejoinder.desk.views.readers import block, reader, readers
from rejoinder.desk.views.reports import keep, reports

__all__ = [
    "answer_objection",
    "answer_proposal",
    "block",
    "comment",
    "decide",
    "guidelines",
    "home",
    "keep",
    "learned",
    "live",
    "log",
    "nightly",
    "objections",
    "pick",
    "published",
    "queue",
    "reader",
    "readers",
    "reports",
    "roll_back",
]
