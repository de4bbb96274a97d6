"""A publisher sweeps its folder while another one is writing there."""

import os
import time

from rejoinder.comments.models import Article
from rejoinder.publishing.services import publish
from rejoinder.publishing.store import folder_of


def test_a_file_that_another_publisher_is_writing_is_not_swept_away(send, approve, article, data_dir):
    folder = folder_of(article, data_dir).path
    folder.mkdir(parents=True)
    for name in ("young", "old"):
        (folder / f".new-{name}").write_bytes(b"half")
    long_ago = time.time() - 7200
    os.utime(folder / ".new-old", (long_ago, long_ago))
    approve(send("Thank you for this careful report."))
    publish(article_pk=article.pk, root=data_dir)
    assert Article.objects.stale().count() == 0
    assert (folder / ".new-young").exists()
    assert not (folder / ".new-old").exists(), "what a crash left behind stays for ever"
