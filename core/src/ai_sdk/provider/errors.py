"""The exceptions of the SDK, one tree under `AISDKError`.

    try:
        result = await generate_text("groq:llama-3.3-70b-versatile", "hi")
    except APICallError as error:
        print(error.status_code, error.message)

Every class has a `name`: the word that logs, other languages' SDKs and the text a model reads about a failed
tool call use for it. A cause, where there is one, is the standard `__cause__`.
This file holds what providers and the transport raise; `core_errors.py` holds what the generic functions raise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

__all__ = [
    "AISDKError",
    "APICallError",
    "DownloadError",
    "EmptyResponseBodyError",
    "InvalidArgumentError",
    "InvalidPromptError",
    "InvalidResponseDataError",
    "JSONParseError",
    "LoadAPIKeyError",
    "LoadSettingError",
    "NoContentGeneratedError",
    "NoSuchModelError",
    "NoSuchProviderReferenceError",
    "TooManyEmbeddingValuesForCallError",
    "TypeValidationError",
    "UnsupportedFunctionalityError",
    "error_text",
    "shortened",
]


class AISDKError(Exception):
    """The root of every exception that the SDK and its providers raise on purpose."""

    name: ClassVar[str] = "AI_SDKError"

    def __init__(self, message: str, *, cause: BaseException | None = None) -> None:
        super().__init__(message)
        self.message = message
        if cause is not None:
            self.__cause__ = cause

    @property
    def cause(self) -> BaseException | None:
        """What led to this error, or None. The same object as `__cause__`."""
        return self.__cause__

    def __reduce__(self) -> tuple[Any, ...]:
        # The constructors take keywords, which the default pickling of exceptions can't repeat.
        return _rebuild, (type(self), self.args, self.__dict__.copy())


def _rebuild(cls: type[AISDKError], args: tuple[Any, ...], state: dict[str, Any]) -> AISDKError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def error_text(error: object) -> str:
    """The text of any error value, as a model reads it: `Name: message`.

    None gives `unknown error`, a string itself, an exception its name (`AISDKError.name`, else the class name) and
    message, anything else its compact JSON.
    """
    if error is None:
        return "unknown error"
    if isinstance(error, str):
        return error
    if isinstance(error, BaseException):
        name = error.name if isinstance(error, AISDKError) else type(error).__name__
        message = str(error)
        return f"{name}: {message}" if message else name
    return _json_text(error)


def shortened(text: str, limit: int = 80) -> str:
    """The text, cut to `limit` characters: a wrong value may be a whole document, and its error is one line."""
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def _json_text(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        return repr(value)


class APICallError(AISDKError):
    """A call to a provider's API failed: no connection, an error status, or an answer that can't be read.

    `status_code` is None if no answer came. `is_retryable` says whether the core may try again; where the provider
    does not decide, it is true for 408, 409, 429 and from 500 on. `data` is the parsed error body, if it had the
    provider's shape; `response_body` the raw text of the answer.
    """

    name = "AI_APICallError"

    def __init__(
        self,
        message: str,
        *,
        url: str,
        request_body_values: object = None,
        status_code: int | None = None,
        response_headers: Mapping[str, str] | None = None,
        response_body: str | None = None,
        is_retryable: bool | None = None,
        data: object = None,
        cause: BaseException | None = None,
    ) -> None:
        super().__init__(message, cause=cause)
        self.url = url
        self.request_body_values = request_body_values
        self.status_code = status_code
        self.response_headers = response_headers
        self.response_body = response_body
        self.is_retryable = is_retryable_status(status_code) if is_retryable is None else is_retryable
        self.data = data


def is_retryable_status(status_code: int | None) -> bool:
    """Whether an HTTP status is worth a second try by default: 408, 409, 429, and everything from 500 on."""
    return status_code is not None and (status_code in (408, 409, 429) or status_code >= 500)


class DownloadError(AISDKError):
    """A URL could not be downloaded, or was refused before any request because it points where it must not."""

    name = "AI_DownloadError"

    def __init__(
        self,
        message: str | None = None,
        *,
        url: str,
        status_code: int | None = None,
        status_text: str | None = None,
        cause: BaseException | None = None,
    ) -> None:
        if message is None:
            reason = f"{status_code} {status_text}" if cause is None else error_text(cause)
            message = f"Failed to download {url}: {reason}"
        super().__init__(message, cause=cause)
        self.url = url
        self.status_code = status_code
        self.status_text = status_text


class EmptyResponseBodyError(AISDKError):
    """A successful answer came without the body it must have."""

    name = "AI_EmptyResponseBodyError"

    def __init__(self, message: str = "Empty response body", *, cause: BaseException | None = None) -> None:
        super().__init__(message, cause=cause)


class InvalidArgumentError(AISDKError, ValueError):
    """A setting has a value that can't be used. `argument` names it."""

    name = "AI_InvalidArgumentError"

    def __init__(
        self, message: str, *, argument: str, value: object = None, cause: BaseException | None = None
    ) -> None:
        super().__init__(message, cause=cause)
        self.argument = argument
        self.value = value


