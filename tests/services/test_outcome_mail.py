"""Mail about outcomes: once, to those who asked or are owed it, without a reader's words, and the address gone."""

import logging
from datetime import timedelta

import pytest

from rejoinder.cli.post import Postman
from rejoinder.comments.errors import EmailNotValid
from rejoinder.comments.models import Reader, Status
from rejoinder.comments.receipts import receipt_token
from rejoinder.comments.services.submit import Limits, NewComment, Sender, submit_comment
from rejoinder.moderation.models import Appeal, Hearing, MailOutbox, OutcomeNotice
from rejoinder.moderation.services.appealing import Reply, answer_appeal, appeal
from rejoinder.moderation.services.outcome_mail import mail_outcomes, tell_outcome
from rejoinder.moderation.services.reporting import NewReport, Reporter, keep_reported, report_comment

BASE = "https://talk.gazette.example"
ADDRESS = "rana@readers.example"
BODY = "I will find you, QZBODYQZ"


@pytest.fixture
def mailed(now):
    """Queues what is due and gives the messages queued by now."""

    def mailed_():
        mail_outcomes(base_url=BASE, now=now)
        return list(MailOutbox.objects.order_by("id"))

    return mailed_


@pytest.fixture
def reader(site, now):
    return Reader.objects.create(
        site=site, display_name="Rana", email=ADDRESS, email_verified_at=now, language="tr", created_at=now
    )


@pytest.fixture
def known(article, reader, now):
    """Submits a comment of a reader who is signed in."""

    def known_(body):
        sender = Sender("reader", reader=reader)
        limits = Limits(chars=10_000, per_minute=0)
        return submit_comment(article_key=article.key, new=NewComment(body), sender=sender, limits=limits, now=now)

    return known_


def text_of(mail):
    """All that a message says."""
    return f"{mail.subject}\n{mail.text}\n{mail.html}"


def test_the_outcome_is_mailed_once_and_the_address_goes(send, approve, mailed, now):
    comment = send(BODY)
    tell_outcome(comment=comment, address=f" {ADDRESS.upper()} ", language="en", now=now)
    assert mailed() == [], "not before it is decided"
    approve(comment)
    [mail] = mailed()
    assert mail.recipient == ADDRESS and "is published" in mail.subject
    assert f"{BASE}/receipts/{receipt_token(comment)}" in mail.text and receipt_token(comment) in mail.html
    notice = OutcomeNotice.objects.get()
    assert (notice.address, notice.name, notice.told_at) == ("", "", now)
    assert mailed() == [mail]


def test_a_rejection_is_mailed_with_its_reasons_and_no_reader_s_word(send, reject, mailed, now):
    comment = send(BODY, author_name="QZNAMEQZ")
    tell_outcome(comment=comment, address=ADDRESS, language="en", now=now)
    reject(comment, spans=[(0, 15)])
    [mail] = mailed()
    said = text_of(mail)
    for words in ("was not published", "No threats", "A person made the decision", "until 3 April", "marked on your"):
        assert words in said, words
    for words in ("QZBODYQZ", "I will find you", "QZNAMEQZ", "Mina"):
        assert words not in said, words


def test_nobody_is_told_who_did_not_ask(send, approve, reject, mailed, now):
    for body, decide in (("one", approve), ("two", reject)):
        comment = send(body)
        tell_outcome(comment=comment, address="  ", language="en", now=now)
        decide(comment)
    assert mailed() == [] and not OutcomeNotice.objects.exists()
    with pytest.raises(EmailNotValid):
        tell_outcome(comment=send("three"), address="no address", language="en", now=now)


@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_known_reader_is_owed_the_reasons(known, approve, reject, mailed, withdrawn):
    comment = known(BODY)
    if withdrawn:
        approve(comment)
        assert mailed() == [], "an approval is told only where it was asked for"
    reject(comment, seen=Status.APPROVED if withdrawn else Status.PENDING)
    [mail] = mailed()
    assert (mail.recipient, mail.language) == (ADDRESS, "tr")
    assert not OutcomeNotice.objects.exclude(address="").exists()


@pytest.mark.parametrize("change", [{"email_verified_at": None}, {"email": None, "email_verified_at": None}])
def test_an_unproved_address_is_owed_nothing(known, reject, mailed, reader, change):
    comment = known(BODY)
    Reader.objects.update(**change)
    reject(comment)
    assert mailed() == []


def test_who_asked_and_is_known_is_told_once(known, reject, mailed, now):
    comment = known(BODY)
    tell_outcome(comment=comment, address=ADDRESS, language="en", now=now)
    reject(comment)
    assert len(mailed()) == 1


