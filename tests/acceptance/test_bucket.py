"""Pages in a bucket, as an operator meets them: the commands, and a server whose bucket goes away and comes back."""

import httpx
import pytest

from rejoinder.publishing.services import publish
from rejoinder.publishing.store import folder_of
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, running, until
from tests.s3 import CREDENTIALS, storage


def test_the_commands_work_on_a_bucket(bucket, article, send, approve, command):
    approve(send("hello"))
    assert "published 1 of 1 article\n" in command("publish").stdout
    assert command("publish", "--check").stdout == "2 published files are as decided\n"
    assert "2 published files" in command("verify").stdout
    assert "all is as it was written" in command("verify").stdout
    folder = folder_of(article, bucket.root)
    folder.remove([next(name for name in folder.names() if name.endswith(".html"))])
    assert command("publish", "--check").returncode == 1
    assert "MISMATCH" in command("verify").stderr
    assert command("publish", "--rebuild").returncode == 0
    assert command("publish", "--check").returncode == 0


def test_the_doctor_says_whether_pages_can_be_kept(bucket, article, command):
    publish(article_pk=article.pk, root=bucket.root)
    before = bucket.keys()
    healthy = command("doctor", "--pages")
    assert healthy.stdout.splitlines() == [
        f"pages  s3://{bucket.name}/comments/published",
        "ok     a file is written",
        "ok     and read",
        "ok     and listed",
        "ok     and removed",
        "ok     what is removed is gone",
        "ok     articles that wait to be published: 0",
        "ready",
    ]
    assert bucket.keys() == before
    versions = {"Bucket": bucket.name, "VersioningConfiguration": {"Status": "Enabled"}}
    bucket.s3.put_bucket_versioning(**versions)
    kept = command("doctor", "--pages")
    assert (kept.returncode, "the bucket keeps earlier versions" in kept.stdout) == (1, True)
    bucket.stop()
    gone = command("doctor", "--pages")
    assert gone.returncode == 1
    assert f"wrong  the bucket {bucket.name} can't be reached: EndpointConnectionError" in gone.stdout
    for arguments in (["verify"], ["publish"], ["publish", "--check"]):
        ended = command(*arguments)
        assert ended.returncode in (1, 2)
        assert "published pages can't be read: the bucket" in ended.stderr
    bucket.start()


def test_the_doctor_looks_at_the_directory_as_well(article, data_dir, command):
    publish(article_pk=article.pk, root=data_dir)
    before = sorted(data_dir.rglob("*"))
    ended = command("doctor", "--pages")
    assert (ended.returncode, ended.stdout.splitlines()[-1]) == (0, "ready")
    assert sorted(data_dir.rglob("*")) == before


@pytest.mark.slow
def test_a_server_outlives_its_bucket(tmp_path):
    with storage() as bucket:
        variables = {**CREDENTIALS, "REJOINDER_COMMENTS_PER_MINUTE": "0", "REJOINDER_PAGES_URL": bucket.url}
        newsroom = open_newsroom(Installation(tmp_path, **variables), machine=True)
        with running(newsroom.installation) as server:
            address = f"{server.base_url}/api/v1/articles/pumps/comments"

            def say(text):
                count = httpx.get(address, timeout=60).json()["count"]
                assert httpx.post(address, json={"body": text}, timeout=60).status_code == 202
                until(lambda: httpx.get(address, timeout=60).json()["count"] > count, f"{text} is shown")

            say("Thank you for this careful report about the pumping station.")
            until(lambda: "careful report" in bucket.text(), "it lies in the bucket")
            bucket.stop()
            say("Where do the figures in the second paragraph come from?")
            assert b"second paragraph" in httpx.get(f"{server.base_url}/articles/pumps", timeout=60).content
            bucket.start()
            until(lambda: "second paragraph" in bucket.text(), "what waited lies in the bucket")
        assert newsroom.installation.must("publish", "--check")
        assert not (tmp_path / "published").exists()
        log = (tmp_path / "server.log").read_text()
        assert "can't be reached" in log and "second paragraph" not in log
