"""The address of a scheduler: what is right with it is told before anything is connected."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from translator.errors import TranslatorError

_EXAMPLE = "Give it as it is printed by `dask scheduler`, such as tls://192.0.2.10:8786."


def checked(address: str) -> str:
    """The address, if it is one that can be used.

    Raises:
        TranslatorError: It has another scheme than `tcp` and `tls`, or no host or port.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls"):
        raise TranslatorError(
            f"the scheduler's address {address!r} does not start with tcp:// or tls://",
            remedy=_EXAMPLE,
        )
    try:
        complete = bool(parts.hostname and parts.port)
    except ValueError:
        complete = False
    if not complete or parts.path or parts.query or "@" in parts.netloc:
        raise TranslatorError(
            f"the scheduler's address {address!r} is not a scheme, a host and a port",
            remedy=_EXAMPLE,
        )
    return address


def exposed(address: str) -> bool:
    """Whether text sent to it can be read on its way: it leaves the machine unencrypted."""
    parts = urlsplit(address)
    if parts.scheme == "tls" or parts.hostname == "localhost":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True
