from __future__ import annotations

import copy
import inspect
import json
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ai_sdk.provider
import pytest
from ai_sdk.provider import (
    AbortError,
    AISDKError,
    APICallError,
    DownloadError,
    EmptyResponseBodyError,
    InvalidArgumentError,
    InvalidDataContentError,
    InvalidMessageRoleError,
    InvalidParameterError,
    InvalidPromptError,
    InvalidResponseDataError,
    InvalidToolApprovalError,
    InvalidToolApprovalSignatureError,
    InvalidToolInputError,
    JSONParseError,
    LoadAPIKeyError,
    LoadSettingError,
    MessageConversionError,
    MissingToolResultsError,
    ModelStreamError,
    NoContentGeneratedError,
    NoImageGeneratedError,
    NoObjectGeneratedError,
    NoOutputGeneratedError,
    NoSpeechGeneratedError,
    NoSuchModelError,
    NoSuchProviderError,
    NoSuchProviderReferenceError,
    NoSuchToolError,
    NoTranscriptGeneratedError,
    NoTranslationGeneratedError,
    NoVideoGeneratedError,
    RetryError,
    SerializationError,
    ToolCallNotFoundForApprovalError,
    ToolCallRepairError,
    TooManyEmbeddingValuesForCallError,
    TypeValidationError,
    UIMessageStreamError,
    UnsupportedFunctionalityError,
    UnsupportedModelVersionError,
    error_text,
)

CAUSE = ValueError("why")

