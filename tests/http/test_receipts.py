"""Receipts: the writer alone sees what became of a comment, and its text never before it is published."""

import pytest

from rejoinder.comments.models import Status
from rejoinder.widget.receipts import receipt_token


@pytest.fixture
def receipt(client):
    """Opens the receipt of a comment."""
    return lambda comment: client.get(f"/receipts/{receipt_token(comment)}")


def test_while_it_waits_the_receipt_says_so_and_not_more(send, receipt):
    response = receipt(send("WAITINGWORDS", author_name="WAITINGNAME"))
    assert response.status_code == 200
    assert b"received" in response.content
    assert b"WAITING" not in response.content
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_receipt_leads_to_the_published_comment(send, approve, receipt):
    comment = send("hello")
    approve(comment)
    assert f"/comments/{comment.uuid}" in receipt(comment).content.decode()


def test_a_rejection_is_told_with_its_ground(send, reject, receipt):
    comment = send("I will find you, and SECRETREST")
    reject(comment, "threats", spans=[(0, 15)])
    page = receipt(comment).content.decode()
    assert "I will find you" in page
    assert "SECRETREST" not in page
    assert "Mina" not in page, "who moderates is the newsroom's business"


def test_a_withdrawal_is_told_too(send, approve, reject, receipt):
    comment = send("hello")
    approve(comment)
    reject(comment, seen=Status.APPROVED)
    assert b"withdrawn" in receipt(comment).content


@pytest.mark.parametrize(
    "forge", ["{uuid}", "{hex}", "{hex}:forged", "{token}x", "x{token}", "{other}:{signature}", "%00"]
)
def test_a_receipt_can_t_be_made_from_a_public_id(client, send, forge):
    comment, other = send("one"), send("two")
    token = receipt_token(comment)
    address = forge.format(
        uuid=comment.uuid,
        hex=comment.uuid.hex,
        token=token,
        other=other.uuid.hex,
        signature=token.partition(":")[2],
    )
    assert client.get(f"/receipts/{address}").status_code == 404


def test_a_receipt_of_another_installation_is_not_found(client, send, settings):
    token = receipt_token(send("hello"))
    settings.SECRET_KEY = "another installation's secret, long enough to be one"
    assert client.get(f"/receipts/{token}").status_code == 404


def test_a_receipt_for_a_comment_that_is_gone(client, send):
    comment = send("hello")
    from rejoinder.comments.models import Comment

    stranger = Comment(uuid="00000000-0000-4000-8000-000000000000")
    stranger.uuid = comment.uuid.__class__(stranger.uuid)
    assert client.get(f"/receipts/{receipt_token(stranger)}").status_code == 404
