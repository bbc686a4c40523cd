"""Two versions compared, as a page: counts, what changes act by act, and what changed in the words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from lanyard.policy.compare import ActChange, ChangeGroup, Comparison, compare_packs
from lanyard.policy.compare.changes import Duties
from lanyard.policy.pack import Clause, Pack
from lanyard.practice.markdown import plain
from lanyard.practice.wording import SOON

from .models import PolicyVersion

#: What each direction is called, with the most important first.
DIRECTIONS = {
    "looser": "Milder than before",
    "newly_silent": "The policy no longer says",
    "stricter": "Stricter than before",
    "newly_spoken": "The policy says something for the first time",
    "duties": "Same answer, other duties",
}

#: What a change of a clause is called.
CLAUSE_KINDS = {
    "added": "New",
    "removed": "Gone",
    "renumbered": "New number",
    "reworded": "New words",
    "rules_changed": "Read differently",
    "terms_changed": "Force, people bound, exception or record changed",
    "notes_changed": "Examples or notes changed",
}

#: What a change of a fact or a duty is called.
WORD_KINDS = {"added": "New", "removed": "Gone", "changed": "Changed"}


@dataclass(frozen=True)
class GroupShown:
    """Situations that change alike, with the duties that go and come and the clauses behind it."""

    group: ChangeGroup
    direction: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ActShown:
    """What changes about one act."""

    label: str
    change: ActChange
    groups: tuple[GroupShown, ...]
    rest: int

    @property
    def summary(self) -> str:
        """The line that opens to the rest: how much changes, and whether governors have something to tick."""
        ticked = sum(shown.group.loosens for shown in self.groups)
        told = f"{self.label}: {self.change.changed} of {self.change.situations} situations"
        return f"{told}, {ticked} to be ticked" if ticked else told


@dataclass(frozen=True)
class WordsShown:
    """How the words of one clause changed: pieces that stayed, went and came."""

    number: str
    title: str
    id: str
    kinds: tuple[str, ...]
    pieces: tuple[tuple[str, str], ...]
    is_here: bool

    @property
    def summary(self) -> str:
        """The line that opens to the words: which clause, and what kind of change."""
        return f"{self.number} {self.title}: {'; '.join(kind[0].lower() + kind[1:] for kind in self.kinds)}"


@dataclass(frozen=True)
class ComparisonPage:
    """Everything on the page."""

    comparison: Comparison
    counts: tuple[tuple[str, int], ...]
    acts: tuple[ActShown, ...]
    clauses: tuple[WordsShown, ...]
    facts: tuple[tuple[str, str], ...]
    duties: tuple[tuple[str, str], ...]


def build_comparison(old: Pack, new: Pack) -> ComparisonPage:
    """Compare two versions and lay out what changed."""
    comparison = compare_packs(old, new)
    return ComparisonPage(
        comparison=comparison,
        counts=tuple((words, comparison.count(direction)) for direction, words in DIRECTIONS.items()),
        acts=tuple(_act(old, new, change) for change in comparison.acts),
        clauses=_clauses(old, new, comparison),
        facts=tuple((WORD_KINDS.get(change.kind, change.kind), change.details) for change in comparison.facts),
        duties=tuple((WORD_KINDS.get(change.kind, change.kind), change.details) for change in comparison.duties),
    )


def _act(old: Pack, new: Pack, change: ActChange) -> ActShown:
    values = {value.id: value.label for pack in (old, new) for value in pack.vocabulary.facts[0].values}
    order = list(DIRECTIONS)
    groups = sorted(change.groups, key=lambda group: (not group.loosens, order.index(group.direction)))
    shown = tuple(_group(old, new, group) for group in groups)
    return ActShown(values.get(change.act, change.phrase), change, shown, sum(change.rest.values()))


def _group(old: Pack, new: Pack, group: ChangeGroup) -> GroupShown:
    known = {clause.id: clause for pack in (old, new) for clause in pack.clauses}
    return GroupShown(
        group,
        DIRECTIONS[group.direction],
        _duties(old, group.change.lost),
        _duties(new, group.change.gained),
        tuple(known[id_] for id_ in group.clauses if id_ in known),
    )


def _duties(pack: Pack, duties: Duties) -> tuple[str, ...]:
    return tuple(f"{SOON[urgency]}: {pack.duties[id_].wording}" for id_, urgency in duties if id_ in pack.duties)


def _clauses(old: Pack, new: Pack, comparison: Comparison) -> tuple[WordsShown, ...]:
    before = {clause.id: clause for clause in old.clauses}
    after = {clause.id: clause for clause in new.clauses}
    kinds: dict[str, list[str]] = {}
    for change in comparison.clauses:
        kinds.setdefault(change.id, []).append(CLAUSE_KINDS.get(change.kind, change.kind))
    shown = []
    for id_, said in kinds.items():
        clause = after.get(id_) or before[id_]
        pieces = _pieces(_prose(before.get(id_)), _prose(after.get(id_)))
        shown.append(WordsShown(clause.number, clause.title, id_, tuple(said), pieces, id_ in after))
    return tuple(shown)


def _prose(clause: Clause | None) -> str:
    return plain(clause.prose) if clause else ""


def _pieces(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The words that stayed, went and came, as (``same``, ``gone`` or ``new``; words); nothing where none changed."""
    before, after = old.split(), new.split()
    if before == after:
        return ()
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", " ".join(before[a:b])))
            continue
        pieces += [("gone", " ".join(before[a:b]))] if b > a else []
        pieces += [("new", " ".join(after[c:d]))] if d > c else []
    return tuple(pieces)


def named(versions: Iterable[PolicyVersion]) -> dict[int, str]:
    """Each version's name for a list to choose from; the start of its fingerprint tells two of one name apart."""
    held = list(versions)
    shared = {version.version for version in held if sum(other.version == version.version for other in held) > 1}
    return {
        version.pk: f"Version {version.version}" + (f" ({version.hash[:8]})" if version.version in shared else "")
        for version in held
    }
