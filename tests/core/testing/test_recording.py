from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.provider import InvalidArgumentError
from ai_sdk.provider_utils import FormData, HttpRequest, Transport, TransportError
from ai_sdk.testing import (
    ReplayMismatchError,
    ScriptedResponse,
    ScriptedServer,
    ScriptedTransport,
    record,
    replay,
)

KEY = "sk-a1b2c3d4e5f6"
LIMIT = 2**20


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recordings" / "calls.json"


def post(body: Any = None, *, url: str = "https://acme.test/v1/chat", **headers: str) -> HttpRequest:
    data = body if body is None or isinstance(body, (bytes, FormData)) else json.dumps(body).encode()
    return HttpRequest("POST", url, headers or {"authorization": f"Bearer {KEY}"}, data)


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


async def chunks_of(transport: Transport, request: HttpRequest) -> list[bytes]:
    response = await transport.send(request)
    try:
        return [chunk async for chunk in response.chunks()]
    finally:
        await response.aclose()


async def read(transport: Transport, request: HttpRequest) -> bytes:
    response = await transport.send(request)
    return await response.read(limit=LIMIT)


async def recorded(path: Path, request: HttpRequest, answer: Any, **settings: Any) -> str:
    """The text of a recording of one exchange."""
    async with record(path, transport=ScriptedTransport(answer), **settings) as transport:
        await chunks_of(transport, request)
    return text_of(path)


# What is kept


async def test_a_replay_answers_what_a_server_on_the_network_answered(path: Path) -> None:
    answers = [
        ScriptedResponse(json={"id": "x"}, headers={"x-id": "1"}),
        ScriptedResponse(status=429, status_text="Slow", body="no"),
    ]
    async with ScriptedServer(*answers) as server:
        async with record(path) as transport:
            for body in ({"n": 1}, {"n": 2}):
                await read(transport, post(body, url=f"{server.url}/v1"))
        url = f"{server.url}/v1"
    async with replay(path) as transport:
        first = await transport.send(post({"n": 1}, url=url))
        assert (first.status, first.reason, first.headers["x-id"]) == (200, "OK", "1")
        assert json.loads(await first.read(limit=LIMIT)) == {"id": "x"}
        second = await transport.send(post({"n": 2}, url=url))
        assert (second.status, second.reason, await second.read(limit=LIMIT)) == (429, "Slow", b"no")


async def test_a_stream_keeps_its_chunks(path: Path) -> None:
    chunks = ["data: {", '"a": 1}\n\n', b"\xf0\x9f", b"\x8c\x8d\n\n"]
    text = await recorded(path, post({}), ScriptedResponse(chunks=chunks))
    (exchange,) = json.loads(text)["exchanges"]
    assert exchange["response"]["chunks"][:2] == ["data: {", '"a": 1}\n\n']
    async with replay(path) as transport:
        assert await chunks_of(transport, post({})) == [c if isinstance(c, bytes) else c.encode() for c in chunks]


async def test_binary_bodies_are_base64_both_ways(path: Path) -> None:
    data = bytes(range(256))
    text = await recorded(path, post(data), ScriptedResponse(body=data))
    (exchange,) = json.loads(text)["exchanges"]
    assert list(exchange["request"]["body"]) == ["base64"]
    async with replay(path) as transport:
        assert await read(transport, post(data)) == data


def form(*, language: str = "en") -> FormData:
    fields = FormData()
    fields.append("language", language)
    fields.append_file("file", b"\xff\x00", media_type="audio/mpeg", filename="a.mp3")
    return fields


async def test_forms_are_compared_by_their_fields_whatever_their_boundary(path: Path) -> None:
    await recorded(path, post(form()), ScriptedResponse(body="ok"))
    async with replay(path) as transport:
        with pytest.raises(ReplayMismatchError, match=r"body\[0\]\.text: recorded 'en', sent 'de'"):
            await read(transport, post(form(language="de")))
        assert await read(transport, post(form())) == b"ok"


