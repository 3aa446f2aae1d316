"""The extension of docs/plugin-contract.md as it stands there, and the contract of extensions, which finds faults."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.plugins import PluginError
from ai_sdk.testing.contract import ExtensionContract
from ai_sdk.testing.contract.telemetry_calls import TELEMETRY_CALLS

from tests.core.plugins.throwaway import Environment

DOCUMENT = Path(__file__).parents[3] / "docs" / "plugin-contract.md"
PYTEST_PLUGIN = "ai_sdk.testing.pytest_plugin"
PACKAGE = "src/ai_sdk_token_log/__init__.py"
INTEGRATION = "src/ai_sdk_token_log/integration.py"


def example() -> dict[str, str]:
    """The files of the document: the blocks whose first line is a path."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return {path: f"{code}\n" for path, code in re.findall(r"^```\w+\n# (\S+)\n(.*?)\n```$", text, re.M | re.S)}


def write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_text(text, encoding="utf-8")


# As the document has it ----------------------------------------------------------------------------------------------


def test_the_extension_of_the_document_passes_the_contract_as_the_document_has_it(tmp_path: Path) -> None:
    write(tmp_path, example())
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", PYTEST_PLUGIN, "tests"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(tmp_path / "src"), *filter(None, sys.path)]),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(TELEMETRY_CALLS) + len(own_tests()) - 1} passed" in done.stdout


def own_tests() -> set[str]:
    return {name for base in ExtensionContract.__mro__ for name in vars(base) if name.startswith("test_")}


def test_the_extension_of_the_document_works_once_it_is_installed(tmp_path: Path) -> None:
    environment = Environment(tmp_path)
    modules = {
        path.removeprefix("src/").removesuffix(".py").replace("/", "."): text
        for path, text in example().items()
        if path.startswith("src/")
    }
    entries = "[ai_sdk.plugins]\ntoken-log = ai_sdk_token_log\n"
    environment.install("ai-sdk-token-log", entries, modules)
    done = environment.command("doctor")
    assert done.returncode == 0
    row = next(line for line in done.stdout.splitlines() if line.startswith("token-log"))
    assert re.fullmatch(r"token-log +ai-sdk-token-log +1\.0 +1 +\d+ ms +telemetry: TokenLog +in use", row)


async def test_the_integration_of_the_document_logs_the_tokens_of_a_call(
    written: Path, caplog: pytest.LogCaptureFixture
) -> None:
    from ai_sdk import Telemetry, generate_text
    from ai_sdk.testing import MockLanguageModel, text_result

    contract = make_contract(written)
    telemetry = Telemetry(integrations=contract.given("telemetry_integrations"))
    with caplog.at_level("INFO", logger="ai_sdk_token_log"):
        await generate_text(MockLanguageModel(do_generate=text_result("Hello")), "hi", telemetry=telemetry)
    assert [record.getMessage() for record in caplog.records] == ["ai.generateText: 3 in, 10 out"]


# Faults --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with the files of the document, whose package can be imported."""
    write(tmp_path, example())
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] == "ai_sdk_token_log"]:
        del sys.modules[name]


def make_contract(folder: Path, *implements: str) -> Any:
    members = {
        "__module__": __name__,
        "name": "token-log",
        "implements": implements or ("telemetry_integrations",),
        "pyproject": folder / "pyproject.toml",
    }
    return type("TokenLogContract", (ExtensionContract,), members)()


