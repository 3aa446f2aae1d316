"""A lazy package states its names three times: for type checkers, in `__all__`, and in the table that finds them."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
from pathlib import Path

import pytest
from ai_sdk._lazy import lazy_exports

PACKAGES = [
    "ai_sdk",
    "ai_sdk.agent",
    "ai_sdk.middleware",
    "ai_sdk.plugins",
    "ai_sdk.provider",
    "ai_sdk.provider_utils",
    "ai_sdk.testing",
    "ai_sdk.ui",
]


def source(package: str) -> ast.Module:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None, f"{package} has no __init__.py"
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))


def names_for_type_checkers(module: ast.Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for statement in module.body:
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            for each in statement.body:
                assert isinstance(each, ast.ImportFrom), ast.unparse(each)
                for alias in each.names:
                    assert alias.asname in (None, alias.name), ast.unparse(each)
                    found[alias.name] = each.module or ""
    return found


def names_of_the_table(module: ast.Module) -> dict[str, str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "lazy_exports":
            table: dict[str, str] = ast.literal_eval(node.args[1])
            return {name: module_name for module_name, names in table.items() for name in names.split()}
    return {}


def exported(module: ast.Module) -> list[str]:
    for statement in module.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
            return ast.literal_eval(statement.value)
    return []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_three_lists_of_a_lazy_package_agree(package: str) -> None:
    module = source(package)
    table = names_of_the_table(module)
    assert table, f"{package} does not call lazy_exports"
    assert names_for_type_checkers(module) == table
    assert set(exported(module)) - {"__version__"} == set(table)
    assert len(exported(module)) == len(set(exported(module)))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_of_a_lazy_package_is_there_and_public_where_it_comes_from(package: str) -> None:
    loaded = importlib.import_module(package)
    for name, module_name in names_of_the_table(source(package)).items():
        assert getattr(loaded, name) is getattr(importlib.import_module(module_name), name)
        assert name in importlib.import_module(module_name).__all__, f"{name} is not in {module_name}.__all__"
        assert name in dir(loaded)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_of_a_lazy_package_is_also_a_module_in_it(package: str) -> None:
    # Whoever imported that module first would get the module under the name from then on.
    modules = {each.name for each in pkgutil.iter_modules(importlib.import_module(package).__path__)}
    assert not modules & names_of_the_table(source(package)).keys()


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    find, _ = lazy_exports("some.package", {})
    with pytest.raises(AttributeError, match=r"module 'some\.package' has no attribute 'nothing'"):
        find("nothing")
