"""From where a request comes (客户端地址): the one place that says it, for lock-out, limits, log-ins and the record.

Whoever connects is believed; what he passes on in ``X-Forwarded-For`` is, only if he is one of ``TRUSTED_PROXIES``.
Each proxy writes the address it saw at the right end, so the right-most one that is no proxy of ours is the client.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

PEER, FORWARDED = "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR"

Address = IPv4Address | IPv6Address


def client_address(request: HttpRequest) -> str:
    """The address as text; "" where there is none, as behind a socket."""
    found = _read(request.META.get(PEER, ""))
    for text in reversed(request.META.get(FORWARDED, "").split(",")):
        if found is None or not _is_proxy(found):
            break
        before = _read(text)
        if before is None:  # what a proxy of ours did not write leads no further
            break
        found = before
    return str(found or "")


def _is_proxy(address: Address) -> bool:
    return any(address in network for network in settings.TRUSTED_PROXIES)


def _read(text: str) -> Address | None:
    """With or without a port; an IPv4 address that was written as IPv6 is the one that it is."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
