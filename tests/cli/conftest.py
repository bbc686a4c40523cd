"""What the tests of the command share: real processes, a cache of their own, a small invented policy."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.backing_up import Home

CLUB = Path(__file__).parent / "club"
SCRIPT = Path(sys.executable).parent / "lanyard"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for compiled policies and Python's own, so that a test meets nobody else's."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def environment(cache: Path) -> dict[str, str]:
    """The environment of a plain shell, without colours."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LANYARD", "COLUMNS", "NO_COLOR"))
    }
    return {**kept, "TERM": "dumb", "LANYARD_CACHE": str(cache / "policies"), "PYTHONPYCACHEPREFIX": str(cache / "python")}


@pytest.fixture(scope="session")
def lanyard(environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the console script as a process of its own."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(SCRIPT), *arguments],
            env={**environment, **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def ask(lanyard: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., Any]:
    """Ask with ``--json``, and read the answer."""

    def run(*arguments: str) -> Any:
        said = lanyard("ask", *arguments, "--json")
        assert (said.returncode, said.stderr) == (0, "")
        return json.loads(said.stdout)

    return run


@pytest.fixture
def in_process(
    monkeypatch: pytest.MonkeyPatch, cache: Path, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run the command inside this process, which is quicker; exit code, output, errors."""
    from lanyard.cli import main

    monkeypatch.setenv("LANYARD_CACHE", str(cache / "policies"))
    monkeypatch.setenv("TERM", "dumb")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        said = capfd.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def changed_club(tmp_path: Path) -> Callable[..., str]:
    """The chess club's policy with words replaced: old and new in turn; the folder it stands in."""

    def change(*words: str) -> str:
        for file in ("policy.md", "facts.toml", "duties.toml"):
            text = (CLUB / file).read_text()
            for old, new in zip(words[::2], words[1::2], strict=True):
                text = text.replace(old, new)
            (tmp_path / file).write_text(text)
        return str(tmp_path)

    return change


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A school with everything in it. It is for reading; a test that changes something takes a ``copy``."""
    home = Home(tmp_path_factory.mktemp("lived-in"))
    home.python("tests.cli.lived_in", "make")
    return home


@pytest.fixture(scope="session")
def kept(lived_in: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    folder = tmp_path_factory.mktemp("kept") / "backup"
    done = lived_in.lanyard("backup", folder)
    assert done.returncode == 0, done.stderr
    return folder
