"""What a new version changes for one person, in plain words: answers first, then clauses (3.1.2)."""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.policy.compare import ChangeGroup
from lanyard.policy.compare.wording import clause_changes
from lanyard.policy.pack import Clause, Pack

from .acknowledging import Way, comparison_of
from .standing import Status
from .wording import sentence_case

#: More changes than these are read one by one, with their clauses.
MOST_SHOWN = 6

#: How a clause changed, in words for whom it binds.
KINDS = {
    "added": "new",
    "reworded": "other words",
    "rules_changed": "read differently",
    "terms_changed": "other terms",
}


@dataclass(frozen=True)
class Change:
    """Situations whose answer changes: told in words, the verdict before and after, and the clauses behind it."""

    told: str
    before: str
    after: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ChangedClause:
    """A clause to read: how it changed, and the words it had where they were others."""

    clause: Clause
    how: str
    old_prose: str


@dataclass(frozen=True)
class ChangePage:
    """What changes for a person since the version they last agreed to."""

    since: str
    changes: tuple[Change, ...]
    more: int
    clauses: tuple[ChangedClause, ...]
    gone: tuple[Clause, ...]


def changes_for(way: Way) -> ChangePage | None:
    """What changes for the person; ``None`` where they read the policy for the first time, or nothing is asked."""
    since = way.standing.since
    old = way.policy.pack_named(since.policy_hash) if since else None
    if old is None or old.hash == way.policy.pack.hash or way.standing.status in (Status.AGREED, Status.HOLDS):
        return None
    groups = _groups(way, old)
    shown = _spread(groups)
    return ChangePage(
        since=since.policy_version,
        changes=tuple(_change(way.policy.pack, old, group) for group in shown),
        more=len(groups) - len(shown),
        clauses=tuple(changed_clause(way, old, clause) for clause in way.clauses),
        gone=way.gone,
    )


def changed_clause(way: Way, old: Pack, clause: Clause) -> ChangedClause:
    """How one clause changed for the person."""
    kinds = [KINDS[one.kind] for one in clause_changes(old, way.policy.pack) if one.id == clause.id and one.kind in KINDS]
    was = next((one for one in old.clauses if one.id == clause.id), None)
    how = sentence_case(", ".join(dict.fromkeys(kinds))) or "It binds you now"
    return ChangedClause(clause, how, was.prose if was is not None and was.prose != clause.prose else "")


def _groups(way: Way, old: Pack) -> list[ChangeGroup]:
    """The changes of an answer that concern the person, the widest first."""
    wanted, parts = set(way.standing.to_read) | set(way.standing.gone), set(way.standing.parts)
    found = [
        group
        for group in comparison_of(old, way.policy.pack).groups
        if group.before != group.after
        and wanted.intersection(group.clauses)
        and (not group.roles or parts.intersection(group.roles))
    ]
    return sorted(found, key=lambda group: -group.count)


def _spread(groups: list[ChangeGroup]) -> list[ChangeGroup]:
    """A few of them, of as many acts as can be."""
    first: dict[str, ChangeGroup] = {}
    for group in groups:
        first.setdefault(group.act, group)
    rest = [group for group in groups if group not in first.values()]
    return [*first.values(), *rest][:MOST_SHOWN]


def _change(new: Pack, old: Pack, group: ChangeGroup) -> Change:
    named = {clause.id: clause for clause in (*old.clauses, *new.clauses)}
    return Change(
        sentence_case(group.told), group.before, group.after, tuple(named[id_] for id_ in group.clauses if id_ in named)
    )
