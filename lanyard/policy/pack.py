"""A policy pack: everything that one adopted version of a policy says, loaded and checked.

A pack is a folder with ``policy.md``, ``facts.toml`` and ``duties.toml``. Those three are the version;
their hash names it. Registers beside them (law, contacts, platforms, terms) are live data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lanyard.policy.duties import Duty, Linked, Who
from lanyard.policy.facts import Vocabulary
from lanyard.policy.refusal import Problem, Refusal, did_you_mean
from lanyard.policy.rule_text import RuleReader, check_despite
from lanyard.policy.rules import Rule
from lanyard.policy.statements import Example, Invariant, Reading, StatementReader, read_fields
from lanyard.policy.text import ClauseText, Document, Section, read_document
from lanyard.policy.vocabulary import DutyBook, read_duties, read_vocabulary

#: The files that make up a version, in the order in which they are hashed.
SOURCES = ("policy.md", "facts.toml", "duties.toml")

BUILT_IN = Path(__file__).resolve().parent.parent / "packs"

FORCES = ("aim", "definition", "must", "must not", "should", "permitted", "procedure")
#: Whom a clause may bind; several are joined with “and”.
BINDS = ("all adults", "staff", "employees", "school", "governors", "head", "designated safeguarding lead", "adult attacked")
_CLAUSE_KEYS = ("force", "binds", "except", "record", "feature", "guidance", "law", "purpose")
_REQUIRED_SETTINGS = (
    "id",
    "title",
    "school",
    "council",
    "version",
    "adopted_on",
    "adopted_by",
    "minute",
    "review_due",
    "purposes",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the policy with everything that makes it live."""

    number: str
    id: str
    title: str
    section: Section
    line: int
    prose: str
    force: tuple[str, ...]
    binds: str
    except_: str
    record: str
    features: tuple[str, ...]
    guidance: str
    law: tuple[str, ...]
    purposes: tuple[str, ...]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    invariants: tuple[Invariant, ...]
    readings: tuple[Reading, ...]
    digest: str


@dataclass(frozen=True)
class Pack:
    """One version of a policy. Compile it with ``lanyard.policy.engine.compile_pack`` to ask it questions."""

    name: str
    hash: str
    settings: Mapping[str, str]
    purposes: Mapping[str, str]
    vocabulary: Vocabulary
    book: DutyBook
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    document_source: str

    @property
    def id(self) -> str:
        """The policy's id, which all its versions share."""
        return self.settings["id"]

    @property
    def version(self) -> str:
        """The version's name, such as 2026."""
        return self.settings["version"]

    @property
    def title(self) -> str:
        """The policy's title."""
        return self.settings["title"]

    @property
    def duties(self) -> Mapping[str, Duty]:
        """The duties by id."""
        return self.book.duties

    @property
    def who(self) -> Mapping[str, Who]:
        """Those duties are owed to, by id."""
        return self.book.who

    @property
    def linked(self) -> Mapping[str, Linked]:
        """Linked policies and procedures by id (3.1.1)."""
        return self.book.linked

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of the clauses."""
        return tuple(rule for clause in self.clauses for rule in clause.rules)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        """All examples, in the order of the clauses."""
        return tuple(example for clause in self.clauses for example in clause.examples)

    @cached_property
    def always(self) -> tuple[Invariant, ...]:
        """All invariants, in the order of the clauses."""
        return tuple(one for clause in self.clauses for one in clause.invariants)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """All recorded readings, in the order of the clauses."""
        return tuple(one for clause in self.clauses for one in clause.readings)

    @cached_property
    def _by_name(self) -> dict[str, Clause]:
        return {name: clause for clause in self.clauses for name in (clause.number, clause.id)}

    def clause(self, name: str) -> Clause:
        """The clause with this number or id; ``KeyError`` when there is none."""
        return self._by_name[name]

    def clause_names(self) -> tuple[str, ...]:
        """Every number and id that names a clause."""
        return tuple(self._by_name)


def find_pack(name: str | Path) -> Path:
    """The folder of a pack: a built-in pack's name (``welton``, ``welton/earlier/2025``) or a path."""
    built_in = BUILT_IN / name
    folder = built_in if not Path(name).is_absolute() and built_in.is_dir() else Path(name)
    if not folder.is_dir():
        known = [path.parent.relative_to(BUILT_IN).as_posix() for path in BUILT_IN.rglob("policy.md")]
        raise Refusal([Problem(str(name), 0, "", "there is no such policy pack.", did_you_mean(str(name), known))])
    return folder


def read_sources(name: str | Path) -> dict[str, str]:
    """The text of a pack's three source files, as it is hashed, kept and adopted."""
    folder = find_pack(name)
    missing = [file for file in SOURCES if not (folder / file).is_file()]
    if missing:
        raise Refusal([Problem(str(folder / file), 0, "", "this file of the pack is missing.") for file in missing])
    sources: dict[str, str] = {}
    for file in SOURCES:
        try:
            sources[file] = (folder / file).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            message = f"this file is not UTF-8 text (byte {error.start})."
            raise Refusal([Problem(str(folder / file), 0, "", message, "Save it as UTF-8.")]) from error
    return sources


