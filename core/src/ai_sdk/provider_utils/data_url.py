"""Data URLs, opened without a download.

open_data_url("data:image/png;base64,iVBORw0...")     # (FileBytes, 'image/png')
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.errors import shortened
from ai_sdk.provider.file_data import FileBytes

__all__ = ["is_data_url", "open_data_url"]


def is_data_url(url: str) -> bool:
    """Whether `url` is a data URL, well-formed or not."""
    return url.lstrip()[:5].lower() == "data:"


def open_data_url(url: str) -> tuple[FileBytes, str]:
    """The data of a data URL, base64 as it is, and its media type, which it must have.

    Raises `InvalidDataContentError` for a malformed one.
    """
    header, comma, content = url.strip().partition(",")
    media_type, *flags = header[len("data:") :].split(";")
    if not comma or not media_type or not content:
        raise InvalidDataContentError(f"Invalid data URL format: {shortened(url)!r}", content=url)
    if "base64" in (flag.strip().lower() for flag in flags):
        return FileBytes(content), media_type
    return FileBytes(unquote_to_bytes(content)), media_type
