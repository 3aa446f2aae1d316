"""Tool calls whose name comes late: some servers send an id or arguments first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["LateToolNames"]


@dataclass(slots=True)
class _Waiting:
    id: str | None = None
    extra_content: Any = None
    arguments: list[str] = field(default_factory=list[str])

    def take(self, delta: Mapping[str, Any]) -> str | None:
        """Keeps what `delta` has; its name, if it has one."""
        function: Mapping[str, Any] = delta["function"]
        if self.id is None:
            self.id = delta.get("id")
        if self.extra_content is None:
            self.extra_content = delta.get("extra_content")
        arguments = function.get("arguments")
        if arguments is not None:
            self.arguments.append(arguments)
        return function.get("name")

    def merged(self, index: float, name: str | None) -> dict[str, Any]:
        function: dict[str, Any] = {} if name is None else {"name": name}
        function["arguments"] = "".join(self.arguments)
        delta: dict[str, Any] = {"index": index, "id": self.id, "function": function}
        if self.extra_content is not None:
            delta["extra_content"] = self.extra_content
        return delta


class LateToolNames:
    """Holds the deltas of each index back until a name has come, and then lets one merged delta through."""

    __slots__ = ("_known", "_waiting")

    def __init__(self) -> None:
        self._known: set[float] = set()
        self._waiting: dict[float, _Waiting] = {}

    def push(self, delta: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The delta to go on with; None if it has to wait. One without an index never waits."""
        index: float | None = delta.get("index")
        if index is None or index in self._known:
            return delta
        waiting = self._waiting.get(index)
        if waiting is None:
            waiting = self._waiting[index] = _Waiting()
        name = waiting.take(delta)
        if name is None:
            return None
        del self._waiting[index]
        self._known.add(index)
        return waiting.merged(index, name)

    def flush(self) -> list[dict[str, Any]]:
        """What still waits for a name at the end of the stream."""
        left = [waiting.merged(index, None) for index, waiting in self._waiting.items()]
        self._waiting.clear()
        return left
