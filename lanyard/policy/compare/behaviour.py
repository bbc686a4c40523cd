"""What two versions of a policy decide differently, over every situation that either of them can tell apart."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from lanyard.policy.analysis.cubes import Cube, Part, name_values, parts, situation, size, tally, tell, truths
from lanyard.policy.analysis.survey import strictness
from lanyard.policy.compare.changes import ActChange, Change, ChangeGroup, Duties, RoleChange
from lanyard.policy.compiling import compile_rules
from lanyard.policy.diagram import Diagram
from lanyard.policy.engine import Outcome
from lanyard.policy.facts import Vocabulary
from lanyard.policy.outcomes import outcome_maker
from lanyard.policy.pack import Pack

#: More groups than this of one kind of change nobody reads; the rest is counted.
_MOST_GROUPS = 6

_ROLE = "role"


class Version:
    """One version's rules, compiled over the united vocabulary into a diagram that both versions share."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, diagram: Diagram) -> None:
        self.pack, self.diagram = pack, diagram
        self.root = compile_rules(diagram, pack.rules, vocabulary)
        when_silent = [(id_, pack.duties[id_].urgency) for id_ in pack.book.when_silent]
        self._make = outcome_maker(pack.rules, pack.book.incompatible, when_silent)
        self._outcomes: dict[tuple[int, ...], Outcome] = {}
        self.simple = diagram.map_leaves(self.root, self._simple)

    def outcome(self, firing: tuple[int, ...]) -> Outcome:
        """What follows where these rules fire."""
        found = self._outcomes.get(firing)
        if found is None:
            found = self._outcomes[firing] = self._make(firing)
        return found

    def _simple(self, firing: tuple[int, ...]) -> tuple[str, Duties]:
        outcome = self.outcome(firing)
        return outcome.verdict, outcome.duties

    def deciding_clauses(self, cube: Cube) -> set[str]:
        """The clauses that give the verdict or set a duty somewhere inside a cube."""
        found: set[str] = set()
        for leaf in _leaves_within(self.diagram, self.root, cube):
            outcome = self.outcome(self.diagram.payload(leaf))
            rules = [self.pack.rules[number] for number in outcome.surviving]
            found.update(rule.clause_id for rule in rules if rule.verdict == outcome.verdict or rule.duties)
        return found


class Behaviour:
    """Two versions laid over each other: what changes, where, and how often."""

    def __init__(self, old: Pack, new: Pack, vocabulary: Vocabulary, changed_clauses: frozenset[str]) -> None:
        self.vocabulary = vocabulary
        self.diagram = Diagram(vocabulary.sizes())
        self.old, self.new = (Version(pack, vocabulary, self.diagram) for pack in (old, new))
        self.root = self.diagram.combine(self.old.simple, self.new.simple, _change)
        self.changed_clauses = changed_clauses
        self.places = {clause.id: place for place, clause in enumerate((*old.clauses, *new.clauses))}

    @cached_property
    def acts(self) -> tuple[ActChange, ...]:
        """Every act about which something changes, in the vocabulary's order."""
        every = range(len(self.vocabulary.facts[0].values))
        return tuple(change for act in every if (change := self._act(act)) is not None)

    def levels(self, act: int) -> frozenset[int]:
        """The facts that matter for an act in either version."""
        support = self.diagram.support
        return frozenset(support(self._within(self.old.simple, act)) | support(self._within(self.new.simple, act)))

    def situations(self) -> int:
        """How many cases there are over all acts, counted as situations that either version tells apart."""
        return sum(size(self.diagram, self.levels(act)) for act in range(self.diagram.sizes[0]))

    def roles(self) -> tuple[RoleChange, ...]:
        """For each part somebody can have in the school, in how many cases an answer to them changes."""
        if _ROLE not in self.vocabulary:
            return ()
        level, fact = self.vocabulary.level(_ROLE), self.vocabulary.fact(_ROLE)
        found = []
        for number, value in enumerate(fact.values):
            changed = total = 0
            for act in range(self.diagram.sizes[0]):
                levels = self.levels(act) - {level}
                root = self.diagram.restrict(self._within(self.root, act), {level: number})
                changed += sum(cases for change, cases in tally(self.diagram, root, levels).items() if change)
                total += size(self.diagram, levels)
            found.append(RoleChange(value.id, value.label, changed, total))
        return tuple(role for role in found if role.changed)

    def _within(self, root: int, act: int) -> int:
        return self.diagram.children[root][act] if self.diagram.level(root) == 0 else root

    def _act(self, act: int) -> ActChange | None:
        root, levels = self._within(self.root, act), self.levels(act)
        counts = {change: cases for change, cases in tally(self.diagram, root, levels).items() if change}
        if not counts:
            return None
        groups: list[ChangeGroup] = []
        rest: dict[str, int] = {}
        for change in sorted(counts, key=lambda one: (not one.loosens, -counts[one], str(one))):
            wanted = truths(self.diagram, root, partial(_is, change))
            shown, left = parts(self.diagram, wanted, {0: (act,)}, levels, _MOST_GROUPS)
            groups += [self._group(change, part) for part in shown]
            if left:
                rest[change.direction] = rest.get(change.direction, 0) + left
        by_direction: dict[str, int] = {}
        for change, cases in counts.items():
            by_direction[change.direction] = by_direction.get(change.direction, 0) + cases
        value = self.vocabulary.facts[0].values[act]
        return ActChange(value.id, value.phrase, size(self.diagram, levels), by_direction, tuple(groups), rest)

    def _group(self, change: Change, part: Part) -> ChangeGroup:
        names = name_values(self.vocabulary, part.cube)
        held = dict(names)
        return ChangeGroup(
            act=held["act"][0],
            held=names,
            told=tell(self.vocabulary, part.cube),
            situation=situation(self.vocabulary, part.cube),
            change=change,
            count=part.count,
            clauses=self._clauses(part.cube),
            roles=held.get(_ROLE, ()),
        )

    def _clauses(self, cube: Cube) -> tuple[str, ...]:
        """The clauses behind a change: those that decide there and were changed, or else all that decide there."""
        deciding = self.old.deciding_clauses(cube) | self.new.deciding_clauses(cube)
        behind = deciding & self.changed_clauses or deciding
        return tuple(sorted(behind, key=lambda id_: self.places[id_]))


def _change(old: tuple[str, Duties], new: tuple[str, Duties]) -> Change | None:
    if old == new:
        return None
    (before, owed), (after, owes) = old, new
    lost = tuple(duty for duty in owed if duty not in owes)
    gained = tuple(duty for duty in owes if duty not in owed)
    return Change(before, after, _direction(before, after), lost, gained)


def _is(wanted: Change, found: Change | None) -> bool:
    return found == wanted


def _direction(before: str, after: str) -> str:
    if before == after:
        return "duties"
    if after == "silent":
        return "newly_silent"
    if before == "silent":
        return "newly_spoken"
    return "looser" if strictness(after) < strictness(before) else "stricter"


def _leaves_within(diagram: Diagram, root: int, cube: Cube) -> Iterator[int]:
    seen = {root}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node < 0:
            yield node
            continue
        kids = diagram.children[node]
        for kid in (kids[value] for value in cube.get(diagram.levels[node], range(len(kids)))):
            if kid not in seen:
                seen.add(kid)
                waiting.append(kid)
