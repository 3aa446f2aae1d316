"""What the caller gives as the prompt, checked and in one form: instructions and a list of messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from ai_sdk.provider.codec import from_json
from ai_sdk.provider.errors import InvalidPromptError, TypeValidationError
from ai_sdk.provider.prompt import AssistantMessage, Message, SystemMessage, ToolMessage, UserMessage

__all__ = [
    "Instructions",
    "MessageInput",
    "PromptInput",
    "StandardPrompt",
    "standardize_instructions",
    "standardize_messages",
    "standardize_prompt",
]

MessageInput: TypeAlias = Message | Mapping[str, Any]
"""A message as a user gives it: a message object, or a mapping such as `{"role": "user", "content": "hi"}`."""

PromptInput: TypeAlias = str | Sequence[MessageInput]
Instructions: TypeAlias = str | SystemMessage | Mapping[str, Any] | Sequence[SystemMessage | Mapping[str, Any]]

_MESSAGE_CLASSES = (SystemMessage, UserMessage, AssistantMessage, ToolMessage)


@dataclass(slots=True)
class StandardPrompt:
    """A prompt in one form: leading system messages, and the messages of the conversation."""

    instructions: Sequence[SystemMessage]
    messages: Sequence[Message]


def standardize_prompt(
    *,
    prompt: PromptInput | None,
    messages: Sequence[MessageInput] | None,
    instructions: Instructions | None,
    allow_system_in_messages: bool,
) -> StandardPrompt:
    """The prompt in one form. Raises `InvalidPromptError` that says what is wrong, before anything is sent."""
    given = cast("object", messages if prompt is None else prompt)
    if given is None:
        raise InvalidPromptError("prompt or messages must be defined", prompt=None)
    if prompt is not None and messages is not None:
        raise InvalidPromptError("prompt and messages cannot be defined at the same time", prompt=prompt)
    system = standardize_instructions(instructions, given)
    if isinstance(given, str):
        return StandardPrompt(system, (UserMessage(given),))
    if not isinstance(given, Sequence):
        raise InvalidPromptError(f"expected a text or a list of messages, got {given!r}", prompt=given)
    items = cast("Sequence[object]", given)
    if not items:
        raise InvalidPromptError("messages must not be empty", prompt=items)
    if not allow_system_in_messages and any(_role(item) == "system" for item in items):
        raise InvalidPromptError(
            "System messages are not allowed in the prompt or messages fields. Use the instructions option instead.",
            prompt=items,
        )
    return StandardPrompt(system, standardize_messages(items))


def standardize_messages(messages: Sequence[object]) -> Sequence[Message]:
    """Messages as objects. Raises `InvalidPromptError`; a note on it says where."""
    try:
        return tuple(_message(item) for item in messages)
    except TypeValidationError as error:
        wrong = InvalidPromptError("The messages do not match the ModelMessage[] schema.", prompt=messages, cause=error)
        wrong.add_note(f"In the messages, {error.cause}.")
        raise wrong from error


def _message(item: object) -> Message:
    if isinstance(item, _MESSAGE_CLASSES):
        return item
    if isinstance(item, Mapping):
        item = _without_image_parts(cast("Mapping[str, Any]", item))
    return from_json(Message, item)


def _without_image_parts(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message with parts `{"type": "image", "image": ...}`, which stored conversations may hold, as file parts."""
    content = message.get("content")
    if not isinstance(content, Sequence) or isinstance(content, str):
        return message
    parts: list[Any] = []
    for part in cast("Sequence[Any]", content):
        image = dict(cast("Mapping[str, Any]", part)) if isinstance(part, Mapping) else {}
        if image.get("type") == "image" and "image" in image:
            media_type = image.pop("mediaType", None) or image.pop("media_type", None) or "image"
            parts.append({**image, "type": "file", "data": image.pop("image"), "mediaType": media_type})
        else:
            parts.append(part)
    return {**message, "content": parts}


def _role(item: object) -> object:
    if isinstance(item, Mapping):
        return cast("Mapping[str, object]", item).get("role")
    return getattr(item, "role", None)


def standardize_instructions(instructions: Instructions | None, prompt: object = None) -> Sequence[SystemMessage]:
    """Instructions as system messages. Raises `InvalidPromptError`."""
    if instructions is None:
        return ()
    if isinstance(instructions, str):
        return (SystemMessage(instructions),)
    items: Sequence[object] = (
        (instructions,) if isinstance(instructions, (SystemMessage, Mapping)) else tuple(instructions)
    )
    try:
        system = [from_json(Message, item) for item in items]
    except TypeValidationError as error:
        raise _wrong_instructions(prompt, error) from error
    if not all(isinstance(message, SystemMessage) for message in system):
        raise _wrong_instructions(prompt, None)
    return cast("list[SystemMessage]", system)


def _wrong_instructions(prompt: object, cause: BaseException | None) -> InvalidPromptError:
    return InvalidPromptError(
        "instructions must be a string, SystemModelMessage, or array of SystemModelMessage", prompt=prompt, cause=cause
    )