def load_pack(name: str | Path) -> Pack:
    """Load a pack from its folder. Raises ``Refusal`` with every problem found."""
    return load_sources(read_sources(name), name=str(name))


def hash_sources(sources: Mapping[str, str]) -> str:
    """The SHA-256 that names a version: over the three files, each with its name and length."""
    digest = hashlib.sha256()
    for file in SOURCES:
        data = sources[file].replace("\r\n", "\n").encode()
        digest.update(f"{file}:{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _find_nul(file: str, source: str) -> list[Problem]:
    """The lines with a sign that no database keeps in a text, and that no reader would see."""
    lines = enumerate(source.split("\n"), start=1)
    message = "this line holds a NUL character, which nobody can see and the database cannot keep."
    return [Problem(file, number, "", message, "Delete it.") for number, line in lines if "\0" in line]


def load_sources(sources: Mapping[str, str], *, name: str) -> Pack:
    """Load a pack from the text of its files. Raises ``Refusal`` with every problem found."""
    unkeepable = [problem for file in SOURCES for problem in _find_nul(file, sources[file])]
    if unkeepable:
        raise Refusal(unkeepable)
    vocabulary, problems = read_vocabulary(sources["facts.toml"])
    book, duty_problems = read_duties(sources["duties.toml"])
    problems += duty_problems
    document = read_document(sources["policy.md"])
    if not len(vocabulary) or (duty_problems and not book.duties):
        # Without any words to use, every rule would be one more problem, and none of them the author's.
        raise Refusal([*problems, *document.problems])
    reader = _ClauseReader(document, vocabulary, book)
    clauses = tuple(reader.read(clause) for clause in document.clauses)
    check_despite(document, [rule for clause in clauses for rule in clause.rules])
    problems += document.problems
    if problems:
        raise Refusal(problems)
    return Pack(
        name=name,
        hash=hash_sources(sources),
        settings=dict(document.settings),
        purposes=reader.purposes,
        vocabulary=vocabulary,
        book=book,
        sections=tuple(document.sections),
        clauses=clauses,
        document_source=sources["policy.md"],
    )


class _ClauseReader:
    """Reads clauses one after the other, with the words that the pack defines."""

    def __init__(self, document: Document, vocabulary: Vocabulary, book: DutyBook) -> None:
        self.document = document
        self.rules = RuleReader(document, vocabulary, book)
        self.statements = StatementReader(self.rules)
        for key in _REQUIRED_SETTINGS:
            if not document.settings.get(key):
                document.complain(1, f"the front matter does not give “{key}”.")
        pairs = [part.partition("=") for part in document.settings.get("purposes", "").split(";") if part.strip()]
        self.purposes = {key.strip(): label.strip() for key, _, label in pairs}

    def read(self, text: ClauseText) -> Clause:
        """Read one clause with all its blocks."""
        fields = self._read_fields(text)
        examples = [self.statements.read_example(text, block) for block in text.blocks if block.kind == "example"]
        return Clause(
            number=text.number,
            id=text.id,
            title=text.title,
            section=text.section,
            line=text.line,
            prose=text.prose,
            force=tuple(part.strip() for part in fields.get("force", "").split(" and ") if part.strip()),
            binds=fields.get("binds", ""),
            except_=fields.get("except", ""),
            record=fields.get("record", ""),
            features=_listed(fields.get("feature", "")),
            guidance=fields.get("guidance", ""),
            law=_listed(fields.get("law", "")),
            purposes=_listed(fields.get("purpose", "")),
            rules=tuple(self.rules.read_rules(text)),
            examples=tuple(example for example in examples if example is not None),
            invariants=tuple(self.statements.read_invariant(text, b) for b in text.blocks if b.kind == "always"),
            readings=tuple(self.statements.read_reading(text, b) for b in text.blocks if b.kind == "reading"),
            digest=_digest(text),
        )

    def _read_fields(self, text: ClauseText) -> dict[str, str]:
        self.rules.clause = text.number
        blocks = [block for block in text.blocks if block.kind == "clause"]
        if len(blocks) != 1:
            self.rules.complain(text.line, f"this clause has {len(blocks)} clause blocks.", "Give it exactly one.")
            return {}
        if not text.prose:
            self.rules.complain(text.line, "this clause has no prose.", "Write what governors adopt.")
        fields = read_fields(self.rules, blocks[0], _CLAUSE_KEYS)
        self._check(fields.get("force", "").split(" and "), FORCES, "force", blocks[0].line)
        self._check(fields.get("binds", "").split(" and "), BINDS, "binding", blocks[0].line)
        self._check(list(_listed(fields.get("purpose", ""))) or [""], self.purposes, "purpose", blocks[0].line)
        return fields

    def _check(self, found: list[str], known: Mapping[str, str] | tuple[str, ...], what: str, line: int) -> None:
        for word in found:
            if word not in known:
                self.rules.complain(line, f"“{word}” is not a {what}.", did_you_mean(word, known))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _digest(text: ClauseText) -> str:
    """What a clause says and decides, as a hash, so that versions can tell which clauses changed."""
    lines = [text.number, text.title, text.prose]
    for block in text.blocks:
        lines += [block.kind, *(line.rstrip() for line in block.lines)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
