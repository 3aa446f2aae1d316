"""Every distribution of this repository against the rules that all of them share."""

from __future__ import annotations

import dis
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core"
PLUGINS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
MEMBERS = [CORE, *PLUGINS]

# Distribution names differ from import names here; everywhere else they are the same up to `-` and `_`.
IMPORT_NAMES = {"ai-sdk-core": "ai_sdk", "opentelemetry-api": "opentelemetry"}

# What a requirement always brings along and shows in its own interface.
COMPANIONS = {"aiohttp": {"yarl", "idna"}, "pydantic": {"pydantic_core", "typing_extensions"}}

# Modules that exist for type checkers alone.
TYPING_ONLY = {"_typeshed"}


def member_id(member: Path) -> str:
    return member.name


each_member = pytest.mark.parametrize("member", MEMBERS, ids=member_id)
each_plugin = pytest.mark.parametrize("plugin", PLUGINS, ids=member_id)


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def project(member: Path) -> dict[str, Any]:
    return read_toml(member / "pyproject.toml")["project"]


def import_name(member: Path) -> str:
    name = project(member)["name"]
    return IMPORT_NAMES.get(name, name.replace("-", "_"))


def package(member: Path) -> Path:
    return member / "src" / import_name(member)


def about_version(member: Path) -> str:
    return (package(member) / "__about__.py").read_text(encoding="utf-8").split('"')[1]


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower() for requirement in requirements}


def imports_of(member: Path) -> Iterator[tuple[Path, str]]:
    """Each module that a member's sources import from elsewhere, wherever the import stands."""
    for path in sorted(package(member).rglob("*.py")):
        for module in imports_in(compile(path.read_text(encoding="utf-8"), str(path), "exec", dont_inherit=True)):
            top = module.split(".")[0]
            if top not in sys.stdlib_module_names and top != import_name(member):
                yield path, top


def imports_in(code: CodeType) -> Iterator[str]:
    instructions = list(dis.get_instructions(code))
    for level, _names, instruction in zip(instructions, instructions[1:], instructions[2:], strict=False):
        if instruction.opname == "IMPORT_NAME" and level.argval == 0:
            yield instruction.argval
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from imports_in(constant)


# One member ----------------------------------------------------------------------------------------------------------


@each_member
def test_a_member_is_complete_in_its_folder(member: Path) -> None:
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"):
        assert (member / name).is_file(), f"{member.name} has no {name}"
    for name in ("__init__.py", "__about__.py", "py.typed"):
        assert (package(member) / name).is_file(), f"{member.name} has no {name}"
    assert [path.name for path in (member / "src").iterdir() if path.name != "__pycache__"] == [import_name(member)]