def change(folder: Path, path: str, *changes: tuple[str, str]) -> None:
    text = folder.joinpath(path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    folder.joinpath(path).write_text(text, encoding="utf-8")


def append(folder: Path, code: str) -> None:
    with folder.joinpath(PACKAGE).open("a", encoding="utf-8") as file:
        file.write(code)


@pytest.mark.parametrize(
    ("path", "old", "new", "test", "problem"),
    [
        (
            PACKAGE,
            "name=context.name",
            "name='other'",
            "test_the_description_matches_the_entry_point",
            "gives the name 'other'",
        ),
        (
            "pyproject.toml",
            "ai-sdk-core>=0.1,<0.2",
            "click>=8",
            "test_the_installed_metadata_is_that_of_the_project",
            "ai-sdk-core is no dependency",
        ),
        (
            "pyproject.toml",
            "token-log =",
            "tokenlog =",
            "test_importing_the_plugin_has_no_side_effects",
            "declares 'token",
        ),
        (PACKAGE, "contract=1", "contract=9", "test_the_contract_version_is_one_that_the_core_takes", "contract 9"),
        (
            PACKAGE,
            "telemetry_integrations(context)",
            "telemetry_integrations(context, tracer)",
            "test_the_hooks_are_known_and_ask_for_their_context_only",
            "telemetry_integrations asks for 'tracer'",
        ),
        (
            PACKAGE,
            "telemetry_integrations",
            "telemetry_integration",
            "test_the_hooks_are_known_and_ask_for_their_context_only",
            "The core knows no such hooks: telemetry_integration.",
        ),
        (
            PACKAGE,
            "@hookimpl\ndef tele",
            "def tele",
            "test_the_hooks_are_those_that_it_names",
            "telemetry_integrations",
        ),
        (PACKAGE, "return [TokenLog()]", "return []", "test_each_hook_gives_what_the_core_can_use", "gives nothing"),
        (
            PACKAGE,
            "[TokenLog()]",
            "[TokenLog]",
            "test_each_hook_gives_what_the_core_can_use",
            "gave the class TokenLog",
        ),
        (
            PACKAGE,
            "from __future__ import annotations\n",
            "import aiohttp\n",
            "test_importing_the_plugin_has_no_side_effects",
            "loads aiohttp",
        ),
        (
            PACKAGE,
            "from __future__ import annotations\n",
            "import time; time.sleep(2.1)\n",
            "test_importing_the_plugin_has_no_side_effects",
            "Importing the plugin takes 2.",
        ),
        (
            PACKAGE,
            "    from ai",
            "    import socket; socket.socket().close()\n    from ai",
            "test_asking_the_hooks_does_no_io",
            "socket.",
        ),
        (
            PACKAGE,
            "    from ai",
            "    import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()\n    from ai",
            "test_asking_the_hooks_does_no_io",
            "starts a thread",
        ),
        (
            INTEGRATION,
            'getattr(event, "total_usage", None)',
            "event.total_usage",
            "test_integrations_are_told_of_calls_side_by_side_and_in_two_event_loops",
            "TokenLog failed in on_end",
        ),
    ],
)
def test_a_fault_is_found_by_its_test(
    written: Path, caplog: pytest.LogCaptureFixture, path: str, old: str, new: str, test: str, problem: str
) -> None:
    change(written, path, (old, new))
    arguments = [caplog] if "side_by_side" in test else []
    with pytest.raises((AssertionError, PluginError), match=re.escape(problem)):
        getattr(make_contract(written), test)(*arguments)


def test_an_integration_that_fails_in_one_kind_of_call_is_found_there(
    written: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change(written, INTEGRATION, ('getattr(event, "total_usage", None)', "event.total_usage"))
    contract = make_contract(written)
    found: list[str] = []
    for call in TELEMETRY_CALLS:
        caplog.clear()
        try:
            contract.test_integrations_are_told_of_every_kind_of_call_and_never_fail(call, caplog)
        except AssertionError:
            found.append(call.__name__)
    assert found == ["an_embedding", "many_embeddings", "a_reranking"]


MIDDLEWARE = """

@hookimpl
def model_middleware(context):
    import asyncio
    from ai_sdk.middleware import LanguageModelMiddleware
    from ai_sdk.provider import StreamResult

    class Middleware(LanguageModelMiddleware):
{method}

    return [Middleware()] if context.model_kind == "language" else []
"""

FAULTS = {
    "": "pass",
    "test_a_model_in_the_middleware_answers_and_says_which_it_is": """
        def override_model_id(self, model):
            return 7
    """,
    "test_a_stream_through_the_middleware_is_in_a_legal_order": """
        async def wrap_stream(self, call):
            below = (await call.do_stream()).stream

            async def parts():
                try:
                    await anext(below)
                    async for part in below:
                        yield part
                finally:
                    await below.aclose()

            return StreamResult(parts())
    """,
    "test_closing_a_stream_through_the_middleware_closes_the_one_below": """
        async def wrap_stream(self, call):
            self.below = (await call.do_stream()).stream

            async def parts():
                async for part in self.below:
                    yield part

            return StreamResult(parts())
    """,
    "test_a_failure_below_the_middleware_is_an_error_or_another_answer": """
        async def wrap_generate(self, call):
            try:
                return await call.do_generate()
            except Exception:
                return None
    """,
    "test_cancelling_goes_through_the_middleware": """
        async def wrap_generate(self, call):
            try:
                return await call.do_generate()
            except asyncio.CancelledError:
                return None
    """,
}


@pytest.mark.parametrize("test", FAULTS)
def test_a_fault_of_middleware_is_found_by_its_test(written: Path, test: str) -> None:
    method = textwrap.indent(textwrap.dedent(FAULTS[test]), " " * 8)
    append(written, MIDDLEWARE.format(method=method))
    contract = make_contract(written, "telemetry_integrations", "model_middleware")
    failed: list[str] = []
    for name in sorted(own_tests()):
        if "middleware" in name:
            try:
                getattr(contract, name)()
            except (AssertionError, pytest.fail.Exception):
                failed.append(name)
    assert failed == ([test] if test else [])


COMMANDS = """

@hookimpl
def cli_commands(context):
    import click

    @click.command()
    {command}

    return [{name}]
"""


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("def tokens(): 'Counts.'", None),
        ("def tokens(): ...", "The command 'tokens' has no help"),
        ("def generate(): 'Generates.'", "ai-sdk has a command 'generate' of its own"),
    ],
)
def test_a_fault_of_a_command_is_found(written: Path, command: str, problem: str | None) -> None:
    name = command[4 : command.index("(")]
    append(written, COMMANDS.format(command=command, name=name))
    contract = make_contract(written, "telemetry_integrations", "cli_commands")
    contract.test_each_hook_gives_what_the_core_can_use()
    if problem is None:
        contract.test_each_command_has_a_name_of_its_own_and_a_help()
    else:
        with pytest.raises(AssertionError, match=re.escape(problem)):
            contract.test_each_command_has_a_name_of_its_own_and_a_help()


def test_a_hook_of_a_newer_core_may_be_listed(written: Path) -> None:
    append(written, "\n@hookimpl\ndef list_prices(context): ...\n")
    contract = make_contract(written)
    type(contract).newer_hooks = ("list_prices",)
    contract.test_the_hooks_are_known_and_ask_for_their_context_only()
    contract.test_the_hooks_are_those_that_it_names()
