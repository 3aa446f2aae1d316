from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.__about__ import __version__
from ai_sdk.images import generate_image
from ai_sdk.provider import (
    APICallError,
    FileReference,
    ImageCallOptions,
    ImageFile,
    ImageResult,
    ImageUrl,
    ImageUsage,
    InvalidDataContentError,
    InvalidParameterError,
    NoImageGeneratedError,
    OtherWarning,
    ResponseInfo,
)
from ai_sdk.testing import MockImageModel

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


def pngs(options: ImageCallOptions) -> ImageResult:
    return ImageResult([PNG] * options.n, response=ResponseInfo(id=str(options.n)))


# What comes out


async def test_an_image_can_be_had_in_every_form(tmp_path: Path) -> None:
    model = MockImageModel(do_generate=ImageResult([base64.b64encode(JPEG).decode()]))
    image = (await generate_image(model, "a cat")).image
    assert (image.bytes, image.base64, image.media_type) == (JPEG, base64.b64encode(JPEG).decode(), "image/jpeg")
    image.save(tmp_path / "cat.jpg")
    assert (tmp_path / "cat.jpg").read_bytes() == JPEG
    assert "/9j" not in repr(image)


async def test_a_form_that_nobody_knows_is_called_png() -> None:
    assert (await generate_image(MockImageModel(do_generate=ImageResult([b"?"])), "x")).image.media_type == "image/png"


async def test_without_images_the_error_has_the_responses() -> None:
    model = MockImageModel(do_generate=ImageResult([], response=ResponseInfo(id="r")))
    with pytest.raises(NoImageGeneratedError) as caught:
        await generate_image(model, "x")
    assert [response.id for response in caught.value.responses] == ["r"]


async def test_results_of_several_calls_are_one_result() -> None:
    model = MockImageModel(
        do_generate=[
            ImageResult(
                [PNG],
                [OtherWarning("one")],
                usage=ImageUsage(1, None, 1),
                provider_metadata={"acme": {"images": [1], "kept": 1}, "gateway": {"images": [], "cost": 1}},
            ),
            ImageResult([JPEG], [OtherWarning("two")]),
            ImageResult(
                [PNG],
                usage=ImageUsage(2, None, 5),
                provider_metadata={"acme": {"images": [2]}, "gateway": {"images": [], "cost": 2}},
            ),
        ]
    )
    result = await generate_image(model, "x", n=3)
    assert [image.media_type for image in result.images] == ["image/png", "image/jpeg", "image/png"]
    assert result.warnings == [OtherWarning("one"), OtherWarning("two")]
    assert result.usage == ImageUsage(3, None, 6)
    assert result.provider_metadata == {"acme": {"images": [1, 2], "kept": 1}, "gateway": {"cost": 2}}
    assert len(result.responses) == 3


# Batches


@pytest.mark.parametrize(
    ("of_model", "of_caller", "counts"),
    [
        (None, None, [1] * 5),
        (2, None, [2, 2, 1]),
        (5, None, [5]),
        (10, 3, [3, 2]),
        (lambda model_id: 4 if model_id == "mock-model-id" else 1, None, [4, 1]),
        (lambda model_id: None, None, [1] * 5),
    ],
)
async def test_many_images_are_asked_for_in_calls_that_the_model_can_answer(
    of_model: Any, of_caller: int | None, counts: list[int]
) -> None:
    model = MockImageModel(do_generate=pngs, max_images_per_call=of_model)
    result = await generate_image(model, "x", n=5, max_images_per_call=of_caller)
    assert [call.n for call in model.do_generate_calls] == counts
    assert [response.id for response in result.responses] == [str(count) for count in counts]
    assert len(result.images) == 5


async def test_a_limit_may_take_its_time() -> None:
    async def limit(model_id: str) -> int:
        return 5

    model = MockImageModel(do_generate=pngs, max_images_per_call=limit)
    await generate_image(model, "x", n=5)
    assert len(model.do_generate_calls) == 1


