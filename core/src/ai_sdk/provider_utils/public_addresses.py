"""Which hosts and addresses a download may not reach: this machine, private networks, what is not routed.

    check_host("169.254.169.254", url="http://169.254.169.254/")     # DownloadError

A name is checked twice: as it is written, and each address it resolves to, right before connecting.
"""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

from ai_sdk.provider.errors import DownloadError
from ai_sdk.provider_utils.urls import ipv6_text, redact_url

__all__ = ["check_host", "check_resolved_address", "is_blocked_address"]

_BLOCKED_IPV4: Final = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
_BLOCKED_IPV6: Final = tuple(
    map(
        IPv6Network,
        ("::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "3fff::/20"),
    )
)
# Ranges whose last 32 bits are an IPv4 address that a gateway may connect to.
_EMBEDDED_IPV4: Final = tuple(
    map(IPv6Network, ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48"))
)
_6TO4: Final = IPv6Network("2002::/16")


def is_blocked_address(text: str) -> bool:
    """Whether an IP address is none that a download may connect to. What is no address is blocked too."""
    text = text.partition("%")[0]
    try:
        address = IPv6Address(text) if ":" in text else IPv4Address(text)
    except AddressValueError:
        return True
    if isinstance(address, IPv4Address):
        return _is_blocked_ipv4(address)
    if any(address in network for network in _BLOCKED_IPV6):
        return True
    if any(address in network for network in _EMBEDDED_IPV4):
        return _is_blocked_ipv4(IPv4Address(address.packed[12:]))
    # 6to4 has the IPv4 address of its gateway in the second and third group.
    return address in _6TO4 and _is_blocked_ipv4(IPv4Address(address.packed[2:6]))


def _is_blocked_ipv4(address: IPv4Address) -> bool:
    return any(address in network for network in _BLOCKED_IPV4)


def check_host(host: str, *, url: str) -> None:
    """Raises `DownloadError` if `host`, as `parse_url` gives it, is a local name or a blocked address."""
    shown = redact_url(url)
    if host.startswith("["):
        address = host[1:-1]
        if is_blocked_address(address):
            raise DownloadError(f"URL with IPv6 address [{address}] is not allowed", url=shown)
        return
    name = host.lower().rstrip(".")
    if not name:
        raise DownloadError("URL must have a hostname", url=shown)
    if name == "localhost" or name.endswith((".localhost", ".local")):
        raise DownloadError(f"URL with hostname {name} is not allowed", url=shown)
    if name.replace(".", "").isdigit() and is_blocked_address(name):
        raise DownloadError(f"URL with IP address {name} is not allowed", url=shown)


def check_resolved_address(host: str, address: str) -> None:
    """Raises `DownloadError` if the address that `host` resolved to is blocked."""
    if is_blocked_address(address):
        shown = ipv6_text(IPv6Address(address.partition("%")[0])) if ":" in address else address
        raise DownloadError(f"Hostname {host} resolved to disallowed IP address {shown}", url=host)