class InvalidPromptError(AISDKError, ValueError):
    """The prompt is not one that a model can be given."""

    name = "AI_InvalidPromptError"

    def __init__(self, message: str, *, prompt: object, cause: BaseException | None = None) -> None:
        super().__init__(f"Invalid prompt: {message}", cause=cause)
        self.prompt = prompt


class InvalidResponseDataError(AISDKError):
    """A provider's answer breaks the provider's own protocol. `data` is the part that does."""

    name = "AI_InvalidResponseDataError"

    def __init__(self, message: str | None = None, *, data: object = None, cause: BaseException | None = None) -> None:
        super().__init__(f"Invalid response data: {_json_text(data)}." if message is None else message, cause=cause)
        self.data = data


class JSONParseError(AISDKError, ValueError):
    """A text that must be JSON is not. `text` is the whole of it."""

    name = "AI_JSONParseError"

    def __init__(self, *, text: str, cause: BaseException) -> None:
        super().__init__(f"JSON parsing failed: Text: {text}.\nError message: {cause}", cause=cause)
        self.text = text


class LoadAPIKeyError(AISDKError):
    """No API key was given, and none is in the environment; or the given one is no string."""

    name = "AI_LoadAPIKeyError"


class LoadSettingError(AISDKError):
    """A setting that a provider needs was not given and is not in the environment."""

    name = "AI_LoadSettingError"


class NoContentGeneratedError(AISDKError):
    """A model answered with nothing."""

    name = "AI_NoContentGeneratedError"

    def __init__(self, message: str = "No content generated.", *, cause: BaseException | None = None) -> None:
        super().__init__(message, cause=cause)


class NoSuchModelError(AISDKError, LookupError):
    """There is no model of this kind and id.

    `model_type` is `languageModel`, `embeddingModel`, `imageModel`, `transcriptionModel`, `speechModel`,
    `rerankingModel` or `videoModel`.
    """

    name = "AI_NoSuchModelError"

    def __init__(
        self, message: str | None = None, *, model_id: str, model_type: str, cause: BaseException | None = None
    ) -> None:
        super().__init__(f"No such {model_type}: {model_id}" if message is None else message, cause=cause)
        self.model_id = model_id
        self.model_type = model_type


class NoSuchProviderReferenceError(AISDKError, LookupError):
    """A file reference has no id for the provider that is asked. `reference` maps the providers that have one to it."""

    name = "AI_NoSuchProviderReferenceError"

    def __init__(
        self,
        message: str | None = None,
        *,
        provider: str,
        reference: Mapping[str, str],
        cause: BaseException | None = None,
    ) -> None:
        if message is None:
            available = ", ".join(reference)
            message = f"No provider reference found for provider '{provider}'. Available providers: {available}"
        super().__init__(message, cause=cause)
        self.provider = provider
        self.reference = reference


class TooManyEmbeddingValuesForCallError(AISDKError, ValueError):
    """More values were given to one embedding call than the model takes."""

    name = "AI_TooManyEmbeddingValuesForCallError"

    def __init__(self, *, provider: str, model_id: str, max_embeddings_per_call: int, values: Sequence[object]) -> None:
        super().__init__(
            f'Too many values for a single embedding call. The {provider} model "{model_id}" can only embed up to '
            f"{max_embeddings_per_call} values per call, but {len(values)} values were provided."
        )
        self.provider = provider
        self.model_id = model_id
        self.max_embeddings_per_call = max_embeddings_per_call
        self.values = values


class TypeValidationError(AISDKError, ValueError):
    """A value does not have the shape it must have.

    `context` may say where: `field`, `entity_name`, `entity_id`.
    """

    name = "AI_TypeValidationError"

    def __init__(self, *, value: object, cause: BaseException, context: Mapping[str, str] | None = None) -> None:
        where = ""
        if context:
            if context.get("field"):
                where = f" for {context['field']}"
            entity = [context["entity_name"]] if context.get("entity_name") else []
            if context.get("entity_id"):
                entity.append(f'id: "{context["entity_id"]}"')
            if entity:
                where += f" ({', '.join(entity)})"
        super().__init__(
            f"Type validation failed{where}: Value: {_json_text(value)}.\nError message: {cause}", cause=cause
        )
        self.value = value
        self.context = context

    @classmethod
    def wrap(
        cls, *, value: object, cause: BaseException, context: Mapping[str, str] | None = None
    ) -> TypeValidationError:
        """A `TypeValidationError` for `cause`; `cause` itself if it already says the same of the same value."""
        if isinstance(cause, TypeValidationError) and cause.value is value and cause.context == context:
            return cause
        return cls(value=value, cause=cause, context=context)


class UnsupportedFunctionalityError(AISDKError):
    """The provider or model can't do what was asked. `functionality` names it."""

    name = "AI_UnsupportedFunctionalityError"

    def __init__(self, functionality: str, *, message: str | None = None, cause: BaseException | None = None) -> None:
        super().__init__(f"'{functionality}' functionality not supported." if message is None else message, cause=cause)
        self.functionality = functionality
