"""Notifications: who is told of what, when, and what is never mailed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rejoinder.comments.digests import INSTANT_PAUSE, next_at_hour
from rejoinder.comments.models import Mute, Notifications, Reader, Status
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.comments.services.ties import follow_article, follow_comment, set_mute
from rejoinder.comments.unsubscribing import reader_of_token
from rejoinder.moderation.models import Announcement, MailOutbox, Notification
from rejoinder.moderation.services.notifying import _queue, mail_notifications
from rejoinder.moderation.services.telling import TOO_LATE, _reasons, tell_published
from tests.services.test_concurrency import at_once

BASE = "https://comments.example"


@pytest.fixture
def reader(site, now):
    """Makes a reader who wants mail at once."""

    def reader_(name, **fields):
        email = f"{name.replace(' ', '.')}@example.org".lower()
        known = {"email": email, "email_verified_at": now, "notifications": Notifications.INSTANT, "created_at": now}
        return Reader.objects.create(site=site, display_name=name, **{**known, **fields})

    return reader_


@pytest.fixture
def write(article, approve, now):
    """Publishes a comment of a reader."""

    def write_(who, body, parent=None, publish=True):
        new = NewComment(body=body, author_name=who.display_name, parent=parent.uuid if parent else None)
        sender = Sender(str(who.uuid), "", who)
        comment = submit_comment(article_key="pumps", new=new, sender=sender, limits=Limits(1000, 0), now=now)
        if publish:
            approve(comment)
            comment.refresh_from_db()
        return comment

    return write_


@pytest.fixture
def told(now):
    """Who is to be told of what now: name, reason, body."""

    def told_(at=now):
        tell_published(now=at)
        rows = Notification.objects.order_by("reader__display_name", "id")
        return [(row.reader.display_name, row.reason, row.comment.body) for row in rows]

    return told_


def mailed(now):
    """Recipients of the mail that is written now."""
    mail_notifications(base_url=BASE, now=now)
    return sorted(MailOutbox.objects.values_list("recipient", flat=True))


def test_each_is_told_once_for_the_strongest_reason(reader, write, told, article, now):
    ann, bo, cem, dara = (reader(name) for name in ("Ann", "Bo", "Cem", "Dara"))
    root = write(ann, "root")
    write(bo, "I am here")
    tell_published(now=now)
    Notification.objects.all().delete()
    for who in (ann, bo, cem, dara):
        follow_article(article=article, wanted=True, reader=who, now=now)
    follow_comment(comment=root, wanted=True, reader=cem, now=now)
    answer = write(dara, "no, @Bo and @Cem", parent=root)
    assert told() == [
        ("Ann", "reply", answer.body),
        ("Bo", "mention", answer.body),
        ("Cem", "thread", answer.body),  # takes no part under this name: no mention
    ]
    assert not Announcement.objects.exists()


def test_a_followed_conversation_is_of_any_depth(reader, write, told, now):
    ann, bo, cem = reader("Ann"), reader("Bo"), reader("Cem")
    root = write(bo, "root")
    follow_comment(comment=root, wanted=True, reader=ann, now=now)
    answer = write(cem, "answer", parent=root)
    write(bo, "deeper", parent=answer)
    assert told() == [
        ("Ann", "thread", "answer"),
        ("Ann", "thread", "deeper"),
        ("Bo", "reply", "answer"),
        ("Cem", "reply", "deeper"),
    ]


def test_nothing_undecided_or_rejected_is_told(reader, write, told, reject, article, now):
    ann, bo = reader("Ann"), reader("Bo")
    follow_article(article=article, wanted=True, reader=ann, now=now)
    write(bo, "undecided", publish=False)
    reject(write(bo, "rejected", publish=False))
    assert told() == []
    assert mailed(now) == []


def test_approved_after_an_objection_it_is_told(reader, write, told, reject, approve, article, now):
    ann, bo = reader("Ann"), reader("Bo")
    follow_article(article=article, wanted=True, reader=ann, now=now)
    comment = write(bo, "hello", publish=False)
    reject(comment)
    approve(comment, seen=Status.REJECTED)
    assert told() == [("Ann", "article", "hello")]


@pytest.mark.parametrize("step", ["before it is told", "before it is mailed"])
def test_what_is_withdrawn_is_never_mailed(reader, write, told, reject, approve, article, now, step):
    ann, bo = reader("Ann"), reader("Bo")
    follow_article(article=article, wanted=True, reader=ann, now=now)
    comment = write(bo, "hello")
    if step == "before it is mailed":
        assert told()
    reject(comment, seen=Status.APPROVED)
    assert step == "before it is mailed" or told() == []
    assert mailed(now) == []
    assert not Notification.objects.exists()
    approve(comment, seen=Status.WITHDRAWN)
    assert told() == [], "shown again is no news"


CHANGES = {
    "mail off": {"notifications": Notifications.OFF},
    "blocked": {"blocked_at": datetime(2026, 1, 1, tzinfo=UTC)},
    "erased": {"erased_at": datetime(2026, 1, 1, tzinfo=UTC)},
    "address not proved": {"email_verified_at": None},
    "no replies wanted": {"wants_replies": False},
}


@pytest.mark.parametrize("change", [*CHANGES, "muted"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_who_can_t_or_will_not_be_mailed(reader, write, told, now, change, when):
    ann, bo = reader("Ann"), reader("Bo")
    root = write(ann, "root")

    def turn():
        if change == "muted":
            set_mute(muted=bo.uuid, wanted=True, reader=ann, now=now)
        else:
            Reader.objects.filter(pk=ann.pk).update(**CHANGES[change])

    if when == "before":
        turn()
    write(bo, "answer", parent=root)
    assert bool(told()) == (when == "after")
    if when == "after":
        turn()
    assert mailed(now) == []
    assert not Notification.objects.exists()


def test_mentions_are_for_those_who_want_them(reader, write, told):
    ann, bo = reader("Ann", wants_mentions=False), reader("Bo")
    write(ann, "I am here")
    write(bo, "@Ann, look")
    assert told() == []


def test_a_mail_tells_who_and_where_and_no_word_of_the_comment(reader, write, told, article, now, approve, send):
    ann, bo = reader("Ann", language="en"), reader("Bo <b>")
    root = write(ann, "root")
    answer = write(bo, "SECRETWORDS", parent=root)
    follow_article(article=article, wanted=True, reader=ann, now=now)
    approve(send("GUESTWORDS"))
    told()
    assert mailed(now) == ["ann@example.org"]
    mail = MailOutbox.objects.get()
    assert mail.subject == "2 new comments for you at River Gazette"
    assert "Bo <b> answered you\nThree drones struck a pumping station" in mail.text
    assert f"{BASE}/comments/{answer.uuid}" in mail.text
    assert "A reader commented on an article you follow" in mail.text
    assert "Bo &lt;b&gt; answered you" in mail.html
    assert "WORDS" not in mail.text + mail.html + mail.subject
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in mail.text
    assert reader_of_token(stop.rpartition("/")[2]) == ann
    assert mailed(now) == ["ann@example.org"], "told once"


def test_the_publisher_s_page_is_linked_where_there_is_one(reader, write, told, article, now):
    article.url = "https://gazette.example/pumps#top"
    article.save()
    root = write(reader("Ann"), "root")
    answer = write(reader("Bo"), "answer", parent=root)
    told()
    mailed(now)
    assert f"https://gazette.example/pumps#comment-{answer.uuid}" in MailOutbox.objects.get().text


def test_at_once_means_at_most_every_ten_minutes(reader, write, told, now):
    ann, bo = reader("Ann"), reader("Bo")
    root = write(ann, "root")
    for number, minutes in enumerate((0, 1, 2)):
        write(bo, f"answer {number}", parent=root)
        told(now + timedelta(minutes=minutes))
        mailed(now + timedelta(minutes=minutes))
    assert MailOutbox.objects.count() == 1
    mailed(now + INSTANT_PAUSE)
    assert list(MailOutbox.objects.order_by("id").values_list("subject", flat=True)) == [
        "1 new comment for you at River Gazette",
        "2 new comments for you at River Gazette",
    ]


def test_daily_mail_comes_at_the_reader_s_hour(reader, write, told, now):
    ann = reader("Ann", notifications=Notifications.DAILY, mail_hour=7, time_zone="Asia/Baghdad")
    bo = reader("Bo")
    root = write(ann, "root")
    for number in range(3):
        write(bo, f"answer {number}", parent=root)
    told()
    due = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)  # 7:00 in Baghdad; now is noon of the 4th
    assert mailed(due - timedelta(seconds=1)) == []
    assert mailed(due) == ["ann@example.org"]
    assert "3 new comments" in MailOutbox.objects.get().subject


def test_a_long_list_is_cut(reader, write, told, now, monkeypatch):
    monkeypatch.setattr("rejoinder.moderation.services.notifying.MOST_LISTED", 2)
    ann, bo = reader("Ann"), reader("Bo")
    root = write(ann, "root")
    for number in range(5):
        write(bo, f"answer {number}", parent=root)
    told()
    mailed(now)
    text = MailOutbox.objects.get().text
    assert text.count("answered you") == 2 and "… and 3 more." in text


def test_old_news_is_no_news(reader, write, told, now):
    root = write(reader("Ann"), "root")
    write(reader("Bo"), "answer", parent=root)
    assert told(now + TOO_LATE) == []
    assert not Announcement.objects.exists()


def test_a_hundred_followers_take_as_many_queries_as_one(reader, write, article, now, django_assert_max_num_queries):
    bo = reader("Bo")
    for number in range(100):
        follow_article(article=article, wanted=True, reader=reader(f"R{number}"), now=now)
    write(bo, "hello")
    with django_assert_max_num_queries(16):
        tell_published(now=now)
    assert Notification.objects.count() == 100
    assert not Mute.objects.exists()


@pytest.mark.parametrize(
    ("zone", "hour", "now", "expected"),
    [
        ("UTC", 8, "2026-03-04T07:59:59", "2026-03-04T08:00:00"),
        ("UTC", 8, "2026-03-04T08:00:00", "2026-03-05T08:00:00"),
        ("Asia/Baghdad", 0, "2026-03-04T20:00:00", "2026-03-04T21:00:00"),
        ("America/New_York", 8, "2026-03-07T14:00:00", "2026-03-08T12:00:00"),  # clocks go forward
        ("America/New_York", 2, "2026-03-07T12:00:00", "2026-03-08T07:00:00"),  # there is no two o'clock
        ("Europe/Berlin", 2, "2026-10-24T12:00:00", "2026-10-25T00:00:00"),  # there are two; the first
    ],
)
def test_the_hour_is_the_clock_s(zone, hour, now, expected):
    moment = next_at_hour(datetime.fromisoformat(f"{now}+00:00"), hour=hour, zone=ZoneInfo(zone))
    assert moment == datetime.fromisoformat(f"{expected}+00:00")


def test_one_that_fails_keeps_no_other_from_being_told(reader, write, told, article, now, monkeypatch, caplog):
    ann, bo, cem = reader("Ann"), reader("Bo"), reader("Cem")
    for who in (ann, bo):
        follow_article(article=article, wanted=True, reader=who, now=now)
    for number in range(2):
        write(cem, f"SECRET comment {number}")

    def failing(real, fails):
        def call(subject, *args, **fields):
            if fails(subject):
                raise RuntimeError("SECRET")
            return real(subject, *args, **fields)

        return call

    telling, notifying = "rejoinder.moderation.services.telling", "rejoinder.moderation.services.notifying"
    monkeypatch.setattr(f"{telling}._reasons", failing(_reasons, lambda comment: comment.body.endswith("0")))
    assert {body for _, _, body in told()} == {"SECRET comment 1"}
    monkeypatch.setattr(f"{notifying}._queue", failing(_queue, lambda reader: reader == ann))
    assert mailed(now) == ["bo@example.org"]
    assert not Announcement.objects.exists() and not Notification.objects.exists()
    assert caplog.text.count("RuntimeError") == 2 and "SECRET" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_three_workers_each_tells_something_and_nothing_is_told_twice(committing, reader, write, now):
    ann, bo = reader("Ann"), reader("Bo")
    root = write(ann, "root")
    for number in range(12):
        write(bo, f"answer {number}", parent=root)
    at_once(*[lambda: tell_published(now=now) for _ in range(3)])
    tell_published(now=now)  # SKIP LOCKED may leave a row to the next round
    assert Notification.objects.count() == 12
    at_once(*[lambda: mail_notifications(base_url=BASE, now=now) for _ in range(3)])
    assert [mail.subject for mail in MailOutbox.objects.all()] == ["12 new comments for you at River Gazette"]
    assert not Notification.objects.exists()
