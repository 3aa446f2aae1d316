"""The prompt as the `messages` of a chat request. Pure.

    chat_messages([UserMessage("hi")])   # [{"role": "user", "content": "hi"}]

What vendors do differently here is `MessageStyle`. The wire rules are those of the OpenAI chat completions API and of
the servers that extend it (`reasoning_content`, `video_url`, thought signatures).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ai_sdk.provider import (
    AssistantMessage,
    ContentOutput,
    ErrorTextOutput,
    ExecutionDeniedOutput,
    FileBytes,
    FilePart,
    FileReference,
    FileText,
    FileUrl,
    Message,
    ProviderOptions,
    ReasoningPart,
    TextOutput,
    TextPart,
    ToolCallPart,
    ToolMessage,
    ToolOutput,
    ToolResultPart,
    UnsupportedFunctionalityError,
    UserMessage,
    to_json,
)
from ai_sdk.provider_utils import normalize_url, resolve_media_type, to_json_text, top_level_media_type

__all__ = ["MessageStyle", "chat_messages", "file_part", "inline_or_url", "media_url", "tool_output_text"]

WireObject: TypeAlias = dict[str, Any]

_DENIED = "Tool call execution denied."


def media_url(part: FilePart) -> str:
    """The URL that stands for an image or video: its own, or a data URL with its bytes.

    Raises `UnsupportedFunctionalityError` for data that is neither inline nor a URL.
    """
    data = inline_or_url(part)
    if isinstance(data, FileUrl):
        return _sent_url(data.url)
    return f"data:{resolve_media_type(part)};base64,{data.base64()}"


def file_part(part: FilePart) -> WireObject:
    """A file of a user message as a content part. Raises `UnsupportedFunctionalityError` if there is none for it."""
    data = inline_or_url(part)
    # Matching is case-sensitive, as it is in every SDK of this family.
    match top_level_media_type(part.media_type):
        case "image":
            return {"type": "image_url", "image_url": {"url": media_url(part)}}
        case "video":
            return {"type": "video_url", "video_url": {"url": media_url(part)}}
        case "audio":
            return _audio_part(data, part)
        case "application":
            return _document_part(data, part)
        case "text":
            text = _sent_url(data.url) if isinstance(data, FileUrl) else _decoded(data.bytes())
            return {"type": "text", "text": text}
        case _:
            raise UnsupportedFunctionalityError(f"file part media type {part.media_type}")


def inline_or_url(part: FilePart) -> FileBytes | FileUrl:
    """The data of a file. Raises `UnsupportedFunctionalityError` for the kinds that this wire has no form for."""
    if isinstance(part.data, FileReference):
        raise UnsupportedFunctionalityError("file parts with provider references")
    if isinstance(part.data, FileText):
        raise UnsupportedFunctionalityError("text file parts")
    return part.data


def _sent_url(url: str) -> str:
    # As fetch would send it. A text that is no URL is left for the server to refuse.
    try:
        return normalize_url(url)
    except ValueError:
        return url


_AUDIO_FORMATS = {"audio/wav": "wav", "audio/mp3": "mp3", "audio/mpeg": "mp3"}


def _audio_part(data: FileBytes | FileUrl, part: FilePart) -> WireObject:
    if isinstance(data, FileUrl):
        raise UnsupportedFunctionalityError("audio file parts with URLs")
    media_type = resolve_media_type(part)
    audio_format = _AUDIO_FORMATS.get(media_type)
    if audio_format is None:
        raise UnsupportedFunctionalityError(f"audio media type {media_type}")
    return {"type": "input_audio", "input_audio": {"data": data.base64(), "format": audio_format}}


def _document_part(data: FileBytes | FileUrl, part: FilePart) -> WireObject:
    if isinstance(data, FileUrl):
        raise UnsupportedFunctionalityError("PDF file parts with URLs")
    media_type = resolve_media_type(part)
    if media_type != "application/pdf":
        raise UnsupportedFunctionalityError(f"file part media type {media_type}")
    return {
        "type": "file",
        "file": {
            "filename": "document.pdf" if part.filename is None else part.filename,
            "file_data": f"data:application/pdf;base64,{data.base64()}",
        },
    }


def _decoded(data: bytes) -> str:
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStyle:
    """What one vendor's messages have that others don't.

    `options_key`: the members of these provider options of a message or part are added to what is sent for it, last,
    so they can replace fields; None adds nothing. `reasoning_field`: where an assistant message carries its reasoning
    back. `empty_content`: the content of an assistant message that has tool calls and no text. `file_part` makes the
    content part of a file. `has_thought_signatures`: tool calls give Gemini's thought signatures back.
    """

    options_key: str | None = "openaiCompatible"
    reasoning_field: str = "reasoning_content"
    empty_content: str | None = None
    file_part: Callable[[FilePart], WireObject] = file_part
    has_thought_signatures: bool = True

    def with_added(self, sent: WireObject, options: ProviderOptions | None) -> WireObject:
        """`sent` with the members that provider options add."""
        if options is not None and self.options_key is not None:
            sent.update(options.get(self.options_key) or {})
        return sent


_USUAL = MessageStyle()


def chat_messages(
    prompt: Sequence[Message], *, style: MessageStyle = _USUAL, metadata_key: str = "openaiCompatible"
) -> list[WireObject]:
    """The messages of a request. `metadata_key`: the provider options in which this provider left thought signatures.

    Raises `UnsupportedFunctionalityError` for files that the wire has no form for.
    """
    messages: list[WireObject] = []
    for message in prompt:
        if isinstance(message, UserMessage):
            messages.append(_user_message(message, style))
        elif isinstance(message, AssistantMessage):
            messages.append(_assistant_message(message, style, metadata_key))
        elif isinstance(message, ToolMessage):
            messages += [_tool_message(part, style) for part in message.content if isinstance(part, ToolResultPart)]
        else:
            system = {"role": "system", "content": message.content}
            messages.append(style.with_added(system, message.provider_options))
    return messages


def _user_message(message: UserMessage, style: MessageStyle) -> WireObject:
    parts = message.parts
    if len(parts) == 1 and isinstance(part := parts[0], TextPart):
        # A lone text is sent as a string, which every server takes. Only the part's own options count then.
        return style.with_added({"role": "user", "content": part.text}, part.provider_options)
    content = [
        style.with_added(
            {"type": "text", "text": part.text} if isinstance(part, TextPart) else style.file_part(part),
            part.provider_options,
        )
        for part in parts
    ]
    return style.with_added({"role": "user", "content": content}, message.provider_options)


def _assistant_message(message: AssistantMessage, style: MessageStyle, metadata_key: str) -> WireObject:
    text = ""
    reasoning = ""
    tool_calls: list[WireObject] = []
    for part in message.parts:
        if isinstance(part, TextPart):
            text += part.text
        elif isinstance(part, ReasoningPart):
            reasoning += part.text
        elif isinstance(part, ToolCallPart):
            tool_calls.append(_tool_call(part, style, metadata_key))
    result: WireObject = {"role": "assistant", "content": (text or style.empty_content) if tool_calls else text}
    if reasoning:
        result[style.reasoning_field] = reasoning
    if tool_calls:
        result["tool_calls"] = tool_calls
    return style.with_added(result, message.provider_options)


def _tool_call(part: ToolCallPart, style: MessageStyle, metadata_key: str) -> WireObject:
    call: WireObject = {
        "id": part.tool_call_id,
        "type": "function",
        "function": {"name": part.tool_name, "arguments": to_json_text(part.input)},
    }
    options = part.provider_options
    if options is not None:
        style.with_added(call, options)
        if style.has_thought_signatures and (signature := _thought_signature(options, metadata_key)):
            call["extra_content"] = {"google": {"thought_signature": str(signature)}}
    return call


def _thought_signature(options: ProviderOptions, metadata_key: str) -> object:
    """Gemini wants the signature of a call back, from whichever provider it came through."""
    for key in (metadata_key, "google"):
        signature = (options.get(key) or {}).get("thoughtSignature")
        if signature is not None:
            return signature
    return None


def _tool_message(part: ToolResultPart, style: MessageStyle) -> WireObject:
    sent = {"role": "tool", "tool_call_id": part.tool_call_id, "content": tool_output_text(part.output)}
    return style.with_added(sent, part.provider_options)


def tool_output_text(output: ToolOutput) -> str:
    """A tool's result as the text of a tool message."""
    match output:
        case TextOutput() | ErrorTextOutput():
            return output.value
        case ExecutionDeniedOutput():
            return _DENIED if output.reason is None else output.reason
        case ContentOutput():
            # The wire has no form for files in results: the list goes as JSON, bytes in it as base64.
            return to_json_text(to_json(output.value))
        case _:
            return to_json_text(output.value)
