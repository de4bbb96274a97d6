"""Pages in a bucket, against a real S3 server: what the directory promises holds there, and when it is out of reach."""

import threading

import pytest
from django.test import Client

from rejoinder.cli.renewal import Renewal
from rejoinder.comments.models import Article, Status
from rejoinder.moderation.verifying import Mismatch
from rejoinder.publishing import bucket_client, services, serving, verifying
from rejoinder.publishing.bucket import BucketFolder, headers_of
from rejoinder.publishing.bucket_client import BucketClient, BucketFails
from rejoinder.publishing.formats import HEAD
from rejoinder.publishing.rendering import FIRST_SHOWN
from rejoinder.publishing.renewing import articles_to_renew
from rejoinder.publishing.services import publish, publish_stale
from rejoinder.publishing.store import folder_of, named, read_head
from rejoinder.publishing.verifying import verify_pages


@pytest.fixture
def folder(article, bucket):
    """The article's folder there."""
    return folder_of(article, bucket.root)


def lies_there(bucket, folder):
    return bucket.keys() == named(read_head(folder))


def test_a_bucket_holds_what_its_heads_name_and_nothing_else(bucket, folder, article, send, approve, reject, data_dir):
    comment = send("hello")
    approve(comment)
    publish(article_pk=article.pk, root=bucket.root, also=["feed"])
    assert lies_there(bucket, folder) and "hello" in bucket.text()
    reject(comment, seen=Status.APPROVED)
    assert publish_stale(root=bucket.root) == 1
    assert lies_there(bucket, folder)
    assert "hello" not in bucket.text(), "what is withdrawn is gone from the bucket too"
    assert not (data_dir / "published").exists()


def test_a_cdn_can_send_what_lies_there(bucket, folder, article):
    publish(article_pk=article.pk, root=bucket.root, also=["feed"])
    head = read_head(folder)

    def sent(name):
        key = f"comments/published/gazette/{article.uuid}/{name}"
        answer = bucket.s3.get_object(Bucket=bucket.name, Key=key)
        return answer["ContentType"], answer.get("ContentEncoding"), answer["CacheControl"]

    forever = "public, max-age=31536000, immutable, s-maxage=0"
    assert sent(HEAD) == ("application/json", None, "no-cache")
    assert sent(head.files["html/oldest/1"]) == ("text/html; charset=utf-8", None, forever)
    assert sent(head.files["html/oldest/1"] + ".br") == ("text/html; charset=utf-8", "br", forever)
    assert sent(head.files["json/oldest/1"] + ".gz") == ("application/json", "gzip", forever)
    assert sent(head.files["feed"]) == ("application/atom+xml; charset=utf-8", None, forever)
    assert headers_of("unknown")["ContentType"] == "application/octet-stream"


def test_readers_get_what_lies_there(bucket, folder, article, send, approve, monkeypatch):
    approve(send("hello"))
    publish(article_pk=article.pk, root=bucket.root)
    monkeypatch.setattr(serving, "draw_current", None)
    assert b"hello" in Client().get("/articles/pumps").content


@pytest.mark.parametrize("damage", ["other words", None])
def test_a_page_that_is_not_what_its_name_says_is_drawn_anew(bucket, folder, article, send, approve, damage):
    approve(send("hello"))
    publish(article_pk=article.pk, root=bucket.root)
    name = read_head(folder).files["html/oldest/1"]
    folder.write([(name, damage.encode())]) if damage else folder.remove([name])
    assert b"hello" in Client().get("/articles/pumps").content


@pytest.mark.parametrize("step", ["contents", "head", "removal"])
def test_a_crash_at_any_step_leaves_whole_pages(bucket, folder, article, send, approve, reject, monkeypatch, step):
    comment = send("hello")
    approve(comment)
    publish(article_pk=article.pk, root=bucket.root)
    before = read_head(folder)
    reject(comment, seen=Status.APPROVED)
    put = BucketClient.put

    def crashing_put(self, objects):
        objects = list(objects)
        if objects and (step == "head") == objects[0][0].endswith(HEAD):
            put(self, objects[:-1])
            raise SystemExit
        put(self, objects)

    with monkeypatch.context() as patch:
        if step == "removal":
            patch.setattr(BucketClient, "delete", lambda self, keys: (_ for _ in ()).throw(SystemExit))
        else:
            patch.setattr(BucketClient, "put", crashing_put)
        with pytest.raises(SystemExit):
            publish(article_pk=article.pk, root=bucket.root)
    head = read_head(folder)
    assert (head == before) is (step != "removal")
    assert named(head) <= bucket.keys(), "every page that a head names is whole"
    assert Article.objects.stale().exists(), "it is still in the outbox"
    assert publish_stale(root=bucket.root) == 1
    assert lies_there(bucket, folder) and "hello" not in bucket.text()


