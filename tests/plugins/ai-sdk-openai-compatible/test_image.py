"""Image models: generations as JSON, edits as forms."""

from __future__ import annotations

from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

import pytest
from ai_sdk.provider import (
    APICallError,
    DeprecatedWarning,
    DownloadError,
    ImageCallOptions,
    ImageFile,
    ImageUrl,
    ImageUsage,
    InvalidDataContentError,
    UnsupportedWarning,
)
from ai_sdk.testing import RecordedRequest, ScriptedResponse, ScriptedServer
from ai_sdk_openai_compatible import OpenAICompatibleImageOptions

ANSWER = {"data": [{"b64_json": "aW1n", "url": "x"}, {"b64_json": "aW1nMg=="}]}
PNG = "iVBORw0KGgo="


def fields(request: RecordedRequest) -> list[tuple[str | None, str | None, str | None, bytes]]:
    """Name, file name, content type and bytes of each field of a form."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    found: list[tuple[str | None, str | None, str | None, bytes]] = []
    for part in message.iter_parts():
        name: Any = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.append((name, part.get_filename(), part["content-type"], content))
    return found


async def test_a_generation_is_json_and_asks_for_no_format(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    model = provider.image_model("dall-e")
    before = datetime.now(UTC)
    result = await model.do_generate(ImageCallOptions(prompt="a cat", n=2, size="1024x1024"))
    assert (model.provider, model.max_images_per_call) == ("acme.image", 10)
    assert transport.requests[0].path == "/v1/images/generations"
    assert transport.requests[0].json() == {"model": "dall-e", "prompt": "a cat", "n": 2, "size": "1024x1024"}
    assert result.images == ["aW1n", "aW1nMg=="]
    assert result.warnings == []
    assert result.usage is None
    assert result.response is not None
    assert result.response.timestamp is not None
    assert before <= result.response.timestamp <= datetime.now(UTC)
    assert result.response.model_id == "dall-e"


async def test_options_are_sent_as_they_are_and_can_replace_everything(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER), name="acme-co")
    options: Any = {"acme-co": {"n": 3, "style": None, "quality": "hd"}, "acmeCo": {"quality": "low"}}
    result = await provider.image_model("m").do_generate(
        ImageCallOptions(prompt="a", provider_options=options, aspect_ratio="1:1", seed=0)
    )
    assert transport.requests[0].json() == {"model": "m", "prompt": "a", "n": 3, "style": None, "quality": "low"}
    assert result.warnings == [
        UnsupportedWarning("aspectRatio", "This model does not support aspect ratio. Use `size` instead."),
        UnsupportedWarning("seed"),
        DeprecatedWarning("providerOptions key 'acme-co'", "Use 'acmeCo' instead."),
    ]


def test_the_options_object_says_what_is_sent() -> None:
    options = OpenAICompatibleImageOptions(provider="acme", quality="hd", output_compression=0, extra={"style": None})
    assert options.to_json() == {"quality": "hd", "output_compression": 0, "style": None}


async def test_one_image_to_start_from_is_a_form(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    call = ImageCallOptions(
        prompt="a cat",
        files=[ImageFile("image/png", PNG)],
        mask=ImageFile("", b"mask"),
        provider_options={"acme": {"tags": ["a", "b"], "one": ["x"], "none": [], "null": None, "flag": True}},
    )
    await provider.image_model("m").do_generate(call)
    [request] = transport.requests
    assert request.path == "/v1/images/edits"
    assert fields(request) == [
        ("model", None, None, b"m"),
        ("prompt", None, None, b"a cat"),
        ("image", "blob", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("mask", "blob", "application/octet-stream", b"mask"),
        ("n", None, None, b"1"),
        ("tags[]", None, None, b"a"),
        ("tags[]", None, None, b"b"),
        ("one", None, None, b"x"),
        ("flag", None, None, b"true"),
    ]


async def test_several_images_to_start_from_are_repeated(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    files = [ImageFile("image/png", b"1"), ImageUrl("data:image/gif;base64,Mg==")]
    await provider.image_model("m").do_generate(ImageCallOptions(files=files))
    assert fields(transport.requests[0])[1:3] == [
        ("image[]", "blob", "image/png", b"1"),
        ("image[]", "blob", "image/gif", b"2"),
    ]


async def test_an_image_on_this_machine_is_not_fetched(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER), api_key="secret")
    async with ScriptedServer(ScriptedResponse(body=b"x")) as server:
        call = ImageCallOptions(files=[ImageUrl(f"{server.url}/cat.png")])
        with pytest.raises(DownloadError, match="not allowed"):
            await provider.image_model("m").do_generate(call)
        assert server.requests == []
    assert transport.requests == []


async def test_an_image_that_is_no_base64_is_refused(scripted: Any) -> None:
    provider, transport = scripted()
    with pytest.raises(InvalidDataContentError):
        await provider.image_model("m").do_generate(ImageCallOptions(files=[ImageFile("image/png", "ä")]))
    assert transport.requests == []


async def test_no_files_and_a_mask_alone_make_a_generation(scripted: Any) -> None:
    provider, transport = scripted(ScriptedResponse(json=ANSWER))
    await provider.image_model("m").do_generate(ImageCallOptions(files=[], mask=ImageFile("image/png", b"m")))
    assert transport.requests[0].json() == {"model": "m", "n": 1}


async def test_usage_may_be_partial(scripted: Any) -> None:
    usage = {"input_tokens": 0, "output_tokens": None, "more": 1}
    provider, _ = scripted(ScriptedResponse(json={**ANSWER, "usage": usage}))
    result = await provider.image_model("m").do_generate(ImageCallOptions(prompt="a"))
    assert result.usage == ImageUsage(0, None, None)


@pytest.mark.parametrize("body", ["", "<html>", '{"data": [{"url": "https://x"}]}', '{"data": {}}'])
async def test_an_answer_without_base64_is_a_typed_error(scripted: Any, body: str) -> None:
    provider, transport = scripted(ScriptedResponse(body=body))
    with pytest.raises(APICallError, match="Invalid JSON response"):
        await provider.image_model("m").do_generate(ImageCallOptions(prompt="a"))
    assert transport.open_responses == 0