async def test_calls_run_side_by_side_and_the_first_failure_cancels_the_others() -> None:
    inside: list[int] = []
    cancelled: list[int] = []
    all_inside = asyncio.Event()

    async def answer(options: ImageCallOptions) -> ImageResult:
        number = len(inside)
        inside.append(number)
        if number == 2:
            all_inside.set()
        await all_inside.wait()
        if number == 1:
            raise APICallError("no", url="u", request_body_values={}, status_code=400)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(number)
            raise
        raise AssertionError

    with pytest.raises(APICallError, match="no"):
        await generate_image(MockImageModel(do_generate=answer), "x", n=3)
    assert sorted(cancelled) == [0, 2]


async def test_each_call_is_tried_again_on_its_own(retry_waits: list[float]) -> None:
    failed: list[ImageCallOptions] = []

    def answer(options: ImageCallOptions) -> ImageResult:
        if options.n == 1 and not failed:
            failed.append(options)
            raise APICallError("busy", url="u", request_body_values={}, status_code=500)
        return pngs(options)

    model = MockImageModel(do_generate=answer, max_images_per_call=2)
    assert len((await generate_image(model, "x", n=3)).images) == 3
    assert [call.n for call in model.do_generate_calls] == [2, 1, 1]
    assert retry_waits == [2.0]


# What goes in


async def test_the_model_is_asked_what_the_caller_asks() -> None:
    model = MockImageModel(do_generate=pngs)
    await generate_image(
        model,
        "a cat",
        size="1x1",
        aspect_ratio="1:1",
        seed=0,
        headers={"X-A": "1"},
        provider_options={"acme": {"a": 1}},
    )
    assert model.do_generate_calls == [
        ImageCallOptions(
            prompt="a cat",
            n=1,
            size="1x1",
            aspect_ratio="1:1",
            seed=0,
            headers={"user-agent": f"ai/{__version__}", "x-a": "1"},
            provider_options={"acme": {"a": 1}},
        )
    ]


async def test_images_may_be_given_in_every_form(tmp_path: Path) -> None:
    path = tmp_path / "cat"
    path.write_bytes(JPEG)
    own = ImageFile("image/gif", b"GIF", provider_options={"acme": {"a": 1}})
    model = MockImageModel(do_generate=pngs)
    await generate_image(
        model,
        images=[PNG, path, "https://x.test/a", "data:image/webp;base64,aGk=", "aGk=", own],
        mask="http://x.test/mask",
    )
    (call,) = model.do_generate_calls
    assert call.prompt is None
    assert call.files == [
        ImageFile("image/png", PNG),
        ImageFile("image/jpeg", JPEG),
        ImageUrl("https://x.test/a"),
        ImageFile("image/webp", "aGk="),
        ImageFile("image/png", "aGk="),
        own,
    ]
    assert call.mask == ImageUrl("http://x.test/mask")


async def test_what_is_no_image_is_refused() -> None:
    with pytest.raises(InvalidDataContentError, match="FileReference"):
        await generate_image(MockImageModel(), "x", images=[FileReference({"acme": "1"})])
    with pytest.raises(InvalidDataContentError, match="data URL"):
        await generate_image(MockImageModel(), "x", mask="data:image/png")


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [({"n": 0}, "n"), ({"n": 1.5}, "n"), ({"max_images_per_call": 0}, "max_images_per_call")],
)
async def test_numbers_are_checked(arguments: dict[str, Any], parameter: str) -> None:
    with pytest.raises(InvalidParameterError) as caught:
        await generate_image(MockImageModel(do_generate=pngs), "x", **arguments)
    assert caught.value.parameter == parameter


async def test_something_must_say_what_to_show() -> None:
    with pytest.raises(InvalidParameterError, match="prompt"):
        await generate_image(MockImageModel())
