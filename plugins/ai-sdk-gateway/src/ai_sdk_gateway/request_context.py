"""The headers of the request that a Vercel function is answering: a source of OIDC tokens and request ids.

    with vercel_request_headers(request.headers):
        await generate_text("gateway:openai/gpt-5", "hi")

What is set holds for the block, and for the tasks that are started in it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["request_header", "vercel_request_headers"]

_headers: ContextVar[Mapping[str, str] | None] = ContextVar("ai_sdk_gateway_request_headers", default=None)


@contextmanager
def vercel_request_headers(headers: Mapping[str, str]) -> Generator[None, None, None]:
    """Makes the headers of the incoming request known: `x-vercel-oidc-token` and `x-vercel-id` are read from them."""
    token = _headers.set({name.lower(): value for name, value in headers.items()})
    try:
        yield
    finally:
        _headers.reset(token)


def request_header(name: str) -> str | None:
    """A header of the incoming request, by its lower-case name; None if there is none, or it is empty."""
    return (_headers.get() or {}).get(name) or None