# Each error of the tree, its name, its message and its fields.
ERRORS: list[tuple[AISDKError, str, str, dict[str, Any]]] = [
    (AISDKError("m"), "AI_SDKError", "m", {}),
    (APICallError("m", url="u", request_body_values={"a": 1}, status_code=400, response_headers={"h": "v"},
                  response_body="b", data={"e": 1}),
     "AI_APICallError", "m",
     {"url": "u", "request_body_values": {"a": 1}, "status_code": 400, "response_headers": {"h": "v"},
      "response_body": "b", "is_retryable": False, "data": {"e": 1}}),
    (EmptyResponseBodyError(), "AI_EmptyResponseBodyError", "Empty response body", {}),
    (InvalidPromptError("m", prompt=[1]), "AI_InvalidPromptError", "Invalid prompt: m", {"prompt": [1]}),
    (InvalidResponseDataError("m", data=[1]), "AI_InvalidResponseDataError", "m", {"data": [1]}),
    (InvalidResponseDataError(data={"ä": [1]}), "AI_InvalidResponseDataError", 'Invalid response data: {"ä":[1]}.',
     {"data": {"ä": [1]}}),
    (InvalidArgumentError("m", argument="size"), "AI_InvalidArgumentError", "m", {"argument": "size", "value": None}),
    (InvalidParameterError(parameter="seed", value=1.5, message="seed must be an integer"), "AI_InvalidArgumentError",
     "Invalid argument for parameter seed: seed must be an integer",
     {"parameter": "seed", "argument": "seed", "value": 1.5}),
    (JSONParseError(text="{", cause=CAUSE), "AI_JSONParseError", "JSON parsing failed: Text: {.\nError message: why",
     {"text": "{", "cause": CAUSE}),
    (TypeValidationError(value={"a": 1}, cause=CAUSE), "AI_TypeValidationError",
     'Type validation failed: Value: {"a":1}.\nError message: why',
     {"value": {"a": 1}, "context": None, "cause": CAUSE}),
    (TypeValidationError(value=1, cause=CAUSE, context={"field": "f"}), "AI_TypeValidationError",
     "Type validation failed for f: Value: 1.\nError message: why", {"context": {"field": "f"}}),
    (TypeValidationError(value=1, cause=CAUSE, context={"field": "f", "entity_name": "tool", "entity_id": "i"}),
     "AI_TypeValidationError", 'Type validation failed for f (tool, id: "i"): Value: 1.\nError message: why', {}),
    (TypeValidationError(value=1, cause=CAUSE, context={"entity_id": "i"}), "AI_TypeValidationError",
     'Type validation failed (id: "i"): Value: 1.\nError message: why', {}),
    (LoadAPIKeyError("m"), "AI_LoadAPIKeyError", "m", {}),
    (LoadSettingError("m"), "AI_LoadSettingError", "m", {}),
    (NoContentGeneratedError(), "AI_NoContentGeneratedError", "No content generated.", {}),
    (NoSuchModelError(model_id="x", model_type="imageModel"), "AI_NoSuchModelError", "No such imageModel: x",
     {"model_id": "x", "model_type": "imageModel"}),
    (NoSuchProviderReferenceError(provider="groq", reference={"a": "1", "b": "2"}), "AI_NoSuchProviderReferenceError",
     "No provider reference found for provider 'groq'. Available providers: a, b",
     {"provider": "groq", "reference": {"a": "1", "b": "2"}}),
    (TooManyEmbeddingValuesForCallError(provider="p", model_id="m", max_embeddings_per_call=2, values=["a", "b", "c"]),
     "AI_TooManyEmbeddingValuesForCallError",
     ('Too many values for a single embedding call. The p model "m" can only embed up to 2 values per call, '
      "but 3 values were provided."),
     {"provider": "p", "model_id": "m", "max_embeddings_per_call": 2, "values": ["a", "b", "c"]}),
    (UnsupportedFunctionalityError("audio"), "AI_UnsupportedFunctionalityError",
     "'audio' functionality not supported.", {"functionality": "audio"}),
    (UnsupportedFunctionalityError("audio", message="m"), "AI_UnsupportedFunctionalityError", "m",
     {"functionality": "audio"}),
    (NoSuchToolError(tool_name="x"), "AI_NoSuchToolError",
     "Model tried to call unavailable tool 'x'. No tools are available.", {"tool_name": "x", "available_tools": None}),
    (NoSuchToolError(tool_name="x", available_tools=["a", "b"]), "AI_NoSuchToolError",
     "Model tried to call unavailable tool 'x'. Available tools: a, b.",
     {"tool_name": "x", "available_tools": ["a", "b"]}),
    (InvalidToolInputError(tool_name="t", tool_input="{", cause=JSONParseError(text="{", cause=CAUSE)),
     "AI_InvalidToolInputError",
     "Invalid input for tool t: AI_JSONParseError: JSON parsing failed: Text: {.\nError message: why",
     {"tool_name": "t", "tool_input": "{"}),
    (ToolCallRepairError(original_error=NoSuchToolError(tool_name="x"), cause=CAUSE), "AI_ToolCallRepairError",
     "Error repairing tool call: ValueError: why", {"cause": CAUSE}),
    (NoObjectGeneratedError("No object generated: could not parse the response.", text="x", response="r", usage="u",
                            finish_reason="stop", cause=CAUSE),
     "AI_NoObjectGeneratedError", "No object generated: could not parse the response.",
     {"text": "x", "response": "r", "usage": "u", "finish_reason": "stop", "cause": CAUSE}),
    (NoOutputGeneratedError(), "AI_NoOutputGeneratedError", "No output generated.", {}),
    (InvalidToolApprovalError(approval_id="a"), "AI_InvalidToolApprovalError",
     ('Tool approval response references unknown approvalId: "a". '
      "No matching tool-approval-request found in message history."), {"approval_id": "a"}),
    (ToolCallNotFoundForApprovalError(tool_call_id="c", approval_id="a"), "AI_ToolCallNotFoundForApprovalError",
     'Tool call "c" not found for approval request "a".', {"tool_call_id": "c", "approval_id": "a"}),
    (InvalidToolApprovalSignatureError(approval_id="a", tool_call_id="c", reason="missing signature"),
     "AI_InvalidToolApprovalSignatureError",
     'Tool approval signature verification failed for approval "a" (tool call "c"): missing signature',
     {"approval_id": "a", "tool_call_id": "c", "reason": "missing signature"}),
    (MissingToolResultsError(tool_call_ids=["a"]), "AI_MissingToolResultsError",
     "Tool result is missing for tool call a.", {"tool_call_ids": ["a"]}),
    (MissingToolResultsError(tool_call_ids=["a", "b"]), "AI_MissingToolResultsError",
     "Tool results are missing for tool calls a, b.", {"tool_call_ids": ["a", "b"]}),
    (InvalidMessageRoleError(role="robot"), "AI_InvalidMessageRoleError",
     "Invalid message role: 'robot'. Must be one of: \"system\", \"user\", \"assistant\", \"tool\".",
     {"role": "robot"}),
    (InvalidDataContentError(content=5), "AI_InvalidDataContentError",
     "Invalid data content. Expected a base64 string, bytes, or a URL, but got int.", {"content": 5}),
    (MessageConversionError("m", original_message={"role": "x"}), "AI_MessageConversionError", "m",
     {"original_message": {"role": "x"}}),
    (DownloadError(url="u", status_code=404, status_text="Not Found"), "AI_DownloadError",
     "Failed to download u: 404 Not Found", {"url": "u", "status_code": 404, "status_text": "Not Found"}),
    (DownloadError(url="u", cause=CAUSE), "AI_DownloadError", "Failed to download u: ValueError: why",
     {"url": "u", "status_code": None, "cause": CAUSE}),
    (DownloadError("m", url="u"), "AI_DownloadError", "m", {"url": "u"}),
    (AbortError(), "AbortError", "The stream was aborted.", {"reason": None}),
    (AbortError("enough"), "AbortError", "enough", {"reason": "enough"}),
    (ModelStreamError({"code": 1}), "AI_ModelStreamError", 'The model\'s stream reported an error: {"code":1}',
     {"error": {"code": 1}}),
    (RetryError("m", reason="maxRetriesExceeded", errors=[KeyError("a"), CAUSE]), "AI_RetryError", "m",
     {"reason": "maxRetriesExceeded", "last_error": CAUSE, "cause": CAUSE}),
    (NoImageGeneratedError(responses=[1]), "AI_NoImageGeneratedError", "No image generated.", {"responses": [1]}),
    (NoSpeechGeneratedError(responses=[1]), "AI_NoSpeechGeneratedError", "No speech audio generated.",
     {"responses": [1]}),
    (NoTranscriptGeneratedError(responses=[1]), "AI_NoTranscriptGeneratedError", "No transcript generated.",
     {"responses": [1]}),
    (NoVideoGeneratedError(responses=[1]), "AI_NoVideoGeneratedError", "No video generated.", {"responses": [1]}),
    (NoTranslationGeneratedError(response=1), "AI_NoTranslationGeneratedError", "No translation generated.",
     {"response": 1}),
    (NoSuchProviderError(provider_id="p", available_providers=["a", "b"], model_id="p", model_type="languageModel"),
     "AI_NoSuchProviderError", "No such provider: p (available providers: a,b)",
     {"provider_id": "p", "available_providers": ["a", "b"], "model_id": "p", "model_type": "languageModel"}),
    (UIMessageStreamError("m", chunk_type="text-delta", chunk_id="1"), "AI_UIMessageStreamError", "m",
     {"chunk_type": "text-delta", "chunk_id": "1"}),
    (UnsupportedModelVersionError(version="v9", provider="p", model_id="m"), "AI_UnsupportedModelVersionError",
     ('Unsupported model version v9 for provider "p" and model "m". This version of the SDK only supports models '
      "that implement specification version \"v4\". Upgrade the provider's package."),
     {"version": "v9", "provider": "p", "model_id": "m"}),
    (SerializationError("m"), "AI_SerializationError", "m", {}),
]  # fmt: skip