@pytest.mark.parametrize("outcome", ["upheld", "overturned"])
def test_the_answer_to_an_objection_is_mailed(send, reject, editor, mailed, now, outcome):
    comment = send(BODY)
    reject(comment)
    appeal(
        comment=comment.uuid, reason="other", text="QZTEXTQZ", now=now, address="other@readers.example", language="en"
    )
    assert mailed() == []
    reply = Reply(Hearing(outcome), "breaks_guideline" if outcome == "upheld" else "misread", "We are sorry <b>.")
    answer_appeal(appeal=Appeal.objects.get().uuid, reply=reply, user=editor, now=now)
    [mail] = mailed()
    assert mail.recipient == "other@readers.example"
    assert "We are sorry <b>." in mail.text and "sorry &lt;b&gt;" in mail.html
    assert ("stands" in mail.text) == (outcome == "upheld")
    assert "QZTEXTQZ" not in text_of(mail) and "QZBODYQZ" not in text_of(mail) and "Edo" not in text_of(mail)


def test_a_known_reader_who_objects_is_told_without_asking(known, reject, approve, mailed, now):
    comment = known(BODY)
    reject(comment)
    appeal(comment=comment.uuid, reason="other", text="", now=now)
    approve(comment, seen=Status.REJECTED)
    assert [mail.recipient for mail in mailed()] == [ADDRESS, ADDRESS], "the rejection, and the answer"


def test_an_address_that_takes_no_mail_stops_the_objection(send, reject, now):
    comment = send(BODY)
    reject(comment)
    with pytest.raises(EmailNotValid):
        appeal(comment=comment.uuid, reason="other", text="", now=now, address="no address")
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_who_reported_is_told_the_answer(send, approve, reject, moderator, mailed, now, withdrawn):
    comment = send(BODY)
    approve(comment)
    new = NewReport("threats", "QZTEXTQZ", email=ADDRESS)
    row = report_comment(comment=comment.uuid, new=new, reporter=Reporter("r"), now=now)
    assert mailed() == []
    if withdrawn:
        reject(comment, seen=Status.APPROVED)
    else:
        keep_reported(comment=comment.uuid, upto=row.pk, user=moderator, now=now)
    [mail] = mailed()
    assert ("taken down" in mail.text) == withdrawn
    assert "court" not in mail.text
    assert not any(word in text_of(mail) for word in ("QZTEXTQZ", "QZBODYQZ", "Mina"))


def test_a_notice_is_confirmed_at_once_and_answered_with_redress(send, approve, moderator, mailed, now):
    comment = send(BODY)
    approve(comment)
    new = NewReport(note="QZTEXTQZ", is_notice=True, name="QZNAMEQZ", email=ADDRESS, good_faith=True)
    row = report_comment(comment=comment.uuid, new=new, reporter=Reporter("r"), now=now)
    [confirmation] = MailOutbox.objects.all()
    assert confirmation.recipient == ADDRESS and "was received" in confirmation.subject
    keep_reported(comment=comment.uuid, upto=row.pk, user=moderator, now=now)
    _, answer = mailed()
    assert "stays" in answer.text and "court" in answer.text
    assert "QZTEXTQZ" not in text_of(confirmation) + text_of(answer)
    kept = OutcomeNotice.objects.get()
    assert (kept.name, kept.address) == ("", "")


def test_a_refused_report_mails_nothing(send, approve, now):
    comment = send(BODY)
    approve(comment)
    new = NewReport(note="Why", is_notice=True, name="N", email=ADDRESS, good_faith=True)
    report_comment(comment=comment.uuid, new=new, reporter=Reporter("r"), now=now)
    from rejoinder.moderation.errors import AlreadyReported

    with pytest.raises(AlreadyReported):
        report_comment(comment=comment.uuid, new=new, reporter=Reporter("r"), now=now + timedelta(minutes=1))
    assert MailOutbox.objects.count() == OutcomeNotice.objects.count() == 1


def test_the_worker_sends_it_and_no_log_tells_to_whom(send, reject, now, settings, caplog):
    import threading

    from django.core import mail as sent

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, logger="django.db.backends")
    comment = send(BODY)
    tell_outcome(comment=comment, address=ADDRESS, language="ckb", now=now)
    reject(comment)
    assert Postman(threading.Event()).turn()
    [message] = sent.outbox
    assert message.to == [ADDRESS] and 'dir="rtl"' in message.alternatives[0][0]
    assert ADDRESS not in caplog.text and "QZBODYQZ" not in caplog.text
    assert MailOutbox.objects.get().recipient == ""


def test_a_letter_that_can_not_be_written_holds_up_no_other(send, approve, mailed, now, monkeypatch, caplog):
    from rejoinder.moderation.services import outcome_mail

    whole, falls = outcome_mail.of_outcome, [True]

    def fall_once(*args):
        if falls.pop() if falls else False:
            raise RuntimeError("QZBODYQZ")
        return whole(*args)

    monkeypatch.setattr(outcome_mail, "of_outcome", fall_once)
    for number in range(2):
        comment = send(f"hello {number}")
        tell_outcome(comment=comment, address=ADDRESS, language="en", now=now)
        approve(comment)
    assert len(mailed()) == 1
    assert not OutcomeNotice.objects.filter(told_at=None).exists()
    assert "RuntimeError" in caplog.text and "QZBODYQZ" not in caplog.text
