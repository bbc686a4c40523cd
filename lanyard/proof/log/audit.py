"""Reading a whole log again, entry by entry, and finding whatever was changed since the last checkpoint outside.

Whoever can write to the database can write a new log that agrees with itself. That is why the
checkpoints count that left the machine: up to the newest of them, everything that was edited,
deleted, put in, put elsewhere or cut off is found. What was added after it can only be checked for
agreeing with itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lanyard.proof.canonical import NotPlain, Plain

from .checkpoints import Checkpoint
from .commitments import BEGINNING, link, opens
from .tree import Frontier


class Entry(NamedTuple):
    """One entry as it is kept. ``salt`` and ``statement`` are ``None`` when they were erased.

    ``chain`` names what it belongs to, such as a case, and ``link`` is its link there; both are
    ``None`` for an entry that stands by itself.
    """

    number: int
    commitment: bytes
    salt: bytes | None
    statement: dict[str, Plain] | None
    chain: str | None = None
    link: bytes | None = None


class Finding(NamedTuple):
    """Something that is not as it was written: which entry, if it is one, and what is wrong, in words."""

    number: int | None
    words: str


class Audit:
    """Takes the entries of a log in order, then says what is wrong with it."""

    def __init__(self, checkpoints: Iterable[Checkpoint] = ()) -> None:
        """``checkpoints`` are those to hold the log against, once their signatures are checked."""
        self.frontier = Frontier()
        self.findings: list[Finding] = []
        self.erased: set[int] = set()
        self.nodes: dict[tuple[int, int], bytes] = {}
        self._expected: dict[int, set[bytes]] = {}
        for checkpoint in checkpoints:
            self._expected.setdefault(checkpoint.size, set()).add(checkpoint.root)
        self._links: dict[str, tuple[int, bytes]] = {}
        self._compare_root()

    def take(self, entry: Entry, *, keep_from_level: int | None = None) -> None:
        """Look at the next entry. Completed nodes from a level on are kept in ``nodes``, to be compared."""
        expected = self.frontier.size
        if entry.number != expected:
            self._find(expected, f"has the number {entry.number}: an entry is missing, doubled or in another place")
        self._open(entry)
        self._follow(entry)
        made = self.frontier.append(entry.commitment)
        if keep_from_level is not None:
            self.nodes.update(((level, place), found) for level, place, found in made if level >= keep_from_level)
        self._compare_root()

    def finish(self, *, size: int, parts: bytes, erased: Iterable[int] = ()) -> list[Finding]:
        """Everything that is wrong, once all entries were taken.

        ``size`` and ``parts`` are the frontier that the log would be continued from. ``erased`` are
        the entries whose erasure the log itself tells of: nothing else may be empty.
        """
        if (size, parts) != (self.frontier.size, bytes(self.frontier)):
            self._find(None, f"The log would go on from {size} entries, but these {self.frontier.size} do not lead there.")
        for number in sorted(self.erased - set(erased)):
            self._find(number, "is empty, and no later entry says that it was erased")
        for number in sorted(set(erased) - self.erased):
            self._find(number, "is said to be erased, and is not empty")
        longest = max(self._expected, default=0)
        if longest > self.frontier.size:
            self._find(None, f"{longest - self.frontier.size} entries at the end are missing: a checkpoint counts {longest}.")
        return self.findings

    def _open(self, entry: Entry) -> None:
        if entry.salt is None and entry.statement is None:
            self.erased.add(entry.number)
            return
        try:
            is_as_written = entry.salt is not None and entry.statement is not None
            is_as_written = is_as_written and opens(entry.commitment, entry.statement, salt=entry.salt or b"")
        except NotPlain:
            is_as_written = False
        if not is_as_written:
            self._find(entry.number, "does not say what it said when it was written")

    def _follow(self, entry: Entry) -> None:
        """Compare an entry with the chain that it states it belongs to."""
        number, before = self._links.get(entry.chain, (0, BEGINNING)) if entry.chain is not None else (0, BEGINNING)
        stated = None if entry.chain is None else {"name": entry.chain, "number": number, "before": before.hex()}
        if entry.statement is not None and entry.statement.get("chain") != stated:
            self._find(entry.number, "does not follow the entry before it in its chain")
        expected = None if entry.chain is None else link(before, entry.commitment)
        if entry.link != expected:
            self._find(entry.number, "has another link than its chain leads to")
        if entry.chain is not None and expected is not None:
            self._links[entry.chain] = (number + 1, expected)

    def _compare_root(self) -> None:
        expected = self._expected.get(self.frontier.size)
        if expected and expected != {self.frontier.root()}:
            self._find(None, f"The first {self.frontier.size} entries are not those that a checkpoint was signed for.")

    def _find(self, number: int | None, words: str) -> None:
        self.findings.append(Finding(number, words if number is None else f"Entry {number} {words}."))