@pytest.mark.parametrize("gone_at", ["read", "write", "remove"])
def test_a_bucket_that_goes_away_in_mid_work(bucket, folder, article, send, approve, monkeypatch, caplog, gone_at):
    approve(send("first"))
    publish(article_pk=article.pk, root=bucket.root)
    approve(send("second"))
    real = getattr(BucketFolder, gone_at)

    def gone(self, *args):
        bucket.stop()
        return real(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(BucketFolder, gone_at, gone)
        assert publish_stale(root=bucket.root) == 0
    assert f"the bucket {bucket.name} can't be reached: EndpointConnectionError" in caplog.text
    assert Article.objects.stale().exists()
    response = Client().get("/articles/pumps")
    assert response.status_code == 200
    assert b"second" in response.content, "drawn from the database meanwhile"
    assert "second" not in caplog.text
    bucket.start()
    assert publish_stale(root=bucket.root) == 1
    assert lies_there(bucket, folder) and "second" in bucket.text()


def test_while_a_bucket_is_gone_nobody_waits_for_it(bucket, folder, article, monkeypatch):
    monkeypatch.setattr(bucket_client, "PAUSE_S", 60.0)
    Article.objects.create(site=article.site, key="other", label="Other")
    bucket.stop()
    asked = []
    real = BucketClient._connected
    monkeypatch.setattr(BucketClient, "_connected", lambda self: asked.append(self) or real(self))
    assert publish_stale(root=bucket.root) == 0
    assert len(asked) == 1, "the second article waits for the next round"
    with pytest.raises(BucketFails, match="asked again within 60 s"):
        folder.read(HEAD)
    assert Client().get("/articles/other").status_code == 200
    assert len(asked) == 1
    bucket.start()


def test_a_bucket_that_refuses_is_named_with_its_reason(bucket, folder, article):
    bucket.s3.delete_bucket(Bucket=bucket.name)
    with pytest.raises(BucketFails, match=f"the bucket {bucket.name} refuses: NoSuchBucket"):
        folder.read(HEAD)
    bucket.s3.create_bucket(Bucket=bucket.name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})


def test_what_a_lost_answer_brings_late_is_put_right(bucket, folder, article, send, approve, reject, now):
    comment = send("hello")
    approve(comment)
    publish(article_pk=article.pk, root=bucket.root)
    late = [(name, folder.read(name)) for name in folder.names()]
    reject(comment, seen=Status.APPROVED)
    publish(article_pk=article.pk, root=bucket.root)
    assert list(articles_to_renew(root=bucket.root)) == []
    folder.write([file for file in late if file[0] != HEAD][:1])  # a put that timed out, and arrived all the same
    assert list(articles_to_renew(root=bucket.root)) == [article.pk]
    folder.write(late)
    renewal = Renewal(threading.Event())
    assert renewal.turn()
    assert lies_there(bucket, folder) and "hello" not in bucket.text()
    folder.write(late[:2])
    assert renewal.turn(), "an hour later it looks at what was written since"
    assert lies_there(bucket, folder)


def test_a_renewal_is_made_again_when_the_bucket_is_back(bucket, folder, article, caplog):
    renewal = Renewal(threading.Event())
    bucket.stop()
    assert not renewal.turn()
    assert "published pages can't be looked through: the bucket" in caplog.text
    bucket.start()
    assert renewal.turn()
    assert lies_there(bucket, folder)


def test_only_folders_written_to_since_are_looked_at(bucket, folder, article):
    from datetime import UTC, datetime, timedelta

    publish(article_pk=article.pk, root=bucket.root)
    folder.remove(folder.names() - {HEAD})
    now = datetime.now(UTC)
    assert list(articles_to_renew(root=bucket.root, since=now + timedelta(minutes=1))) == []
    assert list(articles_to_renew(root=bucket.root, since=now - timedelta(minutes=1))) == [article.pk]


@pytest.mark.parametrize("change", ["other", "lost", "left over", "head"])
def test_verifying_finds_what_differs_in_a_bucket(bucket, folder, article, site, send, approve, monkeypatch, change):
    approve(send("hello"))
    publish(article_pk=article.pk, root=bucket.root)
    assert verify_pages(site, root=bucket.root) == len(FIRST_SHOWN)
    name = read_head(folder).files["html/oldest/1"]
    if change == "lost":
        folder.remove([f"{name}.br"])
    else:
        folder.write([({"left over": "unnamed.html", "head": HEAD}.get(change, name), b"{}")])
    if change == "left over":
        assert verify_pages(site, root=bucket.root), "someone may be about to name it"
        monkeypatch.setattr(verifying, "_IN_HAND_S", 0.0)
    with pytest.raises(Mismatch):
        verify_pages(site, root=bucket.root)
    publish(article_pk=article.pk, root=bucket.root, remember=False)
    assert verify_pages(site, root=bucket.root) == len(FIRST_SHOWN)


def test_a_long_listing_is_read_to_its_end(bucket, folder, monkeypatch):
    monkeypatch.setattr(bucket_client, "LISTED_AT_ONCE", 2)
    folder.write((f"{number}.html", b"") for number in range(5))
    assert len(folder.names()) == 5
    assert [len(names) for _, names in bucket.root.folders()] == [5]


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_once(committing, bucket, site, folder, article, send, approve, reject, monkeypatch):
    """The slower one draws before a withdrawal and comes to the lock after the faster one has published it."""
    comment, other = send("withdrawn words"), send("other words")
    approve(comment)
    approve(other)
    drawn, published = threading.Event(), threading.Event()
    real = services.write_contents

    def slow(pages, place):
        if threading.current_thread().name == "slow":
            drawn.set()
            assert published.wait(60)
        return real(pages, place)

    def run():
        from django.db import connection

        try:
            publish(article_pk=article.pk, root=bucket.root)
        finally:
            connection.close()

    monkeypatch.setattr(services, "write_contents", slow)
    thread = threading.Thread(target=run, name="slow")
    thread.start()
    assert drawn.wait(60)
    reject(comment, seen=Status.APPROVED)
    publish(article_pk=article.pk, root=bucket.root)
    published.set()
    thread.join(60)
    assert not Article.objects.stale().exists()
    assert lies_there(bucket, folder)
    assert "withdrawn words" not in bucket.text() and "other words" in bucket.text()
    assert verify_pages(site, root=bucket.root) == len(FIRST_SHOWN)
