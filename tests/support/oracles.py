"""Programs of others that give a second opinion: Go's and OpenSSL's. Where one is missing the test is skipped and says so."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

#: Where Debian's golang-golang-x-mod-dev puts its sources.
GO_SOURCES = Path("/usr/share/gocode")
GO_NOTE = GO_SOURCES / "src/golang.org/x/mod/sumdb/note"
IN_CI = os.environ.get("CI", "").lower() in ("true", "1")


def program(name: str) -> str:
    """The path of a program. On a build machine a missing one is a failure: green means that it was asked."""
    found = shutil.which(name)
    if found is None:
        _missing(name)
    return str(found)


def build_go(source: Path, folder: Path) -> Path:
    """Builds a Go program that uses golang.org/x/mod as Debian packages it; nothing is fetched."""
    go = program("go")
    if not GO_NOTE.exists():
        _missing("golang-golang-x-mod-dev")
    made = folder / source.stem
    settings = {
        "GO111MODULE": "off",
        "GOPATH": str(GO_SOURCES),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "GOPROXY": "off",
    }
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **settings}
    done = subprocess.run([go, "build", "-o", made, source], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def _missing(name: str) -> None:
    words = f"{name} is not on this machine"
    if IN_CI:
        pytest.fail(f"{words}, and a build machine must ask it")
    pytest.skip(words)
