"""A policy as a logic program for clingo: the situations are its answer sets."""

from __future__ import annotations

from collections.abc import Mapping

import clingo

from tests.policy.reference import Needs, Reference

MEANING = """
1 { holds(F, V) : value(F, V) } 1 :- value(F, _).
met(R, I, P) :- need(R, I, P, F, V), holds(F, V).
unmet(R, I) :- need(R, I, P, _, _), not met(R, I, P).
fires(R) :- rule(R, _), not unmet(R, 0), not excepted(R).
excepted(R) :- exception(R, I), not unmet(R, I).
removed(R) :- rule(R, C), despite(O, C), survives(O).
survives(R) :- fires(R), not removed(R).
given(V) :- survives(R), verdict(R, V).
verdict("never") :- given("never").
verdict("agree") :- given("agree"), not given("never").
verdict("caution") :- given("caution"), not given("agree"), not given("never").
verdict("fine") :- given("fine"), not given("caution"), not given("agree"), not given("never").
contradiction(C, D, V) :- survives(R), verdict(R, "fine"), rule(R, C), survives(S), verdict(S, V), rule(S, D), held_back(V).
held_back("agree"). held_back("never").
"""

HELP = """
changed(F) :- known(F, V), not holds(F, V).
:- changed(F), not changeable(F).
:- not verdict(V), wanted(V).
#minimize { 1, F : changed(F) }.
"""


class Program:
    """The rows of a policy as facts of a logic program. Shares nothing with the decision diagram."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        lines = [_atom("value", fact, value) for fact, values in reference.facts.items() for value in values]
        lines += [_atom("changeable", fact) for fact in reference.changeable]
        for row in reference.rows:
            lines.append(_atom("rule", row.id, row.clause))
            lines += [_atom("verdict", row.id, row.verdict)] if row.verdict else []
            lines += [_atom("despite", row.id, target) for target in row.despite]
            lines += _needs(row.id, 0, row.needs)
            for number, needs in enumerate(row.unless, start=1):
                lines.append(f'exception("{row.id}", {number}).')
                lines += _needs(row.id, number, needs)
        self.text = MEANING + "\n".join(lines)

    def _possible(self, shown: str) -> set[clingo.Symbol]:
        """Everything shown that is true in at least one situation."""
        control = clingo.Control(["--enum-mode=brave"], logger=lambda *_: None)
        control.add("base", [], f"{self.text}\n#show {shown}.")
        control.ground([("base", [])])
        last: set[clingo.Symbol] = set()
        with control.solve(yield_=True) as handle:
            for model in handle:
                last = set(model.symbols(shown=True))
        return last

    def dead(self) -> set[str]:
        """The rows that survive in no situation."""
        alive = {symbol.arguments[0].string for symbol in self._possible("survives/1")}
        return {row.id for row in self.reference.rows} - alive

    def contradictions(self) -> set[tuple[str, str, str]]:
        """Clauses that permit beside clauses that forbid, with the verdict of the latter."""
        found = self._possible("contradiction/3")
        return {(one.arguments[0].string, one.arguments[1].string, one.arguments[2].string) for one in found}

    def changes_needed(self, known: Mapping[str, str], verdict: str, most: int) -> int | None:
        """The fewest changeable facts to change for a verdict, at most ``most``; None when no such change leads there."""
        control = clingo.Control(logger=lambda *_: None)
        given = [*(_atom("known", fact, value) for fact, value in known.items()), _atom("wanted", verdict)]
        control.add("base", [], "\n".join([self.text, HELP, *given]))
        control.ground([("base", [])])
        best: int | None = None
        with control.solve(yield_=True) as handle:
            for model in handle:
                best = model.cost[0]
        return best if best is not None and best <= most else None


def _needs(rule: str, number: int, needs: Needs) -> list[str]:
    """Conditions as facts; number 0 is the rule's own. A fact may be needed twice, by a rule and by what surrounds it."""
    placed = [(place, fact, value) for place, (fact, values) in enumerate(needs) for value in sorted(values)]
    return [f'need("{rule}", {number}, {place}, "{fact}", "{value}").' for place, fact, value in placed]


def _atom(name: str, *arguments: str) -> str:
    quoted = ", ".join('"' + argument + '"' for argument in arguments)
    return f"{name}({quoted})."
