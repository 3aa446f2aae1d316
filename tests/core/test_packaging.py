from __future__ import annotations


def test_the_core_imports() -> None:
    import ai_sdk

    assert ai_sdk
