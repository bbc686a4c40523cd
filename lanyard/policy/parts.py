"""A compiled policy taken apart by act, so that a question loads only the part that it is about."""

from __future__ import annotations

from typing import Any

from lanyard.policy.cache import WHOLE
from lanyard.policy.diagram import Diagram
from lanyard.policy.engine import Engine, Outcome

#: What every part needs: the vocabulary and the people. The rest differs from act to act.
COMMON = ("form", "identity", "facts", "who", "linked", "duties")


def split(engine: Engine) -> dict[str, dict[str, Any]]:
    """The plain form of an engine in pieces: the common one (named by the empty text), each act's, the whole's.

    The common piece joined with any other is the plain form of an engine.
    """
    plain = engine.to_plain()
    pieces = {"": {name: plain.pop(name) for name in COMMON}, WHOLE: plain}
    for index, act in enumerate(engine.vocabulary.facts[0].values):
        part = part_for(engine, index).to_plain()
        pieces[act.id] = {name: value for name, value in part.items() if name not in COMMON}
    return pieces


def part_for(engine: Engine, act: int) -> Engine:
    """The engine of the situations with one act: its own diagram, outcomes and rules.

    ``verdicts`` stays whole, for only there can be seen whether the act itself is a reason.
    """
    choices = _choices_for(engine, act)
    scratch, moved = engine.diagram.compact([engine.exact, engine.simple, engine.verdicts, *choices])
    roots = [scratch.restrict(moved[root], {0: act}) for root in (engine.exact, engine.simple)]
    used = sorted(scratch.payload(leaf) for leaf in scratch.reachable(roots[0]))
    outcomes = [engine.outcomes[n] for n in used]
    rules = sorted({n for outcome in outcomes for n in _rules_of(outcome)})
    renumbered = {number: index for index, number in enumerate(rules)}
    roots[0] = scratch.map_leaves(roots[0], used.index)
    ends = [*roots, moved[engine.verdicts], *(moved[node] for node in choices)]
    diagram, final = scratch.compact(ends)
    return Engine(
        identity=(engine.policy_id, engine.version, engine.hash, engine.title),
        vocabulary=engine.vocabulary,
        duties=engine.book,
        who=engine.who,
        linked=engine.linked,
        rules=tuple(engine.rules[n] for n in rules),
        outcomes=tuple(_renumber(outcome, renumbered) for outcome in outcomes),
        diagram=diagram,
        roots=(final[ends[0]], final[ends[1]], final[ends[2]]),
        choices={final[moved[node]]: level for node, level in choices.items()},
    )


def _choices_for(engine: Engine, act: int) -> dict[int, int]:
    """The planned questions that a person meets who begins with this act."""
    found: dict[int, int] = {}
    diagram = _copy(engine.diagram)
    waiting = [diagram.restrict(engine.simple, {0: act})]
    while waiting:
        node = waiting.pop()
        if node in engine.choices and node not in found:
            level = found[node] = engine.choices[node]
            waiting += [diagram.restrict(node, {level: value}) for value in range(diagram.sizes[level])]
    return found


def _copy(diagram: Diagram) -> Diagram:
    """A store that may grow without the engine's own growing with it."""
    return Diagram.from_tables(diagram.sizes, [*diagram.levels], [*diagram.children], [*diagram.leaves])


def _rules_of(outcome: Outcome) -> list[int]:
    overridden = [n for pair in outcome.overridden for n in pair]
    return [*outcome.surviving, *overridden, *(n for _, rules in outcome.conflicts for n in rules)]


def _renumber(outcome: Outcome, to: dict[int, int]) -> Outcome:
    return Outcome(
        outcome.verdict,
        tuple(to[n] for n in outcome.surviving),
        tuple((to[one], to[by]) for one, by in outcome.overridden),
        outcome.duties,
        tuple((kind, tuple(to[n] for n in rules)) for kind, rules in outcome.conflicts),
    )
