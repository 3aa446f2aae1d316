"""`upload_file` and `upload_skill`: files that stay with a provider, to be named in later calls.

file = await upload_file("acme", Path("report.pdf"))
await generate_text("acme:model", [UserMessage([FilePart(FileReference(file.provider_reference)), TextPart("Sum up")])])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import PurePath
from typing import Any, Final, cast

from ai_sdk.media_calls import read_file_data
from ai_sdk.plugins.default_registry import registry
from ai_sdk.provider.core_errors import InvalidDataContentError, InvalidParameterError
from ai_sdk.provider.errors import UnsupportedFunctionalityError
from ai_sdk.provider.file_data import FileBytes, FileInput, FileText, FileUrl
from ai_sdk.provider.files import (
    Files,
    SkillFile,
    Skills,
    UploadData,
    UploadFileOptions,
    UploadFileResult,
    UploadSkillOptions,
    UploadSkillResult,
)
from ai_sdk.provider.provider import Provider
from ai_sdk.provider.warnings import CallWarning
from ai_sdk.provider_utils.data_url import is_data_url, open_data_url
from ai_sdk.provider_utils.media_type import detect_media_type
from ai_sdk.provider_utils.options_objects import ProviderOptionsInput, as_provider_options
from ai_sdk.timeouts import Deadline, TimeoutLike, as_timeouts, time_limit

__all__ = ["SkillFile", "UploadFileResult", "UploadSkillResult", "upload_file", "upload_skill"]

_SNIFFED_BYTES: Final = 512
_NOT_IN_TEXT: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


async def upload_file(
    api: str | Files | Provider,
    data: FileInput,
    *,
    media_type: str | None = None,
    filename: str | None = None,
    timeout: TimeoutLike = None,
    provider_options: ProviderOptionsInput | None = None,
) -> UploadFileResult:
    """Stores a file with a provider. `FileReference(result.provider_reference)` is its data in a file part.

        result = await upload_file("acme", Path("report.pdf"))

    api: the provider, by its prefix or as an object, or its `files()`.
    data: bytes, a path, base64 text, or `FileText("...")`. A URL is not downloaded.
    media_type: None for what the first bytes say.
    filename: None for the name of the path, if `data` is one.
    timeout: seconds for everything.
    provider_options: settings that only one provider knows, or its options objects.

    Nothing is tried again. Raises `NoSuchProviderError`, `UnsupportedFunctionalityError` for a provider without files,
    `InvalidDataContentError` and `OSError` before the request; `APICallError`; `TimeoutError`.
    """
    files = cast("Files", _store(api, "files", "upload_file"))
    limits = as_timeouts(timeout)
    content = await _upload_data(data)
    if filename is None and isinstance(data, PathLike):
        filename = PurePath(fspath(data)).name
    options = UploadFileOptions(
        data=content,
        media_type=media_type or _media_type(content),
        filename=filename,
        provider_options=as_provider_options(provider_options),
    )
    async with time_limit(Deadline.after(limits.total, "Total")):
        result = await files.upload_file(options)
    _log(result.warnings, files.provider)
    return result


async def upload_skill(
    api: str | Skills | Provider,
    files: Mapping[str, FileInput] | Sequence[SkillFile],
    *,
    display_title: str | None = None,
    timeout: TimeoutLike = None,
    provider_options: ProviderOptionsInput | None = None,
) -> UploadSkillResult:
    """Stores a skill with a provider.

        result = await upload_skill("acme", {"pdf/SKILL.md": Path("skills/pdf/SKILL.md")}, display_title="PDF")

    api: the provider, by its prefix or as an object, or its `skills()`.
    files: the data of each file by its path within the skill; the data is what `upload_file` takes.
    timeout: seconds for everything.
    provider_options: settings that only one provider knows, or its options objects.

    Nothing is tried again. Raises what `upload_file` raises.
    """
    skills = cast("Skills", _store(api, "skills", "upload_skill"))
    limits = as_timeouts(timeout)
    given: Sequence[SkillFile] = (
        [SkillFile(path, await _upload_data(data)) for path, data in files.items()]
        if isinstance(files, Mapping)
        else files
    )
    if not given:
        raise InvalidParameterError(parameter="files", value=files, message="a skill needs at least one file")
    options = UploadSkillOptions(
        files=given, display_title=display_title, provider_options=as_provider_options(provider_options)
    )
    async with time_limit(Deadline.after(limits.total, "Total")):
        result = await skills.upload_skill(options)
    _log(result.warnings, skills.provider)
    return result


def _store(api: Any, kind: str, method: str) -> Any:
    """The provider's store of files or skills."""
    if isinstance(api, str):
        return getattr(registry, kind)(api)
    if hasattr(api, method):
        return api
    make = getattr(api, kind, None)
    if not callable(make):
        message = f"{type(api).__name__} does not support {kind}: it has neither {kind}() nor {method}()."
        raise UnsupportedFunctionalityError(kind, message=message)
    return make()


async def _upload_data(value: FileInput) -> UploadData:
    data = await read_file_data(value)
    if isinstance(data, FileUrl) and is_data_url(data.url):
        data, _ = open_data_url(data.url)
    if isinstance(data, (FileBytes, FileText)):
        return data
    raise InvalidDataContentError(
        f"What is uploaded must be bytes, a path, base64 text or FileText, got {type(data).__name__}.", content=value
    )


def _media_type(data: UploadData) -> str:
    if isinstance(data, FileText):
        return "text/plain"
    return detect_media_type(data.data) or ("text/plain" if _is_text(data) else "application/octet-stream")


def _is_text(data: FileBytes) -> bool:
    # Twice as many characters of base64 as bytes leave room for line breaks.
    if isinstance(data.data, str) and len(data.data) > _SNIFFED_BYTES * 2:
        data = FileBytes(data.data[: _SNIFFED_BYTES * 2])
    head = data.bytes()[:_SNIFFED_BYTES]
    return bool(head) and not _NOT_IN_TEXT.search(head)


def _log(warnings: Sequence[CallWarning], provider: str) -> None:
    if warnings:
        from ai_sdk.warning_log import log_warnings

        log_warnings(warnings, provider=provider)
