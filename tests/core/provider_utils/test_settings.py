"""Keys and other settings: from the caller, else from the environment."""

from __future__ import annotations

import pytest
from ai_sdk.provider import InvalidArgumentError, LoadAPIKeyError, LoadSettingError
from ai_sdk.provider_utils import (
    Secret,
    load_api_key,
    load_optional_setting,
    load_setting,
    validate_base_url,
    without_trailing_slash,
)

VARIABLE = "ACME_API_KEY"


def key_of(api_key: object) -> str:
    return load_api_key(api_key, description="Acme", environment_variable=VARIABLE)


def test_a_given_key_wins_also_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "from-environment")
    assert key_of("given") == "given"
    assert key_of("") == ""
    assert key_of(Secret("hidden")) == "hidden"


def test_without_a_key_the_environment_counts_also_an_empty_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "from-environment")
    assert key_of(None) == "from-environment"
    monkeypatch.setenv(VARIABLE, "")
    assert key_of(None) == ""


def test_a_missing_key_says_how_to_pass_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(LoadAPIKeyError) as caught:
        key_of(None)
    assert caught.value.message == (
        "Acme API key is missing. Pass it using the 'api_key' parameter or the ACME_API_KEY environment variable."
    )


def test_a_missing_key_may_say_where_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    url = "https://acme.example/keys"
    with pytest.raises(LoadAPIKeyError) as caught:
        load_api_key(None, description="Acme", environment_variable=VARIABLE, key_url=url)
    assert caught.value.__notes__ == [f"Get a key at {url}"]


def test_a_key_that_is_no_text_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "from-environment")
    for key in (7, b"secret", ["secret"]):
        with pytest.raises(LoadAPIKeyError) as caught:
            key_of(key)
        assert caught.value.message == "Acme API key must be a string."


def test_an_optional_setting_is_never_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "from-environment")
    assert load_optional_setting("", environment_variable=VARIABLE) == ""
    assert load_optional_setting(None, environment_variable=VARIABLE) == "from-environment"
    assert load_optional_setting(7, environment_variable=VARIABLE) is None
    monkeypatch.delenv(VARIABLE)
    assert load_optional_setting(None, environment_variable=VARIABLE) is None


def test_a_required_setting_says_how_to_pass_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)

    def load(value: object) -> str:
        return load_setting(value, description="Acme region", environment_variable=VARIABLE, parameter="region")

    assert load("eu") == "eu"
    with pytest.raises(LoadSettingError, match=r"Acme region setting is missing\. Pass it using the 'region'"):
        load(None)
    with pytest.raises(LoadSettingError, match=r"Acme region setting must be a string\."):
        load(1)


def test_a_secret_never_shows() -> None:
    secret = Secret("hush")
    assert "hush" not in f"{secret} {secret!r} {[secret]} {secret:>20}"
    assert secret.reveal() == "hush"
    assert secret == Secret("hush")
    assert secret != Secret("other")
    assert secret != "hush"
    assert len({secret, Secret("hush")}) == 1


@pytest.mark.parametrize(
    ("url", "result"),
    [("https://a/", "https://a"), ("https://a//", "https://a/"), ("https://a", "https://a"), ("", ""), ("/", "")],
)
def test_one_slash_is_taken_from_the_end(url: str, result: str) -> None:
    assert without_trailing_slash(url) == result


def test_a_base_url_is_an_absolute_one() -> None:
    assert validate_base_url(" http://localhost:8080/v1/ ") == "http://localhost:8080/v1"
    for url in ("", "  ", "localhost:8080", "/v1", "ftp://h/", "http://", "http://h:port/", "http://[::1"):
        with pytest.raises(InvalidArgumentError, match="base_url") as caught:
            validate_base_url(url)
        assert caught.value.argument == "base_url"


def test_a_base_url_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidArgumentError, match="must not contain a user name or password") as caught:
        validate_base_url("https://user:hush@h/v1")
    assert "hush" not in f"{caught.value} {caught.value.value}"
