"""Reactions: one for each reader and name whatever happens at once, and numbers that are those of the rows."""

import random
from collections import Counter

import pytest

from rejoinder.comments.errors import CommentNotFound, ReactionNotOffered
from rejoinder.comments.models import Comment, Reaction, Reader, Status
from rejoinder.comments.services.reacting import set_reaction
from rejoinder.moderation.services.sites import add_site
from tests.services.test_concurrency import at_once


@pytest.fixture
def readers(site, now):
    """Six readers of the site."""
    return [Reader.objects.create(site=site, display_name=f"Reader {n}", created_at=now) for n in range(6)]


def press(comment, name, wanted, reader, now):
    row = Comment.objects.select_related("article__site").get(pk=comment.pk)
    set_reaction(comment=row, name=name, wanted=wanted, reader=reader, now=now)


def test_pressed_twice_it_counts_once_and_taken_back_not_at_all(article, send, approve, readers, now):
    comment = send("hello")
    approve(comment)
    for wanted, number in ((True, 1), (True, 1), (False, 0), (False, 0), (True, 1)):
        press(comment, "thanks", wanted, readers[0], now)
        counts = Reaction.objects.counts(article, [comment.uuid])
        assert counts.get(str(comment.uuid), {}).get("thanks", 0) == number


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(4))
def test_numbers_are_those_of_the_rows_after_any_interleaving(committing, article, send, approve, readers, now, seed):
    """Three windows of each pair of readers press at random, all at once; then each reader presses once more."""
    chance = random.Random(seed)
    comments = [send("one"), send("two")]
    for comment in comments:
        approve(comment)
    names = article.site.reactions

    def window(own):
        moves = [
            (chance.choice(comments), chance.choice(names), chance.random() < 0.6, chance.choice(own))
            for _ in range(12)
        ]
        return lambda: [press(*move, now) for move in moves] and None

    at_once(*[window(readers[pair : pair + 2]) for pair in (0, 2, 4) for _ in range(2)])
    last = {(c.pk, name, r.pk): chance.random() < 0.5 for c in comments for name in names for r in readers[:3]}
    for (comment, name, reader), wanted in last.items():
        row = next(c for c in comments if c.pk == comment)
        press(row, name, wanted, next(r for r in readers if r.pk == reader), now)
    rows = list(Reaction.objects.values_list("comment__uuid", "name", "reader"))
    assert len(rows) == len(set(rows))
    told = Reaction.objects.counts(article, [comment.uuid for comment in comments])
    assert Counter({(uuid, name): n for uuid, names_ in told.items() for name, n in names_.items()}) == Counter(
        (str(uuid), name) for uuid, name, _ in rows
    )
    there = {(pk, name, reader) for pk, name, reader in Reaction.objects.values_list("comment", "name", "reader")}
    assert {place for place in last if place in there} == {place for place, wanted in last.items() if wanted}


def test_what_can_t_be_read_takes_no_reaction(article, send, approve, reject, readers, now):
    comment = send("hello")
    with pytest.raises(CommentNotFound):
        press(comment, "thanks", True, readers[0], now)
    approve(comment)
    press(comment, "thanks", True, readers[0], now)
    reject(comment, seen=Status.APPROVED)
    with pytest.raises(CommentNotFound):
        press(comment, "thanks", True, readers[1], now)
    assert Reaction.objects.counts(article, [comment.uuid]) == {}


def test_only_what_the_site_offers_to_its_own_readers(article, send, approve, readers, now):
    comment = send("hello")
    approve(comment)
    with pytest.raises(ReactionNotOffered):
        press(comment, "like", True, readers[0], now)
    elsewhere = add_site(key="other", name="Other", language="en", now=now)
    stranger = Reader.objects.create(site=elsewhere, display_name="Stranger", created_at=now)
    with pytest.raises(CommentNotFound):
        press(comment, "thanks", True, stranger, now)
    press(comment, "thanks", True, readers[0], now)
    article.site.reactions = ["like"]
    assert Reaction.objects.counts(article, [comment.uuid]) == {}, "what is offered no more is shown no more"
