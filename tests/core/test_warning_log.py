from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from ai_sdk.provider import CompatibilityWarning, DeprecatedWarning, OtherWarning, UnsupportedWarning
from ai_sdk.warning_log import log_warnings, warning_text


@pytest.mark.parametrize(
    ("warning", "text"),
    [
        (UnsupportedWarning("seed"), 'The feature "seed" is not supported.'),
        (UnsupportedWarning("seed", "Left out."), 'The feature "seed" is not supported. Left out.'),
        (CompatibilityWarning("json"), 'The feature "json" is used in a compatibility mode.'),
        (CompatibilityWarning("json", "By prompt."), 'The feature "json" is used in a compatibility mode. By prompt.'),
        (DeprecatedWarning("size", "Use n."), 'Deprecated: "size". Use n.'),
        (OtherWarning("Careful."), "Careful."),
    ],
)
def test_the_text_of_a_warning(warning: UnsupportedWarning, text: str) -> None:
    assert warning_text(warning) == text


@pytest.mark.parametrize(
    ("scope", "head"),
    [
        ({"provider": "acme", "model": "m-1"}, "AI SDK Warning (acme / m-1): x"),
        ({"provider": "acme"}, "AI SDK Warning (acme): x"),
        ({"model": "m-1"}, "AI SDK Warning (m-1): x"),
        ({}, "AI SDK Warning: x"),
    ],
)
def test_a_record_says_which_model_warned(scope: dict[str, str], head: str, caplog: pytest.LogCaptureFixture) -> None:
    log_warnings([OtherWarning("x")], **scope)
    assert caplog.messages == [head]


def test_a_record_carries_the_warning_itself(caplog: pytest.LogCaptureFixture) -> None:
    warning = UnsupportedWarning("100%")
    log_warnings([warning], provider="acme")
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("ai_sdk", logging.WARNING)
    assert vars(record)["ai_sdk_warning"] is warning
    assert vars(record)["ai_sdk_provider"] == "acme"
    assert "100%" in record.getMessage()


def test_no_warnings_log_nothing(caplog: pytest.LogCaptureFixture) -> None:
    log_warnings([], provider="acme", model="m-1")
    assert caplog.records == []


def test_a_deprecated_setting_is_a_deprecation_warning_and_no_record(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.warns(DeprecationWarning, match="Use n") as caught:
        log_warnings([DeprecatedWarning("size", "Use n.")])
    assert caught[0].filename == __file__
    assert caplog.records == []


def test_the_logger_can_be_switched_off() -> None:
    script = """
import logging
from ai_sdk.provider import OtherWarning
from ai_sdk.warning_log import log_warnings
log_warnings([OtherWarning("seen")])
logging.getLogger("ai_sdk").setLevel(logging.ERROR)
log_warnings([OtherWarning("unseen")])
"""
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("", "AI SDK Warning: seen\n")
