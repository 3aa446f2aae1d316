"""When the requests that came are the requests that were recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .compare import ABSENT, Comparer, Difference
from .http_messages import RecordedRequest, form_parts, query_values

__all__ = ["compare_requests"]

# Headers of the connection and of the HTTP client, which are not recorded.
_UNRECORDED = frozenset(
    {
        "host",
        "connection",
        "content-length",
        "transfer-encoding",
        "accept-encoding",
        "accept-language",
        "sec-fetch-mode",
        "date",
    }
)
_FORM = "multipart/form-data"


def compare_requests(
    exchanges: Sequence[Mapping[str, Any]], requests: Sequence[RecordedRequest], comparer: Comparer
) -> Difference | None:
    """The first difference between recorded and received requests, the number of them included."""
    for index, (exchange, request) in enumerate(zip(exchanges, requests, strict=False)):
        difference = _compare_request(exchange["request"], request, f"exchanges[{index}].request", comparer)
        if difference is not None:
            return difference
    if len(exchanges) != len(requests):
        return Difference("exchanges.length", len(exchanges), len(requests), _paths(requests))
    return None


def _paths(requests: Sequence[RecordedRequest]) -> str:
    return "received: " + (", ".join(f"{request.method} {request.path}" for request in requests) or "nothing")


def _compare_request(
    expected: Mapping[str, Any], request: RecordedRequest, path: str, comparer: Comparer
) -> Difference | None:
    headers = {name: value for name, value in request.headers.items() if name not in _UNRECORDED}
    if headers.get("accept") == "*/*":
        del headers["accept"]
    content_type = headers.get("content-type", "")
    if content_type.startswith(_FORM) and "boundary=" in content_type:
        headers["content-type"] = _FORM
    return (
        comparer.compare(expected["method"], request.method, f"{path}.method")
        or comparer.compare(expected["path"], request.path, f"{path}.path")
        or comparer.compare(expected.get("query", {}), query_values(request.query), f"{path}.query", data=True)
        or comparer.compare_headers(expected["headers"], headers, f"{path}.headers")
        or _compare_body(expected, request, path, comparer)
    )


def _compare_body(
    expected: Mapping[str, Any], request: RecordedRequest, path: str, comparer: Comparer
) -> Difference | None:
    if "json" in expected:
        try:
            body = json.loads(request.body)
        except ValueError:
            return Difference(f"{path}.json", expected["json"], request.body, "no JSON")
        return comparer.compare(expected["json"], body, f"{path}.json", data=True)
    if "form" in expected:
        try:
            parts = form_parts(request.headers.get("content-type", ""), request.body)
        except (ValueError, KeyError) as error:
            return Difference(f"{path}.form", expected["form"], request.body, str(error))
        return comparer.compare(expected["form"], parts, f"{path}.form", data=True)
    if "text" in expected:
        return comparer.compare(expected["text"], request.body.decode("utf-8", "replace"), f"{path}.text")
    return Difference(f"{path}.body", ABSENT, request.body) if request.body else None
