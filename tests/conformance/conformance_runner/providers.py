"""Providers made from the settings of a case, and their models."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .outcome import CannotRun, Run
from .project import check_keywords, member, named
from .values import decode, without_undefined

__all__ = ["make_model", "make_provider"]

_FACTORIES = {
    "openai-compatible": ("ai_sdk_openai_compatible", "create_openai_compatible"),
    "groq": ("ai_sdk_groq", "create_groq"),
    "togetherai": ("ai_sdk_togetherai", "create_togetherai"),
    "gateway": ("ai_sdk_gateway", "create_gateway"),
}
_MILLISECONDS = "_millis"


def make_provider(run: Run, name: str, settings: Mapping[str, Any]) -> Any:
    """The provider `name` with the settings of a case. It is closed with the run."""
    if name not in _FACTORIES:
        raise CannotRun(f"the runner knows no provider {name!r}")
    factory = named(*_FACTORIES[name])
    keywords = dict(_setting(key, value) for key, value in settings.items())
    check_keywords(factory, set(keywords))
    if "vercel_request_headers" in run.data:
        in_request = named("ai_sdk_gateway", "vercel_request_headers")
        run.closing.enter_context(in_request(run.data["vercel_request_headers"]))
    provider = factory(**keywords)
    if hasattr(provider, "aclose"):
        run.closing.push_async_callback(provider.aclose)
    return provider


def make_model(provider: Any, kind: str, model_id: str) -> Any:
    """The model of a kind (`language`, `completion`, `embedding`, ...) of a provider."""
    return member(provider, f"{kind}_model")(model_id)


def _setting(name: str, value: Any) -> tuple[str, Any]:
    match name:
        case "transform_request_body":
            return name, _body_transform(value)
        case "metadata_extractor":
            return name, MetadataExtractor(value["key"], value["fields"])
        case "supported_urls":
            return name, {media_type: [re.compile(url) for url in urls] for media_type, urls in value.items()}
        case _ if name.endswith(_MILLISECONDS):
            # Times are seconds in this project.
            return name.removesuffix(_MILLISECONDS), value / 1000
        case _:
            return name, without_undefined(decode(value))


def _body_transform(script: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    def transform(body: Mapping[str, Any]) -> dict[str, Any]:
        changed = {**body, **script.get("merge", {})}
        for key in script.get("drop", ()):
            changed.pop(key, None)
        renames = script.get("rename", {})
        return {renames.get(key, key): value for key, value in changed.items()}

    return transform


def _at_path(value: Any, path: str) -> tuple[bool, Any]:
    for step in path.split("."):
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False, None
    return True, value


class MetadataExtractor:
    """The metadata extractor that a case describes: values at paths of the answer, under one key."""

    def __init__(self, key: str, fields: Mapping[str, str]) -> None:
        self._key = key
        self._fields = fields

    def _found_in(self, value: Any) -> dict[str, Any]:
        places = {name: _at_path(value, path) for name, path in self._fields.items()}
        return {name: found for name, (is_there, found) in places.items() if is_there}

    def _under_key(self, found: Mapping[str, Any]) -> dict[str, Any] | None:
        return {self._key: dict(found)} if found else None

    def extract_metadata(self, parsed_body: Any) -> dict[str, Any] | None:
        """The metadata of a complete answer."""
        return self._under_key(self._found_in(parsed_body))

    def create_stream_extractor(self) -> StreamMetadataExtractor:
        """The extractor of one stream."""
        return StreamMetadataExtractor(self)


class StreamMetadataExtractor:
    """The same over the chunks of a stream: a later value wins."""

    def __init__(self, extractor: MetadataExtractor) -> None:
        self._extractor = extractor
        self._found: dict[str, Any] = {}

    def process_chunk(self, parsed_chunk: Any) -> None:
        """Remember what is in a chunk."""
        self._found.update(self._extractor._found_in(parsed_chunk))

    def build_metadata(self) -> dict[str, Any] | None:
        """What was found in all of them."""
        return self._extractor._under_key(self._found)
