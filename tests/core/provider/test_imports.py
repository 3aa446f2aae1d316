from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = [
    "aiohttp",
    "asyncio",
    "pydantic",
    "pluggy",
    "importlib_metadata",
    "click",
    "ssl",
    "ai_sdk_openai_compatible",
    "ai_sdk_local",
]


def loaded_after(code: str) -> list[str]:
    script = f"import sys\n{code}\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script], check=True, capture_output=True, text=True
    ).stdout.split()


@pytest.mark.parametrize(
    "code",
    [
        "import ai_sdk",
        "import ai_sdk.provider",
        "import ai_sdk.provider as p\nfor name in p.__all__: getattr(p, name)",
        "from ai_sdk.provider import Message, from_json\nfrom_json(Message, {'role': 'user', 'content': 'hi'})",
    ],
)
def test_the_contract_loads_nothing_heavy(code: str) -> None:
    assert loaded_after(code) == []


def test_one_name_of_the_contract_does_not_load_all_of_it() -> None:
    script = "import sys\nfrom ai_sdk.provider import AISDKError\nprint('ai_sdk.provider.video_model' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "False"
