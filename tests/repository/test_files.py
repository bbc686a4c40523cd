"""Rules that every file keeps, whoever wrote it."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from tests.repository import ROOT, place, tracked, tracked_files

MOST_LINES = 400
SCRIPTS = ("start", "test", ".ci/run", "tools/lock")
# Put together here, because these words are not to stand in any file.
UNFINISHED = re.compile("|".join((r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b", r"coming" + r" soon")))


def test_python_files_stay_short_enough_to_read():
    # Django writes migrations, and nobody reads them from top to bottom.
    written = [path for path in tracked(".py") if path.parent.name != "migrations"]
    long = {place(path): len(path.read_text().splitlines()) for path in written}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_nothing_is_left_for_later():
    found = []
    for path in tracked_files():
        for number, line in enumerate(path.read_text(errors="ignore").splitlines(), 1):
            if UNFINISHED.search(line):
                found.append(place(path, number))
    assert found == []


def test_python_files_parse_and_open_with_a_docstring():
    import ast

    bare = []
    for path in tracked(".py"):
        tree = ast.parse(path.read_text())
        if tree.body and not ast.get_docstring(tree) and "migrations" not in path.parts:
            bare.append(place(path))
    assert bare == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_can_be_run(name):
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("name", ["start", "test", "tools/lock", "tools/environment.sh"])
def test_shell_scripts_parse_as_plain_sh(name):
    subprocess.run(["sh", "-n", name], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ["start", "test"])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_changes_nothing(name, flag):
    said = subprocess.run([ROOT / name, flag], cwd="/", capture_output=True, text=True, check=True)
    assert said.stdout.startswith(f"Usage: ./{name}")
    assert said.stderr == ""


def test_what_setting_up_makes_is_ignored_by_git():
    made = [".venv/x", "node_modules/x", "data/x", "lanyard/site/static/built/x", ".pytest_cache/x"]
    said = subprocess.run(["git", "check-ignore", "--no-index", *made], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == made


def test_nothing_is_tracked_that_git_is_told_to_ignore():
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == ""


def test_built_or_borrowed_files_are_not_tracked():
    borrowed = re.compile(r"(\.min\.(js|css)|\.map|\.woff2?|\.ttf|\.pyc|\.sqlite3?)$")
    assert [place(path) for path in tracked_files() if borrowed.search(path.name)] == []


def test_apostrophes_on_screen_are_curly():
    """In the words of policies, registers, lessons and pages; what people type is searched for with either."""
    straight = re.compile(r"[A-Za-z]'[a-z]|s' [a-z]")
    found = []
    for path in [*tracked(".toml", ".md", under="lanyard/packs"), *tracked(".html", under="lanyard")]:
        # Not the words of a search, the names that people type, nor what stands inside a tag of a page.
        text = re.sub(r"^(?:words|aliases) = .*$", "", path.read_text(), flags=re.MULTILINE)
        text = re.sub(
            r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>|<script.*?</script>", lambda tag: "\n" * tag[0].count("\n"), text, flags=re.DOTALL
        )
        found += [place(path, number) for number, line in enumerate(text.splitlines(), 1) if straight.search(line)]
    assert found == []
