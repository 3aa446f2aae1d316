"""Which credential a request is sent with, and what is said when there is none."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from ai_sdk.provider import AISDKError, APICallError, LanguageCallOptions
from ai_sdk.provider_utils import Secret
from ai_sdk.testing import ScriptedResponse
from ai_sdk_gateway import GatewayAuthenticationError, create_gateway, vercel_request_headers

Scripted = Callable[..., Any]


def jwt(**payload: Any) -> str:
    """A token with this payload."""
    middle = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
    return f"e30.{middle}.sig"


VALID = jwt(exp=4102444800)


@pytest.fixture
def sent(scripted: Scripted, hi: LanguageCallOptions, answer: Any) -> Callable[..., Any]:
    """The headers of a request with these settings."""

    async def headers(**settings: Any) -> Any:
        provider, transport = scripted(ScriptedResponse(json=answer), **{"api_key": None, **settings})
        await provider("openai/gpt-5").do_generate(hi)
        return transport.requests[0].headers

    return headers


async def test_the_given_key_wins_over_everything(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_GATEWAY_API_KEY", "from-env")
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", VALID)
    headers = await sent(api_key="given")
    assert headers["authorization"] == "Bearer given"
    assert headers["ai-gateway-auth-method"] == "api-key"


async def test_then_comes_the_variable_of_the_key(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AI_GATEWAY_API_KEY", "from-env")
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", VALID)
    assert (await sent())["authorization"] == "Bearer from-env"


@pytest.mark.parametrize("empty_key", ["option", "variable"])
async def test_then_comes_the_oidc_token(sent: Any, monkeypatch: pytest.MonkeyPatch, empty_key: str) -> None:
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", VALID)
    # An empty option stops the look into the environment, an empty variable is no key.
    monkeypatch.setenv("AI_GATEWAY_API_KEY", "from-env" if empty_key == "option" else "")
    headers = await sent(api_key="" if empty_key == "option" else None)
    assert headers["authorization"] == f"Bearer {VALID}"
    assert headers["ai-gateway-auth-method"] == "oidc"


async def test_the_token_of_the_request_wins_over_the_variable(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    of_request = jwt(exp=4102444800, sub="request")
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", VALID)
    with vercel_request_headers({"X-Vercel-OIDC-Token": of_request, "X-Vercel-Id": "iad1::1"}):
        headers = await sent()
    assert headers["authorization"] == f"Bearer {of_request}"
    assert headers["ai-o11y-request-id"] == "iad1::1"
    assert (await sent())["authorization"] == f"Bearer {VALID}"


@pytest.mark.parametrize(
    ("token", "problem"),
    [
        (None, "There is no OIDC token"),
        ("", "There is no OIDC token"),
        (jwt(exp=1), "has expired"),
        ("secret-text", "no JWT"),
        ("a.secret.c", "no JWT"),
        ("a.!secret!.c", "no JWT"),
        ("a.WzFd.c", "no JWT"),
    ],
)
async def test_without_a_usable_credential_nothing_is_sent(
    scripted: Scripted,
    hi: LanguageCallOptions,
    monkeypatch: pytest.MonkeyPatch,
    token: str | None,
    problem: str,
) -> None:
    if token is not None:
        monkeypatch.setenv("VERCEL_OIDC_TOKEN", token)
    provider, transport = scripted(api_key=None)
    with pytest.raises(GatewayAuthenticationError, match="No authentication provided") as caught:
        await provider("m").do_generate(hi)
    error = caught.value
    assert (error.status_code, error.is_retryable, error.type) == (401, False, "authentication_error")
    assert isinstance(error.cause, AISDKError)
    assert problem in error.cause.message
    chain: BaseException | None = error
    while chain is not None:
        assert "secret" not in str(chain)
        chain = chain.__cause__
    assert transport.requests == []


async def test_a_token_without_an_end_does_not_end(sent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", jwt(sub="x"))
    assert (await sent())["ai-gateway-auth-method"] == "oidc"


async def test_a_token_that_changes_between_two_calls_is_picked_up(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=None)
    model = provider("m")
    for name in ("first", "second"):
        monkeypatch.setenv("VERCEL_OIDC_TOKEN", jwt(sub=name))
        await model.do_generate(hi)
        assert transport.requests[-1].headers["authorization"] == f"Bearer {jwt(sub=name)}"
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", jwt(exp=1))
    with pytest.raises(GatewayAuthenticationError):
        await model.do_generate(hi)


async def test_a_function_is_asked_for_the_key_before_each_request(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any
) -> None:
    keys = iter(["one", Secret("two")])
    provider, transport = scripted(ScriptedResponse(json=answer), api_key=lambda: next(keys))
    for word in ("one", "two"):
        await provider("m").do_generate(hi)
        assert transport.requests[-1].headers["authorization"] == f"Bearer {word}"


@pytest.mark.parametrize(
    ("settings", "first_line"),
    [({"api_key": "k"}, "Invalid API key or token."), ({"api_key": ""}, "Invalid OIDC token.")],
)
async def test_a_refusal_says_which_credential_was_refused(
    scripted: Scripted,
    hi: LanguageCallOptions,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    first_line: str,
) -> None:
    monkeypatch.setenv("VERCEL_OIDC_TOKEN", VALID)
    body = {"error": {"message": "the server's words", "type": "authentication_error"}}
    provider, _ = scripted(ScriptedResponse(status=401, json=body), **settings)
    with pytest.raises(GatewayAuthenticationError, match=f"failed: {first_line}") as caught:
        await provider("m").do_generate(hi)
    assert isinstance(caught.value.cause, APICallError)
    assert caught.value.cause.status_code == 401


def test_keys_do_not_show() -> None:
    provider = create_gateway(api_key="top-secret", headers={"x-key": "top-secret"})
    shown = [provider, provider("m"), vars(provider), provider._endpoint, provider.transcription_model("m")]
    assert "top-secret" not in repr(shown)


async def test_deployment_variables_are_read_when_the_model_is_made(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERCEL_ENV", "production")
    provider, transport = scripted(ScriptedResponse(json=answer), team_id_or_slug="acme")
    model = provider("m")
    monkeypatch.setenv("VERCEL_ENV", "preview")
    await model.do_generate(hi)
    headers = transport.requests[0].headers
    assert headers["ai-o11y-environment"] == "production"
    assert headers["x-vercel-ai-gateway-team"] == "acme"


async def test_a_call_can_not_change_what_names_the_model(
    scripted: Scripted, hi: LanguageCallOptions, answer: Any
) -> None:
    provider, transport = scripted(ScriptedResponse(json=answer))
    headers = {"AI-Language-Model-Id": "other", "AI-LANGUAGE-MODEL-STREAMING": "true", "Authorization": "Bearer mine"}
    await provider("m").do_generate(LanguageCallOptions(prompt=hi.prompt, headers=headers))
    sent = transport.requests[0].headers
    assert sent["ai-language-model-id"] == "m"
    assert sent["ai-language-model-streaming"] == "false"
    assert sent["authorization"] == "Bearer mine"
