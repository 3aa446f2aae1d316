"""Requests as the gateway reads them: the call options of the contract, as the codec writes them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

from ai_sdk.provider import LanguageCallOptions, ProviderOptions, to_json
from ai_sdk.provider_utils import normalize_url, with_camel_case_keys

from ai_sdk_gateway.options import OPTION_NAMES, PROVIDER

__all__ = ["language_request", "provider_options", "with_provider_options"]


def language_request(options: LanguageCallOptions) -> dict[str, Any]:
    """The body of a language call: all of its options, headers included; files are base64."""
    body: dict[str, Any] = to_json(options)
    for message in body["prompt"]:
        # The contract takes a text for the content of any message, the wire only for a system message.
        if message["role"] != "system" and isinstance(message["content"], str):
            message["content"] = [{"type": "text", "text": message["content"]}]
        _normalize_urls(message["content"])
    if options.headers is not None:
        body["headers"] = {name: value for name, value in options.headers.items() if value is not None}
    if options.provider_options is not None:
        body["providerOptions"] = provider_options(options.provider_options)
    return body


def provider_options(options: ProviderOptions) -> dict[str, Any]:
    """Provider options as they are sent: those for the gateway may be written in snake_case."""
    sent: dict[str, Any] = dict(options)
    own: object = sent.get(PROVIDER)
    if isinstance(own, Mapping):
        sent[PROVIDER] = with_camel_case_keys(cast("Mapping[str, Any]", own), OPTION_NAMES)
    return sent


def with_provider_options(body: dict[str, Any], options: ProviderOptions | None) -> dict[str, Any]:
    """The body with the options, if there are some."""
    if options is not None:
        body["providerOptions"] = provider_options(options)
    return body


def _normalize_urls(content: Any) -> None:
    """Spells the URLs of files as fetch would, in parts and in the results of tools."""
    if isinstance(content, list):
        for part in cast("list[dict[str, Any]]", content):
            data, output = part.get("data"), part.get("output")
            if isinstance(data, dict) and isinstance(url := cast("dict[str, Any]", data).get("url"), str):
                with suppress(ValueError):
                    data["url"] = url if url.startswith("data:") else normalize_url(url)
            elif part["type"] == "tool-result" and isinstance(output, dict):
                _normalize_urls(cast("dict[str, Any]", output).get("value") if output["type"] == "content" else None)
