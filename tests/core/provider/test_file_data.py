from __future__ import annotations

import base64
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from ai_sdk.provider import (
    FileBytes,
    FileContent,
    FilePart,
    FileReference,
    FileText,
    FileUrl,
    InvalidDataContentError,
    ReasoningFilePart,
    TypeValidationError,
    as_file_data,
    from_json,
)
from hypothesis import given
from hypothesis import strategies as st


class SomeUrl:
    """What the URL classes of HTTP libraries look like."""

    scheme = "https"
    host = "example.com"

    def __str__(self) -> str:
        return "https://example.com/a.png"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"hi", FileBytes(b"hi")),
        (bytearray(b"hi"), FileBytes(b"hi")),
        (memoryview(b"hi"), FileBytes(b"hi")),
        ("aGk=", FileBytes("aGk=")),
        ("", FileBytes("")),
        ("https://example.com", FileUrl("https://example.com")),
        ("HTTP://EXAMPLE.COM", FileUrl("HTTP://EXAMPLE.COM")),
        ("gs://bucket/file", FileUrl("gs://bucket/file")),
        ("data:text/plain,hi", FileUrl("data:text/plain,hi")),
        (SomeUrl(), FileUrl("https://example.com/a.png")),
        ({"acme": "f-1", "other": "f-2"}, FileReference({"acme": "f-1", "other": "f-2"})),
        ({"type": "data", "data": b"hi"}, FileBytes(b"hi")),
        ({"type": "data", "data": "aGk="}, FileBytes("aGk=")),
        ({"type": "url", "url": SomeUrl()}, FileUrl("https://example.com/a.png")),
        ({"type": "reference", "reference": {"acme": "f-1"}}, FileReference({"acme": "f-1"})),
        ({"type": "text", "text": "hi"}, FileText("hi")),
        (FileText("hi"), FileText("hi")),
    ],
    ids=repr,
)
def test_what_a_user_may_give(value: Any, expected: object) -> None:
    assert as_file_data(value) == expected


@pytest.mark.parametrize(
    "value",
    [None, 5, ["aGk="], {}, {"type": "data"}, {"type": "data", "data": 5}, {"type": "blob", "data": b""},
     {"type": "reference", "reference": "f-1"}, {"acme": 1}, {"type": "text", "text": None}, {"type": None}],
    ids=repr,
)  # fmt: skip
def test_anything_else_is_refused(value: Any) -> None:
    with pytest.raises(InvalidDataContentError) as caught:
        as_file_data(value)
    assert caught.value.content is value


def test_a_path_is_read_at_once_and_its_name_tells_the_media_type(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"meow")
    part = FilePart(path)
    path.unlink()
    assert (part.data, part.media_type) == (FileBytes(b"meow"), "image/png")


def test_a_media_type_that_is_given_wins_over_the_name(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    path.write_bytes(b"")
    assert FilePart(path, "image/*").media_type == "image/*"


def test_a_path_of_no_known_name_is_bytes(tmp_path: Path) -> None:
    path = tmp_path / "cat.of-no-known-kind"
    path.write_bytes(b"")
    assert FilePart(path).media_type == "application/octet-stream"


def test_a_path_that_is_not_there_is_an_os_error() -> None:
    with pytest.raises(FileNotFoundError):
        FilePart(PurePosixPath("/no/such/cat.png"))


def test_without_a_path_a_media_type_is_needed() -> None:
    with pytest.raises(TypeError, match="media_type"):
        FilePart(b"hi")


def test_a_file_part_shows_its_size_and_not_its_bytes() -> None:
    assert "meow" not in repr(FilePart(b"meow", "image/png"))
    assert "FileBytes(<4 bytes>)" in repr(FilePart(b"meow", "image/png"))


@given(st.binary())
def test_bytes_and_base64_are_the_same_data(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert FileBytes(data) == FileBytes(text)
    assert hash(FileBytes(data)) == hash(FileBytes(text))
    assert FileBytes(data).base64() == text
    assert FileBytes(text).bytes() == data


@given(st.binary())
def test_url_safe_wrapped_and_unpadded_base64_is_read(data: bytes) -> None:
    text = base64.urlsafe_b64encode(data).decode().rstrip("=")
    wrapped = "\n".join(text[start : start + 4] for start in range(0, len(text), 4))
    assert FileBytes(wrapped).bytes() == data


@pytest.mark.parametrize("text", ["a", "!!!!", "aGk=aGk=", "über"])
def test_text_that_is_no_base64_is_refused_when_its_bytes_are_asked_for(text: str) -> None:
    with pytest.raises(InvalidDataContentError) as caught:
        FileBytes(text).bytes()
    assert caught.value.content == text


def test_a_text_is_given_back_as_it_came() -> None:
    assert FileBytes("aGk").base64() == "aGk"


def test_reasoning_files_are_inline_or_urls() -> None:
    assert from_json(ReasoningFilePart, {"data": "aGk=", "mediaType": "a/b"}).data == FileBytes("aGk=")
    with pytest.raises(TypeValidationError, match="not as reference"):
        from_json(ReasoningFilePart, {"data": {"acme": "f-1"}, "mediaType": "a/b"})


def test_a_generated_file_gives_its_data_in_any_form(tmp_path: Path) -> None:
    file = FileContent(FileBytes("aGk="), "text/plain")
    assert (file.bytes, file.base64, file.url) == (b"hi", "aGk=", None)
    file.save(tmp_path / "hi.txt")
    assert (tmp_path / "hi.txt").read_bytes() == b"hi"


def test_a_generated_file_that_is_only_a_url_says_so(tmp_path: Path) -> None:
    file = FileContent(FileUrl("https://example.com/a.png"), "image/png")
    assert file.url == "https://example.com/a.png"
    with pytest.raises(InvalidDataContentError, match=r"download 'https://example\.com/a\.png'"):
        _ = file.bytes
