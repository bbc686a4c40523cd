"""Two vocabularies as one, so that two versions of a policy can be asked about the same situations.

Facts and values are the same when their ids are. What only one version knows stays in the union: the
other version does not speak of it, so none of its rules fires there.
"""

from __future__ import annotations

from lanyard.policy.facts import Fact, Value, Vocabulary


def unite(old: Vocabulary, new: Vocabulary) -> Vocabulary:
    """Every fact and value of either version, in the new one's order and words.

    A fact that only the old version knows stands after the fact it used to follow.
    """
    facts = [_unite_fact(old.fact(fact.id), fact) if fact.id in old else fact for fact in new]
    for index, fact in enumerate(old):
        if fact.id not in new:
            before = old.facts[index - 1].id if index else ""
            place = next((n for n, one in enumerate(facts, start=1) if one.id == before), 0)
            facts.insert(place, fact)
    return Vocabulary(facts)


def _unite_fact(old: Fact, new: Fact) -> Fact:
    known = new.value_ids()
    gone = tuple(value for value in old.values if value.id not in known)
    return new if not gone else _with_values(new, (*new.values, *gone))


def _with_values(fact: Fact, values: tuple[Value, ...]) -> Fact:
    return Fact(
        id=fact.id,
        question=fact.question,
        values=values,
        hint=fact.hint,
        changeable=fact.changeable,
        changed_by=fact.changed_by,
        red_flag=fact.red_flag,
        helps=fact.helps,
        words=fact.words,
        described=fact.described,
        otherwise=fact.otherwise,
    )
