"""Names of provider tools: the caller's word and the API's.

names = ToolNames.of(options.tools, {"acme.web_search": "web_search_v2"})
names.to_api("search"), names.from_api("web_search_v2")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ai_sdk.provider.tools import ModelTool, ProviderTool

__all__ = ["ToolNames"]


@dataclass(slots=True, frozen=True)
class ToolNames:
    """A two-way map. Names that it does not have are the same on both sides."""

    api_names: Mapping[str, str]
    caller_names: Mapping[str, str]

    @classmethod
    def of(cls, tools: Iterable[ModelTool] | None, api_names_by_id: Mapping[str, str]) -> ToolNames:
        """The names of the provider tools among `tools` whose id is in `api_names_by_id`."""
        pairs = [
            (tool.name, api_names_by_id[tool.id])
            for tool in tools or ()
            if isinstance(tool, ProviderTool) and tool.id in api_names_by_id
        ]
        return cls(dict(pairs), {api_name: name for name, api_name in pairs})

    def to_api(self, name: str) -> str:
        """The API's name of the tool that the caller calls `name`."""
        return self.api_names.get(name, name)

    def from_api(self, name: str) -> str:
        """The caller's name of the tool that the API calls `name`."""
        return self.caller_names.get(name, name)
