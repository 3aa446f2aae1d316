"""The id, time and model that OpenAI-like answers carry.

response_metadata({"id": "x", "created": 0, "model": "m"})
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ai_sdk.provider.stream_parts import ResponseMetadata

__all__ = ["create_response_metadata", "unix_time"]


def create_response_metadata(body: Mapping[str, Any]) -> ResponseMetadata:
    """`id`, `model` and `created` (seconds since 1970; 0 counts) of an answer or chunk; what is not there is None."""
    return ResponseMetadata(body.get("id"), unix_time(body.get("created")), body.get("model"))


def unix_time(seconds: float | None) -> datetime | None:
    """The time, in UTC. None for None, and for what no calendar has."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
