"""The environment variables of a case: all that providers look at are unset, then the case's own are set."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

__all__ = ["environment"]

_UNSET_PREFIXES = ("AI_GATEWAY_", "AI_SDK_", "GROQ_", "OPENAI_", "TOGETHER_", "VERCEL_")
# A proxy would come between the code and the scripted server.
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """The environment of a case, for the length of the block."""
    before = dict(os.environ)
    for name in before:
        if name.startswith(_UNSET_PREFIXES) or name in _PROXIES:
            del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
