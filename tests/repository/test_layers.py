"""Who may know whom: the contracts of the architecture, and what the policy's meaning may rest on."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, place, tracked

PURE = ("policy", "checkup")
# Parts of the standard library that a newer or older Python than this one has under this name.
OTHER_PYTHONS = {"_sha2", "_sha256"}
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter"}


def modules(package: str) -> list[Path]:
    return tracked(".py", under=f"lanyard/{package}")


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and absolute name of every module that a file imports, wherever it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""


def test_the_contracts_hold():
    linter = Path(sys.executable).parent / "lint-imports"
    said = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_rests_on_the_standard_library_alone(package):
    found = []
    for path in modules(package):
        for line, name in imported(ast.parse(path.read_text())):
            own = name == "lanyard" or name.startswith(("lanyard.policy", "lanyard.checkup", "lanyard.packs"))
            if not own and name.split(".")[0] not in sys.stdlib_module_names | OTHER_PYTHONS:
                found.append(f"{place(path, line)} imports {name}")
    assert found == []


@pytest.mark.parametrize("package", PURE)
def test_a_pure_package_reads_no_clock(package):
    """Time comes in as `at=`: what the policy says must not depend on when it is asked."""
    found = []
    for path in modules(package):
        for node in ast.walk(ast.parse(path.read_text())):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func
            if called and called.attr in CLOCKS and isinstance(called.value, ast.Name):
                if called.value.id in {"datetime", "date", "time"}:
                    found.append(place(path, node.lineno))
    assert found == []


def test_views_leave_the_database_to_queries_and_actions():
    found = []
    for path in modules(""):
        if path.stem == "views" or "views" in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr == "objects":
                    found.append(place(path, node.lineno))
    assert found == []


def test_the_version_is_told_once():
    from lanyard import __version__

    stated = [place(path) for path in tracked(".py", under="lanyard") if f'"{__version__}"' in path.read_text()]
    assert stated == ["lanyard/__init__.py"]
