"""The provider of docs/writing-a-provider.md, written out into a folder, installed from there, and used.

The document's own test runs in test_third_party_provider.py.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ai_sdk import generate_text, stream_text
from ai_sdk.plugins import isolated_registry
from ai_sdk.plugins.discovery import forget_installed
from ai_sdk.provider import LoadAPIKeyError
from ai_sdk.testing import ScriptedResponse, ScriptedServer

DOCUMENT = Path(__file__).parents[2] / "docs" / "writing-a-provider.md"

USAGE = {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12, "prompt_cache_hit_tokens": 8}
ANSWER = {"choices": [{"message": {"content": "Hello", "reasoning_content": "hm"}, "finish_reason": "stop"}]}
EVENTS = [
    '{"id": "c", "choices": [{"delta": {"reasoning_content": "hm"}}]}',
    '{"choices": [{"delta": {"content": "Hel"}}]}',
    '{"choices": [{"delta": {"content": "lo"}, "finish_reason": "stop"}]}',
    '{"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 2, "prompt_cache_hit_tokens": 8}}',
    "[DONE]",
]


def example() -> Mapping[str, str]:
    """The files of the document: the blocks whose first line is a path."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return {path: f"{code}\n" for path, code in re.findall(r"^```\w+\n# (\S+)\n(.*?)\n```$", text, re.M | re.S)}


def install(files: Mapping[str, str], site: Path) -> None:
    """What installing a pure package does: its files, and beside them what it says of itself."""
    project: dict[str, Any] = tomllib.loads(files["pyproject.toml"])["project"]
    for path, code in files.items():
        if path.startswith("src/"):
            target = site / path.removeprefix("src/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
    described = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    described.mkdir()
    requirements = "".join(f"Requires-Dist: {requirement}\n" for requirement in project["dependencies"])
    described.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n{requirements}\n"
    )
    entries = project["entry-points"]["ai_sdk.providers"]
    described.joinpath("entry_points.txt").write_text(
        "[ai_sdk.providers]\n" + "".join(f"{prefix} = {value}\n" for prefix, value in entries.items())
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder in which the example is installed."""
    site = tmp_path / "site"
    install(example(), site)
    return site


@pytest.fixture
def deepseek(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The example, imported."""
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)
    # Earlier tests may have looked for what is installed.
    forget_installed()
    import ai_sdk_deepseek

    yield ai_sdk_deepseek
    forget_installed()
    for name in [name for name in sys.modules if name.partition(".")[0] == "ai_sdk_deepseek"]:
        del sys.modules[name]


def test_the_example_is_as_short_as_the_document_says() -> None:
    files = example()
    assert set(files) == {
        "pyproject.toml",
        "src/ai_sdk_deepseek/__init__.py",
        "src/ai_sdk_deepseek/usage.py",
        "tests/test_deepseek.py",
    }
    hooks = [line for line in files["src/ai_sdk_deepseek/__init__.py"].splitlines() if line.strip()]
    assert len(hooks) <= 40
    assert all(len(line) <= 120 for code in files.values() for line in code.splitlines())


async def test_the_model_string_works_once_the_package_is_installed(
    deepseek: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with isolated_registry(discover=True) as registry:
        model = registry.language_model("deepseek:deepseek-chat")
        assert (model.provider, model.model_id) == ("deepseek.chat", "deepseek-chat")
        with pytest.raises(LoadAPIKeyError, match="DEEPSEEK_API_KEY") as caught:
            await generate_text("deepseek:deepseek-chat", "hi")
        assert caught.value.__notes__ == ["Get a key at https://platform.deepseek.com/api_keys"]


async def test_the_provider_answers_and_streams(deepseek: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "k")
    answers = ScriptedResponse(json={**ANSWER, "usage": USAGE}), ScriptedResponse(events=EVENTS)
    async with ScriptedServer(*answers) as server, deepseek.create_deepseek(base_url=server.url) as provider:
        result = await generate_text(provider("deepseek-reasoner"), "hi", top_k=4)
        assert (result.text, result.reasoning_text) == ("Hello", "hm")
        assert result.usage.input_token_details.cache_read_tokens == 8
        assert result.usage.input_token_details.no_cache_tokens == 2
        assert [type(warning).__name__ for warning in result.warnings] == ["UnsupportedWarning"]

        async with stream_text(provider("deepseek-chat"), "hi") as stream:
            assert [text async for text in stream.text_stream] == ["Hel", "lo"]
            assert (await stream.result()).usage.input_token_details.cache_read_tokens == 8

        generated, streamed = server.requests
        assert generated.path == "/chat/completions"
        assert generated.headers["authorization"] == "Bearer k"
        assert streamed.json()["stream_options"] == {"include_usage": True}


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(site), *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=site, capture_output=True, text=True, check=False
    )


def test_importing_the_example_loads_nothing_heavy(site: Path) -> None:
    program = (
        "import sys, ai_sdk_deepseek as plugin\n"
        "from ai_sdk.plugins import ProviderContext\n"
        "plugin.describe_provider(ProviderContext(prefix='deepseek'))\n"
        "sys.exit(', '.join({'aiohttp', 'pydantic', 'ai_sdk_openai_compatible'} & set(sys.modules)) or None)"
    )
    done = run(site, "-c", program)
    assert (done.returncode, done.stderr) == (0, "")
