"""Building an engine from a pack: compile, prove the invariants, plan the questions."""

from __future__ import annotations

from lanyard.policy.ask import plan_choices
from lanyard.policy.compiling import compile_rules
from lanyard.policy.diagram import Diagram
from lanyard.policy.engine import Engine, Outcome, RuleCard
from lanyard.policy.outcomes import outcome_maker
from lanyard.policy.pack import Pack
from lanyard.policy.proving import closed_ways, unproved
from lanyard.policy.refusal import Refusal
from lanyard.policy.rules import Instead, read_back


def build_engine(pack: Pack, *, prove: bool) -> Engine:
    """Compile a pack. With ``prove``, raise ``Refusal`` for every invariant that some situation breaks,
    and for every approved way that is not allowed in some situation."""
    engine = compile_tables(pack)
    if prove:
        problems = [*unproved(engine, pack), *closed_ways(engine, pack)]
        if problems:
            raise Refusal(problems)
    engine.choices = plan_choices(engine)
    return _compacted(engine)


def compile_tables(pack: Pack) -> Engine:
    """The engine without proofs and planned questions: enough to decide, compare and analyse."""
    diagram = Diagram(pack.vocabulary.sizes())
    fired = compile_rules(diagram, pack.rules, pack.vocabulary)
    when_silent = [(id_, pack.duties[id_].urgency) for id_ in pack.book.when_silent]
    make = outcome_maker(pack.rules, pack.book.incompatible, when_silent)
    numbers: dict[Outcome, int] = {}

    def number_of(fired_rules: tuple[int, ...]) -> int:
        return numbers.setdefault(make(fired_rules), len(numbers))

    exact = diagram.map_leaves(fired, number_of)
    outcomes = tuple(numbers)
    simple = diagram.map_leaves(exact, lambda n: (outcomes[n].verdict, outcomes[n].duties))
    verdicts = diagram.map_leaves(simple, lambda payload: payload[0])
    engine = Engine(
        identity=(pack.id, pack.version, pack.hash, pack.title),
        vocabulary=pack.vocabulary,
        duties=pack.duties,
        who=pack.who,
        linked=pack.linked,
        rules=(),
        outcomes=outcomes,
        diagram=diagram,
        roots=(exact, simple, verdicts),
        choices={},
    )
    engine.rules = _cards(pack, engine)
    return engine


def _cards(pack: Pack, engine: Engine) -> tuple[RuleCard, ...]:
    cards = []
    for rule in pack.rules:
        clause = pack.clause(rule.clause_id)
        said = read_back(rule, pack.vocabulary, pack.duties)
        cards.append(
            RuleCard(
                id=rule.id,
                clause_id=clause.id,
                number=clause.number,
                title=clause.title,
                verdict=rule.verdict or "",
                read_back=said,
                source=rule.source or "",
                note=rule.note,
                instead=tuple((one.words, *_allowing(pack, engine, one)) for one in rule.instead),
            )
        )
    return tuple(cards)


def _allowing(pack: Pack, engine: Engine, instead: Instead) -> tuple[str, str, str]:
    """Number, id and title of the clause that allows an approved way."""
    fixed = engine.fixed({fact: values[0] for fact, values in instead.conditions})
    leaves = engine.diagram.reachable(engine.exact, fixed)
    survivors = sorted({n for leaf in leaves for n in engine.outcomes[engine.diagram.payload(leaf)].surviving})
    # Where none does, the pack is about to be refused for it.
    rule = next((pack.rules[n] for n in survivors if pack.rules[n].verdict in ("fine", "caution")), pack.rules[0])
    clause = pack.clause(rule.clause_id)
    return clause.number, clause.id, clause.title


def _compacted(engine: Engine) -> Engine:
    """The engine without the nodes that were only needed on the way."""
    roots = (engine.exact, engine.simple, engine.verdicts)
    diagram, moved = engine.diagram.compact([*roots, *engine.choices])
    return Engine(
        identity=(engine.policy_id, engine.version, engine.hash, engine.title),
        vocabulary=engine.vocabulary,
        duties=engine.book,
        who=engine.who,
        linked=engine.linked,
        rules=engine.rules,
        outcomes=engine.outcomes,
        diagram=diagram,
        roots=(moved[roots[0]], moved[roots[1]], moved[roots[2]]),
        choices={moved[node]: level for node, level in engine.choices.items()},
    )
