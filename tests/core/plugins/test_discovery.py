from __future__ import annotations

import subprocess
import sys

import pytest

from tests.core.plugins.throwaway import PROVIDER, Environment


def test_only_the_named_plugin_is_imported(environment: Environment) -> None:
    for name in ("acme", "zenith", "nadir"):
        environment.install(f"ai-sdk-{name}", {name: f"ai_sdk_{name}"}, {f"ai_sdk_{name}": PROVIDER})
    answer = environment.ask("acme:m")
    assert answer.outcomes == [{"provider": "acme", "model_id": "m"}]
    assert [module for module in answer.modules if module.startswith("ai_sdk_")] == ["ai_sdk_acme"]


def test_everything_after_the_first_colon_is_the_model_id(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    answer = environment.ask("acme:a:b/c:d", "acme: m", "acme:/path/to/model.gguf")
    assert [outcome["model_id"] for outcome in answer.outcomes] == ["a:b/c:d", " m", "/path/to/model.gguf"]


def test_the_list_of_providers_imports_no_plugin(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "not_there", "beta": "x"}, {}, version="1.2")
    done = environment.run(
        "import sys; from ai_sdk.plugins import registry; print(registry.providers(), 'pluggy' in sys.modules)"
    )
    assert done.stdout == (
        "[ProviderInfo(prefix='acme', distribution='ai-sdk-acme', version='1.2', state='installed', problem=None), "
        "ProviderInfo(prefix='beta', distribution='ai-sdk-acme', version='1.2', state='installed', problem=None)] "
        "False\n"
    ), done.stderr


def test_importing_the_registry_imports_neither_pluggy_nor_metadata(environment: Environment) -> None:
    done = environment.run(
        "import sys; from ai_sdk.plugins import registry, resolve_model, create_provider_registry\n"
        "print({'pluggy', 'importlib_metadata', 'aiohttp', 'pydantic', 'click'} & set(sys.modules))"
    )
    assert done.stdout == "set()\n", done.stderr


def test_a_plugin_that_is_imported_directly_imports_no_pluggy(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    done = environment.run(
        "import sys; import ai_sdk_acme; print({'pluggy', 'importlib_metadata'} & set(sys.modules), "
        "'ai_sdk.plugins.default_registry' in sys.modules)"
    )
    assert done.stdout == "set() False\n", done.stderr


def test_one_module_serves_several_prefixes(environment: Environment) -> None:
    environment.install(
        "ai-sdk-many", {"ollama": "many", "vllm": "many", "openai-compatible": "many"}, {"many": PROVIDER}
    )
    answer = environment.ask("ollama:llama3.2:3b", "vllm:m", "openai-compatible:m")
    assert [outcome["provider"] for outcome in answer.outcomes] == ["ollama", "vllm", "openai-compatible"]


def test_an_entry_point_may_name_an_object_with_the_hooks(environment: Environment) -> None:
    module = """
    from ai_sdk.plugins import ProviderDescription, hookimpl

    class Plugin:
        __slots__ = ()

        @hookimpl
        def describe_provider(self, context):
            return ProviderDescription(prefix="acme", name="Acme")

        @hookimpl
        def create_provider(self, context):
            from ai_sdk.plugins import custom_provider
            return custom_provider()

        @property
        def explosive(self):
            raise RuntimeError("a property was read")

    plugin = Plugin()
    """
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme:plugin"}, {"ai_sdk_acme": module})
    assert environment.ask("acme:m").error == "NoSuchModelError: No such languageModel: m"


def test_lazy_names_of_a_plugin_stay_lazy(environment: Environment) -> None:
    lazy = """
def __getattr__(name):
    raise AssertionError(f"{name} was asked for")

def __dir__():
    return [*globals(), "create_acme", "Heavy"]
"""
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER + lazy})
    assert environment.ask("acme:m").outcomes == [{"provider": "acme", "model_id": "m"}]


