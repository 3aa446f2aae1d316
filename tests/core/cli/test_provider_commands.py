from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from ai_sdk.__about__ import __version__

from tests.core.plugins.throwaway import PROVIDER, Environment

KEYED = PROVIDER.replace(
    'model_kinds={"language"}',
    'model_kinds={"language", "embedding"}, env=("ACME_URL", ("ACME_KEY", "ACME_TOKEN")), docs="https://acme.example"',
)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path)


def test_help_imports_nothing_heavy(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    done = environment.run(
        """
import atexit, sys
heavy = {"aiohttp", "pydantic", "pluggy", "importlib_metadata", "ai_sdk_acme", "ai_sdk.plugins", "ai_sdk.provider"}
atexit.register(lambda: print(heavy & set(sys.modules)))
from ai_sdk.cli import main
main()
""",
        "--help",
    )
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "set()"
    for command in ("providers", "models", "doctor", "generate", "chat", "embed"):
        assert f"  {command}  " in done.stdout


def test_without_click_one_line_says_what_to_install(environment: Environment) -> None:
    done = environment.run("import sys; sys.modules['click'] = None; from ai_sdk.cli import main; main()", "providers")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == 'Error: the command ai-sdk needs click. Install it: pip install "ai-sdk-core[cli]"\n'


def test_the_version_is_the_cores(environment: Environment) -> None:
    assert environment.command("--version").stdout == f"ai-sdk, version {__version__}\n"


def test_a_wrong_command_line_ends_with_2(environment: Environment) -> None:
    done = environment.command("frobnicate")
    assert done.returncode == 2
    assert "Error: No such command 'frobnicate'." in done.stderr


def test_with_nothing_installed_the_list_says_what_to_install(environment: Environment) -> None:
    for command in ("providers", "doctor"):
        done = environment.command(command)
        assert done.returncode == 0, done.stderr
        assert (
            "No providers are installed. Install one, for example: pip install ai-sdk-openai-compatible" in done.stdout
        )
    assert json.loads(environment.command("providers", "--json").stdout) == []


def test_the_list_shows_what_each_provider_needs(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": KEYED}, version="1.2")
    environment.install("ai-sdk-broken", {"broken": "ai_sdk_broken"}, {"ai_sdk_broken": "import not_there"})
    done = environment.command("providers", env={"ACME_URL": "https://secret.example"})
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "PREFIX  NAME  DISTRIBUTION   VERSION  STATE",
        "acme    Acme  ai-sdk-acme    1.2      needs ACME_KEY or ACME_TOKEN",
        "broken  -     ai-sdk-broken  1.0      broken",
    ]
    assert done.stderr == "What is broken and how to mend it: ai-sdk doctor\n"
    done = environment.command("providers", env={"ACME_URL": "x", "ACME_TOKEN": "t0ken", "AI_SDK_PLUGINS": "acme"})
    assert done.stdout.splitlines()[1:] == [
        "acme    Acme  ai-sdk-acme    1.2      ready",
        "broken  -     ai-sdk-broken  1.0      blocked",
    ]
    assert done.stderr == ""


def test_the_list_as_json(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": KEYED}, version="1.2")
    done = environment.command("providers", "--json", env={"ACME_KEY": "s3cret"})
    rows = json.loads(done.stdout)
    assert 0 < rows[0].pop("importMilliseconds") < 60_000
    assert rows == [
        {
            "prefix": "acme",
            "name": "Acme",
            "distribution": "ai-sdk-acme",
            "version": "1.2",
            "state": "installed",
            "contract": 1,
            "modelKinds": ["embedding", "language"],
            "missingEnv": ["ACME_URL"],
            "presentEnv": ["ACME_KEY"],
            "docs": "https://acme.example",
            "problem": None,
            "notes": [],
        }
    ]


def test_the_doctor_finds_nothing_in_a_healthy_environment(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": KEYED}, version="1.2")
    done = environment.command("doctor", env={"AI_SDK_DEFAULT_PROVIDER": "acme", "ACME_URL": "https://secret.example"})
    assert (done.returncode, done.stderr) == (0, "")
    python = ".".join(map(str, sys.version_info[:3]))
    # How long an import takes differs each time.
    lines = [re.sub(r" \d+ ms +", " 1 ms ", re.sub("IMPORT +", "IMPORT ", line)) for line in done.stdout.splitlines()]
    assert lines == [
        f"ai-sdk-core {__version__}, Python {python}",
        "Default provider: acme",
        "",
        "PREFIX  DISTRIBUTION  VERSION  CONTRACT  IMPORT MODELS               ENV SET   STATE",
        "acme    ai-sdk-acme   1.2      1         1 ms embedding, language  ACME_URL  needs ACME_KEY or ACME_TOKEN",
        "",
        "Nothing is broken.",
    ]


def test_the_doctor_tells_every_failure_and_how_to_mend_it(environment: Environment) -> None:
    plugins = {
        "import": "import not_there",
        "contract": PROVIDER.replace("contract=1", "contract=7"),
        "start": PROVIDER.replace("    return Provider()", "    import engine_not_there"),
        "unset": PROVIDER.replace(
            "    return Provider()",
            "    from ai_sdk.provider import LoadSettingError\n    raise LoadSettingError('Set UNSET_URL.')",
        ),
        "fine": PROVIDER + "\n@hookimpl\ndef newer_hook(context): ...\n",
        "blocked": "import not_there",
    }
    for name, module in plugins.items():
        environment.install(f"ai-sdk-{name}", {name: f"ai_sdk_{name}"}, {f"ai_sdk_{name}": module})
    environment.install("zenith", {"fine2": "ai_sdk_fine"}, {})
    environment.install("nadir", {"fine2": "ai_sdk_fine"}, {})
    env = {"AI_SDK_BLOCKED_PLUGINS": "blocked", "AI_SDK_DEFAULT_PROVIDER": "fin"}

    done = environment.command("doctor", env=env)
    assert (done.returncode, done.stderr) == (1, "")
    problems = [line for line in done.stdout.splitlines() if line.startswith("Problem: ")]
    assert len(problems) == 5
    assert problems[0].startswith(
        "Problem: Provider 'contract' is too new for this core: ai-sdk-contract 1.0 is written for contract 7"
    )
    assert problems[1].startswith("Problem: Provider 'fine2' is claimed by 2 distributions: ")
    assert problems[2].startswith("Problem: Provider 'import' is broken: ai-sdk-import 1.0 could not be imported")
    assert problems[3].startswith(
        "Problem: Provider 'start' is broken: ai-sdk-start 1.0 failed in create_provider "
        "(ModuleNotFoundError: No module named 'engine_not_there')"
    )
    assert problems[4] == ("Problem: AI_SDK_DEFAULT_PROVIDER='fin' names no installed provider. Install it or unset it")
    assert "unset: Set UNSET_URL." in done.stdout
    assert done.stdout.count("fine: ai-sdk-fine 1.0 has hooks that this core does not know: newer_hook") == 1
    assert "blocked: switched off by AI_SDK_BLOCKED_PLUGINS" in done.stdout
    assert "Nothing is broken" not in done.stdout

    done = environment.command("doctor", "--json", env=env)
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["core"] == __version__
    assert found["defaultProvider"] == "fin"
    assert [f"Problem: {problem}" for problem in found["problems"]] == problems
    assert {row["prefix"]: row["state"] for row in found["providers"]} == {
        "blocked": "blocked",
        "contract": "broken",
        "fine": "installed",
        "fine2": "collision",
        "import": "broken",
        "start": "broken",
        "unset": "installed",
    }
    assert {row["prefix"]: row["contract"] for row in found["providers"] if row["contract"]} == {
        "contract": 7,
        "fine": 1,
        "start": 1,
        "unset": 1,
    }
    timed = {row["prefix"] for row in found["providers"] if row["importMilliseconds"] is not None}
    assert timed == {"fine", "start", "unset"}


def test_no_value_of_a_variable_is_ever_shown(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": KEYED})
    for arguments in (["providers"], ["providers", "--json"], ["doctor"], ["doctor", "--json"]):
        done = environment.command(*arguments, env={"ACME_KEY": "s3cret", "ACME_URL": "s3cret"})
        assert "s3cret" not in done.stdout + done.stderr
