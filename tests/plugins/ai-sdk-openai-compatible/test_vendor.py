"""The plugin for a vendor of one's own, as the README has it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.plugins import ProviderContext
from ai_sdk.provider import LanguageCallOptions, LoadAPIKeyError
from ai_sdk.testing import ScriptedResponse, ScriptedTransport

README = Path(__file__).parents[3] / "plugins" / "ai-sdk-openai-compatible" / "README.md"


def code_with(name: str) -> str:
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    [code] = [block for block in blocks if name in block]
    return code


async def test_the_vendor_of_the_readme_works(
    hi: LanguageCallOptions, answer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin: dict[str, Any] = {}
    exec(compile(code_with("def create_provider"), "README.md", "exec"), plugin)
    assert plugin["describe_provider"](ProviderContext(prefix="acme")).env == ("ACME_API_KEY",)

    transport = ScriptedTransport(ScriptedResponse(json=answer))
    provider = plugin["create_provider"](ProviderContext(prefix="acme", settings={"transport": transport}))
    monkeypatch.delenv("ACME_API_KEY", raising=False)
    with pytest.raises(LoadAPIKeyError, match="ACME_API_KEY"):
        await provider("m").do_generate(hi)
    monkeypatch.setenv("ACME_API_KEY", "k")
    await provider("m").do_generate(hi)
    assert transport.requests[0].headers["authorization"] == "Bearer k"
