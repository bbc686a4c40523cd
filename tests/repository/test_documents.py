"""The documents say what is so: commands exist, decisions are listed, changes are kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT, place, tracked

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
FENCE = re.compile(r"^```(?:sh|console|text)?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[str]:
    """The command lines in a document's fenced blocks, without prompts and comments."""
    lines = (line.split("#")[0].strip() for block in FENCE.findall(path.read_text()) for line in block.splitlines())
    return [line.removeprefix("$ ") for line in lines if line]


def first_words(path: Path, start: str) -> list[list[str]]:
    return [line.split() for line in commands(path) if line.startswith(start)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_scripts_that_a_document_names_exist(path):
    named = re.findall(r"(?<![\w/.])\./([\w./-]+\w)", path.read_text())
    named += re.findall(r"`(tools/[\w./-]+)`", path.read_text())
    missing = [name for name in named if not (ROOT / name).exists() and not name.startswith("data")]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_commands_that_a_document_names_exist(path):
    lanyard = Path(sys.executable).parent / "lanyard"
    for words in [line.removeprefix(".venv/bin/").split() for line in commands(path)]:
        if words[0] != "lanyard":
            continue
        verbs = []
        for word in words[1:3]:
            if not re.fullmatch(r"[a-z][a-z-]*", word):
                break
            verbs.append(word)
        # A second word may be an argument rather than a command of its own; argparse says which.
        said = subprocess.run([lanyard, *verbs, "--help"], capture_output=True, text=True, check=False)
        assert said.returncode == 0, f"{' '.join(words)}: {said.stderr}"


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CHANGELOG.md", *tracked(".md", under="docs")], ids=place)
def test_links_between_documents_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text())
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DECISIONS, ids=place)
def test_a_decision_is_short_and_says_what_was_decided(path):
    text = path.read_text()
    assert text.startswith(f"# {int(path.name[:4])}. "), "the heading starts with the number"
    assert 10 <= len(text.splitlines()) <= 32
    assert re.search(r"^Date: 20\d\d-\d\d-\d\d\. Status: (accepted|replaced by \[\d{4})", text, re.MULTILINE)


def test_decisions_are_listed_and_numbered_once():
    index = (ROOT / "docs" / "adr" / "README.md").read_text()
    assert [path.name for path in DECISIONS if f"({path.name})" not in index] == []
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_the_changelog_keeps_what_is_not_yet_released():
    text = (ROOT / "CHANGELOG.md").read_text()
    assert text.startswith("# Changelog\n")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
