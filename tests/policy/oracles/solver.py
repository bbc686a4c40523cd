"""A policy as formulas for z3: one integer for each fact, one truth for each rule that survives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import z3

from tests.policy.reference import Needs, Reference, Row

MILD_TO_STRICT = ("fine", "caution", "agree", "never")


class Formulas:
    """The rows of a policy as formulas over its facts. Shares nothing with the decision diagram."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.facts = {id_: z3.Int(id_) for id_ in reference.facts}
        self._survives: dict[str, z3.BoolRef] = {}

    @cached_property
    def domain(self) -> z3.BoolRef:
        """Each fact has one of its values."""
        return z3.And(*(z3.And(self.facts[id_] >= 0, self.facts[id_] < len(v)) for id_, v in self.reference.facts.items()))

    def _hold(self, needs: Needs) -> z3.BoolRef:
        """Whether some conditions hold."""
        each = []
        for fact, values in needs:
            numbers = [self.reference.facts[fact].index(value) for value in sorted(values)]
            each.append(z3.Or(*(self.facts[fact] == number for number in numbers)))
        return z3.And(*each)

    def survives(self, row: Row) -> z3.BoolRef:
        """Whether a row fires and no survivor sets its clause aside."""
        if row.id not in self._survives:
            fires = z3.And(self._hold(row.needs), *(z3.Not(self._hold(needs)) for needs in row.unless))
            removers = [self.survives(other) for other in self.reference.rows if row.clause in other.despite]
            self._survives[row.id] = z3.And(fires, z3.Not(z3.Or(*removers)))
        return self._survives[row.id]

    def verdict_is(self, verdict: str) -> z3.BoolRef:
        """Whether the strictest surviving verdict is this one."""
        place = MILD_TO_STRICT.index(verdict)
        given = [z3.Or(*(self.survives(r) for r in self.reference.rows if r.verdict == v)) for v in MILD_TO_STRICT]
        return z3.And(given[place], *(z3.Not(stricter) for stricter in given[place + 1 :]))

    def possible(self, *formulas: z3.BoolRef) -> z3.ModelRef | None:
        """A situation in which all of them are true, if there is one."""
        solver = z3.Solver()
        solver.add(self.domain, *formulas)
        return solver.model() if solver.check() == z3.sat else None

    def dead(self) -> set[str]:
        """The rows that survive in no situation."""
        return {row.id for row in self.reference.rows if self.possible(self.survives(row)) is None}

    def contradictions(self) -> set[tuple[str, str, str]]:
        """Clauses that permit beside clauses that forbid, with the verdict of the latter; one query for each kind found."""
        meets: dict[tuple[str, str, str], list[z3.BoolRef]] = {}
        for permits in (row for row in self.reference.rows if row.verdict == "fine"):
            for forbids in (row for row in self.reference.rows if row.verdict in ("agree", "never")):
                both = z3.And(self.survives(permits), self.survives(forbids))
                meets.setdefault((permits.clause, forbids.clause, forbids.verdict), []).append(both)
        found: set[tuple[str, str, str]] = set()
        formulas = {key: z3.Or(*pairs) for key, pairs in meets.items()}
        while left := {key: formula for key, formula in formulas.items() if key not in found}:
            model = self.possible(z3.Or(*left.values()))
            if model is None:
                break
            found |= {key for key, formula in left.items() if z3.is_true(model.eval(formula, model_completion=True))}
        return found

    def changes_needed(self, known: Mapping[str, str], verdict: str, most: int) -> int | None:
        """The fewest changeable facts to change for a verdict, at most ``most``; None when no such change leads there."""
        same, changed = [], []
        for fact, value in known.items():
            kept = self.facts[fact] == self.reference.facts[fact].index(value)
            if fact in self.reference.changeable:
                changed.append(z3.If(kept, 0, 1))
            else:
                same.append(kept)
        total = z3.Sum(*changed) if changed else z3.IntVal(0)
        for number in range(most + 1):
            if self.possible(self.verdict_is(verdict), total <= number, *same) is not None:
                return number
        return None
