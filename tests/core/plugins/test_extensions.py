"""Extensions are loaded once, when they are first needed, and a broken one breaks nothing but itself."""

from __future__ import annotations

import json
from typing import Any

from tests.core.plugins.throwaway import PROVIDER, Environment

GOOD = """
from ai_sdk.plugins import hookimpl

@hookimpl
def telemetry_integrations(context):
    print("asked", context.name)
    return ["an integration"]
"""

COMMAND = """
from ai_sdk.plugins import hookimpl

@hookimpl
def cli_commands(context):
    import click

    @click.command()
    def greet():
        click.echo("hello from an extension")

    return [greet]
"""

MIDDLEWARE = """
from ai_sdk.plugins import hookimpl

@hookimpl
def model_middleware(context):
    if context.model_kind != "language":
        return []
    from ai_sdk.middleware import LanguageModelMiddleware
    return [LanguageModelMiddleware()]
"""

ASK = """
from ai_sdk.plugins.extensions import extensions
print(extensions.telemetry_integrations())
print(extensions.telemetry_integrations())
"""


def install(environment: Environment, name: str, module: str, *, distribution: str | None = None) -> None:
    package = f"ai_sdk_{(distribution or name).replace('-', '_')}"
    environment.install(
        distribution or f"ai-sdk-{name}", f"[ai_sdk.plugins]\n{name} = {package}\n", {package: module}, version="1.2"
    )


def doctor(environment: Environment, **env: str) -> dict[str, Any]:
    done = environment.run("from ai_sdk.cli.app import run; run(['doctor', '--json'])", env=env)
    return json.loads(done.stdout[done.stdout.index("{") :])


def test_an_extension_is_asked_once(environment: Environment) -> None:
    install(environment, "acme", GOOD)
    done = environment.run(ASK)
    assert done.stdout.splitlines() == ["asked acme", "('an integration',)", "('an integration',)"]


def test_neither_the_import_of_the_sdk_nor_its_help_loads_an_extension(environment: Environment) -> None:
    install(environment, "acme", GOOD)
    code = "import sys, ai_sdk, ai_sdk.provider\nfrom ai_sdk.cli.app import run\nrun(['--help'])\n"
    done = environment.run(code + "print('ai_sdk_acme' in sys.modules)")
    assert done.stdout.splitlines()[-1] == "False"


def test_without_extensions_no_pluggy_is_loaded(environment: Environment) -> None:
    done = environment.run(ASK + "import sys; print('pluggy' in sys.modules)")
    assert done.stdout.splitlines() == ["()", "()", "False"]


def test_a_broken_extension_is_left_out_and_doctor_says_why(environment: Environment) -> None:
    install(environment, "bad", "import a_package_that_is_not_there")
    install(environment, "worse", GOOD.replace("return", "1 / 0; return"))
    install(environment, "acme", GOOD)
    done = environment.run(ASK)
    assert done.stdout.splitlines()[-1] == "('an integration',)"
    report = doctor(environment)
    assert {part["name"]: part["state"] for part in report["extensions"]} == {
        "acme": "in use",
        "bad": "broken",
        "worse": "broken",
    }
    assert report["problems"] == [
        (
            "The extension 'bad' (ai-sdk-bad 1.2) could not be loaded from 'ai_sdk_bad': ModuleNotFoundError: No "
            "module named 'a_package_that_is_not_there'. Update or uninstall ai-sdk-bad"
        ),
        (
            "The extension 'worse' (ai-sdk-worse 1.2) failed in telemetry_integrations: ZeroDivisionError: division by "
            "zero. Update or uninstall ai-sdk-worse"
        ),
    ]


def test_two_extensions_of_one_name_are_a_collision_and_neither_is_used(environment: Environment) -> None:
    install(environment, "acme", GOOD, distribution="one")
    install(environment, "acme", GOOD, distribution="two")
    assert environment.run(ASK).stdout.splitlines() == ["()", "()"]
    assert {part["state"] for part in doctor(environment)["extensions"]} == {"collision"}


def test_a_switch_keeps_an_extension_from_being_used(environment: Environment) -> None:
    install(environment, "acme", GOOD)
    assert environment.run(ASK, env={"AI_SDK_BLOCKED_PLUGINS": "acme"}).stdout.splitlines() == ["()", "()"]
    assert doctor(environment, AI_SDK_BLOCKED_PLUGINS="acme")["extensions"][0]["state"] == "blocked"


def test_an_extension_adds_a_command(environment: Environment) -> None:
    install(environment, "acme", COMMAND)
    done = environment.run("from ai_sdk.cli.app import run; run(['greet'])")
    assert done.stdout == "hello from an extension\n"


def test_middleware_of_an_extension_stands_around_every_model_once(environment: Environment) -> None:
    install(environment, "acme", MIDDLEWARE)
    environment.install("ai-sdk-models", {"models": "ai_sdk_models"}, {"ai_sdk_models": PROVIDER})
    code = (
        "from ai_sdk.plugins import resolve_model\n"
        "model = resolve_model('models:m', 'language')\n"
        "print(model, resolve_model(model, 'language') is model)\n"
    )
    assert environment.run(code).stdout == "<models:m in LanguageModelMiddleware> True\n"
