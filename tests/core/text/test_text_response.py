from __future__ import annotations

import pytest
from ai_sdk import stream_text
from ai_sdk.provider import AbortError
from ai_sdk.testing import MockLanguageModel, text_stream

from tests.core.text.helpers import Stalled, streaming, text


async def test_the_body_is_the_text_in_the_pieces_of_the_model() -> None:
    response = stream_text(streaming(text_stream("Grüße ", "", "🌍")), "Hi").to_text_stream_response()
    assert response.status == 200
    assert response.headers == {"content-type": "text/plain; charset=utf-8"}
    assert [piece async for piece in response.body] == ["Grüße ".encode(), "🌍".encode()]


async def test_status_and_headers_may_be_given_and_a_content_type_wins() -> None:
    response = stream_text(streaming(text_stream("a")), "Hi").to_text_stream_response(
        status=202, headers={"X-Y": "z", "Content-Type": "text/markdown"}
    )
    assert response.status == 202
    assert response.headers == {"content-type": "text/markdown", "x-y": "z"}


async def test_nothing_is_asked_before_the_body_is_read() -> None:
    model = streaming(text_stream("a"))
    response = stream_text(model, "Hi").to_text_stream_response()
    await response.body.aclose()
    assert model.do_stream_calls == []


async def test_closing_the_body_early_closes_the_connection_to_the_model() -> None:
    source = Stalled(text("a", "b"))
    stream = stream_text(streaming(source), "Hi")
    response = stream.to_text_stream_response()
    assert await anext(response.body) == b"a"
    await response.body.aclose()
    assert source.closed == 1
    with pytest.raises(AbortError):
        await stream.result()


async def test_a_call_that_fails_raises_in_the_body() -> None:
    model = MockLanguageModel(do_stream=ValueError("broken"))
    response = stream_text(model, "Hi", on_error=lambda event: None).to_text_stream_response()
    with pytest.raises(ValueError, match="broken"):
        _ = [piece async for piece in response.body]
