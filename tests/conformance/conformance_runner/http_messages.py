"""What arrives at the scripted server: reading HTTP/1.1 requests and taking bodies apart."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

__all__ = ["RecordedRequest", "form_parts", "query_values", "read_request"]


@dataclass(frozen=True)
class RecordedRequest:
    """One request as it came. `path` is raw and without the query; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> RecordedRequest | None:
    """The next request of a connection, or None when the client is done."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    request_line, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = request_line.split(" ", 2)
    headers: dict[str, str] = {}
    for line in filter(None, lines):
        name, value = line.split(":", 1)
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    path, _, query = target.partition("?")
    return RecordedRequest(method, path, query, headers, await _read_body(reader, headers))


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        pieces: list[bytes] = []
        while size := int((await reader.readline()).split(b";")[0], 16):
            pieces.append(await reader.readexactly(size))
            await reader.readline()
        await reader.readline()
        return b"".join(pieces)
    return await reader.readexactly(int(headers.get("content-length", "0")))


def query_values(query: str) -> dict[str, Any]:
    """A query as name -> value, or name -> list of values for a name that is repeated."""
    values: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in values:
            values[name] = value
        elif isinstance(values[name], list):
            values[name].append(value)
        else:
            values[name] = [values[name], value]
    return values


def form_parts(content_type: str, body: bytes) -> list[dict[str, str]]:
    """The parts of a multipart form in order: name and value, or name, filename, content type and base64."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type)
    if boundary is None:
        raise ValueError(f"a form without a boundary: {content_type!r}")
    delimiter = b"--" + boundary.group(1).encode("latin-1")
    pieces = (b"\r\n" + body).split(b"\r\n" + delimiter)
    if pieces[-1].strip() != b"--":
        raise ValueError("the form does not end with its closing boundary")
    return [_form_part(piece) for piece in pieces[1:-1]]


def _form_part(piece: bytes) -> dict[str, str]:
    head, content = piece.removeprefix(b"\r\n").split(b"\r\n\r\n", 1)
    headers = {
        name.strip().lower(): value.strip()
        for name, value in (line.split(":", 1) for line in head.decode("utf-8").split("\r\n") if line)
    }
    parameters = dict(re.findall(r'(\w+)="([^"]*)"', headers.get("content-disposition", "")))
    if "filename" not in parameters:
        return {"name": parameters["name"], "value": content.decode("utf-8")}
    return {
        "name": parameters["name"],
        "filename": parameters["filename"],
        "content_type": headers.get("content-type", ""),
        "base64": base64.b64encode(content).decode("ascii"),
    }
