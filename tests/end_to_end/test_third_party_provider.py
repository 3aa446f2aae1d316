"""Providers that others write, from wheels alone, and what bad neighbours in their environment change: the report.

`acme` and `acme-cloud` are made from the template, `deepseek` is written out of docs/writing-a-provider.md.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ai_sdk.testing import ScriptedResponse, ScriptedServer

from tests.core.plugins.throwaway import PROVIDER, Environment
from tests.end_to_end.test_writing_a_provider import example

pytest.importorskip("hatchling")

from scripts.new_provider import new_provider
from tests.end_to_end.fresh_environment import FreshEnvironment, build_wheel

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = (ROOT / "core", ROOT / "plugins/ai-sdk-openai-compatible")
AUTHORED = ("acme", "acme-cloud", "deepseek")

SLEEP = 1.1

Neighbours = Mapping[str, tuple[Mapping[str, str], str]]

# Two that are broken, one that is slow, and one that wants a prefix of another: entry points and module.
NEIGHBOURS: Neighbours = {
    "ai-sdk-ruin": ({"ruin": "ai_sdk_ruin"}, "raise RuntimeError('a fault of ruin')"),
    "ai-sdk-future": ({"future": "ai_sdk_future"}, PROVIDER.replace("contract=1", "contract=99")),
    "ai-sdk-slow": ({"slow": "ai_sdk_slow"}, f"import time\ntime.sleep({SLEEP})\n{PROVIDER}"),
    "ai-sdk-greedy": ({"ollama": "ai_sdk_greedy"}, PROVIDER),
}

# What is imported is told before anything else is, so that it is the SDK's doing.
CALLS = """
import sys
bare = set(sys.modules)
import ai_sdk
after_import = sorted(set(sys.modules) - bare)
import asyncio

async def call(model):
    result = await ai_sdk.generate_text(model, "hi")
    if model == sys.argv[1]:
        after_first_call.extend(sorted(set(sys.modules) - bare))
    async with ai_sdk.stream_text(model, "hi") as stream:
        return result.text, [text async for text in stream.text_stream]

async def main():
    for model in sys.argv[1:]:
        try:
            outcomes[model] = await call(model)
        except ai_sdk.AISDKError as error:
            outcomes[model] = f"{type(error).__name__}: {error}"
    await ai_sdk.registry.aclose()

outcomes, after_first_call = {}, []
asyncio.run(main())
import json
print(json.dumps({"outcomes": outcomes, "after_import": after_import, "after_first_call": after_first_call}))
"""

ANSWER = ScriptedResponse(json={"choices": [{"message": {"content": "Hello, world!"}, "finish_reason": "stop"}]})
STREAM = ScriptedResponse(
    events=[
        '{"choices": [{"delta": {"content": "Hello, "}}]}',
        '{"choices": [{"delta": {"content": "world!"}, "finish_reason": "stop"}]}',
        "[DONE]",
    ]
)
ANSWERED = ["Hello, world!", ["Hello, ", "world!"]]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folders of the three authors, outside of the repository."""
    home = tmp_path_factory.mktemp("authors")
    folders = {prefix: new_provider(prefix, home) for prefix in ("acme", "acme-cloud")}
    folders["deepseek"] = home / "ai-sdk-deepseek"
    for path, text in example().items():
        target = folders["deepseek"] / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folders


