"""Nothing undecided is public: a visitor opens every address of an installation full of undecided, rejected and
withdrawn comments, and finds not one word of them."""

import gzip
from types import SimpleNamespace

import brotli
import pytest
from django.utils import timezone

from rejoinder.comments.models import Article, Comment, Status
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.moderation.models import Role
from rejoinder.moderation.services.deciding import Actor, Ruling, decide
from rejoinder.moderation.services.sites import add_member, add_site
from rejoinder.widget.receipts import receipt_token
from tests.acceptance.crawl import Visitor, known_addresses

SECRET, PUBLIC = "qzsecretqz", "qzpublicqz"


@pytest.fixture
def now():
    """The present: a receipt shows a rejected text to its writer for the days they may object."""
    return timezone.now()


@pytest.fixture
def installation(db, data_dir, now):
    """Two sites, two articles each, and on every article comments in every state."""
    from rejoinder.accounts.models import User

    user = User.objects.create_user("mina@example.org", name="Mina")
    for site_key, language in (("gazette", "en"), ("rojgar", "ckb")):
        site = add_site(key=site_key, name=site_key.title(), language=language, now=now)
        add_member(site=site, user=user, role=Role.EDITOR, now=now)
        for number in (1, 2):
            article = Article.objects.create(
                site=site, key=f"{site_key}-{number}", label="A label", title="A title", paragraphs=["Some text."]
            )
            _comments_in_every_state(article, Actor("moderator", "Mina", user), now)
    return SimpleNamespace(data_dir=data_dir)


def _comments_in_every_state(article, actor, now):
    def send(word, parent=None):
        body = f"{word} the words of a reader {Comment.objects.count()}"
        new = NewComment(body=body, author_name=f"{word}name", parent=parent)
        return submit_comment(article_key=article.key, new=new, sender=Sender("r"), limits=Limits(10_000, 0), now=now)

    def rule(comment, outcome, seen=Status.PENDING):
        guideline = "threats" if outcome == "reject" else ""
        start = comment.body.index("the words")
        ruling = Ruling(outcome, guideline=guideline, spans=((start, start + 9),), note=f"{SECRET}note")
        decide(comment=comment.uuid, ruling=ruling, actor=actor, seen=seen, now=now)

    approved = send(PUBLIC)
    rule(approved, "approve")
    send(SECRET)
    send(SECRET, parent=approved.uuid)
    rule(send(SECRET), "reject")
    rule(send(SECRET, parent=approved.uuid), "reject")
    withdrawn = send(SECRET)
    rule(withdrawn, "approve")
    child = send(PUBLIC, parent=withdrawn.uuid)
    rule(child, "approve")
    send(SECRET, parent=withdrawn.uuid)
    rule(withdrawn, "reject", seen=Status.APPROVED)


def _visit_everything():
    visitor = Visitor()
    visitor.crawl(["/", "/robots.txt", "/favicon.ico", "/sitemap.xml", "/api/v1/openapi.json", "/nothing"])
    linked = {request.split()[1] for request, _, _ in visitor.answers}
    visitor.crawl([*_all_addresses(), *_with_queries(linked)])
    return visitor


def _all_addresses():
    comments = list(Comment.objects.all())
    keys = [*Article.objects.values_list("key", flat=True), "nowhere", comments[1].uuid]
    uuids = [comment.uuid for comment in comments]
    return known_addresses(
        {
            "key": keys,
            "parent": uuids,
            "comment": uuids,
            "appeal": uuids[:3],
            "reader": uuids[:3],
            "provider": ["nothing"],
            "name": ["like", "nothing"],
            "token": [*(receipt_token(comment) for comment in comments), *uuids, "forged"],
            "site": ["gazette", "rojgar", "nowhere"],
            "version": [1, 2],
            "root": ["", "perspective/"],
            "method": ["analyze", "suggestscore", "nothing"],
            "call": ["1.1/comment-check", "1.1/submit-spam", "nothing"],
        }
    )


def _with_queries(addresses):
    for address in addresses:
        if "?" not in address and "/reply/" not in address:
            for query in ("order=newest", "page=2", "page=0", "status=pending", "all=1", "preview=1", "format=json"):
                yield f"{address}?{query}"


@pytest.mark.slow
def test_a_visitor_finds_no_word_that_was_not_approved(installation):
    visitor = _visit_everything()
    _was_everywhere(visitor)
    assert [request for request in visitor.found(SECRET) if not _is_own_rejected(request)] == []
    assert [request for request in visitor.found(SECRET) if _is_own_rejected(request)], "its writer is shown it"
    for path in (installation.data_dir / "published").rglob("*"):
        assert path.is_dir() or SECRET not in _read(path), path
    hidden = Comment.objects.filter(status__in=[Status.PENDING, Status.REJECTED]).values_list("uuid", flat=True)
    assert len(hidden) == 20
    for uuid in hidden:
        # An address that names a comment may be told back to whoever asked for it.
        named = [request for request in visitor.found(str(uuid)) if str(uuid) in request or uuid.hex in request]
        assert [request for request in visitor.found(str(uuid)) if request not in named] == []


def _read(path):
    """A published file as text, be it compressed."""
    unpack = {".gz": gzip.decompress, ".br": brotli.decompress}.get(path.suffix, bytes)
    return unpack(path.read_bytes()).decode()


def _is_own_rejected(request):
    """True for the receipt of a comment that was rejected: there its writer is shown what they wrote, to object."""
    rejected = Comment.objects.filter(status__in=[Status.REJECTED, Status.WITHDRAWN])
    return any(f"receipts/{receipt_token(comment)}" in request for comment in rejected)


def _was_everywhere(visitor):
    """Guards the test: a visitor who sees nothing finds no leak either."""
    for pattern in (
        r"^GET / ",
        r"^GET /articles/rojgar-2 ",
        r"^GET /articles/gazette-1\?order=newest ",
        r"^GET /articles/gazette-1/feed\.atom ",
        r"^GET /articles/gazette-1/reply/",
        r"^GET /api/v1/articles/gazette-1/comments ",
        r"^GET /api/v1/articles/gazette-1 ",
        r"^GET /receipts/",
        r"^GET /sites/rojgar/guidelines ",
        r"^GET /sites/rojgar/feed\.atom ",
        r"^GET /accounts/login/ ",
        r"^GET /healthz ",
        r"^HEAD /articles/gazette-1 ",
    ):
        assert visitor.opened(pattern), pattern
    assert not [request for request, status, _ in visitor.answers if status == 500]
    for address in ("/articles/gazette-1 ", "/api/v1/articles/rojgar-2/comments ", "/articles/rojgar-1/feed.atom "):
        assert any(address in request for request in visitor.found(PUBLIC)), address


@pytest.mark.parametrize("leak", ["thread", "reply"])
def test_a_visitor_would_notice_a_leak(installation, monkeypatch, leak):
    """Proves the test above can fail: with the one filter gone, the words are found, though the visit is short."""
    from rejoinder.comments.models.comment import CommentQuerySet

    name = {"thread": "public", "reply": "published"}[leak]
    monkeypatch.setattr(CommentQuerySet, name, lambda self: self.all())
    monkeypatch.setattr(type(Comment.objects), name, lambda self: self.get_queryset())
    visitor = Visitor()
    visitor.crawl(["/", *(address for address in _all_addresses() if "/reply/" in address)], ways=[("GET", {})])
    assert visitor.found(SECRET)
