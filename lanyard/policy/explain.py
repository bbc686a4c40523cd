"""Why an answer is what it is, and what would make it better."""

from __future__ import annotations

from lanyard.policy.decide import DutyDue, check_known, duties_due, possible_outcomes
from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lanyard.policy.decide import Answer
    from lanyard.policy.engine import Engine

#: Verdicts from mild to strict; silence is left out, for it is neither.
_MILD_TO_STRICT = ("fine", "caution", "agree", "never")

#: The verdicts that tell a person not to go on, or not yet.
_REFUSALS = ("agree", "never")

#: More changes at once than this is not advice that anybody follows.
_MOST_CHANGES = 4


@record
class Change:
    """One fact that somebody can properly change, from what is known of it (empty: unknown) to what would help."""

    fact: str
    before: str
    after: str
    phrase: str
    changed_by: str


@record
class Help:
    """The fewest changes that lead to a milder verdict, and the duties that then remain."""

    changes: tuple[Change, ...]
    verdict: str
    duties: tuple[DutyDue, ...]


@record
class Approved:
    """What to do instead of what is refused, with the clause that allows it."""

    words: str
    number: str
    clause_id: str
    title: str


def approved_ways(engine: Engine, answer: Answer) -> tuple[Approved, ...]:
    """What the clauses that refuse name to do instead, in the order of the policy."""
    refusing = {citation.rule_id for citation in answer.clauses if citation.certain and citation.verdict in _REFUSALS}
    found: dict[str, Approved] = {}
    for card in engine.rules:
        for way in card.instead if card.id in refusing else ():
            found.setdefault(way[0], Approved(*way))
    return tuple(found.values())


def explain(engine: Engine, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The fewest known facts that force the verdict: “because you said …”.

    Empty while the verdict is still undecided. The facts come in the vocabulary's order.
    """
    check_known(engine, known)
    fixed = engine.fixed(known)
    if len(engine.diagram.reachable(engine.verdicts, fixed)) > 1:
        return ()
    needed = {level for level in fixed if not _forces(engine, fixed, set(fixed) - {level})}
    spare = sorted(set(fixed) - needed)
    for size in range(len(spare) + 1):
        for extra in _choose(spare, size):
            if _forces(engine, fixed, needed | set(extra)):
                return _facts(engine, fixed, needed | set(extra))
    raise AssertionError("all known facts together force the verdict")  # pragma: no cover


def _forces(engine: Engine, fixed: Mapping[int, int], levels: set[int]) -> bool:
    kept = {level: fixed[level] for level in levels}
    return len(engine.diagram.reachable(engine.verdicts, kept)) == 1


def _facts(engine: Engine, fixed: Mapping[int, int], levels: Iterable[int]) -> tuple[tuple[str, str], ...]:
    facts = engine.vocabulary.facts
    return tuple([(facts[level].id, facts[level].value_ids()[fixed[level]]) for level in sorted(levels)])


def _choose(items: list[int], size: int) -> Iterator[tuple[int, ...]]:
    if size == 0:
        yield ()
        return
    for index, item in enumerate(items):
        for rest in _choose(items[index + 1 :], size - 1):
            yield (item, *rest)


def what_would_help(engine: Engine, known: Mapping[str, str]) -> tuple[Help, ...]:
    """The cheapest changes of changeable facts that make the answer certain and milder, mildest first.

    Only approvals, devices, accounts and the like are changed; never who or what it is about, and never
    an emergency. Where the policy is silent there is nothing to change, and while nobody knows what it is
    about (the first fact) there is nothing to advise.
    """
    check_known(engine, known)
    fixed = engine.fixed(known)
    if 0 not in fixed:
        return ()
    worst = max((_strictness(verdict) for verdict in _verdicts(engine, fixed)), default=-1)
    settled = {level: value for level, value in fixed.items() if not engine.vocabulary.facts[level].changeable}
    support = engine.diagram.support(engine.verdicts, settled)
    open_levels = sorted(level for level in support if engine.vocabulary.facts[level].changeable)
    helps: list[Help] = []
    for size in range(1, min(_MOST_CHANGES, len(open_levels)) + 1):
        milder: dict[str, Help] = {}
        for levels in _choose(open_levels, size):
            for values in _assignments(engine, fixed, levels):
                _try(engine, fixed, values, worst, milder)
        if milder:
            # Of what this many changes can do, only the mildest; more changes must lead further still.
            best = min(milder, key=_strictness)
            helps.insert(0, milder[best])
            worst = _strictness(best)
    return tuple(helps)


def _try(engine: Engine, fixed: dict[int, int], values: dict[int, int], worst: int, milder: dict[str, Help]) -> None:
    changed = {**fixed, **values}
    verdicts = _verdicts(engine, changed)
    if len(verdicts) != 1 or verdicts[0] == "silent" or verdicts[0] in milder or _strictness(verdicts[0]) >= worst:
        return
    changes = tuple([_change(engine, fixed, level, value) for level, value in values.items()])
    facts = engine.vocabulary.facts
    situation = {facts[level].id: facts[level].values[value].id for level, value in changed.items()}
    duties = duties_due(engine, possible_outcomes(engine, situation))
    milder[verdicts[0]] = Help(changes, verdicts[0], tuple([duty for duty in duties if duty.certain]))


def _strictness(verdict: str) -> int:
    return _MILD_TO_STRICT.index(verdict) if verdict in _MILD_TO_STRICT else -1


def _verdicts(engine: Engine, fixed: Mapping[int, int]) -> list[str]:
    return [engine.diagram.payload(leaf) for leaf in engine.diagram.reachable(engine.verdicts, fixed)]


def _assignments(engine: Engine, fixed: Mapping[int, int], levels: tuple[int, ...]) -> Iterator[dict[int, int]]:
    if not levels:
        yield {}
        return
    first, rest = levels[0], levels[1:]
    for value in range(len(engine.vocabulary.facts[first].values)):
        if value == fixed.get(first):
            continue
        for others in _assignments(engine, fixed, rest):
            yield {first: value, **others}


def _change(engine: Engine, fixed: Mapping[int, int], level: int, value: int) -> Change:
    fact = engine.vocabulary.facts[level]
    before = fact.values[fixed[level]].id if level in fixed else ""
    phrase = fact.values[value].phrase
    return Change(fact.id, before, fact.values[value].id, phrase, fact.changed_by.replace("{phrase}", phrase))