each_error = pytest.mark.parametrize(
    ("error", "name", "message", "fields"), ERRORS, ids=[type(row[0]).__name__ for row in ERRORS]
)


@each_error
def test_an_error_has_its_name_message_and_fields(
    error: AISDKError, name: str, message: str, fields: dict[str, Any]
) -> None:
    assert error.name == name
    assert error.message == str(error) == message
    assert {field: getattr(error, field) for field in fields} == fields


@each_error
def test_an_error_survives_pickling_and_copying(
    error: AISDKError, name: str, message: str, fields: dict[str, Any]
) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(other) is type(error)
        assert str(other) == message
        assert vars(other).keys() == vars(error).keys()
        assert repr(vars(other)) == repr(vars(error))


def test_the_table_above_has_every_error_of_the_contract() -> None:
    exported = {
        value
        for name in ai_sdk.provider.__all__
        if inspect.isclass(value := getattr(ai_sdk.provider, name)) and issubclass(value, BaseException)
    }
    assert exported == {type(row[0]) for row in ERRORS}


def test_every_error_can_be_caught_at_the_root() -> None:
    assert all(isinstance(row[0], AISDKError) for row in ERRORS)
    assert issubclass(NoSuchProviderError, NoSuchModelError)
    assert issubclass(InvalidParameterError, InvalidArgumentError)


def test_the_cause_is_the_standard_one() -> None:
    error = JSONParseError(text="{", cause=CAUSE)
    assert error.cause is error.__cause__ is CAUSE
    with pytest.raises(AISDKError) as caught:
        raise AISDKError("m") from CAUSE
    assert caught.value.cause is CAUSE
    assert AISDKError("m").cause is None


def test_a_second_validation_of_the_same_value_adds_nothing() -> None:
    value = {"a": 1}
    error = TypeValidationError(value=value, cause=CAUSE)
    assert TypeValidationError.wrap(value=value, cause=error) is error
    assert TypeValidationError.wrap(value={"a": 1}, cause=error) is not error
    assert TypeValidationError.wrap(value=value, cause=error, context={"field": "f"}) is not error
    assert TypeValidationError.wrap(value=value, cause=CAUSE).cause is CAUSE


@pytest.mark.parametrize(
    ("status", "is_retryable"),
    [(None, False), (200, False), (400, False), (401, False), (404, False), (408, True), (409, True), (410, False),
     (422, False), (425, False), (429, True), (499, False), (500, True), (501, True), (503, True), (529, True)],
)  # fmt: skip
def test_which_statuses_are_worth_a_second_try(status: int | None, is_retryable: bool) -> None:
    assert APICallError("m", url="u", status_code=status).is_retryable == is_retryable
    for word in (True, False):
        assert APICallError("m", url="u", status_code=status, is_retryable=word).is_retryable == word


