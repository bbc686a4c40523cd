"""Installations in folders of their own, on which the tests of backups run the command as a person does."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.repository import ROOT
from tests.site.test_service import environ


class Home:
    """A data folder, in a folder that stands for a person's own; with a database of PostgreSQL where one is named."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder, self.data = folder, folder / "data"
        self.environ = environ(folder, LANYARD_LOG="quiet", **({"DATABASE_URL": url} if url else {}))

    def lanyard(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``lanyard …`` to its end."""
        return self._run("lanyard.cli", *arguments, **more)

    def python(self, *arguments: object) -> str:
        """Run a module that must succeed; what it printed."""
        done = self._run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a module."""
        command = [sys.executable, "-m", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=ROOT, env=self.environ, text=True, **pipes)

    def told(self) -> Any:
        """What the head can open in it."""
        return json.loads(self.python("tests.cli.lived_in", "told"))

    def copy(self, folder: Path) -> Home:
        """Another installation with the same data, which a test may damage."""
        shutil.copytree(self.data, folder / "data")
        return Home(folder)

    def _run(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *map(str, arguments)]
        told = {"cwd": ROOT, "env": {**self.environ, **more}, "capture_output": True, "text": True}
        return subprocess.run(command, check=False, timeout=120, **told)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its name there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def manifest(backup: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    return json.loads((backup / "backup.json").read_text())


def write_manifest(backup: Path, told: object) -> None:
    """Make a backup say something else of itself."""
    (backup / "backup.json").write_text(json.dumps(told))


def seal_again(backup: Path) -> None:
    """Give every file that is listed the size and hash that it has now, as whoever holds a backup could."""
    told = manifest(backup)
    for each in told["files"]:
        text = (backup / each["name"]).read_bytes()
        each.update(size=len(text), sha256=hashlib.sha256(text).hexdigest())
    write_manifest(backup, told)
