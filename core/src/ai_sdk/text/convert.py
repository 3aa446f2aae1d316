"""From the caller's messages to the prompt that a model is given.

Files come into their standard form: URLs that the model does not fetch itself are downloaded, data URLs opened, media
types told from the bytes. Empty texts go, approvals that only we need go, tool messages in a row become one, and a tool
call without its result is an error here rather than a strange answer from the provider.
"""

from __future__ import annotations

import operator
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, cast

from ai_sdk.__about__ import __version__
from ai_sdk.concurrency import run_all
from ai_sdk.provider.core_errors import InvalidDataContentError, InvalidParameterError, MissingToolResultsError
from ai_sdk.provider.file_data import FileBytes, FileData, FileUrl
from ai_sdk.provider.json_values import ProviderOptions
from ai_sdk.provider.prompt import (
    AssistantMessage,
    AssistantPart,
    ContentOutput,
    FilePart,
    Message,
    Prompt,
    ReasoningFilePart,
    SystemMessage,
    TextPart,
    ToolApprovalRequestPart,
    ToolApprovalResponsePart,
    ToolCallPart,
    ToolMessage,
    ToolPart,
    ToolResultPart,
    UserMessage,
)
from ai_sdk.provider_utils.data_url import is_data_url, open_data_url
from ai_sdk.provider_utils.headers import RUNTIME_USER_AGENT
from ai_sdk.provider_utils.merging import deep_merge
from ai_sdk.text.prompt import StandardPrompt

if TYPE_CHECKING:
    from ai_sdk.provider.language_model import SupportedUrls
    from ai_sdk.provider_utils.download import DownloadedFile

__all__ = ["Download", "DownloadRequest", "ModelPrompts", "to_model_prompt"]

_DOWNLOAD_USER_AGENT = f"ai-sdk/{__version__} {RUNTIME_USER_AGENT}"


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """A URL in the prompt, and whether the model would fetch it itself."""

    url: str
    is_url_supported_by_model: bool


Download: TypeAlias = "Callable[[Sequence[DownloadRequest]], Awaitable[Sequence[DownloadedFile | None]]]"
"""Downloads what a prompt needs: all its URLs at once in, as many answers out; None leaves the URL as it is."""


async def to_model_prompt(
    prompt: StandardPrompt, *, supported_urls: SupportedUrls, download: Download | None = None
) -> Prompt:
    """The prompt for a model that fetches `supported_urls` itself.

    Raises `DownloadError`, `InvalidDataContentError`, `MissingToolResultsError`.
    """
    return await ModelPrompts(download).convert(prompt, supported_urls)


class ModelPrompts:
    """`to_model_prompt` for the steps of one call: messages that were there before are not converted again."""

    def __init__(self, download: Download | None = None) -> None:
        self._download = download or download_unsupported
        self._given: Sequence[Message] = ()
        self._converted: list[Message] = []
        self._open_calls: dict[str, None] = {}

    async def convert(self, prompt: StandardPrompt, supported_urls: SupportedUrls) -> Prompt:
        """What `to_model_prompt` gives and raises."""
        messages = prompt.messages
        if len(messages) == 1 and isinstance(messages[0], UserMessage) and isinstance(messages[0].content, str):
            # One text, the most usual prompt of all: nothing could be found in it.
            self._given, self._converted, self._open_calls = messages, [_convert(messages[0], {})], {}
            return [*prompt.instructions, *self._converted]
        known = len(self._given)
        if known == 0 or known > len(messages) or not all(map(operator.is_, self._given, messages)):
            known, converted, open_calls = 0, list[Message](), dict[str, None]()
        else:
            converted, open_calls = self._converted, self._open_calls
        # Until all is well.
        self._given = ()
        added = messages[known:]
        files: Mapping[str, DownloadedFile] = {}
        has_files = _has_files(added)
        if has_files:
            files = await _download(added, supported_urls, self._download)
        for message in added:
            new = _convert(message, files)
            _check_tool_results(new, open_calls, messages)
            _append(converted, new)
        if open_calls:
            _raise_if_open(open_calls, messages)
        if not has_files:
            # Files are fetched for one model; the next step's may be another one.
            self._given, self._converted, self._open_calls = messages, converted, open_calls
        return [*prompt.instructions, *[m for m in converted if m.content or not isinstance(m, ToolMessage)]]


