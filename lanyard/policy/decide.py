"""The answer to “can I …?”, from whatever is known.

An unknown fact stays unknown: with some facts missing, the answer holds the range of verdicts still
possible, the duties that are certain whatever the missing facts turn out to be, and those that are
only possible. Silence is its own verdict and never reads as permission.
"""

from __future__ import annotations

from lanyard.policy.duties import URGENCIES
from lanyard.policy.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from lanyard.policy.engine import Engine, Outcome

#: Every verdict of an outcome, mildest first; silence stands apart at the end.
ORDER = ("fine", "caution", "agree", "never", "silent")


class UnknownFact(ValueError):
    """A fact that the policy does not know. ``suggestions`` holds the closest known ones."""

    def __init__(self, fact: str, suggestions: Sequence[str]) -> None:
        self.fact, self.suggestions = fact, tuple(suggestions)
        super().__init__(f"there is no fact “{fact}”{_meant(suggestions)}")


class UnknownValue(ValueError):
    """A value that a fact does not have. ``suggestions`` holds the closest known ones."""

    def __init__(self, fact: str, value: str, suggestions: Sequence[str]) -> None:
        self.fact, self.value, self.suggestions = fact, value, tuple(suggestions)
        super().__init__(f"“{value}” is not a value of “{fact}”{_meant(suggestions)}")


def _meant(suggestions: Sequence[str]) -> str:
    return f". Did you mean {' or '.join(f'“{word}”' for word in suggestions)}?" if suggestions else "."


@record
class Citation:
    """A clause that decided the answer. ``certain`` is False where it depends on what is not yet known."""

    number: str
    clause_id: str
    title: str
    rule_id: str
    verdict: str
    read_back: str
    certain: bool
    source: str


@record
class DutyDue:
    """A duty that follows, with how soon and to whom it is owed.

    While facts are missing, ``urgency`` is the soonest that is still possible and ``at_latest`` the latest.
    """

    id: str
    wording: str
    addressee: str
    urgency: str
    certain: bool
    how: str
    feature: str
    contact: str
    choose: str
    at_latest: str


@record
class Conflict:
    """Clauses that cannot both be meant here. The strict answer stands until governors settle it."""

    kind: str
    clauses: tuple[str, ...]


