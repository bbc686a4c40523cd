"""From the rules that fire to what follows: what survives ``despite``, the verdict, duties, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lanyard.policy.duties import Incompatible, unite
from lanyard.policy.engine import Outcome
from lanyard.policy.rules import VERDICTS, Rule

#: What the policy may be read to forbid or hold back where it also permits.
_PROHIBITIONS = ("never", "agree")


def outcome_maker(
    rules: Sequence[Rule], incompatible: Sequence[Incompatible], when_silent: Sequence[tuple[str, str]]
) -> Callable[[tuple[int, ...]], Outcome]:
    """A function from the numbers of firing rules to their outcome."""
    order = _order_by_despite(rules)

    def make(fired: tuple[int, ...]) -> Outcome:
        surviving, overridden = _apply_despite(rules, order, fired)
        verdicts = [rules[n].verdict for n in surviving]
        given = [verdict for verdict in VERDICTS if verdict in verdicts]
        duties = [duty for n in surviving for duty in rules[n].duties]
        if not given:
            duties += when_silent
        united = unite(duties)
        return Outcome(
            verdict=given[-1] if given else "silent",
            surviving=surviving,
            overridden=overridden,
            duties=united,
            conflicts=_conflicts(rules, surviving, incompatible, {id_ for id_, _ in united}),
        )

    return make


def _order_by_despite(rules: Sequence[Rule]) -> list[int]:
    """Rule numbers so that a rule comes after every rule that could remove it."""
    removers: dict[str, set[str]] = {}
    for rule in rules:
        for target in rule.despite:
            removers.setdefault(target, set()).add(rule.clause_id)
    rank: dict[str, int] = {}

    def rank_of(clause_id: str) -> int:
        if clause_id not in rank:
            rank[clause_id] = 1 + max((rank_of(remover) for remover in removers.get(clause_id, ())), default=0)
        return rank[clause_id]

    return sorted(range(len(rules)), key=lambda n: (rank_of(rules[n].clause_id), n))


def _apply_despite(
    rules: Sequence[Rule], order: Sequence[int], fired: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    removed_by: dict[str, int] = {}
    surviving: list[int] = []
    overridden: list[tuple[int, int]] = []
    firing = set(fired)
    for number in order:
        if number not in firing:
            continue
        rule = rules[number]
        if rule.clause_id in removed_by:
            overridden.append((number, removed_by[rule.clause_id]))
            continue
        surviving.append(number)
        for target in rule.despite:
            removed_by.setdefault(target, number)
    return tuple(sorted(surviving)), tuple(sorted(overridden))


def _conflicts(
    rules: Sequence[Rule], surviving: Sequence[int], incompatible: Sequence[Incompatible], duties: set[str]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Rules that cannot both be meant: a permission beside a prohibition, duties that exclude each other."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for one in surviving:
        for other in surviving:
            if rules[one].verdict == "fine" and rules[other].verdict in _PROHIBITIONS:
                found.append(("contradiction", tuple(sorted((one, other)))))
    for pair in incompatible:
        if duties.issuperset(pair.duties):
            setters = tuple(n for n in surviving if any(id_ in pair.duties for id_, _ in rules[n].duties))
            found.append(("duties", setters))
    return tuple(sorted(set(found)))