def test_a_provider_is_made_once_and_again_after_it_was_closed(environment: Environment) -> None:
    environment.install(
        "ai-sdk-acme",
        {"acme": "ai_sdk_acme"},
        {
            "ai_sdk_acme": PROVIDER.replace(
                "    return Provider()", "    print('made', dict(context.settings))\n    return Provider()"
            ).replace(
                "class Provider(BaseProvider):",
                "class Provider(BaseProvider):\n        async def aclose(self):\n            print('closed')\n",
            )
        },
    )
    done = environment.run(
        """
import asyncio
from ai_sdk.plugins import registry

registry.language_model("acme:a"), registry.language_model("acme:b"), registry.provider("acme")
asyncio.run(registry.aclose())
registry.language_model("acme:c")
"""
    )
    assert done.stdout == "made {}\nclosed\nmade {}\n", done.stderr


def test_threads_that_ask_at_the_same_time_get_one_provider(environment: Environment) -> None:
    slow = "import time\ntime.sleep(0.05)\n"
    made = "    import time; time.sleep(0.05); print('made')\n    return Provider()"
    environment.install(
        "ai-sdk-acme",
        {"acme": "ai_sdk_acme"},
        {"ai_sdk_acme": slow + PROVIDER.replace("    return Provider()", made)},
    )
    done = environment.run(
        """
from concurrent.futures import ThreadPoolExecutor
from ai_sdk.plugins import registry

with ThreadPoolExecutor(8) as pool:
    providers = set(pool.map(lambda _: registry.provider("acme"), range(8)))
print(len(providers))
"""
    )
    assert done.stdout == "made\n1\n", done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "[ai_sdk.providers]\nbeta\n\n[console_scripts]\nx = y\n",
        "; comment\n[ai_sdk.providers]\n# another\nbeta =\n",
        "[broken\n[ai_sdk.providers]\nbeta = not a target\n= x\n",
    ],
)
def test_a_malformed_file_of_entry_points_breaks_only_its_own_prefixes(environment: Environment, text: str) -> None:
    environment.install("ai-sdk-beta", text, {}, version="0.3")
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    answer = environment.ask("acme:m", "beta:m")
    assert answer.outcomes[0] == {"provider": "acme", "model_id": "m"}
    assert answer.outcomes[1]["error"] == "BrokenPluginError"
    assert "ai-sdk-beta 0.3 could not be imported" in answer.outcomes[1]["message"]


def test_garbage_among_the_installed_distributions_is_passed_over(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    for name, files in {
        "empty-1.0.dist-info": {},
        "latin-1.0.dist-info": {"entry_points.txt": b"[ai_sdk.providers]\n\xe9\xff = x\n", "METADATA": b"\xff"},
        "~eftover-1.0.dist-info": {"METADATA": b"Name: leftover\n"},
    }.items():
        folder = environment.site / name
        folder.mkdir()
        for file, content in files.items():
            (folder / file).write_bytes(content)
    assert environment.ask("acme:m").outcomes == [{"provider": "acme", "model_id": "m"}]


def test_a_distribution_without_version_still_works(environment: Environment) -> None:
    environment.install("ai-sdk-acme", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": "import not_there"})
    (environment.site / "ai_sdk_acme-1.0.dist-info" / "METADATA").write_text("Name: ai-sdk-acme\n")
    assert "ai-sdk-acme unknown could not be imported" in environment.ask("acme:m").error


def test_refresh_finds_what_was_installed_since(environment: Environment) -> None:
    environment.install("ai-sdk-zenith", {"zenith": "ai_sdk_zenith"}, {"ai_sdk_zenith": PROVIDER})
    wheel = environment.wheel("ai-sdk-acme", "1.0", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    done = environment.run(
        """
import sys, zipfile
from ai_sdk.plugins import registry

zenith = registry.provider("zenith")
zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])
print([row.prefix for row in registry.providers()])
registry.refresh()
print([row.prefix for row in registry.providers()])
print(registry.language_model("acme:m").model_id, registry.provider("zenith") is zenith)
""",
        str(wheel),
        str(environment.site),
    )
    assert done.stdout == "['zenith']\n['acme', 'zenith']\nm True\n", done.stderr


def test_a_plugin_that_pip_installs_is_found(environment: Environment) -> None:
    pytest.importorskip("pip")
    wheel = environment.wheel("ai-sdk-acme", "1.2", {"acme": "ai_sdk_acme"}, {"ai_sdk_acme": PROVIDER})
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--target", str(environment.site), str(wheel)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert environment.ask("acme:m").outcomes == [{"provider": "acme", "model_id": "m"}]