async def test_errors_of_the_network_are_raised_again(path: Path) -> None:
    lost = TransportError("no route", is_retryable=False, is_timeout=True)
    answers = [lost, ScriptedResponse(chunks=["one"], disconnect="mid-stream")]
    async with record(path, transport=ScriptedTransport(*answers)) as transport:
        for number in range(2):
            with pytest.raises(TransportError):
                await chunks_of(transport, post({"n": number}))
    async with replay(path) as transport:
        with pytest.raises(TransportError, match="no route") as caught:
            await transport.send(post({"n": 0}))
        assert (caught.value.is_retryable, caught.value.is_timeout) == (False, True)
        response = await transport.send(post({"n": 1}))
        got: list[bytes] = []
        with pytest.raises(TransportError, match="within the answer"):
            async for chunk in response.chunks():
                got.append(chunk)  # noqa: PERF401 - what came before the error counts
        assert got == [b"one"]


async def test_an_answer_that_was_closed_early_says_so_when_it_is_read_further(path: Path) -> None:
    async with record(path, transport=ScriptedTransport(ScriptedResponse(chunks=["one", "two"]))) as transport:
        response = await transport.send(post({}))
        chunks: Any = response.chunks()
        assert await anext(chunks) == b"one"
        await chunks.aclose()
        await response.aclose()
    async with replay(path) as transport:
        with pytest.raises(ReplayMismatchError, match="ends here: its reader closed it before its end"):
            await chunks_of(transport, post({}))


async def test_the_same_exchanges_give_the_same_file(path: Path) -> None:
    request = post({"z": 1, "a": 2}, **{"x-b": "1", "x-a": "2"})
    one = await recorded(path, request, ScriptedResponse(json={"ä": 1}))
    other = await recorded(path, request, ScriptedResponse(json={"ä": 1}))
    assert one == other
    assert one.endswith("}\n")
    assert "ä" in one
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


async def test_requests_at_the_same_time_are_kept_in_the_order_of_their_start(path: Path) -> None:
    class Backwards(ScriptedTransport):
        async def send(self, request: HttpRequest) -> Any:
            number = json.loads(request.body)["n"]  # type: ignore[arg-type]
            await asyncio.sleep(0.01 * (3 - number))
            return await super().send(request)

    transport = Backwards(lambda request: ScriptedResponse(body=str(request.json()["n"])))
    async with record(path, transport=transport) as recording:
        await asyncio.gather(*(read(recording, post({"n": number})) for number in range(3)))
    exchanges = json.loads(text_of(path))["exchanges"]
    assert [exchange["request"]["body"] for exchange in exchanges] == [{"json": {"n": n}} for n in range(3)]
    async with replay(path) as replayed:
        # Whoever comes first gets its own answer.
        assert [await read(replayed, post({"n": n})) for n in (2, 0, 1)] == [b"2", b"0", b"1"]


async def test_a_cancelled_request_is_not_in_the_file(path: Path) -> None:
    async with record(path, transport=ScriptedTransport(ScriptedResponse(delay=60))) as transport:
        sending = asyncio.create_task(transport.send(post({})))
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert json.loads(text_of(path))["exchanges"] == []


async def test_a_block_that_fails_leaves_the_older_file_alone(path: Path) -> None:
    older = await recorded(path, post({}), ScriptedResponse(body="old"))
    with pytest.raises(ZeroDivisionError):
        async with record(path, transport=ScriptedTransport()) as transport:
            await read(transport, post({}))
            raise ZeroDivisionError
    assert text_of(path) == older


async def test_the_transport_of_the_caller_stays_open(path: Path) -> None:
    own = ScriptedTransport()
    async with record(path, transport=own):
        pass
    assert not own.is_closed


async def test_closing_an_answer_early_closes_that_of_the_other_transport(path: Path) -> None:
    own = ScriptedTransport(ScriptedResponse(chunks=["one", "two"]))
    async with record(path, transport=own) as transport:
        response = await transport.send(post({}))
        assert own.open_responses == 1
        await response.aclose()
        assert own.open_responses == 0


# What is not kept


