"""Media types."""

from __future__ import annotations

import base64

import pytest
from ai_sdk.provider import FilePart, ImageFile, ImageUrl, InvalidDataContentError, UnsupportedFunctionalityError
from ai_sdk.provider_utils import (
    base64_to_bytes,
    bytes_to_base64,
    detect_media_type,
    image_to_url,
    is_full_media_type,
    media_type_to_extension,
    resolve_media_type,
    to_base64,
    top_level_media_type,
)

REST = bytes(40)
PNG = bytes.fromhex("89504E47") + REST
EBML = bytes.fromhex("1A45DFA3") + REST
MP4 = bytes.fromhex("0000001866747970") + b"isom" + REST
QUICKTIME = bytes.fromhex("00000014667479707174") + REST
AVIF = bytes.fromhex("000000206674797061766966") + REST
WAV = b"RIFF\x01\x02\x03\x04WAVE" + REST


@pytest.mark.parametrize(
    ("data", "top_level", "found"),
    [
        (b"GIF89a", None, "image/gif"),
        (PNG, None, "image/png"),
        (b"\xff\xd8", None, "image/jpeg"),
        (b"RIFF....WEBP", None, "image/webp"),
        (b"BM", None, "image/bmp"),
        (b"II*\x00", None, "image/tiff"),
        (b"MM\x00*", None, "image/tiff"),
        (AVIF, None, "image/avif"),
        (bytes.fromhex("000000206674797068656963"), None, "image/heic"),
        (b"%PDF-1.7", None, "application/pdf"),
        (b"\xff\xfb", None, "audio/mpeg"),
        (b"\xff\xe2", "audio", "audio/mpeg"),
        (WAV, None, "audio/wav"),
        (WAV, "video", "video/x-msvideo"),
        (b"OggS", None, "audio/ogg"),
        (b"fLaC", None, "audio/flac"),
        (b"@\x15\x00\x00", None, "audio/aac"),
        (EBML, None, "audio/webm"),
        (EBML, "video", "video/webm"),
        (MP4, None, "video/mp4"),
        (MP4, "audio", "audio/mp4"),
        (MP4, "image", None),
        (QUICKTIME, None, "video/mp4"),
        (AVIF[:3] + b"\x1c" + AVIF[4:], None, "video/mp4"),
        (b"RIFF....AVI ", None, "video/x-msvideo"),
        (b"RIFF\n\n\n\nWEBP", "image", "image/webp"),
        (PNG, "text", None),
        (PNG, "IMAGE", None),
        (b"\x89PN", None, None),
        (b"", None, None),
    ],
)
def test_the_first_bytes_tell_the_type(data: bytes, top_level: str | None, found: str | None) -> None:
    assert detect_media_type(data, top_level=top_level) == found
    assert detect_media_type(base64.b64encode(data).decode(), top_level=top_level) == found


def test_an_id3_tag_before_audio_is_skipped() -> None:
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 2, 1]) + bytes(257)
    audio = tag + b"\xff\xfb" + REST
    assert detect_media_type(audio) == "audio/mpeg"
    assert detect_media_type(base64.b64encode(audio).decode(), top_level="audio") == "audio/mpeg"
    # A tag beyond the part that is looked at, and one that is cut.
    assert detect_media_type(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + b"\xff\xfb" * 100) is None
    assert detect_media_type(b"ID3\x04\x00\x00\x00\x00\x00\x00") is None


def test_base64_that_is_none_tells_nothing() -> None:
    assert detect_media_type("not base64 at all!") is None


def test_a_type_has_a_top_level_and_may_be_full() -> None:
    assert [top_level_media_type(each) for each in ("image/png", "image", "", "IMAGE/PNG")] == [
        "image",
        "image",
        "",
        "IMAGE",
    ]
    assert [is_full_media_type(each) for each in ("a/b", "a/*", "a/", "a", "/b")] == [True, False, False, False, True]


@pytest.mark.parametrize(
    ("given", "resolved"), [("image/gif", "image/gif"), ("image/*", "image/png"), ("image", "image/png")]
)
def test_a_part_gets_its_full_type_from_its_bytes(given: str, resolved: str) -> None:
    assert resolve_media_type(FilePart(PNG, given)) == resolved
    assert resolve_media_type(FilePart(base64.b64encode(PNG).decode(), given)) == resolved


def test_a_part_whose_type_stays_open_is_unsupported() -> None:
    with pytest.raises(UnsupportedFunctionalityError) as caught:
        resolve_media_type(FilePart(PNG, "audio/*"))
    assert caught.value.functionality == (
        'file of media type "audio/*" must specify subtype since it could not be auto-detected'
    )
    with pytest.raises(UnsupportedFunctionalityError) as caught:
        resolve_media_type(FilePart("https://h/x", "image"))
    assert caught.value.functionality == (
        'file of media type "image" must specify subtype since it is not passed as inline bytes'
    )


def test_uploads_have_the_extension_that_apis_expect() -> None:
    types = [
        "audio/mpeg",
        "AUDIO/x-wav",
        "audio/opus",
        "audio/mp4",
        "audio/x-m4a",
        "audio/webm;codecs=opus",
        "audio",
        "",
    ]
    assert [media_type_to_extension(each) for each in types] == [
        "mp3",
        "wav",
        "ogg",
        "m4a",
        "m4a",
        "webm;codecs=opus",
        "",
        "",
    ]


def test_base64_goes_both_ways() -> None:
    assert bytes_to_base64(b"\xfb\xef\xff") == "++//"
    assert to_base64("kept as it is!") == "kept as it is!"
    assert to_base64(b"hello") == "aGVsbG8="
    assert base64_to_bytes("--__") == b"\xfb\xef\xff"
    assert base64_to_bytes(" aGVs\nbG8 ") == b"hello"
    with pytest.raises(InvalidDataContentError):
        base64_to_bytes("a!")


def test_an_image_becomes_a_url() -> None:
    assert image_to_url(ImageUrl("https://h/x")) == "https://h/x"
    assert image_to_url(ImageFile("image/png", b"hello")) == "data:image/png;base64,aGVsbG8="
    assert image_to_url(ImageFile("image/png", "aGk")) == "data:image/png;base64,aGk"
