"""Letting go of an aiohttp session whose event loop will never run again.

Nothing can be awaited on such a loop, and aiohttp has no public way to close without it: left alone, the session, its
connections and its sockets complain one by one when they are collected. That is why this file, and only this file,
reaches into private attributes; if they change, the complaints come back and nothing else breaks.
"""
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import aiohttp

__all__ = ["abandon", "abandon_response"]


def abandon(session: aiohttp.ClientSession, responses: Iterable[aiohttp.ClientResponse]) -> None:
    """Drops `session` and the answers still open on it, and closes their sockets."""
    connector: Any = session.connector
    session.detach()
    for response in responses:
        abandon_response(response)
    if connector is None or connector.closed:
        return
    with suppress(Exception):
        idle = [protocol for pool in connector._conns.values() for protocol, _ in pool]
        for protocol in [*idle, *connector._acquired]:
            _drop_socket(protocol.transport)
    with suppress(Exception):
        connector._close()


def abandon_response(response: aiohttp.ClientResponse) -> None:
    """Drops an answer and closes its socket."""
    opened: Any = response
    with suppress(Exception):
        opened._closed = True
        connection = opened._connection
        if connection is not None:
            _drop_socket(connection.transport)
            connection._protocol = None


def _drop_socket(transport: Any) -> None:
    tls: Any = getattr(transport, "_ssl_protocol", None)
    if tls is not None:
        transport._closed = True
        transport = tls._transport
    sock: Any = getattr(transport, "_sock", None)
    if sock is not None:
        transport._sock = None
        sock.close()