@pytest.mark.parametrize(
    "name",
    [
        "authorization",
        "proxy-authorization",
        "api-key",
        "x-api-key",
        "x-goog-api-key",
        "ocp-apim-subscription-key",
        "x-amz-security-token",
        "cookie",
        "x-client-secret",
        "x-auth",
    ],
)
async def test_headers_with_keys_are_masked(path: Path, name: str) -> None:
    text = await recorded(path, post({}, **{name: KEY}), ScriptedResponse(body="ok"))
    assert KEY not in text
    assert json.loads(text)["exchanges"][0]["request"]["headers"] == {name: "***"}


async def test_limits_of_tokens_are_no_secrets_and_cookies_are(path: Path) -> None:
    headers = {"x-ratelimit-remaining-tokens": "12345678", "set-cookie": "session=abc"}
    text = await recorded(path, post({}), ScriptedResponse(body="ok", headers=headers))
    found = json.loads(text)["exchanges"][0]["response"]["headers"]
    assert found == {"set-cookie": "***", "x-ratelimit-remaining-tokens": "12345678"}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (f"https://acme.test/v1?key={KEY}&alt=sse", "https://acme.test/v1?key=***&alt=sse"),
        (f"https://acme.test/v1?accessToken={KEY}", "https://acme.test/v1?accessToken=***"),
        (f"https://me:{KEY}@acme.test/v1", "https://***@acme.test/v1"),
        (f"https://acme.test/v1/{KEY}?api-key={KEY}", "https://acme.test/v1/***?api-key=***"),
    ],
)
async def test_urls_are_kept_without_keys_and_match_with_another_key(path: Path, url: str, kept: str) -> None:
    text = await recorded(path, post({}, url=url), ScriptedResponse(body="ok"))
    assert KEY not in text
    assert json.loads(text)["exchanges"][0]["request"]["url"] == kept
    async with replay(path) as transport:
        assert await read(transport, post({}, url=url.replace(KEY, "another-key"), accept="*/*")) == b"ok"


async def test_a_key_that_comes_back_in_a_body_is_masked_also_across_chunks(path: Path) -> None:
    chunks = [f"Incorrect key {KEY[:5]}", KEY[5:9], f"{KEY[9:]}. And {KEY}", "!"]
    answer = ScriptedResponse(chunks=chunks, headers={"x-echo": f"key {KEY}"}, status_text="no")
    text = await recorded(path, post({"echo": KEY}), answer)
    (exchange,) = json.loads(text)["exchanges"]
    assert KEY not in text
    assert KEY[5:9] not in text
    assert exchange["request"]["body"] == {"json": {"echo": "***"}}
    assert exchange["response"]["headers"]["x-echo"] == "key ***"
    assert exchange["response"]["chunks"] == ["Incorrect key ***", ". And ***", "!"]


async def test_a_key_in_the_text_of_an_error_is_masked(path: Path) -> None:
    async with record(path, transport=ScriptedTransport(TransportError(f"no route for {KEY}"))) as transport:
        with pytest.raises(TransportError):
            await transport.send(post({}))
    assert KEY not in text_of(path)


async def test_members_of_json_with_the_names_of_keys_are_masked(path: Path) -> None:
    answer = ScriptedResponse(json={"client_secret": 'a"b', "access_token": "tok", "logprobs": [{"token": "Hello"}]})
    text = await recorded(path, post({"apiKey": "short"}), answer)
    (exchange,) = json.loads(text)["exchanges"]
    assert exchange["request"]["body"] == {"json": {"apiKey": "***"}}
    assert json.loads("".join(exchange["response"]["chunks"])) == {
        "client_secret": "***",
        "access_token": "***",
        "logprobs": [{"token": "Hello"}],
    }


async def test_a_short_key_is_masked_in_its_header_but_no_word_of_a_body(path: Path) -> None:
    text = await recorded(path, post({"prompt": "a test"}, **{"x-api-key": "test"}), ScriptedResponse(body="a test"))
    (exchange,) = json.loads(text)["exchanges"]
    assert exchange["request"]["headers"] == {"x-api-key": "***"}
    assert exchange["request"]["body"] == {"json": {"prompt": "a test"}}
    assert exchange["response"]["chunks"] == ["a test"]


