"""A real S3 server on loopback, for tests of pages in a bucket."""

import gzip
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import boto3
import brotli
from moto.server import ThreadedMotoServer

from rejoinder.publishing.bucket import Bucket, bucket_at

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "rejoinder", "AWS_SECRET_ACCESS_KEY": "loopback", "AWS_EC2_METADATA_DISABLED": "1"}


@dataclass
class Storage:
    """A server with one bucket. What it holds outlives ``stop`` and ``start``."""

    port: int
    name: str = field(default_factory=lambda: f"pages-{uuid4().hex}")
    _server: Any = None

    @property
    def url(self) -> str:
        """For REJOINDER_PAGES_URL."""
        return f"s3://{self.name}/comments?endpoint=http://127.0.0.1:{self.port}&region=eu-central-1"

    @property
    def root(self) -> Bucket:
        """The same, read."""
        return bucket_at(self.url)

    @property
    def s3(self) -> Any:
        """A client that knows nothing of Rejoinder."""
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name="eu-central-1",
            aws_access_key_id="other",
            aws_secret_access_key="other",
        )

    def start(self) -> None:
        """Answers from now on, on the same port."""
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
        self._server.start()
        self.port = self._server.get_host_and_port()[1]

    def stop(self) -> None:
        """Refuses connections."""
        self._server.stop()

    def keys(self) -> set[str]:
        """The names in the bucket, without their folder."""
        return {entry["Key"].rpartition("/")[2] for entry in self._entries()}

    def text(self) -> str:
        """All that anyone can read in the bucket, decompressed."""
        texts = []
        for entry in self._entries():
            try:
                content = self.s3.get_object(Bucket=self.name, Key=entry["Key"])["Body"].read()
            except self.s3.exceptions.NoSuchKey:
                continue  # removed since it was listed
            unpack = {"br": brotli.decompress, "gz": gzip.decompress}.get(entry["Key"].rpartition(".")[2], bytes)
            texts.append(unpack(content).decode())
        return "\n".join(texts)

    def _entries(self) -> list[Any]:
        found: list[Any] = self.s3.list_objects_v2(Bucket=self.name).get("Contents", [])
        return found


@contextmanager
def storage() -> Iterator[Storage]:
    """A server that answers, with an empty bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    one = Storage(port=0)
    one.start()
    try:
        one.s3.create_bucket(Bucket=one.name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield one
    finally:
        one.stop()
