"""Media types: their parts, what a file's first bytes say, and the extension an upload needs.

    detect_media_type(b"\\x89PNG...", top_level="image")    # 'image/png'
    resolve_media_type(FilePart(data, "image/*"))          # 'image/png'

The signatures are those that every SDK of this family knows, in the same order: the first match wins.
"""

from __future__ import annotations

import re
from typing import Final

from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.file_data import FileBytes
from ai_sdk.provider.prompt import FilePart
from ai_sdk.provider_utils.base64_data import base64_to_bytes

__all__ = [
    "detect_media_type",
    "is_full_media_type",
    "media_type_to_extension",
    "resolve_media_type",
    "top_level_media_type",
]

_HEAD_BYTES: Final = 18
_MAX_TAG_BYTES: Final = 131072 + 12


def _signatures(table: dict[str, tuple[str, ...]]) -> list[tuple[str, re.Pattern[bytes]]]:
    """Hexadecimal signatures as patterns; `..` is any byte."""
    patterns: list[tuple[str, re.Pattern[bytes]]] = []
    for media_type, signatures in table.items():
        alternatives = [
            b"".join(b"." if pair == ".." else re.escape(bytes.fromhex(pair)) for pair in signature.split())
            for signature in signatures
        ]
        patterns.append((media_type, re.compile(b"|".join(alternatives), re.DOTALL)))
    return patterns


_IMAGE = _signatures(
    {
        "image/gif": ("47 49 46",),
        "image/png": ("89 50 4E 47",),
        "image/jpeg": ("FF D8",),
        "image/webp": ("52 49 46 46 .. .. .. .. 57 45 42 50",),
        "image/bmp": ("42 4D",),
        "image/tiff": ("49 49 2A 00", "4D 4D 00 2A"),
        "image/avif": ("00 00 00 20 66 74 79 70 61 76 69 66",),
        "image/heic": ("00 00 00 20 66 74 79 70 68 65 69 63",),
    }
)
_APPLICATION = _signatures({"application/pdf": ("25 50 44 46",)})
_AUDIO = _signatures(
    {
        "audio/mpeg": ("FF FB", "FF FA", "FF F3", "FF F2", "FF E3", "FF E2"),
        "audio/wav": ("52 49 46 46 .. .. .. .. 57 41 56 45",),
        "audio/ogg": ("4F 67 67 53",),
        "audio/flac": ("66 4C 61 43",),
        "audio/aac": ("40 15 00 00",),
        "audio/webm": ("1A 45 DF A3",),
    }
)
# A container of video as well: it counts as audio only where audio is asked for.
_AUDIO_MP4 = _signatures({"audio/mp4": ("00 00 00 .. 66 74 79 70",)})
_VIDEO = _signatures(
    {
        "video/mp4": ("00 00 00 .. 66 74 79 70",),
        "video/webm": ("1A 45 DF A3",),
        "video/quicktime": ("00 00 00 14 66 74 79 70 71 74",),
        "video/x-msvideo": ("52 49 46 46",),
    }
)
_BY_TOP_LEVEL: Final = {
    "image": _IMAGE,
    "application": _APPLICATION,
    "audio": _AUDIO + _AUDIO_MP4,
    "video": _VIDEO,
}
_ALL = _IMAGE + _APPLICATION + _AUDIO + _VIDEO


def detect_media_type(data: bytes | str, *, top_level: str | None = None) -> str | None:
    """What the first bytes of `data` (bytes, or base64 text) say, None if they say nothing.

    With `top_level` (`image`, `audio`, `video`, `application`) only types below it count.
    """
    table = _ALL if top_level is None else _BY_TOP_LEVEL.get(top_level)
    if table is None:
        return None
    head = _without_id3(data)
    return next((media_type for media_type, signature in table if signature.match(head)), None)


def _without_id3(data: bytes | str) -> bytes:
    head = _first_bytes(data, _HEAD_BYTES)
    if not head.startswith(b"ID3") or len(head) <= 10:
        return head
    # The size of the tag has seven bits a byte; audio follows it.
    size = (head[6] & 0x7F) << 21 | (head[7] & 0x7F) << 14 | (head[8] & 0x7F) << 7 | head[9] & 0x7F
    return _first_bytes(data, _MAX_TAG_BYTES)[size + 10 :]


def _first_bytes(data: bytes | str, count: int) -> bytes:
    if isinstance(data, bytes):
        return data[:count]
    # Whole groups of four characters; line breaks among them cost a few bytes at the end, which no signature needs.
    try:
        return base64_to_bytes(data[: (count + 2) // 3 * 4])[:count]
    except InvalidDataContentError:
        return b""


def top_level_media_type(media_type: str) -> str:
    """What stands before the `/`; the whole text if there is none."""
    return media_type.partition("/")[0]


def is_full_media_type(media_type: str) -> bool:
    """Whether there is a subtype, and it is no wildcard."""
    _, slash, subtype = media_type.partition("/")
    return bool(slash) and subtype not in ("", "*")


def resolve_media_type(part: FilePart) -> str:
    """The full media type of a file part: its own, else what its inline data says.

    Raises `UnsupportedFunctionalityError` if neither tells.
    """
    if is_full_media_type(part.media_type):
        return part.media_type
    problem = "it is not passed as inline bytes"
    if isinstance(part.data, FileBytes):
        found = detect_media_type(part.data.data, top_level=top_level_media_type(part.media_type))
        if found is not None:
            return found
        problem = "it could not be auto-detected"
    raise UnsupportedFunctionalityError(f'file of media type "{part.media_type}" must specify subtype since {problem}')


_EXTENSIONS: Final = {"mpeg": "mp3", "x-wav": "wav", "opus": "ogg", "mp4": "m4a", "x-m4a": "m4a"}


def media_type_to_extension(media_type: str) -> str:
    """The file name extension that upload APIs expect for an audio type: `audio/mpeg` gives `mp3`.

    Other subtypes are their own extension; without a `/` there is none.
    """
    subtype = media_type.lower().partition("/")[2]
    return _EXTENSIONS.get(subtype, subtype)
