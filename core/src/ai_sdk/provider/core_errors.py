"""The exceptions that the generic functions raise, beside those of `errors.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from ai_sdk.provider.errors import AISDKError, InvalidArgumentError, NoSuchModelError, error_text

__all__ = [
    "AbortError",
    "InvalidDataContentError",
    "InvalidMessageRoleError",
    "InvalidParameterError",
    "InvalidToolApprovalError",
    "InvalidToolApprovalSignatureError",
    "InvalidToolInputError",
    "MessageConversionError",
    "MissingToolResultsError",
    "ModelStreamError",
    "NoImageGeneratedError",
    "NoObjectGeneratedError",
    "NoOutputGeneratedError",
    "NoSpeechGeneratedError",
    "NoSuchProviderError",
    "NoSuchToolError",
    "NoTranscriptGeneratedError",
    "NoTranslationGeneratedError",
    "NoVideoGeneratedError",
    "RetryError",
    "SerializationError",
    "ToolCallNotFoundForApprovalError",
    "ToolCallRepairError",
    "UIMessageStreamError",
    "UnsupportedModelVersionError",
]


class InvalidParameterError(InvalidArgumentError):
    """A parameter of one of the generic functions has a value that can't be used; `parameter` and `value` say which."""

    def __init__(self, *, parameter: str, value: object, message: str, cause: BaseException | None = None) -> None:
        super().__init__(
            f"Invalid argument for parameter {parameter}: {message}", argument=parameter, value=value, cause=cause
        )
        self.parameter = parameter


class AbortError(AISDKError):
    """The call was stopped by the caller. `reason` is the caller's word for it."""

    name = "AbortError"

    def __init__(self, reason: str | None = None) -> None:
        super().__init__("The stream was aborted." if reason is None else reason)
        self.reason = reason


class ModelStreamError(AISDKError):
    """The provider reported an error in the middle of a stream. `error` is what it sent."""

    name = "AI_ModelStreamError"

    def __init__(self, error: object) -> None:
        super().__init__(f"The model's stream reported an error: {error_text(error)}")
        self.error = error


class RetryError(AISDKError):
    """A call failed more than once. `errors` has every failure in order, `last_error` the last."""

    name = "AI_RetryError"

    def __init__(
        self,
        message: str,
        *,
        reason: Literal["maxRetriesExceeded", "errorNotRetryable"],
        errors: Sequence[BaseException],
    ) -> None:
        super().__init__(message, cause=errors[-1])
        self.reason = reason
        self.errors = list(errors)
        self.last_error = errors[-1]


class NoSuchProviderError(NoSuchModelError):
    """A model string names a provider that is not there. `available_providers` are those that are."""

    name = "AI_NoSuchProviderError"

    def __init__(
        self,
        message: str | None = None,
        *,
        provider_id: str,
        available_providers: Sequence[str],
        model_id: str,
        model_type: str,
        cause: BaseException | None = None,
    ) -> None:
        if message is None:
            available = ",".join(available_providers)
            message = f"No such provider: {provider_id} (available providers: {available})"
        super().__init__(message, model_id=model_id, model_type=model_type, cause=cause)
        self.provider_id = provider_id
        self.available_providers = list(available_providers)


class UnsupportedModelVersionError(AISDKError):
    """A model object implements another version of the model interface than this core speaks."""

    name = "AI_UnsupportedModelVersionError"

    def __init__(self, *, version: object, provider: str, model_id: str) -> None:
        super().__init__(
            f'Unsupported model version {version} for provider "{provider}" and model "{model_id}". '
            'This version of the SDK only supports models that implement specification version "v4". '
            "Upgrade the provider's package."
        )
        self.version = version
        self.provider = provider
        self.model_id = model_id


class InvalidDataContentError(AISDKError, ValueError):
    """The data of a file part can't be used: bad base64, a malformed data URL, or a data URL given as inline data."""

    name = "AI_InvalidDataContentError"

    def __init__(self, message: str | None = None, *, content: object, cause: BaseException | None = None) -> None:
        if message is None:
            message = (
                f"Invalid data content. Expected a base64 string, bytes, or a URL, but got {type(content).__name__}."
            )
        super().__init__(message, cause=cause)
        self.content = content


class InvalidMessageRoleError(AISDKError, ValueError):
    """A message has a role that does not exist."""

    name = "AI_InvalidMessageRoleError"

    def __init__(self, message: str | None = None, *, role: str) -> None:
        if message is None:
            message = f'Invalid message role: \'{role}\'. Must be one of: "system", "user", "assistant", "tool".'
        super().__init__(message)
        self.role = role


class MessageConversionError(AISDKError):
    """A UI message could not be turned into a model message."""

    name = "AI_MessageConversionError"

    def __init__(self, message: str, *, original_message: object) -> None:
        super().__init__(message)
        self.original_message = original_message


class MissingToolResultsError(AISDKError):
    """The messages hold tool calls without their results."""

    name = "AI_MissingToolResultsError"

    def __init__(self, *, tool_call_ids: Sequence[str]) -> None:
        missing = (
            "Tool result is missing for tool call"
            if len(tool_call_ids) == 1
            else ("Tool results are missing for tool calls")
        )
        super().__init__(f"{missing} {', '.join(tool_call_ids)}.")
        self.tool_call_ids = list(tool_call_ids)


