"""Reading ``policy.md``: front matter, sections, clauses, and the fenced blocks beside their prose.

This module knows Markdown's shape and nothing of what a rule means. Every piece keeps its line, so
that a refusal can point at it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lanyard.policy.refusal import Problem, did_you_mean

BLOCK_KINDS = ("clause", "rule", "example", "always", "reading")

_HEADING = re.compile(r"^(?P<hashes>#{2,3})\s+(?P<number>\S+)\s+(?P<title>.+?)\s+\{#(?P<id>[a-z0-9-]+)\}\s*$")
_FENCE = re.compile(r"^\s*(?P<marks>`{3,}|~{3,})\s*(?P<kind>.*?)\s*$")
_LINE_END = re.compile(r"\r\n|\r|\n")
_SETTING = re.compile(r"\{([a-z_]+)\}")
_CLOSING = "```"
_HEADING_HELP = "Write it as “### 2.4.7 Title {#stable-id}”."


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind and its lines. ``line`` is that of the opening fence."""

    kind: str
    line: int
    lines: tuple[str, ...]

    def numbered(self) -> list[tuple[int, str]]:
        """The block's lines that hold something, with their line numbers in the file."""
        numbered = enumerate(self.lines, start=self.line + 1)
        return [(number, text) for number, text in numbered if text.strip()]


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the policy, such as 2.4, that clauses stand under."""

    number: str
    id: str
    title: str
    prose: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause as written: heading, prose and blocks."""

    number: str
    id: str
    title: str
    section: Section
    line: int
    prose: str
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Document:
    """A policy document taken apart, with every problem met on the way."""

    file: str
    settings: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    clauses: list[ClauseText] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str, suggestion: str = "", clause: str = "") -> None:
        """Note a problem and go on, so that an author sees them all at once."""
        self.problems.append(Problem(self.file, line, clause, message, suggestion))


def read_document(source: str, file: str = "policy.md") -> Document:
    """Take a policy document apart. Problems are collected in the document, not raised."""
    document = Document(file)
    # Only what editors number as lines: splitlines would also break at form feeds and the like.
    lines = _LINE_END.split(source.removeprefix("\ufeff"))
    body_start = _read_front_matter(document, lines)
    _read_body(document, lines, body_start)
    _check_unique(document)
    return document


def fill_settings(document: Document, prose: str, line: int, clause: str) -> str:
    """Put the school's settings where the prose says ``{school}``, ``{council}`` and the like."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in document.settings:
            advice = did_you_mean(name, document.settings)
            document.complain(line, f"the prose uses a setting “{{{name}}}” that the front matter does not give.", advice, clause)
            return match.group(0)
        return document.settings[name]

    return _SETTING.sub(fill, prose)


def _read_front_matter(document: Document, lines: list[str]) -> int:
    if not lines or lines[0].strip() != "---":
        document.complain(
            1, "the document must begin with its front matter.", "Put “key: value” lines between two lines of “---”."
        )
        return 0
    for index, text in enumerate(lines[1:], start=1):
        if text.strip() == "---":
            return index + 1
        if text.startswith("#"):
            document.complain(index + 1, "the front matter is not closed before this heading.", "End it with a line “---”.")
            return index
        if not text.strip():
            continue
        key, colon, value = text.partition(":")
        if not colon or not key.strip():
            document.complain(index + 1, f"“{text.strip()}” is not a “key: value” line of the front matter.")
        elif key.strip() in document.settings:
            document.complain(index + 1, f"the front matter gives “{key.strip()}” twice.")
        else:
            document.settings[key.strip()] = value.strip()
    document.complain(1, "the front matter is not closed.", "End it with a line “---”.")
    return len(lines)


class _Body:
    """What has been read of the clause or section in hand, until the next heading closes it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.section = Section("", "", "")
        self.heading: re.Match[str] | None = None
        self.line = 0
        self.prose: list[tuple[int, str]] = []
        self.blocks: list[Block] = []

    def open(self, heading: re.Match[str], line: int) -> None:
        self.close()
        self.heading, self.line, self.prose, self.blocks = heading, line, [], []

    def close(self) -> None:
        if self.heading is None:
            return
        number, title, id_ = self.heading["number"], self.heading["title"], self.heading["id"]
        prose = "\n".join([fill_settings(self.document, text, line, number) for line, text in self.prose]).strip()
        title = fill_settings(self.document, title, self.line, number)
        if len(self.heading["hashes"]) == 2:
            self.section = Section(number, id_, title, prose, self.line)
            self.document.sections.append(self.section)
            if self.blocks:
                self.document.complain(self.blocks[0].line, f"section {number} holds a block; blocks belong under a clause.")
        else:
            self.document.clauses.append(ClauseText(number, id_, title, self.section, self.line, prose, tuple(self.blocks)))
        self.heading = None


def _read_body(document: Document, lines: list[str], start: int) -> None:
    body = _Body(document)
    index = start
    while index < len(lines):
        text = lines[index]
        fence = _FENCE.match(text)
        if fence:
            index = _read_block(document, body, lines, index, fence["kind"])
            continue
        heading = _HEADING.match(text)
        if heading:
            body.open(heading, index + 1)
        elif text.startswith("##"):
            document.complain(index + 1, f"the heading “{text.strip('# ')}” has no number or no id.", _HEADING_HELP)
        elif body.heading is not None:
            body.prose.append((index + 1, text))
        index += 1
    body.close()


def _read_block(document: Document, body: _Body, lines: list[str], start: int, kind: str) -> int:
    """Read a fenced block that opens at ``start``; return the index of the line after it."""
    clause = body.heading["number"] if body.heading else ""
    end = start + 1
    while end < len(lines) and not _FENCE.match(lines[end]) and not _HEADING.match(lines[end]):
        end += 1
    if end == len(lines) or lines[end].strip() != _CLOSING:
        document.complain(start + 1, "this block is never closed.", "End it with a line of three backticks.", clause)
        # What follows is read all the same, so that its own problems are not hidden.
        return end
    if not lines[start].startswith(_CLOSING) or lines[start].startswith(_CLOSING + "`"):
        advice = f"Write “{_CLOSING}rule” or the like at the beginning of the line."
        document.complain(start + 1, "this block does not open with three backticks.", advice, clause)
    elif kind not in BLOCK_KINDS:
        document.complain(start + 1, f"“{kind}” is not a kind of block.", did_you_mean(kind, BLOCK_KINDS), clause)
    elif body.heading is None:
        document.complain(start + 1, f"this {kind} block stands under no clause.")
    else:
        body.blocks.append(Block(kind, start + 1, tuple(lines[start + 1 : end])))
    return end + 1


def _check_unique(document: Document) -> None:
    headings: list[Section | ClauseText] = [*document.sections, *document.clauses]
    headings.sort(key=lambda heading: heading.line)
    seen: dict[str, int] = {}
    for heading in headings:
        for name in dict.fromkeys((heading.id, heading.number)):
            if name in seen:
                document.complain(
                    heading.line,
                    f"“{name}” already names what begins on line {seen[name]}.",
                    "Give each clause and section its own id and number.",
                    heading.number,
                )
            seen.setdefault(name, heading.line)