@pytest.fixture(scope="module")
def wheels(projects: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    dist = tmp_path_factory.mktemp("dist")
    return [build_wheel(project, dist / project.name) for project in (*MEMBERS, *projects.values())]


def environment_of(wheels: list[Path], home: Path, neighbours: Neighbours) -> FreshEnvironment:
    environment = FreshEnvironment(home / "environment")
    environment.install(*wheels, requirements=tuple(f"ai-sdk-{prefix}[test]" for prefix in AUTHORED))
    throwaway = Environment(home)
    for distribution, (entries, module) in neighbours.items():
        throwaway.install(distribution, entries, {distribution.replace("-", "_"): module}, site=environment.site)
    return environment


@pytest.fixture(scope="module")
def alone(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> FreshEnvironment:
    """The three providers, what they require, and the command."""
    return environment_of(wheels, tmp_path_factory.mktemp("alone"), {})


@pytest.fixture(scope="module")
def crowded(wheels: list[Path], tmp_path_factory: pytest.TempPathFactory) -> FreshEnvironment:
    """The same, and all the neighbours."""
    return environment_of(wheels, tmp_path_factory.mktemp("crowded"), NEIGHBOURS)


async def call(environment: FreshEnvironment, *models: str, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Generates and streams with each of these models, and tells what came of it, what was sent, what was imported."""
    async with ScriptedServer(*[ANSWER, STREAM] * len(models)) as server:
        settings = {f"{name}_BASE_URL": f"{server.url}/v1" for name in ("ACME", "ACME_CLOUD", "VLLM")}
        settings |= {"ACME_API_KEY": "key of acme", "ACME_CLOUD_API_KEY": "key of the cloud", **(env or {})}
        done = await asyncio.to_thread(
            environment.python, "-W", "error", "-c", CALLS, *models, cwd=environment.site, env=settings
        )
        sent = [
            (request.path, request.headers.get("authorization"), request.json()["model"], "stream" in request.json())
            for request in server.requests
        ]
    assert (done.returncode, done.stderr) == (0, "")
    return {**json.loads(done.stdout), "sent": sent}


def doctor(environment: FreshEnvironment) -> tuple[int, dict[str, Any]]:
    """The exit status of `ai-sdk doctor --json`, and its report."""
    done = environment.python("-c", "from ai_sdk.cli import main; main()", "doctor", "--json", cwd=environment.site)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def rows(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a report says of each provider, but for times."""
    return [{name: value for name, value in row.items() if "Milliseconds" not in name} for row in report["providers"]]


# Alone ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", AUTHORED)
def test_its_own_tests_pass_against_wheels(prefix: str, alone: FreshEnvironment, projects: Mapping[str, Path]) -> None:
    done = alone.python("-m", "pytest", "-q", "-rN", "-p", "no:cacheprovider", cwd=projects[prefix])
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


async def test_its_models_generate_and_stream_by_their_names(alone: FreshEnvironment) -> None:
    told = await call(alone, "acme:large", "acme-cloud:small")
    assert told["outcomes"] == {"acme:large": ANSWERED, "acme-cloud:small": ANSWERED}
    assert told["sent"] == [
        ("/v1/chat/completions", "Bearer key of acme", "large", False),
        ("/v1/chat/completions", "Bearer key of acme", "large", True),
        ("/v1/chat/completions", "Bearer key of the cloud", "small", False),
        ("/v1/chat/completions", "Bearer key of the cloud", "small", True),
    ]


async def test_only_the_provider_that_is_called_is_imported(alone: FreshEnvironment) -> None:
    told = await call(alone, "acme:large", "acme-cloud:small")
    packages = {module.partition(".")[0] for module in told["after_first_call"]}
    assert {name for name in packages if name.startswith("ai_sdk")} == {
        "ai_sdk",
        "ai_sdk_acme",
        "ai_sdk_openai_compatible",
    }


def test_nothing_is_broken(alone: FreshEnvironment) -> None:
    status, report = doctor(alone)
    assert (status, report["problems"]) == (0, [])
    missing = {row["prefix"]: row["missingEnv"] for row in report["providers"] if row["prefix"] in AUTHORED}
    assert missing == {
        "acme": ["ACME_API_KEY"],
        "acme-cloud": ["ACME_CLOUD_API_KEY"],
        "deepseek": ["DEEPSEEK_API_KEY"],
    }


# Beside bad neighbours -----------------------------------------------------------------------------------------------


async def test_neighbours_change_neither_calls_nor_imports(alone: FreshEnvironment, crowded: FreshEnvironment) -> None:
    models = ("acme:large", "acme-cloud:small", "vllm:any")
    told = await call(crowded, *models)
    assert told["outcomes"] == dict.fromkeys(models, ANSWERED)
    assert told == await call(alone, *models)


async def test_a_bad_neighbour_fails_under_its_own_prefix_and_the_next_model_works(crowded: FreshEnvironment) -> None:
    told = await call(crowded, "ruin:x", "future:x", "ollama:x", "acme:large")
    outcomes = told["outcomes"]
    assert outcomes["ruin:x"].startswith("BrokenPluginError: Provider 'ruin' is broken: ai-sdk-ruin 1.0 ")
    assert outcomes["future:x"].startswith("PluginContractError: Provider 'future' is too new for this core: ")
    assert outcomes["ollama:x"].startswith("PluginCollisionError: Provider 'ollama' is claimed by 2 distributions: ")
    assert outcomes["acme:large"] == ANSWERED
    assert len(told["sent"]) == 2


def test_the_report_has_every_bad_neighbour_and_says_the_same_of_all_others(
    alone: FreshEnvironment, crowded: FreshEnvironment
) -> None:
    status, report = doctor(crowded)
    assert status == 1
    problems = {row["distribution"]: row["problem"] for row in report["providers"] if row["problem"]}
    assert "a fault of ruin" in problems["ai-sdk-ruin"]
    assert "is written for contract 99" in problems["ai-sdk-future"]
    assert "ai-sdk-greedy 1.0" in problems["ai-sdk-greedy"]
    # Both sides of a collision have the same problem, since neither is to blame for sure.
    assert problems["ai-sdk-openai-compatible"] == problems["ai-sdk-greedy"]
    assert set(report["problems"]) == set(problems.values())
    assert len(report["problems"]) == 3

    (slow,) = [row for row in report["providers"] if row["prefix"] == "slow"]
    assert (slow["state"], slow["problem"]) == ("installed", None)
    assert slow["importMilliseconds"] >= SLEEP * 1000
    assert "its import took" in slow["notes"][0]

    theirs = ("ruin", "future", "slow", "ollama")
    others = [row for row in rows(doctor(alone)[1]) if row["prefix"] not in theirs]
    assert [row for row in rows(report) if row["prefix"] not in theirs] == others


async def test_a_neighbour_with_the_same_prefix_is_an_error_until_one_is_blocked(
    wheels: list[Path], tmp_path: Path
) -> None:
    environment = environment_of(wheels, tmp_path, {"ai-sdk-twin": ({"acme": "ai_sdk_twin"}, PROVIDER)})
    told = await call(environment, "acme:large", "acme-cloud:small")
    error = told["outcomes"].pop("acme:large")
    assert error.startswith("PluginCollisionError: Provider 'acme' is claimed by 2 distributions: ")
    assert "ai-sdk-acme 0.1.0" in error
    assert "ai-sdk-twin 1.0" in error
    assert told["outcomes"] == {"acme-cloud:small": ANSWERED}

    told = await call(environment, "acme:large", env={"AI_SDK_BLOCKED_PLUGINS": "ai-sdk-twin"})
    assert told["outcomes"] == {"acme:large": ANSWERED}