@each_member
def test_a_members_licence_is_the_repositorys(member: Path) -> None:
    assert (member / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert project(member)["license"] == "Apache-2.0"
    assert project(member)["license-files"] == ["LICENSE"]


@each_member
def test_a_member_is_built_by_hatchling_from_src(member: Path) -> None:
    settings = read_toml(member / "pyproject.toml")
    assert settings["build-system"]["build-backend"] == "hatchling.build"
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [f"src/{import_name(member)}"]


@each_member
def test_a_members_version_is_static_in_about(member: Path) -> None:
    settings = read_toml(member / "pyproject.toml")
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == f"src/{import_name(member)}/__about__.py"
    about = (package(member) / "__about__.py").read_text(encoding="utf-8")
    version = re.fullmatch(r'__version__ = "(\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)"\n', about)
    assert version, f"{member.name}/__about__.py should be one line with a plain version, not {about!r}"
    assert f"## {version[1]}" in (member / "CHANGELOG.md").read_text(encoding="utf-8")


@each_member
def test_a_member_asks_for_python_3_11_and_says_what_it_is_tried_with(member: Path) -> None:
    matrix = read_toml(ROOT / "hatch.toml")["envs"]["hatch-test"]["matrix"]
    tried = {f"Programming Language :: Python :: {python}" for entry in matrix for python in entry["python"]}
    assert project(member)["requires-python"] == ">=3.11"
    assert tried <= set(project(member)["classifiers"])
    assert "Typing :: Typed" in project(member)["classifiers"]


@each_member
def test_every_requirement_has_a_lower_bound_with_its_reason(member: Path) -> None:
    lines = (member / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    requirements = list(project(member)["dependencies"])
    for extra in project(member).get("optional-dependencies", {}).values():
        requirements += extra
    for requirement in requirements:
        assert ">=" in requirement, f"{requirement!r} has no lower bound"
        (where,) = [number for number, line in enumerate(lines) if line.strip() == f'"{requirement}",']
        assert lines[where - 1].strip().startswith("#"), f"{requirement!r} has no reason on the line above it"


@each_member
def test_a_member_declares_what_it_imports(member: Path) -> None:
    declared = requirement_names(project(member)["dependencies"])
    for extra in project(member).get("optional-dependencies", {}).values():
        declared |= requirement_names(extra)
    known = TYPING_ONLY | {IMPORT_NAMES.get(name, name.replace("-", "_")) for name in declared}
    for name in declared:
        known |= COMPANIONS.get(name, set())
    undeclared = [f"{path.relative_to(ROOT)} imports {name}" for path, name in imports_of(member) if name not in known]
    assert undeclared == []


# Plugins -------------------------------------------------------------------------------------------------------------


@each_plugin
def test_a_plugins_names_follow_its_folder(plugin: Path) -> None:
    assert project(plugin)["name"] == plugin.name
    assert plugin.name.startswith("ai-sdk-")


@each_plugin
def test_a_plugin_takes_the_core_in_one_minor_version(plugin: Path) -> None:
    assert "ai-sdk-core>=0.1,<0.2" in project(plugin)["dependencies"]


@each_member
def test_what_a_member_requires_of_another_fits_the_workspace(member: Path) -> None:
    versions = {project(other)["name"]: about_version(other) for other in MEMBERS}
    for requirement in map(Requirement, project(member)["dependencies"]):
        if requirement.name in versions:
            assert versions[requirement.name] in requirement.specifier, f"{member.name} requires {requirement}"


def is_extension(plugin: Path) -> bool:
    """Whether a plugin is no provider: it has no prefixes, and its entry point is of the other group."""
    return "ai_sdk.plugins" in project(plugin)["entry-points"]


def prefixes_of(plugin: Path) -> dict[str, str]:
    return project(plugin)["entry-points"].get("ai_sdk.providers", {})


@each_plugin
def test_a_plugins_entry_points_are_prefixes_that_lead_to_its_package(plugin: Path) -> None:
    groups = project(plugin)["entry-points"]
    assert len(groups) == 1
    entry_points = groups["ai_sdk.plugins"] if is_extension(plugin) else prefixes_of(plugin)
    assert plugin.name.removeprefix("ai-sdk-") in entry_points
    for prefix, value in entry_points.items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", prefix), f"{prefix!r} is no prefix"
        assert value.split(":")[0].split(".")[0] == import_name(plugin)


def test_no_two_plugins_claim_one_prefix() -> None:
    prefixes = [prefix for plugin in PLUGINS for prefix in prefixes_of(plugin)]
    assert len(prefixes) == len(set(prefixes))


@each_plugin
def test_a_plugin_and_its_prefixes_stand_in_the_readme(plugin: Path) -> None:
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (row,) = [row for row in rows if row.startswith(f"| [`{plugin.name}`](plugins/{plugin.name}/)")]
    for prefix in prefixes_of(plugin):
        assert f"`{prefix}`" in row


# The workspace -------------------------------------------------------------------------------------------------------


def members_in(environment: dict[str, Any]) -> list[str]:
    return [entry if isinstance(entry, str) else entry["path"] for entry in environment["workspace"]["members"]]


@pytest.mark.parametrize("environment", ["default", "hatch-test"])
def test_the_workspace_lists_every_member(environment: str) -> None:
    environments = read_toml(ROOT / "hatch.toml")["envs"]
    assert members_in(environments[environment]) == ["core", *(f"plugins/{name}" for name in listed_plugins())]
    assert sorted(listed_plugins()) == [plugin.name for plugin in PLUGINS]


def listed_plugins() -> list[str]:
    (matrix,) = read_toml(ROOT / "hatch.toml")["envs"]["each"]["matrix"]
    return [f"ai-sdk-{name}" for name in matrix["plugin"]]


def test_the_core_environment_has_no_plugin() -> None:
    assert members_in(read_toml(ROOT / "hatch.toml")["envs"]["core"]) == ["core"]


def test_the_tools_know_every_package() -> None:
    tools = read_toml(ROOT / "pyproject.toml")["tool"]
    packages = {import_name(member) for member in MEMBERS}
    plugins = {import_name(plugin) for plugin in PLUGINS}
    assert set(tools["coverage"]["run"]["source_pkgs"]) == packages
    assert set(tools["importlinter"]["root_packages"]) == packages
    _, core_contract, plugin_contract = tools["importlinter"]["contracts"]
    assert set(core_contract["forbidden_modules"]) == plugins
    assert set(plugin_contract["source_modules"]) == plugins


def test_the_root_is_no_distribution() -> None:
    assert list(read_toml(ROOT / "pyproject.toml")) == ["tool"]