async def test_more_can_be_masked_and_the_replay_is_told_the_same(path: Path) -> None:
    settings: dict[str, Any] = {
        "secrets": ["Ada"],
        "secret_headers": ["X-Tenant"],
        "redact_body": lambda body: body.replace(b"0700", b"<phone>"),
    }
    request = post({"prompt": "Call Ada, 0700"}, **{"x-tenant": "acme"})
    text = await recorded(path, request, ScriptedResponse(chunks=["Ada: ", "0700"]), **settings)
    for secret in ("Ada", "0700", '"acme"'):
        assert secret not in text
    async with replay(path, **settings) as transport:
        assert await read(transport, request) == b"***: <phone>"


# Matching


@pytest.mark.parametrize(
    ("request_", "difference", "message"),
    [
        (HttpRequest("PUT", "https://acme.test/v1/chat", {}, b"{}"), "method", "recorded 'POST', sent 'PUT'"),
        (post({}, url="https://acme.test/v2"), "url", "recorded 'https://acme.test/v1/chat', sent 'https://acme.test/"),
        (post({"a": [1, {"b": "y"}]}), "body.a[1].b", "recorded 'x', sent 'y'"),
        (post({"a": [True, {"b": "x"}]}), "body.a[0]", "recorded 1, sent True"),
        (post({"a": [1]}), "body.a[1]", "recorded {'b': 'x'}, sent nothing"),
        (post({"a": [1, {"b": "x"}], "c": None}), "body.c", "recorded nothing, sent None"),
        (post({}), "body.a", "sent nothing"),
        (post(None), "body", "sent None"),
        (post(b"a"), "body", "sent 'a'"),
    ],
)
async def test_the_first_difference_is_named(path: Path, request_: HttpRequest, difference: str, message: str) -> None:
    await recorded(path, post({"a": [1, {"b": "x"}]}), ScriptedResponse(body="ok"))
    async with replay(path, allow_unused=True) as transport:
        with pytest.raises(ReplayMismatchError) as caught:
            await transport.send(request_)
    assert caught.value.difference == difference
    assert f"(number 1) differs in {difference}: " in caught.value.message
    assert message in caught.value.message
    assert KEY not in caught.value.message


async def test_headers_and_the_order_of_members_do_not_matter(path: Path) -> None:
    await recorded(path, post({"a": 1, "b": 2}), ScriptedResponse(body="ok"))
    async with replay(path) as transport:
        assert await read(transport, post({"b": 2, "a": 1}, accept="*/*")) == b"ok"


async def test_equal_requests_get_their_answers_in_order_and_no_more_than_there_are(path: Path) -> None:
    answers = [ScriptedResponse(body="one"), ScriptedResponse(body="two")]
    async with record(path, transport=ScriptedTransport(*answers)) as recording:
        for _ in answers:
            await read(recording, post({}))
    async with replay(path) as transport:
        assert [await read(transport, post({})) for _ in answers] == [b"one", b"two"]
        with pytest.raises(ReplayMismatchError, match="one request more than the 2 in") as caught:
            await transport.send(post({}))
        assert caught.value.difference is None


async def test_requests_that_were_not_made_are_told_at_the_end_unless_that_is_allowed(path: Path) -> None:
    await recorded(path, post({}), ScriptedResponse(body="ok"))
    with pytest.raises(ReplayMismatchError, match=r"1 of 1 recorded requests .* the first is POST https://acme"):
        async with replay(path):
            pass
    with pytest.raises(ZeroDivisionError):
        async with replay(path):
            raise ZeroDivisionError
    async with replay(path, allow_unused=True) as transport:
        assert transport.unused == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no recording: "),
        ("[]", "is no recording. Make one with record"),
        ('{"a": 1}', "is no recording. Make one with record"),
        ('{"format": "ai-sdk-recording", "version": 2}', "version 2; this core reads 1. Record it again"),
    ],
)
def test_a_file_that_is_no_recording_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "x.json").write_text(content, "utf-8")
    with pytest.raises(InvalidArgumentError, match=message):
        replay(tmp_path / "x.json")


def test_a_missing_file_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replay(tmp_path / "x.json")


async def test_both_are_transports(path: Path) -> None:
    await recorded(path, post({}), ScriptedResponse(body="ok"))
    assert isinstance(record(path, transport=ScriptedTransport()), Transport)
    assert isinstance(replay(path), Transport)
