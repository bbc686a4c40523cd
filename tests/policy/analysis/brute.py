"""The meaning of each analysis, worked out row by row over every situation with the reference."""

from __future__ import annotations

import copy
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from tests.policy.reference import Judgement, Reference, Row

STRICTNESS = {"silent": -1, "fine": 0, "caution": 1, "agree": 2, "never": 3}

Situation = Mapping[str, str]


class Brute:
    """A policy as rows, judged in every situation, with and without some of its parts."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.rows = reference.rows
        self.situations = list(reference.completions({}))

    @cached_property
    def judged(self) -> list[Judgement]:
        """The judgement of every situation, in order."""
        return [self.reference.judge(situation) for situation in self.situations]

    def edited(self, rows: list[Row]) -> list[Judgement]:
        """The judgements of every situation with other rows."""
        other = copy.copy(self.reference)
        other.rows = rows
        return [other.judge(situation) for situation in self.situations]

    def row(self, id_: str) -> Row:
        """The row of that id."""
        return next(row for row in self.rows if row.id == id_)

    def contradictions(self) -> set[tuple[str, str, str]]:
        """Clauses that permit beside clauses that forbid."""
        found = set()
        for judged in self.judged:
            for kind, ids in judged.conflicts:
                if kind == "contradiction":
                    one, other = (self.row(id_) for id_ in ids)
                    permits, forbids = (one, other) if one.verdict == "fine" else (other, one)
                    found.add((permits.clause, forbids.clause, forbids.verdict))
        return found

    def clashes(self) -> set[frozenset[str]]:
        """The clauses of every combination of survivors (or silence) that sets all of some incompatible duties."""
        found = set()
        for judged in self.judged:
            silent = judged.verdict == "silent"
            for together in self.reference.exclusive:
                setters = []
                for duty in sorted(together):
                    clauses = {row.clause for row in self.rows if row.id in judged.survivors and duty in dict(row.duties)}
                    setters.append(clauses | ({""} if silent and duty in self.reference.when_silent else set()))
                found.update(frozenset(one) - {""} for one in itertools.product(*setters))
        return found

    def dead(self) -> Counter[str]:
        """How many rules of each clause survive nowhere."""
        alive = {id_ for judged in self.judged for id_ in judged.survivors}
        return Counter(row.clause for row in self.rows if row.id not in alive)

    def shadowed(self) -> Counter[str]:
        """How many rules of each clause survive somewhere and could be taken out without any change."""
        alive = {id_ for judged in self.judged for id_ in judged.survivors}
        found = Counter[str]()
        for row in self.rows:
            without = self.edited([other for other in self.rows if other.id != row.id])
            same = all(one.follows == other.follows for one, other in zip(self.judged, without, strict=True))
            if row.id in alive and same:
                found[row.clause] += 1
        return found

    def void_exceptions(self) -> Counter[str]:
        """How many exceptions of each clause release nothing."""
        found = Counter[str]()
        for row in self.rows:
            for index in range(len(row.unless)):
                nested = f"{row.id}/unless{index + 1}"
                inner = [one for one in self.rows if one.id == nested or one.id.startswith(f"{nested}/")]
                bare = replace(row, unless=row.unless[:index] + row.unless[index + 1 :])
                rows = [bare if one is row else one for one in self.rows if one not in inner]
                own = next((one.verdict for one in inner if one.id == nested), "")
                milder = row.verdict not in ("", "fine") and (not own or STRICTNESS[own] < STRICTNESS[row.verdict])
                if not self._releases(self.edited(rows), milder):
                    found[row.clause] += 1
        return found

    def void_despites(self) -> Counter[str]:
        """How many targets of a ``despite`` in each clause could be left out; dead rules are passed over."""
        alive = {id_ for judged in self.judged for id_ in judged.survivors}
        found = Counter[str]()
        for row in self.rows:
            for target in row.despite if row.id in alive else ():
                bare = replace(row, despite=[one for one in row.despite if one != target])
                without = self.edited([bare if one is row else one for one in self.rows])
                verdicts = [one.verdict for one in self.rows if one.clause == target and one.verdict]
                milder = bool(row.verdict) and any(STRICTNESS[one] > STRICTNESS[row.verdict] for one in verdicts)
                if not self._releases(without, milder):
                    found[row.clause] += 1
        return found

    def _releases(self, without: list[Judgement], milder: bool) -> bool:
        pairs = list(zip(self.judged, without, strict=True))
        if milder:
            return any(STRICTNESS[one.verdict] < STRICTNESS[other.verdict] for one, other in pairs)
        return any((one.follows, one.conflicts) != (other.follows, other.conflicts) for one, other in pairs)

    def harmed(self, fact: str, helping: str) -> Counter[bool]:
        """For each other value of a helping fact: whether help makes anything stricter (True), or meets silence (False)."""
        verdicts = {tuple(s.values()): j.verdict for s, j in zip(self.situations, self.judged, strict=True)}
        found = Counter[bool]()
        for value in self.reference.facts[fact]:
            harms = set()
            for situation in self.situations:
                if situation[fact] == value != helping:
                    before = verdicts[tuple(situation.values())]
                    harms.add(_harm(before, verdicts[tuple({**situation, fact: helping}.values())]))
            found.update(harm for harm in harms if harm is not None)
        return found

    def silent_share(self, act: str) -> tuple[int, int]:
        """Silent situations of an act, and all of them."""
        verdicts = [j.verdict for s, j in zip(self.situations, self.judged, strict=True) if s["act"] == act]
        return verdicts.count("silent"), len(verdicts)

    def escapes(self) -> Iterator[tuple[tuple[str, ...], Situation]]:
        """Every changed fact that makes “never” or “agree” milder: act, clause, fact, before, after, verdicts."""
        verdicts = {tuple(s.values()): j for s, j in zip(self.situations, self.judged, strict=True)}
        for situation, judged in zip(self.situations, self.judged, strict=True):
            if judged.verdict not in ("never", "agree"):
                continue
            clauses = {row.clause for row in self.rows if row.id in judged.survivors and row.verdict == judged.verdict}
            for fact, values in self.reference.facts.items():
                for value in values if fact != "act" else ():
                    other = verdicts[tuple({**situation, fact: value}.values())].verdict
                    if STRICTNESS[other] >= STRICTNESS[judged.verdict]:
                        continue
                    for clause in clauses:
                        if fact not in self.excepted(clause):
                            yield (situation["act"], clause, fact, situation[fact], value, judged.verdict, other), situation

    def excepted(self, clause: str) -> set[str]:
        """The facts that a clause names in an ``unless``."""
        rows = [row for row in self.rows if row.clause == clause]
        return {fact for row in rows for needs in row.unless for fact, _ in needs}


def _harm(before: str, after: str) -> bool | None:
    if "silent" in (before, after):
        worse = (after == "silent" and before in ("fine", "caution")) or (before == "silent" and after in ("agree", "never"))
        return False if worse else None
    return True if STRICTNESS[after] > STRICTNESS[before] else None
