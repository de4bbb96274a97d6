"""Speaking to a bucket: short waits, errors as OSError, and nobody waits in vain while it does not answer."""

import errno
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from rejoinder.publishing.bucket import Bucket

AT_ONCE: Final = 8
"""Files that a process puts or removes side by side. What waits for them holds an article's row."""
PAUSE_S: Final = 30.0
"""For how long a bucket that failed is not asked again: readers get their pages from the database meanwhile."""
LISTED_AT_ONCE: Final = 1000
_MISSING: Final = frozenset({"NoSuchKey", "404"})
Answer = TypeVar("Answer")


class BucketFails(OSError):
    """The bucket does not answer, or refuses."""

    def __init__(self, text: str) -> None:
        super().__init__(errno.EIO, text)


class BucketClient:
    """A bucket's objects by key, for all threads of a process."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._lock = threading.Lock()
        self._s3: Any = None
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="bucket")
        self._paused_until, self._failed = 0.0, ""

    @property
    def is_reachable(self) -> bool:
        """False for PAUSE_S after a failure."""
        return time.monotonic() >= self._paused_until

    def get(self, key: str) -> bytes | None:
        """The object, or None."""

        def call(s3: Any) -> bytes | None:
            try:
                content: bytes = s3.get_object(Bucket=self._bucket.name, Key=key)["Body"].read()
            except ClientError as error:
                if _code(error) not in _MISSING:
                    raise
                return None
            return content

        return self._asked(call)

    def put(self, objects: Iterable[tuple[str, bytes, Mapping[str, str]]]) -> None:
        """Stores the objects, side by side; when this returns all are durable."""

        def put_one(one: tuple[str, bytes, Mapping[str, str]]) -> None:
            key, content, headers = one
            self._asked(lambda s3: s3.put_object(Bucket=self._bucket.name, Key=key, Body=content, **headers))

        self.each(put_one, objects)

    def delete(self, keys: Iterable[str]) -> None:
        """Removes the objects, side by side. One that is not there is no error."""
        # One by one: servers differ in the checksum they want with a list (DeleteObjects).
        self.each(lambda key: self._asked(lambda s3: s3.delete_object(Bucket=self._bucket.name, Key=key)), keys)

    def listing(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Every key that begins with ``prefix``, in order, and when it was written."""
        wanted = {"Bucket": self._bucket.name, "Prefix": prefix, "MaxKeys": LISTED_AT_ONCE}
        while True:
            page = self._asked(partial(_listed, wanted=wanted))
            for entry in page.get("Contents", ()):
                yield entry["Key"], entry["LastModified"]
            if not page.get("IsTruncated"):
                return
            wanted["ContinuationToken"] = page["NextContinuationToken"]

    def keeps_what_is_removed(self) -> bool:
        """Whether the bucket keeps earlier versions of what is overwritten or removed."""
        answer = self._asked(lambda s3: s3.get_bucket_versioning(Bucket=self._bucket.name))
        return bool(answer.get("Status") == "Enabled")

    def each(self, work: Callable[[Any], Answer], things: Iterable[Any]) -> list[Answer]:
        """What the work gave for each thing, AT_ONCE side by side. All are done or given up when the first error is
        raised: nothing is written behind the caller's back.
        """
        waiting = [self._pool.submit(work, thing) for thing in things]
        errors = [error for future in waiting if (error := future.exception())]
        if errors:
            raise errors[0]
        return [future.result() for future in waiting]

    def _asked(self, call: Callable[[Any], Answer]) -> Answer:
        if not self.is_reachable:
            raise BucketFails(f"{self._failed}; it is asked again within {PAUSE_S:.0f} s")
        try:
            return call(self._connected())
        except ClientError as error:
            failed = f"the bucket {self._bucket.name} refuses: {_code(error)}"
        except (BotoCoreError, OSError, ValueError) as error:
            # The class alone: a message may hold an address with its signature.
            failed = f"the bucket {self._bucket.name} can't be reached: {type(error).__name__}"
        self._failed, self._paused_until = failed, time.monotonic() + PAUSE_S
        raise BucketFails(failed)

    def _connected(self) -> Any:
        with self._lock:
            if self._s3 is None:
                # django-storages finds the credentials where it and boto3 always look; boto3's client, unlike its
                # other objects, may be shared between threads.
                self._s3 = S3Storage(
                    bucket_name=self._bucket.name,
                    endpoint_url=self._bucket.endpoint or None,
                    region_name=self._bucket.region or None,
                    client_config=_CONFIG,
                ).bucket.meta.client
            return self._s3


_CONFIG: Final = Config(
    connect_timeout=2,
    read_timeout=5,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=40,
    # Names are checksums already, and servers other than Amazon's may not know theirs.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


def _listed(s3: Any, wanted: Mapping[str, Any]) -> Any:
    return s3.list_objects_v2(**wanted)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "unknown"))


@lru_cache(maxsize=8)
def client_of(bucket: Bucket) -> BucketClient:
    """The one client of this process."""
    return BucketClient(bucket)
