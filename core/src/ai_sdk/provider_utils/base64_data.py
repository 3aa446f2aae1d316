"""Base64 in both directions, and data URLs.

    to_base64(b"hello")                   # 'aGVsbG8='
    to_base64("aGVsbG8=")                 # a text is base64 already and stays as it is
    base64_to_bytes("aGVsbG8")            # b'hello'; the URL-safe alphabet and missing padding are fine

`FileBytes` of the contract holds either form and converts when asked; these are for everything else.
"""

from __future__ import annotations

import base64

from ai_sdk.provider.file_data import FileBytes
from ai_sdk.provider.image_model import ImageFile, ImageUrl

__all__ = ["base64_to_bytes", "bytes_to_base64", "image_to_url", "to_base64"]


def bytes_to_base64(data: bytes) -> str:
    """Standard alphabet, padded."""
    return base64.b64encode(data).decode("ascii")


def to_base64(data: bytes | str) -> str:
    """The base64 text of `data`. A text is taken for base64 and not looked at."""
    return data if isinstance(data, str) else bytes_to_base64(data)


def base64_to_bytes(text: str) -> bytes:
    """The bytes of a base64 text. White space is ignored. Raises `InvalidDataContentError`."""
    return FileBytes(text).bytes()


def image_to_url(image: ImageFile | ImageUrl) -> str:
    """The URL of an image as it was given, or a `data:` URL of its bytes with its media type."""
    if isinstance(image, ImageUrl):
        return image.url
    return f"data:{image.media_type};base64,{to_base64(image.data)}"