class Silent(Exception):
    pass


class Odd(Exception):
    def __str__(self) -> str:
        return "odd"


class Own(AISDKError):
    name = "AI_OwnError"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (None, "unknown error"),
        ("text", "text"),
        ("", ""),
        (ValueError("no"), "ValueError: no"),
        (Silent(), "Silent"),
        (Odd("never shown"), "Odd: odd"),
        (Own("no"), "AI_OwnError: no"),
        (NoSuchModelError(model_id="x", model_type="imageModel"), "AI_NoSuchModelError: No such imageModel: x"),
        (KeyError("k"), "KeyError: 'k'"),
        ({"a": [1, None], "ä": True}, '{"a":[1,null],"ä":true}'),
        (5, "5"),
        (False, "false"),
    ],
)
def test_the_text_of_an_error_is_what_a_model_reads(error: object, text: str) -> None:
    assert error_text(error) == text


def test_what_is_no_json_is_shown_by_its_repr() -> None:
    thing = object()
    assert error_text(thing) == repr(thing)
    endless: list[Any] = []
    endless.append(endless)
    assert error_text(endless) == repr(endless)


# The recorded cases


def recorded_errors() -> Iterator[tuple[str, dict[str, Any]]]:
    def walk(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if str(value.get("name")).startswith("AI_") and "message" in value:
                yield value
            for item in value.values():
                yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)

    for path in sorted((Path(__file__).parents[2] / "conformance" / "cases" / "core").glob("*.json")):
        for error in walk(json.loads(path.read_text(encoding="utf-8"))["expect"]):
            yield path.stem, error


def after(start: str) -> Callable[[dict[str, Any]], str]:
    return lambda error: error["message"].removeprefix(start)


# How each error with a text of its own is made from the fields that a case records.
MAKERS: dict[str, Callable[[dict[str, Any]], AISDKError]] = {
    "AI_InvalidArgumentError": lambda e: InvalidParameterError(
        parameter=e["parameter"],
        value=e["value"],
        message=after(f"Invalid argument for parameter {e['parameter']}: ")(e),
    ),
    "AI_InvalidPromptError": lambda e: InvalidPromptError(after("Invalid prompt: ")(e), prompt=None),
    "AI_InvalidToolApprovalError": lambda e: InvalidToolApprovalError(approval_id=e["approvalId"]),
    "AI_InvalidToolApprovalSignatureError": lambda e: InvalidToolApprovalSignatureError(
        approval_id=e["approvalId"], tool_call_id=e["toolCallId"], reason="invalid signature"
    ),
    "AI_JSONParseError": lambda e: JSONParseError(text=e["text"], cause=CAUSE),
    "AI_MissingToolResultsError": lambda e: MissingToolResultsError(tool_call_ids=e["toolCallIds"]),
    "AI_NoImageGeneratedError": lambda e: NoImageGeneratedError(responses=e["responses"]),
    "AI_NoSpeechGeneratedError": lambda e: NoSpeechGeneratedError(responses=e["responses"]),
    "AI_NoSuchProviderError": lambda e: NoSuchProviderError(
        provider_id=e["providerId"],
        available_providers=e["availableProviders"],
        model_id=e["modelId"],
        model_type=e["modelType"],
    ),
    "AI_NoSuchToolError": lambda e: NoSuchToolError(tool_name=e["toolName"], available_tools=e.get("availableTools")),
    "AI_TypeValidationError": lambda e: TypeValidationError(value=e["value"], cause=CAUSE),
    "AI_UnsupportedFunctionalityError": lambda e: UnsupportedFunctionalityError(e["functionality"]),
}


def test_the_messages_are_those_of_the_recorded_cases() -> None:
    checked: set[str] = set()
    for case, error in recorded_errors():
        needs = {"AI_JSONParseError": "text", "AI_TypeValidationError": "value"}.get(error["name"])
        if error["name"] not in MAKERS or (needs and needs not in error):
            continue
        checked.add(error["name"])
        ours = MAKERS[error["name"]](error)
        assert ours.name == error["name"], case
        if "message_prefix" in error:
            assert str(ours).startswith(error["message_prefix"]), case
        else:
            assert str(ours) == error["message"], case
    assert checked >= {"AI_NoSuchToolError", "AI_InvalidArgumentError", "AI_MissingToolResultsError"}


def test_the_retry_rule_is_that_of_the_recorded_cases() -> None:
    for case, error in recorded_errors():
        # Errors that say themselves whether they are worth a second try have it in the name of the case.
        if error["name"] == "AI_APICallError" and "explicit" not in case and "retry" in case and "isRetryable" in error:
            ours = APICallError(error["message"], url=error["url"], status_code=error.get("statusCode"))
            assert ours.is_retryable == error["isRetryable"], case
