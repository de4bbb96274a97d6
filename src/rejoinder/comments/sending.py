"""Who sent a request and what they may send, in the terms of the submit service."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from rejoinder.comments.identity import Network, address_block, client_address, keyed_hash
from rejoinder.comments.models import Reader
from rejoinder.comments.services.submit import Limits, Sender


class Installation(Protocol):
    """The settings that tell readers apart and limit them (conf.environment.Environment)."""

    @property
    def secret_key(self) -> str: ...
    @property
    def trusted_proxies(self) -> Sequence[Network]: ...
    @property
    def comments_per_minute(self) -> int: ...
    @property
    def comment_limit_chars(self) -> int: ...


def sender_of(meta: Mapping[str, str], *, name: str, environment: Installation) -> Sender:
    """The sender of a reader's own request: known by address and name."""
    block = address_block(client_address(meta, trusted_proxies=environment.trusted_proxies))
    return Sender(
        reader_key=keyed_hash(environment.secret_key, "guest", block, name.strip().casefold()),
        address_key=keyed_hash(environment.secret_key, "address", block),
    )


def sender_of_reader(meta: Mapping[str, str], *, reader: Reader, environment: Installation) -> Sender:
    """The sender of a request of a reader who is signed in: the same one from every address."""
    block = address_block(client_address(meta, trusted_proxies=environment.trusted_proxies))
    return Sender(
        reader_key=keyed_hash(environment.secret_key, "reader", str(reader.uuid)),
        address_key=keyed_hash(environment.secret_key, "address", block),
        reader=reader,
    )


def sender_for_publisher(*, site_key: str, reader: str, environment: Installation) -> Sender:
    """The sender of a request that the publisher's own server makes for a reader it knows: not limited by address."""
    return Sender(reader_key=keyed_hash(environment.secret_key, "publisher", site_key, reader), is_vouched_for=True)


def limits(environment: Installation) -> Limits:
    """The installation's limits."""
    return Limits(chars=environment.comment_limit_chars, per_minute=environment.comments_per_minute)
