"""Extensions are loaded once, when they are first needed, and a broken one breaks nothing but itself."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from ai_sdk.cli.app import app
from ai_sdk.plugins.extensions import OWN_COMMANDS

from tests.core.plugins.throwaway import PROVIDER, Environment

DESCRIPTION = """
from ai_sdk.plugins import ExtensionDescription, hookimpl

@hookimpl
def describe_extension(context):
    return ExtensionDescription(name=context.name, contract=1, docs="https://acme.example")
"""

GOOD = (
    DESCRIPTION
    + """
class Acme:
    def on_start(self, event, call): ...

@hookimpl
def telemetry_integrations(context):
    print("asked", context.name)
    return [Acme()]
"""
)

COMMAND = (
    DESCRIPTION
    + """
@hookimpl
def cli_commands(context):
    import click

    @click.command()
    def greet():
        click.echo("hello from " + context.name)

    return [greet]
"""
)

MIDDLEWARE = (
    DESCRIPTION
    + """
@hookimpl
def model_middleware(context):
    if context.model_kind != "language":
        return []
    from ai_sdk.middleware import LanguageModelMiddleware
    return [LanguageModelMiddleware()]
"""
)

ASK = """
from ai_sdk.plugins.extensions import extensions
for _ in range(2):
    print(*[type(each).__name__ for each in extensions.telemetry_integrations()])