class NoSuchToolError(AISDKError, LookupError):
    """The model called a tool that it was not given."""

    name = "AI_NoSuchToolError"

    def __init__(self, *, tool_name: str, available_tools: Sequence[str] | None = None) -> None:
        available = (
            "No tools are available." if available_tools is None else f"Available tools: {', '.join(available_tools)}."
        )
        super().__init__(f"Model tried to call unavailable tool '{tool_name}'. {available}")
        self.tool_name = tool_name
        self.available_tools = None if available_tools is None else list(available_tools)


class InvalidToolInputError(AISDKError, ValueError):
    """The model called a tool with an input that its schema refuses. `tool_input` is the raw text."""

    name = "AI_InvalidToolInputError"

    def __init__(self, *, tool_name: str, tool_input: str, cause: BaseException) -> None:
        super().__init__(f"Invalid input for tool {tool_name}: {error_text(cause)}", cause=cause)
        self.tool_name = tool_name
        self.tool_input = tool_input


class ToolCallRepairError(AISDKError):
    """The function that repairs tool calls failed itself. `original_error` is what it should have repaired."""

    name = "AI_ToolCallRepairError"

    def __init__(self, *, original_error: AISDKError, cause: BaseException) -> None:
        super().__init__(f"Error repairing tool call: {error_text(cause)}", cause=cause)
        self.original_error = original_error


class InvalidToolApprovalError(AISDKError):
    """An approval answers a request that the messages don't hold."""

    name = "AI_InvalidToolApprovalError"

    def __init__(self, *, approval_id: str) -> None:
        super().__init__(
            f'Tool approval response references unknown approvalId: "{approval_id}". '
            "No matching tool-approval-request found in message history."
        )
        self.approval_id = approval_id


class InvalidToolApprovalSignatureError(AISDKError):
    """An approval's signature is missing or wrong."""

    name = "AI_InvalidToolApprovalSignatureError"

    def __init__(self, *, approval_id: str, tool_call_id: str, reason: str) -> None:
        super().__init__(
            f'Tool approval signature verification failed for approval "{approval_id}" '
            f'(tool call "{tool_call_id}"): {reason}'
        )
        self.approval_id = approval_id
        self.tool_call_id = tool_call_id
        self.reason = reason


class ToolCallNotFoundForApprovalError(AISDKError, LookupError):
    """An approval request names a tool call that is not there."""

    name = "AI_ToolCallNotFoundForApprovalError"

    def __init__(self, *, tool_call_id: str, approval_id: str) -> None:
        super().__init__(f'Tool call "{tool_call_id}" not found for approval request "{approval_id}".')
        self.tool_call_id = tool_call_id
        self.approval_id = approval_id


class NoObjectGeneratedError(AISDKError):
    """The model's answer is not the object that was asked for.

    `text` is the answer, `response`, `usage` and `finish_reason` are those of the call; `cause` says what is wrong.
    """

    name = "AI_NoObjectGeneratedError"

    def __init__(
        self,
        message: str = "No object generated.",
        *,
        text: str | None = None,
        response: Any = None,
        usage: Any = None,
        finish_reason: str | None = None,
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(message, cause=cause)
        self.text = text
        self.response = response
        self.usage = usage
        self.finish_reason = finish_reason


class NoOutputGeneratedError(AISDKError):
    """There is no output to read: the model did not finish, or nothing came."""

    name = "AI_NoOutputGeneratedError"

    def __init__(self, message: str = "No output generated.", *, cause: BaseException | None = None) -> None:
        super().__init__(message, cause=cause)


class _NothingGeneratedError(AISDKError):
    default: str

    def __init__(
        self, message: str | None = None, *, responses: Sequence[Any] = (), cause: BaseException | None = None
    ):
        super().__init__(message or self.default, cause=cause)
        self.responses = list(responses)


class NoImageGeneratedError(_NothingGeneratedError):
    """No image came. `responses` has the metadata of every call."""

    name = "AI_NoImageGeneratedError"
    default = "No image generated."


class NoSpeechGeneratedError(_NothingGeneratedError):
    """No audio came. `responses` has the metadata of every call."""

    name = "AI_NoSpeechGeneratedError"
    default = "No speech audio generated."


class NoTranscriptGeneratedError(_NothingGeneratedError):
    """No transcript came. `responses` has the metadata of every call."""

    name = "AI_NoTranscriptGeneratedError"
    default = "No transcript generated."


class NoVideoGeneratedError(_NothingGeneratedError):
    """No video came. `responses` has the metadata of every call."""

    name = "AI_NoVideoGeneratedError"
    default = "No video generated."


class NoTranslationGeneratedError(AISDKError):
    """No translation came. `response` has the metadata of the call."""

    name = "AI_NoTranslationGeneratedError"

    def __init__(self, message: str = "No translation generated.", *, response: Any = None) -> None:
        super().__init__(message)
        self.response = response


class SerializationError(AISDKError):
    """A value can't be turned into JSON."""

    name = "AI_SerializationError"


class UIMessageStreamError(AISDKError):
    """A chunk of a UI message stream came out of its order. `chunk_type` and `chunk_id` name it."""

    name = "AI_UIMessageStreamError"

    def __init__(self, message: str, *, chunk_type: str, chunk_id: str) -> None:
        super().__init__(message)
        self.chunk_type = chunk_type
        self.chunk_id = chunk_id
