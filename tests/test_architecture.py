"""The shape of the project: who imports whom, what is tested where, how long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli as import_linter

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "churn_desktop"
TESTS = ROOT / "tests"

MODULES = sorted(PACKAGE.rglob("*.py"))
TEST_MODULES = sorted(TESTS.rglob("test_*.py"))
SCRIPTS = sorted([*ROOT.glob("bench/**/*.py"), *ROOT.glob("packaging/**/*.py")])

LINES_OF_A_MODULE = 400
LINES_OF_A_FUNCTION = 60
VAGUE_NAMES = {"base", "common", "helper", "helpers", "manager", "util", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def holds_code(path: Path) -> bool:
    return any(
        isinstance(node, Function | ast.ClassDef | ast.If | ast.Try)
        for node in parse(path).body
    )


def test_imports_follow_the_contracts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    broken = import_linter.lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True
    )
    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_has_its_tests(path: Path) -> None:
    if path.name == "__init__.py" and not holds_code(path):
        return
    name = path.stem.strip("_")
    expected = TESTS / path.relative_to(PACKAGE).parent / f"test_{name}.py"
    assert expected.is_file(), f"{relative(expected)} is missing"


@pytest.mark.parametrize(
    "path", [path for path in TEST_MODULES if path.parent != TESTS], ids=relative
)
def test_every_test_module_names_what_it_tests(path: Path) -> None:
    """``test_rates.py`` or ``test_rates_of_a_year.py`` beside ``rates.py``."""
    folder = PACKAGE / path.relative_to(TESTS).parent
    name = path.stem.removeprefix("test_")
    modules = [module.stem.strip("_") for module in folder.glob("*.py")]
    assert any(
        name == module or name.startswith(f"{module}_") for module in modules if module
    ), f"no module in {relative(folder)} goes with {path.name}"


@pytest.mark.parametrize("path", [*MODULES, *TEST_MODULES, *SCRIPTS], ids=relative)
def test_modules_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LINES_OF_A_MODULE


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_are_short(path: Path) -> None:
    too_long = [
        f"{node.name}: {length}"
        for node in ast.walk(parse(path))
        if isinstance(node, Function)
        and (length := lines_of_code(node)) > LINES_OF_A_FUNCTION
    ]
    assert not too_long


def lines_of_code(function: Function) -> int:
    """Count the lines of a function without its docstring."""
    first = function.body[0]
    length = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is not None:
        length -= (first.end_lineno or 0) - first.lineno + 1
    return length


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_modules_are_named_after_what_they_hold(path: Path) -> None:
    assert not set(path.relative_to(PACKAGE).with_suffix("").parts) & VAGUE_NAMES


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_nothing_is_translated_while_importing(path: Path) -> None:
    """A sentence translated then would keep the language the program started in."""
    calls = [
        node.lineno
        for node in run_while_importing(parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "gettext", "ngettext"}
    ]
    assert not calls, f"translated at import time on lines {calls}"


def run_while_importing(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            for early in (*child.decorator_list, child.args):
                yield from run_while_importing(early)
        elif not isinstance(child, ast.Lambda):
            yield from run_while_importing(child)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_pyplot_is_never_imported(path: Path) -> None:
    """It keeps every figure alive, and import-linter cannot see into a library."""
    assert "matplotlib.pyplot" not in set(imported_names(parse(path)))


def imported_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
