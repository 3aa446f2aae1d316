"""URLs: read as browsers read them, and never shown with what is secret in them."""

from __future__ import annotations

import pytest
from ai_sdk.provider_utils import normalize_url, parse_url, redact_url, resolve_url, url_with_query


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.COM:80/a b", "http://example.com/a%20b"),
        ("https://h", "https://h/"),
        ("https://h:443?q=a b'c#x y", "https://h/?q=a%20b%27c#x%20y"),
        ("  http://h\n/x\t ", "http://h/x"),
        ("http:example.com", "http://example.com/"),
        ("http:///x.com/a/../b/./c/..", "http://x.com/b/"),
        ("http://a\\b\\c", "http://a/b/c"),
        ("http://h/%2e%2e/x/%2E", "http://h/x/"),
        ("http://h/a%zz|^", "http://h/a%zz|^"),
        ("http://\u00e4\u00f6.example/\u00e4", "http://xn--4ca0b.example/%C3%A4"),
        ("http://\u00df.de", "http://xn--zca.de/"),
        ("http://a%41.com", "http://aa.com/"),
        ("http://127.1", "http://127.0.0.1/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://\uff11\uff12\uff17.0.0.1/", "http://127.0.0.1/"),
        ("http://1.2.3", "http://1.2.0.3/"),
        ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
        ("http://[1:0:0:2:0:0:0:3]", "http://[1:0:0:2::3]/"),
        ("http://[10:0:0:10:0:0:0:1]", "http://[10:0:0:10::1]/"),
        ("https://[::1]:443/", "https://[::1]/"),
        ("http://user:p@ss@h:80/", "http://user:p%40ss@h/"),
        ("http://h/?#", "http://h/?#"),
        ("data:text/plain,a b", "data:text/plain,a b"),
        ("gs://bucket/a b", "gs://bucket/a%20b"),
        ("MAILTO:a@b", "mailto:a@b"),
    ],
)
def test_a_url_is_normalised_as_fetch_does(url: str, normal: str) -> None:
    assert normalize_url(url) == normal
    assert normalize_url(normal) == normal


@pytest.mark.parametrize(
    "url",
    [
        "",
        "not a url",
        "//h/x",
        "/x",
        "http://",
        "http://h:99999",
        "http://h:x",
        "http://a%2fb",
        "http://[::1",
        "http://[::1]x",
        "http://1.2.3.4.5",
        "http://256.1",
        "http://08.1",
        "http://a b",
        "http://[fe80::1%25eth0]",
        "http://<x>",
    ],
)
def test_what_is_no_absolute_url_is_a_value_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_url(url)


@pytest.mark.parametrize(
    ("base", "reference", "result"),
    [
        ("http://a/b/c", "../d", "http://a/d"),
        ("http://a/b", "//c/d", "http://c/d"),
        ("http://a/b", "\\\\evil\\x", "http://evil/x"),
        ("http://a/b?x", "?y", "http://a/b?y"),
        ("http://a/b/c", "http:d", "http://a/b/d"),
        ("http://a/b", "https:c", "https://c/"),
        ("http://a/b/c", "", "http://a/b/c"),
        ("http://a/b/c", "https://x/ y", "https://x/%20y"),
        ("http://a/b", "javascript:x", "javascript:x"),
    ],
)
def test_a_reference_is_resolved_against_its_base(base: str, reference: str, result: str) -> None:
    assert resolve_url(base, reference) == result


def test_an_origin_is_scheme_host_and_port() -> None:
    assert parse_url("https://h:443/a").origin == parse_url("https://H/b").origin == "https://h"
    assert parse_url("http://h:8080/").origin == "http://h:8080"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:pw@h/x", "https://***@h/x"),
        ("https://h/?api-key=1&q=2&access_token=3", "https://h/?api-key=***&q=2&access_token=***"),
        (
            "https://h/?X-Amz-Signature=1&X-Amz-Credential=2&monkey=3",
            "https://h/?X-Amz-Signature=***&X-Amz-Credential=***&monkey=3",
        ),
        ("https://h/?key=#f", "https://h/?key=#f"),
        ("https://h/a@b", "https://h/a@b"),
        ("no url at all", "no url at all"),
    ],
)
def test_a_shown_url_has_no_secrets(url: str, shown: str) -> None:
    assert redact_url(url) == shown


def test_query_parameters_are_form_encoded() -> None:
    assert url_with_query("https://h/x", None) == "https://h/x"
    assert url_with_query("https://h/x?a=1#f", {"b c": "d/e \u00e4*"}) == "https://h/x?a=1&b+c=d%2Fe+%C3%A4*#f"
    assert "password" not in repr(parse_url("http://u:password@h/"))
