"""The video model: `POST {base_url}/video-model`, and `/start` and `/status` for jobs that are asked about later.

The answer of the first is an event stream, so that the connection does not look dead while the video is made; only its
first event counts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Literal, cast

from ai_sdk.provider import (
    APICallError,
    ResponseInfo,
    VideoCallOptions,
    VideoCompleted,
    VideoFailed,
    VideoPending,
    VideoResult,
    VideoStarted,
    VideoStartOptions,
    VideoStatus,
    VideoStatusOptions,
    from_json,
    to_json,
)
from ai_sdk.provider_utils import (
    ANY,
    NUMBER,
    STRING,
    ApiStream,
    first_of,
    list_of,
    nullish,
    object_of,
    one_of,
    optional,
    redact_url,
    to_json_text,
)

from ai_sdk_gateway.authentication import AuthMethod
from ai_sdk_gateway.endpoint import Endpoint, ModelEndpoint
from ai_sdk_gateway.error_conversion import as_gateway_error, gateway_errors, reported_error
from ai_sdk_gateway.image import NO_LIMIT
from ai_sdk_gateway.request import with_provider_options
from ai_sdk_gateway.shapes import METADATA, WARNINGS

__all__ = ["VideoModel"]

_VIDEOS = list_of(
    first_of(
        object_of({"type": one_of("url"), "url": STRING, "mediaType": STRING}),
        object_of({"type": one_of("base64"), "data": STRING, "mediaType": STRING}),
    )
)
_ABOUT = {"warnings": WARNINGS, "providerMetadata": nullish(METADATA)}

_EVENT = first_of(
    object_of({"type": one_of("result"), "videos": _VIDEOS, **_ABOUT}),
    object_of(
        {
            "type": one_of("error"),
            "message": STRING,
            "errorType": STRING,
            "statusCode": NUMBER,
            "param": optional(ANY),
        }
    ),
)
_STARTED = object_of({"operation": ANY, **_ABOUT})
_STATUS = first_of(
    object_of({"status": one_of("pending"), **_ABOUT}),
    object_of({"status": one_of("completed"), "videos": _VIDEOS, **_ABOUT}),
    object_of({"status": one_of("error"), "error": STRING, **_ABOUT}),
    object_of({"status": one_of("cancelled"), **_ABOUT}),
)


class VideoModel:
    """A video model behind the gateway."""

    specification_version: Literal["v4"] = "v4"
    provider = "gateway"
    max_videos_per_call = NO_LIMIT

    def __init__(self, model_id: str, *, endpoint: Endpoint) -> None:
        self.model_id = model_id
        self._endpoint = ModelEndpoint(
            endpoint, model_id, ai_video_model_specification_version="4", ai_model_id=model_id
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.provider} {self.model_id!r}>"

    async def do_generate(self, options: VideoCallOptions) -> VideoResult:
        """The videos, when they are done. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        body = _request(options)
        call = self._endpoint.call(options.headers, {"accept": "text/event-stream"})
        answer = await call.post_for_events("/video-model", body=body, validate=_EVENT)
        try:
            with gateway_errors(call.method):
                event = await self._first_event(answer, body, call.method)
        finally:
            await answer.aclose()
        return replace(
            from_json(VideoResult, event),
            response=ResponseInfo(None, called_at, self.model_id, answer.headers),
        )

    async def do_start(self, options: VideoStartOptions) -> VideoStarted:
        """Starts a job; the gateway calls `webhook_url` when it is done. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        body = _request(options)
        if options.webhook_url:
            body["callbackUrl"] = options.webhook_url
        answer = await self._endpoint.call(options.headers).post("/video-model/start", body=body, validate=_started)
        return replace(answer.value, response=ResponseInfo(None, called_at, self.model_id, answer.headers))

    async def do_status(self, options: VideoStatusOptions) -> VideoStatus:
        """How a job is. Raises `GatewayError`."""
        called_at = datetime.now(UTC)
        answer = await self._endpoint.call(options.headers).post(
            "/video-model/status",
            body={"operation": options.operation},
            validate=_status,
        )
        return replace(answer.value, response=ResponseInfo(None, called_at, self.model_id, answer.headers))

    async def _first_event(self, answer: ApiStream[Any], body: Any, method: AuthMethod | None) -> dict[str, Any]:
        def failure(message: str, *, text: str | None = None, cause: BaseException | None = None) -> APICallError:
            return APICallError(
                message,
                url=redact_url(self._endpoint.endpoint.url("/video-model")),
                request_body_values=body,
                status_code=answer.status,
                response_headers=answer.headers,
                response_body=text,
                cause=cause,
            )

        async for event, *_ in answer:
            if event.error is not None:
                text = None if event.raw_value is None else to_json_text(event.raw_value)
                raise as_gateway_error(failure("Failed to parse video SSE event", text=text, cause=event.error), method)
            value = cast("dict[str, Any]", event.value)
            if value["type"] == "error":
                status = int(value["statusCode"])
                cause = failure(value["message"])
                cause.status_code = status
                raise reported_error(
                    value["errorType"],
                    value["message"],
                    param=value.get("param"),
                    status=status,
                    method=method,
                    cause=cause,
                )
            return value
        raise failure("SSE stream ended without a data event")


def _request(options: VideoCallOptions) -> dict[str, Any]:
    body: dict[str, Any] = {}
    if options.prompt is not None:
        body["prompt"] = options.prompt
    body["n"] = options.n
    settings = (
        ("aspectRatio", options.aspect_ratio),
        ("resolution", options.resolution),
        ("duration", options.duration),
        ("fps", options.fps),
        ("seed", options.seed),
    )
    # A seed of 0 is left out too, as the other SDKs of this family do.
    body.update((name, value) for name, value in settings if value)
    if options.generate_audio is not None:
        body["generateAudio"] = options.generate_audio
    with_provider_options(body, options.provider_options)
    images = (
        ("image", options.image),
        ("frameImages", options.frame_images),
        ("inputReferences", options.input_references),
    )
    body.update((name, to_json(value)) for name, value in images if value is not None)
    return body


def _started(value: Any) -> VideoStarted:
    return from_json(VideoStarted, _STARTED(value))


def _status(value: Any) -> VideoStatus:
    answer = _STATUS(value)
    match answer["status"]:
        case "pending":
            return from_json(VideoPending, answer)
        case "completed":
            return from_json(VideoCompleted, answer)
        case "cancelled":
            return from_json(VideoFailed, {**answer, "status": "error", "error": "Video generation was cancelled."})
        case _:
            return from_json(VideoFailed, answer)
