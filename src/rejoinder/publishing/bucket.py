"""Published files in S3-compatible storage. An object is put whole or not at all, and is durable when that is answered.

<prefix>/published/<site key>/<article uuid>/<file>, as in the data directory
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, urlsplit

from rejoinder.publishing.formats import CONTENT_TYPES, ENCODING_NAMES, HEAD, PUBLISHED

if TYPE_CHECKING:
    from rejoinder.publishing.bucket_client import BucketClient

EXAMPLE: Final = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-central-1"
_HEAD_IS_KEPT: Final = "no-cache"
_CONTENT_IS_KEPT: Final = "public, max-age=31536000, immutable, s-maxage=0"
"""A reader's browser keeps for good what it has shown; whoever sends to others (a CDN) asks the bucket each time, so
that what is withdrawn is gone everywhere when it is gone from the bucket (RFC 9111, 5.2.2.10)."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Which bucket, and where in it. ``endpoint`` and ``region`` may be empty: then boto3's own defaults hold."""

    name: str
    prefix: str
    endpoint: str
    region: str

    @property
    def client(self) -> "BucketClient":
        """The connection, one for all threads of the process. Importing what speaks to S3 takes half a second."""
        from rejoinder.publishing.bucket_client import client_of

        return client_of(self)

    @property
    def is_reachable(self) -> bool:
        """False for some seconds after it did not answer."""
        return self.client.is_reachable

    def folder(self, path: str) -> "BucketFolder":
        """The folder at ``path`` below the prefix."""
        return BucketFolder(self, f"{self.prefix}/{path}".lstrip("/"))

    def folders(self, *, since: datetime | None = None) -> Iterator[tuple[str, set[str]]]:
        """As store.folders_in, by one listing of all."""
        below = f"{self.prefix}/{PUBLISHED}/".lstrip("/")
        places = ((key.removeprefix(below).split("/"), at) for key, at in self.client.listing(below))
        files = ((f"{place[0]}/{place[1]}", place[2], at) for place, at in places if len(place) == 3)
        for folder, group in groupby(files, key=lambda file: file[0]):
            lying = list(group)
            if since is None or max(at for _, _, at in lying) >= since:
                yield folder, {name for _, name, _ in lying}


class BucketFolder:
    """A folder of a bucket."""

    def __init__(self, bucket: Bucket, path: str) -> None:
        self._client, self._path = bucket.client, path

    def read(self, name: str) -> bytes | None:
        """As Folder.read."""
        return self._client.get(f"{self._path}/{name}")

    def names(self, *, older_than_s: float = 0) -> set[str]:
        """As Folder.names. The age is by the bucket's clock."""
        before = datetime.now(UTC) - timedelta(seconds=older_than_s) if older_than_s else None
        listed = self._client.listing(f"{self._path}/")
        return {key.removeprefix(f"{self._path}/") for key, at in listed if before is None or at < before}

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """As Folder.write."""
        self._client.put((f"{self._path}/{name}", content, headers_of(name)) for name, content in files)

    def remove(self, names: Iterable[str]) -> None:
        """As Folder.remove."""
        self._client.delete(f"{self._path}/{name}" for name in names)

    def sync(self) -> None:
        """As Folder.sync: what is put is durable."""


def headers_of(name: str) -> dict[str, str]:
    """What the bucket sends beside the file of this name."""
    stem, _, suffix = name.rpartition(".")
    encoding = ENCODING_NAMES.get(suffix)
    headers = {"CacheControl": _HEAD_IS_KEPT if name == HEAD else _CONTENT_IS_KEPT}
    if encoding:
        headers["ContentEncoding"] = encoding
        suffix = stem.rpartition(".")[2]
    return {**headers, "ContentType": CONTENT_TYPES.get(suffix, "application/octet-stream")}


@lru_cache(maxsize=8)
def bucket_at(url: str) -> Bucket:
    """The bucket that the address names.

    Raises:
        ValueError: what is wrong, without the address, which may hold a password.
    """
    try:
        parts = urlsplit(url)
        options = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise ValueError("can't be read") from None
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError("names no bucket")
    if "@" in parts.netloc or ":" in parts.netloc:
        raise ValueError("holds a password or a port; credentials come from AWS_ACCESS_KEY_ID and the like")
    endpoint, region = (options.pop(name, [""])[-1] for name in ("endpoint", "region"))
    if options:
        raise ValueError("has an option other than endpoint and region")
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise ValueError("has an endpoint that begins with neither http:// nor https://")
    prefix = parts.path.strip("/")
    if prefix != quote(prefix, safe="/") or ".." in prefix:
        raise ValueError("has a prefix of other than letters, digits and -_.~/")
    return Bucket(parts.netloc, prefix, endpoint.rstrip("/"), region)
