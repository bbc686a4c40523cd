"""Rules: what a clause decides, and in which situations.

A rule fires where all its conditions hold and none of its exceptions does. A nested ``unless`` block
is a rule of its own that inherits its parent's conditions, so that nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lanyard.policy.duties import URGENCY_WORDS, Duty
from lanyard.policy.facts import Vocabulary

#: The verdicts a rule can give, mildest first; the strictest surviving one wins.
VERDICTS = ("fine", "caution", "agree", "never")

#: Those that tell a person not to go on, or not yet.
REFUSALS = ("agree", "never")

VERDICT_WORDS = {
    "never": "Never",
    "agree": "Not without agreement",
    "caution": "Take care",
    "fine": "Fine",
    "silent": "The policy does not say",
    "undecided": "It depends",
}

#: Facts that must all hold, each with the values that satisfy it.
Conditions = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """What to do instead of what a rule refuses: in words, and as situations that the policy must allow."""

    words: str
    conditions: Conditions


@dataclass(frozen=True, slots=True)
class Rule:
    """A reading of a clause that the engine can run.

    ``verdict`` is None for duties alone. ``exceptions`` hold the conditions of each ``unless``.
    ``despite`` names the clauses (by id) whose rules this one removes where it survives. ``source``
    names the linked policy the rule comes from (1.3.1). ``parent`` is the rule an exception belongs to.
    ``instead`` names the approved ways where the verdict is a refusal.
    """

    id: str
    clause_id: str
    verdict: str | None
    conditions: Conditions
    exceptions: tuple[Conditions, ...] = ()
    despite: tuple[str, ...] = ()
    duties: tuple[tuple[str, str], ...] = ()
    source: str | None = None
    note: str = ""
    absolute: bool = False
    parent: str | None = None
    line: int = 0
    instead: tuple[Instead, ...] = ()

    def matches(self, situation: Mapping[str, str]) -> bool:
        """Whether the rule fires in a fully known situation, before any ``despite``."""
        return _hold(self.conditions, situation) and not any(_hold(e, situation) for e in self.exceptions)

    def facts(self) -> frozenset[str]:
        """The facts that decide whether this rule fires."""
        named = {fact for fact, _ in self.conditions}
        for exception in self.exceptions:
            named.update(fact for fact, _ in exception)
        return frozenset(named)


def _hold(conditions: Conditions, situation: Mapping[str, str]) -> bool:
    return all(situation[fact] in values for fact, values in conditions)


def read_back(rule: Rule, vocabulary: Vocabulary, duties: Mapping[str, Duty], *, verdict: bool = True) -> str:
    """A rule in plain English, for the clause page and for governors to sign off.

    Without ``verdict`` the verdict is left out, for where it is shown beside the sentence already.

    “Never: contact somebody; a pupil, or a parent or carer; from your own device; unless it is an
    emergency.”
    """
    parts = [_values_in_words(vocabulary, fact, values) for fact, values in rule.conditions]
    said = "; ".join(parts) if parts else "in every situation"
    if rule.exceptions:
        said += "; unless " + ", or unless ".join(_conditions_in_words(vocabulary, e) for e in rule.exceptions)
    owed = [_duty_in_words(duties[id_], urgency) for id_, urgency in rule.duties]
    opening = VERDICT_WORDS[rule.verdict] if rule.verdict else "Duty"
    sentence = f"{opening}: {said}." if verdict else f"{said[:1].upper()}{said[1:]}."
    return " ".join([sentence, *owed])


def _duty_in_words(duty: Duty, urgency: str) -> str:
    return f"{duty.wording.rstrip('.')} ({URGENCY_WORDS[urgency]})."


def _conditions_in_words(vocabulary: Vocabulary, conditions: Conditions) -> str:
    return " and ".join(_values_in_words(vocabulary, fact, values) for fact, values in conditions)


def _values_in_words(vocabulary: Vocabulary, fact: str, values: tuple[str, ...]) -> str:
    others = [id_ for id_ in vocabulary.fact(fact).value_ids() if id_ not in values]
    if len(values) > 4 and 0 < len(others) <= 3:
        return ", and ".join(f"not {vocabulary.phrase(fact, id_)}" for id_ in others)
    return _either([vocabulary.phrase(fact, id_) for id_ in values])


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + ", or " + words[-1]
