"""The code of docs/ui-messages.md: it compiles, and the names are there."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "ui-messages.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_has_code() -> None:
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize("block", BLOCKS)
def test_every_name_that_is_imported_is_there(block: str) -> None:
    for node in ast.walk(ast.parse(block)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ai_sdk"):
            module = importlib.import_module(node.module or "")
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([A-Za-z_]+(?:_ui_|_message|UI|Chunk)[A-Za-z_]*)`", PAGE))))
def test_every_name_in_the_text_is_there(name: str) -> None:
    ui = importlib.import_module("ai_sdk.ui")
    core = importlib.import_module("ai_sdk")
    arguments = {"original_messages", "generate_message_id", "message_metadata", "to_ui_message_stream"}
    assert hasattr(ui, name) or hasattr(core, name) or name in arguments