# Downloads


async def download_unsupported(requests: Sequence[DownloadRequest]) -> Sequence[DownloadedFile | None]:
    """The default: what the model does not fetch itself is downloaded, all at once."""
    from ai_sdk.provider_utils.download import download_url

    async def one(request: DownloadRequest) -> DownloadedFile | None:
        if request.is_url_supported_by_model:
            return None
        return await download_url(request.url, headers={"user-agent": _DOWNLOAD_USER_AGENT})

    return await run_all(one(request) for request in requests)


def _has_files(messages: Sequence[Message]) -> bool:
    # Asked for every step of every call, and hardly ever true: so it is written to be quick.
    for message in messages:
        if isinstance(message.content, str):
            continue
        for part in message.content:
            kind = part.__class__
            if kind is FilePart or (kind is ToolResultPart and isinstance(part.output, ContentOutput)):  # type: ignore[union-attr]
                return True
    return False


async def _download(
    messages: Sequence[Message], supported_urls: SupportedUrls, download: Download
) -> Mapping[str, DownloadedFile]:
    wanted = {part.data.url: part.media_type for part in _files_to_fetch(messages) if isinstance(part.data, FileUrl)}
    if not wanted:
        return {}
    from ai_sdk.provider_utils.supported_urls import is_url_supported

    requests = [
        DownloadRequest(url, is_url_supported(media_type, url, supported_urls)) for url, media_type in wanted.items()
    ]
    answers = await download(requests)
    if len(answers) != len(requests):
        raise InvalidParameterError(
            parameter="download",
            value=download,
            message=f"the function gave {len(answers)} answers to {len(requests)} requests; "
            "it must give one for each, None where the URL shall stay",
        )
    return {request.url: answer for request, answer in zip(requests, answers, strict=True) if answer is not None}


def _files_to_fetch(messages: Sequence[Message]) -> Iterator[FilePart]:
    for message in messages:
        if isinstance(message, UserMessage):
            candidates: Iterable[object] = message.parts
        elif isinstance(message, (ToolMessage, AssistantMessage)):
            candidates = (
                item
                for part in message.parts
                if isinstance(part, ToolResultPart) and isinstance(part.output, ContentOutput)
                for item in part.output.value
            )
        else:
            continue
        for part in candidates:
            if isinstance(part, FilePart) and isinstance(part.data, FileUrl) and not is_data_url(part.data.url):
                yield part


# Messages


def _convert(message: Message, files: Mapping[str, DownloadedFile]) -> Message:
    """The message for a model; the same object where nothing changes."""
    if isinstance(message, SystemMessage):
        return message
    options = message.provider_options
    if isinstance(message, UserMessage):
        if isinstance(message.content, str):
            return UserMessage(message.parts, provider_options=options)
        user = [_fetched(part, files) if isinstance(part, FilePart) else part for part in message.content]
        return UserMessage(
            [part for part in user if not isinstance(part, TextPart) or part.text], provider_options=options
        )
    if isinstance(message, AssistantMessage):
        if isinstance(message.content, str):
            return AssistantMessage(message.parts, provider_options=options)
        said = [_assistant_part(part, files) for part in message.content if _is_for_the_model(part)]
        return message if _is_same(said, message.content) else AssistantMessage(said, provider_options=options)
    answered = [
        _tool_result(part, files) if isinstance(part, ToolResultPart) else part
        for part in message.content
        if not isinstance(part, ToolApprovalResponsePart) or part.provider_executed
    ]
    return message if _is_same(answered, message.content) else ToolMessage(answered, provider_options=options)


def _is_same(parts: Sequence[object], given: Sequence[object]) -> bool:
    return len(parts) == len(given) and all(map(operator.is_, parts, given))


def _is_for_the_model(part: AssistantPart) -> bool:
    if isinstance(part, TextPart):
        return part.text != "" or part.provider_options is not None
    return not isinstance(part, ToolApprovalRequestPart)


