"""Importing the utilities costs nothing that a program may not need."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {"aiohttp", "pydantic", "pydantic_core", "yarl", "idna", "email", "urllib.request"}


def loaded_by(program: str) -> set[str]:
    output = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint(*sys.modules)"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(output.stdout.split())


def test_the_package_imports_none_of_its_modules() -> None:
    modules = loaded_by("import ai_sdk.provider_utils")
    assert not {name for name in modules if name.startswith("ai_sdk.provider_utils.")}


@pytest.mark.parametrize("package", ["ai_sdk.provider_utils", "ai_sdk.testing"])
def test_all_names_together_load_neither_aiohttp_nor_pydantic(package: str) -> None:
    modules = loaded_by(f"from {package} import *")
    assert not modules & {"aiohttp", "pydantic", "pydantic_core", "yarl", "idna"}


def test_what_a_provider_needs_is_light() -> None:
    names = (
        "AiohttpTransport, ErrorStructure, load_api_key, object_of, parse_provider_options, post_json, post_json_stream"
    )
    modules = loaded_by(f"from ai_sdk.provider_utils import {names}\nAiohttpTransport()")
    assert not modules & HEAVY
