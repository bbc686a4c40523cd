"""Conflicts of interest: a duty that would tell somebody about themselves.

Two facts are looked at. ``about`` says whose conduct the matter is about: a duty addressed to that very
person is serious, for it warns the subject and lets them judge their own case. ``role`` says who asks. If
the head teacher reports on somebody else, being told to tell the head teacher is merely idle, a notice
that the chair of governors may be meant; if the matter is about the asker, it is serious again. A
safeguarding lead who is told to tell the safeguarding lead loses nothing, so that is not reported.

Only acts whose rules ask what the matter is about can be serious. Where the policy asks that nowhere, all
acts count, for then it was forgotten altogether.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from lanyard.policy.analysis.cubes import truths
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.analysis.survey import Firing, Region, Survey
from lanyard.policy.duties import Duty

_SUBJECT, _ASKER, _SELF = "about", "role", "me"

#: The role that has nobody above it in school, so that “tell the head teacher” leads nowhere.
_TOP = "head"


def find_interests(survey: Survey) -> Iterator[Finding]:
    """Duties that would be owed to the person the matter is about, or to the person who asks."""
    for role in sorted({who.is_role for who in survey.pack.who.values()} - {""}):
        if _knows(survey, _SUBJECT, role):
            yield from _find(survey, role, {_SUBJECT: role})
        if _knows(survey, _SUBJECT, _SELF) and _knows(survey, _ASKER, role):
            yield from _find(survey, role, {_SUBJECT: _SELF, _ASKER: role})
        if role == _TOP and _knows(survey, _ASKER, role):
            yield from _find(survey, role, {_ASKER: role})


def _knows(survey: Survey, fact: str, value: str) -> bool:
    return fact in survey.vocabulary and value in survey.vocabulary.fact(fact).value_ids()


def _find(survey: Survey, role: str, given: Mapping[str, str]) -> Iterator[Finding]:
    """Duties owed to the holder of a role in the situations given, clause by clause."""
    fixed = {survey.vocabulary.level(fact): survey.vocabulary.fact(fact).value_ids().index(v) for fact, v in given.items()}
    owed = frozenset(duty.id for duty in survey.pack.duties.values() if role in _roles(survey, duty))
    setting = survey.diagram.map_leaves(
        survey.diagram.restrict(survey.root, fixed), lambda firing: frozenset(_setters(survey, firing, owed))
    )
    reached = [survey.diagram.payload(leaf) for leaf in survey.diagram.reachable(setting)]
    for pair in sorted(frozenset().union(*reached)):
        root = truths(survey.diagram, setting, partial(_holds, pair))
        yield _finding(survey, pair, role, given, survey.region_of(root, frozenset(fixed)))


def _holds(pair: tuple[str, str], pairs: frozenset[tuple[str, str]]) -> bool:
    return pair in pairs


def _roles(survey: Survey, duty: Duty) -> set[str]:
    return {survey.pack.who[id_].is_role for id_ in duty.addressees}


def _setters(survey: Survey, firing: Firing, owed: frozenset[str]) -> set[tuple[str, str]]:
    """Which clauses set which of the duties in question; an empty clause stands for the policy's silence."""
    outcome = survey.outcome(firing)
    found = {(survey.rules[n].clause_id, id_) for n in outcome.surviving for id_, _ in survey.rules[n].duties if id_ in owed}
    if outcome.verdict == "silent":
        found |= {("", id_) for id_, _ in survey.when_silent if id_ in owed}
    return found


def _finding(survey: Survey, what: tuple[str, str], role: str, given: Mapping[str, str], region: Region) -> Finding:
    clause, duty = what
    asking = _acts_that_ask(survey)
    serious = _SUBJECT in given and (not asking or not asking.isdisjoint(region.acts))
    label = next(who.label for who in survey.pack.who.values() if who.is_role == role)
    number = numbers(survey.pack, [clause]) if clause else "What follows where the policy is silent"
    wording = survey.pack.duties[duty].wording.rstrip(".")
    if given == {_ASKER: role}:
        why = f"also when {label} is the one who asks. It does not say who is told instead"
    elif _ASKER in given:
        why = f"also when {label} asks about a matter of their own. Nobody should decide about themselves"
    else:
        why = f"also when the matter is about {label}. Whoever it is about should not be the one who is told"
    told = {**region.situation, **given}
    words = survey.vocabulary.read_back(told)
    message = f"{number} says “{wording}”, {why}. For example: {words}."
    return Finding("interests", serious, (clause,) if clause else (), message, told, words, names=(duty,))


def _acts_that_ask(survey: Survey) -> frozenset[str]:
    """The acts that some rule treats differently by whose conduct they are about."""
    every = survey.vocabulary.facts[0].value_ids()
    found: set[str] = set()
    for rule in survey.rules:
        if _SUBJECT in rule.facts():
            found.update(dict(rule.conditions).get("act", every))
    return frozenset(found)
