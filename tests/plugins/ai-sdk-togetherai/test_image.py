"""The image model: what is sent and warned of, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    ImageCallOptions,
    ImageFile,
    ImageModel,
    ImageUrl,
    InvalidArgumentError,
    OtherWarning,
    UnsupportedFunctionalityError,
    UnsupportedWarning,
)
from ai_sdk.testing import ScriptedResponse
from ai_sdk_togetherai import TogetherAIImageOptions
from ai_sdk_togetherai.image import image_request

ANSWER = {"data": [{"b64_json": "aW1n", "index": 0}], "model": "m"}
SIZE_WARNING = UnsupportedWarning(
    "aspectRatio", "This model does not support the `aspectRatio` option. Use `size` instead."
)


def sent(**options: Any) -> dict[str, Any]:
    return image_request(ImageCallOptions(**options), model_id="m")[0]


async def test_an_image_is_asked_for_as_base64(serve: Any) -> None:
    provider, server = await serve(ScriptedResponse(json=ANSWER))
    model = provider.image_model("black-forest-labs/FLUX.1-schnell")
    result = await model.do_generate(ImageCallOptions(prompt="a cat"))
    assert isinstance(model, ImageModel)
    assert (model.provider, model.max_images_per_call) == ("togetherai.image", 1)
    assert server.requests[0].path == "/v1/images/generations"
    assert server.requests[0].headers["authorization"] == "Bearer k"
    assert server.requests[0].json() == {
        "model": "black-forest-labs/FLUX.1-schnell",
        "prompt": "a cat",
        "response_format": "base64",
    }
    assert (result.images, result.warnings, result.usage) == (["aW1n"], [], None)
    assert result.response is not None
    assert result.response.model_id == "black-forest-labs/FLUX.1-schnell"
    assert result.response.timestamp is not None


def test_everything_is_sent_in_the_order_of_the_api() -> None:
    body, warnings = image_request(
        ImageCallOptions(
            prompt="a cat",
            n=2,
            size="1024x768",
            seed=0,
            aspect_ratio="16:9",
            files=[ImageFile("image/png", b"img"), ImageUrl("https://example.com/a.png")],
            provider_options={"togetherai": {"steps": 4, "negative_prompt": None, "lora": [1]}},
        ),
        model_id="m",
    )
    assert list(body.items()) == [
        ("model", "m"),
        ("prompt", "a cat"),
        ("seed", 0),
        ("n", 2),
        ("width", 1024),
        ("height", 768),
        ("image_url", "data:image/png;base64,aW1n"),
        ("response_format", "base64"),
        ("steps", 4),
        ("negative_prompt", None),
        ("lora", [1]),
    ]
    assert warnings == [
        SIZE_WARNING,
        OtherWarning("Together AI only supports a single input image. Additional images are ignored."),
    ]


def test_an_image_url_is_sent_as_it_is_and_options_can_replace_everything() -> None:
    assert sent(files=[ImageUrl("https://example.com/ä.png")])["image_url"] == "https://example.com/ä.png"
    assert sent(provider_options={"togetherai": {"model": "other"}})["model"] == "other"


def test_the_options_object_says_what_is_sent() -> None:
    options = TogetherAIImageOptions(steps=4, guidance=3.5, disable_safety_checker=True, extra={"lora": None})
    assert options.to_json() == {"steps": 4, "guidance": 3.5, "disable_safety_checker": True, "lora": None}
    assert sent(provider_options={options.provider: options.to_json()})["lora"] is None


@pytest.mark.parametrize("options", [{"steps": "4"}, {"guidance": True}, {"negative_prompt": 5}])
def test_an_option_of_a_wrong_type_is_refused(options: Any) -> None:
    with pytest.raises(InvalidArgumentError, match="invalid togetherai provider options"):
        sent(provider_options={"togetherai": options})


@pytest.mark.parametrize("size", ["big", "1024", "1024x", "-1x5", "\N{ARABIC-INDIC DIGIT ONE}x2"])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(InvalidArgumentError, match="WIDTHxHEIGHT") as caught:
        sent(size=size)
    assert repr(size) in caught.value.message


async def test_a_mask_is_refused_before_anything_is_sent(scripted: Any) -> None:
    provider, transport = scripted()
    mask = ImageFile("image/png", b"m")
    with pytest.raises(
        UnsupportedFunctionalityError, match=r"^Together AI does not support mask-based image editing\."
    ):
        await provider.image_model("m").do_generate(ImageCallOptions(prompt="a", mask=mask))
    assert transport.requests == []


async def test_an_error_has_only_its_message(scripted: Any) -> None:
    body = {"error": {"message": "no", "type": "x"}, "id": "1"}
    provider, _ = scripted(ScriptedResponse(status=400, json=body))
    with pytest.raises(APICallError, match=r"^no$") as caught:
        await provider.image_model("m").do_generate(ImageCallOptions(prompt="a"))
    assert caught.value.data == {"error": {"message": "no"}}


async def test_generate_image_asks_once_for_each_image(scripted: Any) -> None:
    from ai_sdk import generate_image

    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    options = TogetherAIImageOptions(steps=4)
    result = await generate_image(provider.image_model("m"), "a cat", n=2, provider_options=[options])
    assert [image.bytes for image in result.images] == [b"img", b"img"]
    assert [request.json() for request in transport.requests] == [
        {"model": "m", "prompt": "a cat", "response_format": "base64", "steps": 4}
    ] * 2
