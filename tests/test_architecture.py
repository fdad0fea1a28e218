"""The house rules: imports run one way, what must start fast loads little, and rooms stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "tracker"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
ALLOWED = {
    "domain": {"domain"},
    "store": {"domain", "store"},
    "exchange": {"domain", "store", "exchange"},
    "terminal": {"domain", "store", "exchange", "terminal"},
    "commands": {"domain", "store", "exchange", "commands", "terminal"},
}
LONGEST_FILE = 400


def layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path, *, at_import_time: bool) -> Iterator[str]:
    """Yield the modules a file imports; those inside functions and for type checking only if asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    if at_import_time:
        for node in ast.walk(tree):
            is_typing = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_typing:
                skipped.update(ast.walk(node))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", [name for name in MODULES if layer(name) in ALLOWED])
def test_a_module_imports_only_its_own_layer_and_those_below(module: str) -> None:
    imported = {name for name in imports_of(MODULES[module], at_import_time=False) if name.startswith("tracker.")}
    outside = {name for name in imported if layer(name) in ALLOWED and layer(name) not in ALLOWED[layer(module)]}
    assert outside == set()


def test_nothing_private_of_textual_is_imported() -> None:
    private = {
        (name, imported)
        for name, path in MODULES.items()
        for imported in imports_of(path, at_import_time=False)
        if imported.startswith("textual.") and "._" in imported
    }
    assert private == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = {
        name: {found for found in imports_of(path, at_import_time=True) if found in MODULES and found != name}
        for name, path in MODULES.items()
    }
    finished: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name in finished:
            return
        for found in sorted(graph[name]):
            # A package may gather its own modules; they do not count as importing it back.
            if not name.startswith(f"{found}."):
                visit(found, (*trail, name))
        finished.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", ["domain", "store", "exchange"])
def test_a_lower_layer_never_loads_the_terminal(name: str) -> None:
    modules = [module for module in MODULES if layer(module) == name]
    code = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*sorted({m.partition('.')[0] for m in sys.modules} & {'textual', 'rich'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_command_lines_help_loads_neither_the_terminal_nor_the_store() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom tracker.commands.root import cli\n"
        "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
        "print(*sorted(m for m in sys.modules if m.startswith(('textual', 'sqlite_utils', 'tracker.store'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_what_the_first_rows_do_not_need_is_not_loaded_before_them() -> None:
    code = (
        "import sys\nimport tracker.commands.application, tracker.terminal.app\n"
        "late = ('sqlite_utils', 'dateutil', 'click', 'rapidfuzz', 'tracker.domain.fields', 'tracker.domain.agreement',"
        " 'tracker.domain.indicators', 'tracker.store.filters.parse', 'tracker.store.facets',"
        " 'tracker.terminal.screens.record_form', 'tracker.exchange.to_', 'textual.widgets._data_table')\n"
        "print(*sorted(m for m in sys.modules if m.startswith(late)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_no_file_has_become_two_things() -> None:
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")]
    long = {str(f.relative_to(ROOT)): n for f in files if (n := len(f.read_text("utf-8").splitlines())) > LONGEST_FILE}
    assert long == {}
