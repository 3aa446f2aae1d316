"""Images and videos: what goes in, and several results by several calls of a model."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from ai_sdk.__about__ import __version__
from ai_sdk.model_call import check_at_least
from ai_sdk.provider.core_errors import InvalidDataContentError
from ai_sdk.provider.errors import shortened
from ai_sdk.provider.file_data import FileBytes, FileData, FileInput, FileUrl, as_file_data
from ai_sdk.provider.image_model import ImageFile, ImageInput, ImageUrl, MaxPerCall
from ai_sdk.provider.json_values import JSONValue, ProviderMetadata
from ai_sdk.provider_utils.data_url import is_data_url, open_data_url
from ai_sdk.provider_utils.headers import RUNTIME_USER_AGENT
from ai_sdk.provider_utils.media_type import detect_media_type

if TYPE_CHECKING:
    from ai_sdk.provider_utils.download import DownloadedFile

__all__ = [
    "DownloadFile",
    "ImageLike",
    "as_image",
    "as_images",
    "download_file",
    "limit_per_call",
    "merged_metadata",
    "read_file_data",
    "split_into_calls",
]

_BASE64 = re.compile(r"[A-Za-z0-9+/_\-=\s]*")
_CHECKED: Final = 1000

ImageLike: TypeAlias = "ImageInput | FileInput"
"""An image: bytes, a path, a URL, base64 text, or an `ImageFile` or `ImageUrl` with options for one provider."""

DownloadFile: TypeAlias = "Callable[[str], Awaitable[DownloadedFile]]"
"""Gets the file at a URL, for example `functools.partial(download_url, max_bytes=10_000_000)`."""


async def download_file(url: str) -> DownloadedFile:
    """The default: downloads from http, https and data URLs; nothing local can be reached."""
    from ai_sdk.provider_utils.download import download_url

    return await download_url(url, headers={"user-agent": f"ai-sdk/{__version__} {RUNTIME_USER_AGENT}"})


async def read_file_data(value: FileInput) -> FileData:
    """`as_file_data`, which reads a path without blocking the event loop, and takes no file name for base64."""
    if isinstance(value, PathLike):
        return await asyncio.to_thread(as_file_data, value)
    data = as_file_data(value)
    if isinstance(value, str) and isinstance(data, FileBytes) and not _BASE64.fullmatch(value[:_CHECKED]):
        shown = shortened(value)
        raise InvalidDataContentError(
            f"{shown!r} is neither a URL nor base64 text. If it names a file, give a path: Path({shown!r}).",
            content=value,
        )
    return data


async def as_image(value: ImageLike) -> ImageInput:
    """The image that `value` stands for. Raises `InvalidDataContentError`, `OSError`."""
    if isinstance(value, (ImageFile, ImageUrl)):
        return value
    data = await read_file_data(value)
    media_type: str | None = None
    if isinstance(data, FileUrl):
        if not is_data_url(data.url):
            return ImageUrl(data.url)
        data, media_type = open_data_url(data.url)
    if not isinstance(data, FileBytes):
        raise InvalidDataContentError(
            f"An image must be bytes, a path, a URL or base64 text, got {type(data).__name__}.", content=value
        )
    return ImageFile(media_type or detect_media_type(data.data, top_level="image") or "image/png", data.data)


async def as_images(values: Iterable[ImageLike] | None) -> Sequence[ImageInput] | None:
    """The images that `values` stand for; None for None."""
    return None if values is None else [await as_image(value) for value in values]


def split_into_calls(n: int, limit: int) -> Sequence[int]:
    """How many results each call is asked for: the limit of one call, and what is left for the last."""
    return [min(limit, n - start) for start in range(0, n, limit)]


async def limit_per_call(parameter: str, value: int | None, model_limit: MaxPerCall, model_id: str) -> int:
    """The most results that one call is asked for: the caller's `value`, else what the model says, else 1."""
    if value is not None:
        return check_at_least(parameter, value, 1)
    limit = model_limit(model_id) if callable(model_limit) else model_limit
    return (await limit if inspect.isawaitable(limit) else limit) or 1


def merged_metadata(all_metadata: Iterable[ProviderMetadata | None], files: str) -> ProviderMetadata:
    """The metadata of several calls as one: later values win, the lists under `files` are joined."""
    merged: dict[str, dict[str, JSONValue]] = {}
    for metadata in all_metadata:
        for provider, values in (metadata or {}).items():
            known = merged.setdefault(provider, {})
            both = [each.get(files) for each in (known, values)]
            known.update(values)
            if all(isinstance(each, Sequence) and not isinstance(each, str) for each in both):
                known[files] = [item for each in both for item in cast("Sequence[JSONValue]", each)]
    return {provider: _without_empty(values, files, provider) for provider, values in merged.items()}


def _without_empty(values: Mapping[str, JSONValue], files: str, provider: str) -> Mapping[str, JSONValue]:
    # The gateway has a list of its own, which says nothing where the provider behind it has one.
    if provider == "gateway" and values.get(files) == []:
        return {key: value for key, value in values.items() if key != files}
    return values
