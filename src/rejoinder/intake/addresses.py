"""Which network addresses a fetch may go to."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

NOT_PUBLIC_4: Final = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
"""IANA IPv4 Special-Purpose Address Registry, with multicast. 169.254.169.254 is where clouds keep their secrets."""
GLOBAL_6: Final = IPv6Network("2000::/3")
"""The only space handed out as global unicast (IANA IPv6 Address Space)."""
NOT_PUBLIC_6: Final = tuple(IPv6Network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
"""Within it: protocol assignments with Teredo, documentation, 6to4 (which carries any IPv4 address)."""
NAT64: Final = IPv6Network("64:ff9b::/96")
"""How hosts without IPv4 reach it (RFC 6052); the last four bytes are the IPv4 address."""


def is_public(address: str) -> bool:
    """Whether a numeric address lies on the public network. IPv4 carried in IPv6 is judged as what it carries."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return not any(parsed in block for block in NOT_PUBLIC_4)
    carried = _carried(parsed)
    if carried is not None:
        return is_public(str(carried))
    return parsed in GLOBAL_6 and not any(parsed in block for block in NOT_PUBLIC_6)


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