@record
class Answer:
    """Everything the policy says about a situation.

    ``range`` lists the verdicts still possible, mildest first. ``handover`` names the procedure that
    takes the matter over (1.2.3). ``prevails`` names stricter linked policies that decided it (1.3.1).
    ``set_aside`` pairs the number of a clause that gives way with that of the clause it gives way to.
    """

    verdict: str
    range: tuple[str, ...]
    clauses: tuple[Citation, ...]
    duties: tuple[DutyDue, ...]
    conflicts: tuple[Conflict, ...]
    handover: str
    prevails: tuple[str, ...]
    set_aside: tuple[tuple[str, str], ...]

    @property
    def urgent(self) -> tuple[DutyDue, ...]:
        """The duties that are due now, whatever is still unknown."""
        return tuple([duty for duty in self.duties if duty.certain and duty.at_latest == "now"])

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain dictionaries and lists, for JSON."""
        return {
            "verdict": self.verdict,
            "range": list(self.range),
            "clauses": [_as_dict(citation) for citation in self.clauses],
            "duties": [_as_dict(duty) for duty in self.duties],
            "conflicts": [_as_dict(conflict) for conflict in self.conflicts],
            "handover": self.handover or None,
            "prevails": list(self.prevails),
            "set_aside": [{"clause": one, "by": other} for one, other in self.set_aside],
        }


def _as_dict(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def check_known(engine: Engine, known: Mapping[str, str], unknown: Collection[str] = ()) -> None:
    """Refuse facts and values that the policy does not know, with suggestions."""
    for fact_id in (*known, *unknown):
        if fact_id not in engine.vocabulary:
            raise UnknownFact(fact_id, _closest(fact_id, engine.vocabulary.ids()))
    for fact_id, value_id in known.items():
        values = engine.vocabulary.fact(fact_id).value_ids()
        if value_id not in values:
            raise UnknownValue(fact_id, value_id, _closest(value_id, values) or values[:8])


def _closest(word: str, known: Sequence[str]) -> Sequence[str]:
    from lanyard.policy.refusal import suggestions

    return suggestions(word, known)


def decide(engine: Engine, known: Mapping[str, str]) -> Answer:
    """What the policy says about a situation of which ``known`` (fact id → value id) is known.

    Facts left out are unknown. Raises ``UnknownFact`` or ``UnknownValue``.
    """
    check_known(engine, known)
    outcomes = possible_outcomes(engine, known)
    verdicts = tuple([verdict for verdict in ORDER if any(o.verdict == verdict for o in outcomes)])
    return Answer(
        verdict=verdicts[0] if len(verdicts) == 1 else "undecided",
        range=verdicts,
        clauses=_citations(engine, outcomes),
        duties=duties_due(engine, outcomes),
        conflicts=_conflicts(engine, outcomes),
        handover=_handover(engine, outcomes),
        prevails=_prevailing(engine, outcomes),
        set_aside=_set_aside(engine, outcomes),
    )


def possible_outcomes(engine: Engine, known: Mapping[str, str]) -> list[Outcome]:
    """Every outcome that the unknown facts still allow."""
    leaves = engine.diagram.reachable(engine.exact, engine.fixed(known))
    return [engine.outcomes[engine.diagram.payload(leaf)] for leaf in leaves]


def _citations(engine: Engine, outcomes: Sequence[Outcome]) -> tuple[Citation, ...]:
    possible = {n for outcome in outcomes for n in outcome.surviving}
    certain = set.intersection(*(set(outcome.surviving) for outcome in outcomes))
    cited = []
    for n in possible:
        card = engine.rules[n]
        cited.append((n not in certain, -_rank(card.verdict), n, card))
    cited.sort(key=lambda row: row[:3])
    return tuple(
        [
            Citation(card.number, card.clause_id, card.title, card.id, card.verdict, card.read_back, not maybe, card.source)
            for maybe, _, _, card in cited
        ]
    )


def _rank(verdict: str) -> int:
    return ORDER.index(verdict) if verdict else -1


def duties_due(engine: Engine, outcomes: Sequence[Outcome]) -> tuple[DutyDue, ...]:
    """The duties of the outcomes still possible: those that are certain first, the most urgent of each first."""
    due: dict[str, list[str]] = {}
    for outcome in outcomes:
        for id_, urgency in outcome.duties:
            due.setdefault(id_, []).append(urgency)
    rows = []
    for id_, urgencies in due.items():
        ranks = [URGENCIES.index(urgency) for urgency in urgencies]
        rows.append((len(urgencies) < len(outcomes), min(ranks), id_, max(ranks)))
    rows.sort()
    return tuple([_duty_due(engine, id_, soonest, latest, not maybe) for maybe, soonest, id_, latest in rows])


def _duty_due(engine: Engine, id_: str, soonest: int, latest: int, certain: bool) -> DutyDue:
    duty = engine.book[id_]
    return DutyDue(
        id=id_,
        wording=duty.wording,
        addressee=" or ".join([engine.who[who].label for who in duty.addressees]),
        urgency=URGENCIES[soonest],
        certain=certain,
        how=duty.how,
        feature=duty.feature,
        contact=duty.contact,
        choose=duty.choose,
        at_latest=URGENCIES[latest],
    )


def _numbers(engine: Engine, rules: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([engine.rules[n].number for n in rules]))


def _conflicts(engine: Engine, outcomes: Sequence[Outcome]) -> tuple[Conflict, ...]:
    found = {(kind, _numbers(engine, rules)) for outcome in outcomes for kind, rules in outcome.conflicts}
    return tuple([Conflict(kind, numbers) for kind, numbers in sorted(found)])


def _handover(engine: Engine, outcomes: Sequence[Outcome]) -> str:
    """The procedure that takes over, when that is certain."""
    procedures = [{engine.book[id_].procedure for id_, _ in outcome.duties} - {""} for outcome in outcomes]
    certain = set.intersection(*procedures)
    return engine.linked[min(certain)].title if certain else ""


def _prevailing(engine: Engine, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Linked policies that alone give the verdict, in every outcome still possible (1.3.1)."""
    found: list[set[str]] = []
    for outcome in outcomes:
        deciding = [engine.rules[n] for n in outcome.surviving if engine.rules[n].verdict == outcome.verdict]
        own = any(not card.source for card in deciding)
        found.append(set() if own else {card.source for card in deciding})
    certain = set.intersection(*found)
    return tuple([engine.linked[source].title for source in sorted(certain)])


def _set_aside(engine: Engine, outcomes: Sequence[Outcome]) -> tuple[tuple[str, str], ...]:
    certain = set.intersection(*(set(outcome.overridden) for outcome in outcomes))
    return tuple(dict.fromkeys([(engine.rules[one].number, engine.rules[by].number) for one, by in sorted(certain)]))
