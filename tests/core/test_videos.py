from __future__ import annotations

import asyncio
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.provider import (
    APICallError,
    FrameImage,
    ImageUrl,
    InvalidParameterError,
    NoVideoGeneratedError,
    OtherWarning,
    ResponseInfo,
    UnsupportedFunctionalityError,
    VideoBase64,
    VideoBytes,
    VideoCallOptions,
    VideoCompleted,
    VideoFailed,
    VideoPending,
    VideoResult,
    VideoStarted,
    VideoUrl,
)
from ai_sdk.provider_utils import DownloadedFile
from ai_sdk.testing import MockVideoJobModel, MockVideoModel
from ai_sdk.video_calls import VideoPolling
from ai_sdk.videos import generate_video, get_video_status, start_video

MP4 = b"\0\0\0\x20ftypisom"
VIDEO = VideoBytes(MP4, "video/mp4")
JOB = VideoStarted({"job": 1})
BUSY = APICallError("busy", url="u", request_body_values={}, status_code=503)


class BothModel(MockVideoJobModel):
    """A model that can work in the background, and need not."""

    async def do_generate(self, options: VideoCallOptions) -> VideoResult:
        return VideoResult([VideoBytes(b"at once", "video/mp4")])


class Clock:
    """Waits that take no time."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    def polling(self, **settings: Any) -> VideoPolling:
        return VideoPolling(sleep=self.sleep, **settings)


# One call


async def test_the_model_is_asked_what_the_caller_asks() -> None:
    model = MockVideoModel(do_generate=VideoResult([VIDEO]))
    result = await generate_video(
        model,
        "a cat",
        image="https://x.test/a.png",
        aspect_ratio="16:9",
        resolution="1x1",
        duration=5,
        fps=24,
        seed=0,
        generate_audio=False,
        input_references=["https://x.test/b.png"],
        headers={"A": "1"},
        provider_options={"acme": {"a": 1}},
    )
    assert (result.video.bytes, result.video.media_type) == (MP4, "video/mp4")
    assert model.do_generate_calls == [
        VideoCallOptions(
            prompt="a cat",
            n=1,
            image=ImageUrl("https://x.test/a.png"),
            aspect_ratio="16:9",
            resolution="1x1",
            duration=5,
            fps=24,
            seed=0,
            generate_audio=False,
            input_references=[ImageUrl("https://x.test/b.png")],
            headers={"a": "1", "user-agent": f"ai/{__version__}"},
            provider_options={"acme": {"a": 1}},
        )
    ]


async def test_results_of_several_calls_are_one_result() -> None:
    def answer(options: VideoCallOptions) -> VideoResult:
        return VideoResult(
            [VIDEO] * options.n,
            [OtherWarning(str(options.n))],
            response=ResponseInfo(id=str(options.n)),
            provider_metadata={"acme": {"videos": [options.n]}},
        )

    model = MockVideoModel(do_generate=answer, max_videos_per_call=2)
    result = await generate_video(model, "x", n=3)
    assert len(result.videos) == 3
    assert result.warnings == [OtherWarning("2"), OtherWarning("1")]
    assert [response.id for response in result.responses] == ["2", "1"]
    assert result.provider_metadata == {"acme": {"videos": [2, 1]}}


@pytest.mark.parametrize(
    ("given", "served", "data", "media_type"),
    [
        ("video/webm", "video/mp4", MP4, "video/webm"),
        ("application/octet-stream", "video/webm", MP4, "video/webm"),
        ("application/octet-stream", "application/octet-stream", b"\x1aE\xdf\xa3", "video/webm"),
        ("", None, b"?", "video/mp4"),
    ],
)
async def test_videos_at_urls_are_downloaded(given: str, served: str | None, data: bytes, media_type: str) -> None:
    async def download(url: str) -> DownloadedFile:
        assert url == "https://x.test/v"
        return DownloadedFile(data, served)

    model = MockVideoModel(do_generate=VideoResult([VideoUrl("https://x.test/v", given)]))
    video = (await generate_video(model, "x", download=download)).video
    assert (video.bytes, video.media_type) == (data, media_type)


async def test_base64_stays_what_it_is_until_bytes_are_wanted() -> None:
    model = MockVideoModel(do_generate=VideoResult([VideoBase64("AAAAIGZ0eXBpc29t", "application/octet-stream")]))
    video = (await generate_video(model, "x")).video
    assert (video.base64, video.media_type) == ("AAAAIGZ0eXBpc29t", "video/mp4")
    assert video.bytes == MP4


async def test_no_video_is_an_error_with_the_responses() -> None:
    model = MockVideoModel(do_generate=VideoResult([], response=ResponseInfo(id="r")))
    with pytest.raises(NoVideoGeneratedError) as caught:
        await generate_video(model, "x")
    assert [response.id for response in caught.value.responses] == ["r"]


async def test_a_frame_counts_before_other_images() -> None:
    model = MockVideoModel(do_generate=VideoResult([VIDEO]))
    result = await generate_video(
        model,
        image="https://x.test/i",
        first_frame="https://x.test/1",
        last_frame="https://x.test/2",
        input_references=["https://x.test/r"],
    )
    (call,) = model.do_generate_calls
    assert (call.image, call.input_references) == (None, None)
    assert call.frame_images == [
        FrameImage(ImageUrl("https://x.test/1"), "first_frame"),
        FrameImage(ImageUrl("https://x.test/2"), "last_frame"),
    ]
    assert ["image is ignored" in str(result.warnings), "input_references" in str(result.warnings)] == [True, True]


async def test_a_last_frame_leaves_the_image() -> None:
    model = MockVideoModel(do_generate=VideoResult([VIDEO]))
    result = await generate_video(model, image="https://x.test/i", last_frame="https://x.test/2")
    assert model.do_generate_calls[0].image == ImageUrl("https://x.test/i")
    assert result.warnings == []


async def test_something_must_say_what_to_show() -> None:
    with pytest.raises(InvalidParameterError, match="prompt"):
        await generate_video(MockVideoModel())


# In the background


async def test_a_model_that_works_in_the_background_is_asked_until_it_is_done() -> None:
    clock = Clock()
    model = MockVideoJobModel(
        do_start=VideoStarted({"job": 1}, [OtherWarning("start")], provider_metadata={"acme": {"id": 1}}),
        do_status=[
            VideoPending(),
            VideoPending(),
            VideoCompleted(
                [VIDEO],
                [OtherWarning("end")],
                response=ResponseInfo(id="s"),
                provider_metadata={"acme": {"videos": [1]}},
            ),
        ],
    )
    result = await generate_video(model, "x", poll=clock.polling())
    assert result.video.bytes == MP4
    assert clock.waits == [5.0] * 3
    assert [call.operation for call in model.do_status_calls] == [{"job": 1}] * 3
    assert result.warnings == [OtherWarning("start"), OtherWarning("end")]
    assert result.provider_metadata == {"acme": {"id": 1, "videos": [1]}}
    assert [response.id for response in result.responses] == ["s"]


async def test_a_model_that_can_do_both_works_in_the_background_if_asked_to() -> None:
    model = BothModel(do_start=JOB, do_status=VideoCompleted([VIDEO]))
    assert (await generate_video(model, "x")).video.bytes == b"at once"
    assert (await generate_video(model, "x", poll=Clock().polling())).video.bytes == MP4


async def test_a_second_try_of_a_start_is_no_second_job(retry_waits: list[float]) -> None:
    model = MockVideoJobModel(do_start=[BUSY, JOB, JOB], do_status=VideoCompleted([VIDEO]))
    await generate_video(model, "x", n=2, poll=Clock().polling(), headers={"A": "1"})
    keys = [(call.headers or {})["idempotency-key"] or "" for call in model.do_start_calls]
    assert len(keys) == 3
    assert len(set(keys)) == 2
    assert all(key.startswith("aisdk_vid_") for key in keys)
    assert [(call.headers or {})["a"] for call in model.do_start_calls] == ["1"] * 3
    assert retry_waits == [2.0]


async def test_the_callers_idempotency_key_is_kept() -> None:
    model = MockVideoJobModel(do_start=JOB, do_status=VideoCompleted([VIDEO]))
    await generate_video(model, "x", poll=Clock().polling(), headers={"Idempotency-Key": "mine"})
    assert (model.do_start_calls[0].headers or {})["idempotency-key"] == "mine"


async def test_a_failed_question_is_asked_again(retry_waits: list[float]) -> None:
    model = MockVideoJobModel(do_start=JOB, do_status=[BUSY, VideoCompleted([VIDEO])])
    await generate_video(model, "x", poll=Clock().polling())
    assert (retry_waits, len(model.do_start_calls)) == ([2.0], 1)


async def test_a_job_that_failed_is_an_error_with_its_words() -> None:
    model = MockVideoJobModel(do_start=JOB, do_status=VideoFailed("too violent"))
    with pytest.raises(NoVideoGeneratedError, match="too violent"):
        await generate_video(model, "x", poll=Clock().polling())


async def test_a_job_that_does_not_end_is_out_of_time_and_its_operation_is_not_lost() -> None:
    clock = Clock()
    model = MockVideoJobModel(do_start=JOB, do_status=lambda options: VideoPending())
    with pytest.raises(TimeoutError, match=r"^Video generation timed out after 12 s\.") as caught:
        await generate_video(model, "x", poll=clock.polling(timeout=12))
    assert clock.waits == [5.0, 5.0]
    assert "{'job': 1}" in caught.value.__notes__[0]


async def test_cancelling_ends_the_wait() -> None:
    waits = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waits.set()
        await asyncio.Event().wait()

    model = MockVideoJobModel(do_start=JOB, do_status=VideoPending())
    task = asyncio.ensure_future(generate_video(model, "x", poll=VideoPolling(sleep=sleep)))
    await waits.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert model.do_status_calls == []


@pytest.mark.parametrize("settings", [{"interval": 0}, {"timeout": -1}, {"timeout": float("nan")}])
def test_polling_takes_its_time(settings: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterError, match="poll"):
        VideoPolling(**settings)


# The halves


async def test_a_job_can_be_started_now_and_asked_after_later() -> None:
    model = MockVideoJobModel(
        do_start=VideoStarted({"job": 1}, [OtherWarning("w")], response=ResponseInfo(id="r")),
        do_status=[VideoPending(), VideoCompleted([VIDEO]), VideoFailed("no")],
    )
    job = await start_video(model, "x", webhook_url="https://me.test/hook")
    assert (job.operation, job.warnings, job.response.id) == ({"job": 1}, [OtherWarning("w")], "r")
    assert model.do_start_calls[0].webhook_url == "https://me.test/hook"
    assert (model.do_start_calls[0].headers or {})["idempotency-key"]
    assert (await get_video_status(model, job.operation)).status == "pending"
    done = await get_video_status(model, job.operation)
    assert (done.status, [video.bytes for video in done.videos]) == ("completed", [MP4])
    failed = await get_video_status(model, job.operation)
    assert (failed.status, failed.error, failed.videos) == ("error", "no", [])


async def test_one_job_is_one_call() -> None:
    with pytest.raises(InvalidParameterError, match="at most 2, got 3"):
        await start_video(MockVideoJobModel(do_start=JOB, max_videos_per_call=2), "x", n=3)


async def test_the_job_itself_is_no_operation() -> None:
    model = MockVideoJobModel(do_start=JOB)
    job: Any = await start_video(model, "x")
    with pytest.raises(InvalidParameterError, match=r"job\.operation"):
        await get_video_status(model, job)


async def test_a_model_without_jobs_says_so() -> None:
    with pytest.raises(UnsupportedFunctionalityError, match="use generate_video"):
        await start_video(MockVideoModel(), "x")
    with pytest.raises(UnsupportedFunctionalityError, match="use generate_video"):
        await get_video_status(MockVideoModel(), {})