def _assistant_part(part: AssistantPart, files: Mapping[str, DownloadedFile]) -> AssistantPart:
    if isinstance(part, ToolResultPart):
        return _tool_result(part, files)
    if isinstance(part, FilePart):
        data, media_type = _opened(part.data, part.media_type)
        return FilePart(data, media_type, filename=part.filename, provider_options=part.provider_options)
    if isinstance(part, ReasoningFilePart):
        data, media_type = _opened(part.data, part.media_type)
        return replace(part, data=cast("FileBytes | FileUrl", data), media_type=media_type)
    return part


def _tool_result(part: ToolResultPart, files: Mapping[str, DownloadedFile]) -> ToolResultPart:
    if not isinstance(part.output, ContentOutput):
        return part
    items = [_fetched(item, files) if isinstance(item, FilePart) else item for item in part.output.value]
    return replace(part, output=replace(part.output, value=items))


# Files


def _fetched(part: FilePart, files: Mapping[str, DownloadedFile]) -> FilePart:
    """The part with its data downloaded or opened, and with the media type that the bytes tell."""
    from ai_sdk.provider_utils.media_type import detect_media_type, is_full_media_type

    data, media_type = _opened(part.data, part.media_type)
    file = files.get(data.url) if isinstance(data, FileUrl) else None
    if file is not None:
        data = FileBytes(file.data)
        if file.media_type and not is_full_media_type(media_type):
            media_type = file.media_type
    if isinstance(data, FileBytes):
        media_type = detect_media_type(data.data, top_level="image") or media_type
    if data is part.data and media_type == part.media_type:
        return part
    return FilePart(data, media_type, filename=part.filename, provider_options=part.provider_options)


def _opened(data: FileData, media_type: str) -> tuple[FileData, str]:
    """A data URL as inline data with its own media type; anything else as it is."""
    if isinstance(data, FileBytes) and isinstance(data.data, str) and data.data.lstrip()[:5].lower() == "data:":
        raise InvalidDataContentError(
            "A data URL was given as inline data; give it as a URL, or its base64 text alone.", content=data.data
        )
    if not isinstance(data, FileUrl) or not is_data_url(data.url):
        return data, media_type
    return open_data_url(data.url)


# Tool messages


def _append(messages: list[Message], message: Message) -> None:
    """Adds a message. Tool messages in a row become one.

    The earlier one's options move to its last part, which they do not override; the merged message has the later's.
    """
    before = messages[-1] if messages else None
    if not isinstance(message, ToolMessage) or not isinstance(before, ToolMessage):
        messages.append(message)
        return
    parts = list(before.content)
    if parts and before.provider_options:
        last: ToolPart = parts[-1]
        options = deep_merge(before.provider_options, last.provider_options or {})
        parts[-1] = replace(last, provider_options=cast("ProviderOptions", options))
    messages[-1] = ToolMessage([*parts, *message.content], provider_options=message.provider_options)


def _answered_calls(messages: Sequence[Message]) -> set[str]:
    """The calls that a person's or a policy's word settles, whichever it was."""
    calls = {
        part.approval_id: part.tool_call_id
        for message in messages
        if isinstance(message, AssistantMessage)
        for part in message.parts
        if isinstance(part, ToolApprovalRequestPart)
    }
    return {
        calls[part.approval_id]
        for message in messages
        if isinstance(message, ToolMessage)
        for part in message.content
        if isinstance(part, ToolApprovalResponsePart) and part.approval_id in calls
    }


def _check_tool_results(message: Message, open_calls: dict[str, None], given: Sequence[Message]) -> None:
    """Keeps account of our calls that have no result yet.

    Raises `MissingToolResultsError` where the conversation goes on without one. What people or a policy settled needs
    none; `given` still has their words.
    """
    if isinstance(message, AssistantMessage):
        for part in message.parts:
            if isinstance(part, ToolCallPart) and not part.provider_executed:
                open_calls[part.tool_call_id] = None
    elif isinstance(message, ToolMessage):
        for result in message.content:
            if isinstance(result, ToolResultPart):
                open_calls.pop(result.tool_call_id, None)
    elif open_calls:
        _raise_if_open(open_calls, given)


def _raise_if_open(open_calls: Mapping[str, None], given: Sequence[Message]) -> None:
    answered = _answered_calls(given)
    missing = [call for call in open_calls if call not in answered]
    if missing:
        raise MissingToolResultsError(tool_call_ids=missing)
