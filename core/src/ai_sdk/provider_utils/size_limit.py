"""Reading a body without letting it fill the memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Final

from ai_sdk.provider.errors import DownloadError
from ai_sdk.provider_utils.urls import redact_url

__all__ = ["DEFAULT_MAX_BYTES", "read_within_limit", "too_large"]

DEFAULT_MAX_BYTES: Final = 2 * 1024**3
"""How large a body may be that is read as a whole: 2 GiB."""


async def read_within_limit(
    chunks: AsyncIterator[bytes], *, limit: int, url: str, headers: Mapping[str, str] | None = None
) -> bytes:
    """All the bytes of `chunks`.

    Raises `DownloadError` for more than `limit` bytes, before reading any if `content-length` announces them.
    """
    announced = (headers or {}).get("content-length", "")
    if announced.isascii() and announced.isdigit() and len(announced) < 20 and int(announced) > limit:
        raise too_large(url, limit, f" (Content-Length: {announced})")
    parts: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(url, limit)
        parts.append(chunk)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def too_large(url: str, limit: int, details: str = "") -> DownloadError:
    """The error for a body of more than `limit` bytes."""
    shown = redact_url(url)
    return DownloadError(f"Download of {shown} exceeded maximum size of {limit} bytes{details}.", url=shown)
