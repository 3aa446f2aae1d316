"""Multipart forms."""

from __future__ import annotations

import email.message
import email.parser
import email.policy

from ai_sdk.provider_utils import FormData, FormField, form_data_from


def parts_of(form: FormData) -> list[email.message.EmailMessage]:
    content_type, body = form.encode()
    head = f"content-type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    return list(message.iter_parts())  # type: ignore[attr-defined]


def test_fields_are_sent_in_their_order() -> None:
    form = FormData()
    form.append("model", "m\u00e4")
    form.append_file("file", b"\x00\r\n--x", media_type="audio/mpeg", filename='a"b\n.mp3')
    form.append("temperature", 0.5)
    content_type, body = form.encode(boundary="BOUND")
    assert content_type == "multipart/form-data; boundary=BOUND"
    assert body == (
        '--BOUND\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\u00e4\r\n'
        '--BOUND\r\nContent-Disposition: form-data; name="file"; filename="a%22b%0D%0A.mp3"\r\n'
        "Content-Type: audio/mpeg\r\n\r\n"
    ).encode() + b"\x00\r\n--x\r\n" + (
        b'--BOUND\r\nContent-Disposition: form-data; name="temperature"\r\n\r\n0.5\r\n--BOUND--\r\n'
    )


def test_a_file_without_a_name_or_type_has_the_usual_ones() -> None:
    form = FormData()
    form.append("image", b"x")
    (part,) = parts_of(form)
    assert part.get_filename() == "blob"
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == b"x"


def test_values_are_spelled_as_a_form_does() -> None:
    form = FormData()
    for value in (True, 1, 1.0, {"a": 1}, ["a", None, 2], None):
        form.append("x", value)
    assert [field.value for field in form.fields] == ["true", "1", "1", "[object Object]", "a,,2", "null"]


def test_a_mapping_becomes_a_form_with_repeated_fields() -> None:
    form = form_data_from({"n": None, "e": [], "one": [b"x"], "two": ["a", "b"], "size": "1x1"})
    assert form.fields == [
        FormField("one", b"x", "blob", "application/octet-stream"),
        FormField("two[]", "a"),
        FormField("two[]", "b"),
        FormField("size", "1x1"),
    ]


def test_a_new_line_in_a_type_starts_no_header() -> None:
    form = FormData()
    form.append_file("f", b"x", media_type="a/b\r\nX-Evil: 1")
    (part,) = parts_of(form)
    assert part["x-evil"] is None


def test_two_forms_have_two_boundaries() -> None:
    assert FormData().encode()[0] != FormData().encode()[0]