"""

MEND = "Update it, or tell its authors: pip install --upgrade ai-sdk-acme"


def install(environment: Environment, name: str, module: str, *, distribution: str | None = None) -> None:
    package = f"ai_sdk_{(distribution or name).replace('-', '_')}"
    environment.install(
        distribution or f"ai-sdk-{name}", f"[ai_sdk.plugins]\n{name} = {package}\n", {package: module}, version="1.2"
    )


def doctor(environment: Environment, **env: str) -> dict[str, Any]:
    done = environment.command("doctor", "--json", env=env)
    assert done.stderr == ""
    return json.loads(done.stdout[done.stdout.index("{") :])


def asked(environment: Environment, **env: str) -> tuple[Sequence[str], str]:
    """The integrations as the second question gets them, and what was logged."""
    done = environment.run(ASK, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split(), done.stderr


# When they are loaded ------------------------------------------------------------------------------------------------


def test_an_extension_is_asked_once(environment: Environment) -> None:
    install(environment, "acme", GOOD)
    assert environment.run(ASK).stdout.splitlines() == ["asked acme", "Acme", "Acme"]


def test_neither_the_import_of_the_sdk_nor_its_help_loads_an_extension(environment: Environment) -> None:
    install(environment, "acme", GOOD)
    code = "import sys, ai_sdk, ai_sdk.provider\nfrom ai_sdk.cli.app import run\nrun(['--help'])\n"
    done = environment.run(code + "print('ai_sdk_acme' in sys.modules)")
    assert done.stdout.splitlines()[-1] == "False"


def test_without_extensions_no_pluggy_is_loaded(environment: Environment) -> None:
    done = environment.run(ASK + "import sys; print('pluggy' in sys.modules)")
    assert done.stdout.split() == ["False"]


def test_a_switch_keeps_an_extension_from_being_used(environment: Environment) -> None:
    install(environment, "acme", "import a_package_that_is_not_there")
    assert asked(environment, AI_SDK_BLOCKED_PLUGINS="acme") == ([], "")
    (part,) = doctor(environment, AI_SDK_BLOCKED_PLUGINS="acme")["extensions"]
    assert (part["state"], part["notes"]) == ("blocked", ["switched off by AI_SDK_BLOCKED_PLUGINS"])


# What they give ------------------------------------------------------------------------------------------------------


def test_an_extension_adds_a_command(environment: Environment) -> None:
    install(environment, "acme", COMMAND)
    assert environment.command("greet").stdout == "hello from acme\n"


def test_a_command_of_the_core_and_of_an_earlier_extension_stays(environment: Environment) -> None:
    install(environment, "acme", COMMAND)
    install(environment, "brother", COMMAND)
    install(environment, "cousin", COMMAND.replace("greet", "embed"))
    assert environment.command("greet").stdout == "hello from acme\n"
    assert "Usage: ai-sdk embed [OPTIONS] MODEL" in environment.command("embed", "--help").stdout
    report = doctor(environment)
    assert {part["name"]: part["notes"] for part in report["extensions"]} == {
        "acme": [],
        "brother": ["its command 'greet' is not used: acme has one of that name"],
        "cousin": ["its command 'embed' is not used: ai-sdk has one of that name"],
    }
    assert report["problems"] == []


def test_the_commands_that_no_extension_can_take_are_those_of_the_core() -> None:
    assert set(OWN_COMMANDS) == set(app.commands)


def test_middleware_of_an_extension_stands_around_every_model_once(environment: Environment) -> None:
    install(environment, "acme", MIDDLEWARE)
    environment.install("ai-sdk-models", {"models": "ai_sdk_models"}, {"ai_sdk_models": PROVIDER})
    code = (
        "from ai_sdk.plugins import resolve_model\n"
        "model = resolve_model('models:m', 'language')\n"
        "print(model, resolve_model(model, 'language') is model)\n"
    )
    assert environment.run(code).stdout == "<models:m in LanguageModelMiddleware> True\n"


# What does not fit ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "problem"),
    [
        pytest.param(
            GOOD.replace("contract=1", "contract=2"),
            "Extension 'acme' is too new for this core: ai-sdk-acme 1.2 is written for contract 2, ai-sdk-core 0.1.0 "
            "takes contract 1. Update the core: pip install --upgrade ai-sdk-core",
            id="a newer contract",
        ),
        pytest.param(
            GOOD.replace("contract=1", "contract=0"),
            "Extension 'acme' is too old for this core: ai-sdk-acme 1.2 is written for contract 0, ai-sdk-core 0.1.0 "
            "takes contract 1. Update the plugin: pip install --upgrade ai-sdk-acme",
            id="an older contract",
        ),
        pytest.param(
            GOOD.replace("contract=1", "contract='1'"),
            f"Extension 'acme' is broken: ai-sdk-acme 1.2 gave no number as its contract but '1'. {MEND}",
            id="a contract that is no number",
        ),
        pytest.param(
            GOOD.replace("telemetry_integrations(context)", "telemetry_integrations(context, tracer, page=1)"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 has hooks that do not fit this core: telemetry_integrations "
            f"asks for 'tracer' and would get 'context' only. {MEND}",
            id="an unknown argument of a hook",
        ),
        pytest.param(
            GOOD.replace("def describe_extension", "def describe"),
            f"Extension 'acme' is broken: ai-sdk-acme 1.2 has no hook describe_extension in 'ai_sdk_acme'. {MEND}",
            id="no description",
        ),
        pytest.param(
            DESCRIPTION,
            "Extension 'acme' is broken: ai-sdk-acme 1.2 has no hook beside describe_extension in 'ai_sdk_acme'. "
            f"{MEND}",
            id="nothing but a description",
        ),
        pytest.param(
            GOOD.replace("return ExtensionDescription", "return dict"),
            f"Extension 'acme' is broken: ai-sdk-acme 1.2 gave a dict instead of an ExtensionDescription. {MEND}",
            id="another description",
        ),
        pytest.param(
            GOOD.replace("name=context.name", "name='zenith'"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 describes the extension 'zenith' under the entry point "
            f"'acme'. {MEND}",
            id="a description of another name",
        ),
        pytest.param(
            GOOD.replace("return ExtensionDescription", "1 / 0; return ExtensionDescription"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 failed in describe_extension (ZeroDivisionError: division by "
            f"zero). {MEND}",
            id="a failing description",
        ),
        pytest.param(
            "import a_package_that_is_not_there",
            "Extension 'acme' is broken: ai-sdk-acme 1.2 could not be imported from 'ai_sdk_acme' "
            f"(ModuleNotFoundError: No module named 'a_package_that_is_not_there'). {MEND}",
            id="a failing import",
        ),
        pytest.param(
            "raise SystemExit(3)",
            "Extension 'acme' is broken: ai-sdk-acme 1.2 could not be imported from 'ai_sdk_acme' (SystemExit: 3). "
            f"{MEND}",
            id="an import that ends the process",
        ),
        pytest.param(
            GOOD.replace("return [Acme()]", "raise SystemExit(3)"),
            f"Extension 'acme' is broken: ai-sdk-acme 1.2 failed in telemetry_integrations (SystemExit: 3). {MEND}",
            id="a hook that ends the process",
        ),
        pytest.param(
            GOOD.replace("return [Acme()]", "return 'Acme'"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 gave a str instead of a list in telemetry_integrations. "
            f"{MEND}",
            id="no list",
        ),
        pytest.param(
            GOOD.replace("return [Acme()]", "return [Acme]"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 gave the class Acme instead of a TelemetryIntegration in "
            f"telemetry_integrations. {MEND}",
            id="a class in place of an integration",
        ),
        pytest.param(
            GOOD.replace("return [Acme()]", "return [7]"),
            "Extension 'acme' is broken: ai-sdk-acme 1.2 gave a int instead of a TelemetryIntegration in "
            f"telemetry_integrations. {MEND}",
            id="no integration",
        ),
    ],
)
def test_an_extension_that_does_not_fit_is_left_out_with_a_text_that_says_why(
    environment: Environment, module: str, problem: str
) -> None:
    install(environment, "acme", module)
    install(environment, "fine", GOOD)
    assert asked(environment) == (["Acme"], f"{problem} (it is left out)\n")
    report = doctor(environment)
    assert report["problems"] == [problem]
    assert {part["name"]: part["state"] for part in report["extensions"]} == {"acme": "broken", "fine": "in use"}
    contract = re.search(r"written for contract (\d)", problem)
    if contract is not None:
        assert report["extensions"][0]["contract"] == int(contract[1])
    assert environment.command("doctor").returncode == 1


def test_hooks_of_a_newer_core_are_told_and_the_others_used(environment: Environment) -> None:
    install(environment, "acme", GOOD + "\n@hookimpl\ndef list_prices(context, page): ...\n")
    text = "ai-sdk-acme 1.2 has hooks that this core does not know: list_prices"
    assert asked(environment) == (["Acme"], f"{text}\n")
    report = doctor(environment)
    assert (report["problems"], report["extensions"][0]["notes"]) == ([], [text])


@pytest.mark.parametrize(
    ("kind", "given", "problem"),
    [
        (
            "language",
            "'x'",
            "gave a str instead of middleware of the class LanguageModelMiddleware in model_middleware",
        ),
        ("embedding", "Wrong()", "gave a LanguageModelMiddleware instead of middleware of the class EmbeddingModelMid"),
    ],
)
def test_wrong_middleware_is_left_out_and_models_work(
    environment: Environment, kind: str, given: str, problem: str
) -> None:
    module = MIDDLEWARE.replace('"language"', repr(kind)).replace("[LanguageModelMiddleware()]", f"[{given}]")
    install(environment, "acme", module.replace("Wrong", "LanguageModelMiddleware"))
    environment.install("ai-sdk-models", {"models": "ai_sdk_models"}, {"ai_sdk_models": PROVIDER})
    code = "from ai_sdk.plugins import resolve_model; print(resolve_model('models:m', 'language').model_id)"
    assert environment.run(code).stdout == "m\n"
    assert [problem in found for found in doctor(environment)["problems"]] == [True]


def test_a_hook_that_fails_takes_nothing_from_the_other_hooks(environment: Environment) -> None:
    install(environment, "acme", GOOD + COMMAND.removeprefix(DESCRIPTION).replace("return [greet]", "return [1]"))
    assert asked(environment) == (["Acme"], "")
    done = environment.command("greet")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        f"Extension 'acme' is broken: ai-sdk-acme 1.2 gave a int instead of a command of click in cli_commands. {MEND} "
        "(it is left out)"
    )
    (part,) = doctor(environment)["extensions"]
    assert (part["state"], part["telemetry"], part["commands"]) == ("broken", ["Acme"], [])


def test_two_extensions_of_one_name_are_a_collision_and_neither_is_used(environment: Environment) -> None:
    install(environment, "acme", GOOD, distribution="one")
    install(environment, "acme", GOOD, distribution="two")
    found, logged = asked(environment)
    assert found == []
    report = doctor(environment)
    assert {part["state"] for part in report["extensions"]} == {"collision"}
    (problem,) = report["problems"]
    assert logged == f"{problem} (it is left out)\n"
    # Which of them is named first is the file system's choice.
    assert re.sub(r"\b(one|two)\b", "X", problem.replace("Keep one", "Keep 1")) == (
        "Extension 'acme' is claimed by 2 distributions: X 1.2 and X 1.2. Keep 1: uninstall the other "
        "(pip uninstall X) or block it (AI_SDK_BLOCKED_PLUGINS=X)"
    )
    assert asked(environment, AI_SDK_BLOCKED_PLUGINS="two") == (["Acme"], "")


# The doctor ----------------------------------------------------------------------------------------------------------


def test_the_doctor_shows_what_an_extension_gives(environment: Environment) -> None:
    install(
        environment,
        "acme",
        GOOD.replace('print("asked", context.name)', "")
        + "".join(text.removeprefix(DESCRIPTION) for text in (MIDDLEWARE, COMMAND)),
    )
    (part,) = doctor(environment)["extensions"]
    assert 0 < part.pop("importMilliseconds") < 60_000
    assert part == {
        "name": "acme",
        "distribution": "ai-sdk-acme",
        "version": "1.2",
        "state": "in use",
        "contract": 1,
        "telemetry": ["Acme"],
        "middleware": {"language": ["LanguageModelMiddleware"]},
        "commands": ["greet"],
        "docs": "https://acme.example",
        "problem": None,
        "notes": [],
    }
    header, row = [line.split() for line in environment.command("doctor").stdout.splitlines()[5:7]]
    assert header == ["EXTENSION", "DISTRIBUTION", "VERSION", "CONTRACT", "IMPORT", "GIVES", "STATE"]
    gives = "telemetry: Acme; language middleware: LanguageModelMiddleware; commands: greet"
    assert " ".join(row[:4]) == "acme ai-sdk-acme 1.2 1"
    assert " ".join(row[6:]) == f"{gives} in use"


def test_the_doctor_notes_an_import_that_takes_long(environment: Environment) -> None:
    install(environment, "acme", "import time; time.sleep(1.1)\n" + GOOD)
    environment.install(
        "ai-sdk-slow", {"slow": "ai_sdk_slow"}, {"ai_sdk_slow": "import time; time.sleep(1.1)\n" + PROVIDER}
    )
    report = doctor(environment)
    assert report["problems"] == []
    for part in (*report["extensions"], *report["providers"]):
        (note,) = part["notes"]
        assert note.startswith("its import took 1.")
        assert note.endswith(" seconds (python -X importtime shows of what)")
