"""What the command line shows, as plain dictionaries: the form that ``--json`` prints."""

from __future__ import annotations

from lanyard.policy.ask import next_question
from lanyard.policy.decide import decide
from lanyard.policy.explain import approved_ways, explain, what_would_help

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from lanyard.policy.ask import Question
    from lanyard.policy.decide import Citation, DutyDue
    from lanyard.policy.engine import Engine
    from lanyard.policy.explain import Help


def answer_form(engine: Engine, known: Mapping[str, str], unknown: Collection[str] = ()) -> dict[str, Any]:
    """Everything the policy says about a situation, and what it would ask next."""
    answer = decide(engine, known)
    return {
        "policy": policy_form(engine),
        "facts": dict(known),
        "unknown": list(unknown),
        "verdict": answer.verdict,
        "range": list(answer.range),
        "clauses": [_clause_form(citation) for citation in answer.clauses],
        "duties": [_duty_form(duty) for duty in answer.duties],
        "because": [
            {"fact": fact, "value": value, "phrase": engine.vocabulary.phrase(fact, value)}
            for fact, value in explain(engine, known)
        ],
        "would_help": [_help_form(help_) for help_ in what_would_help(engine, known)],
        "instead": [{"words": way.words, "clause": way.number} for way in approved_ways(engine, answer)],
        "next": _question_form(next_question(engine, known, unknown)),
        "conflicts": [{"kind": conflict.kind, "clauses": list(conflict.clauses)} for conflict in answer.conflicts],
        "handover": answer.handover or None,
        "prevails": list(answer.prevails),
        "set_aside": [{"clause": one, "by": other} for one, other in answer.set_aside],
    }


def policy_form(engine: Engine) -> dict[str, str]:
    """Which policy answered: its id, version and title, and the hash of all that it says."""
    return {"id": engine.policy_id, "version": engine.version, "hash": engine.hash, "title": engine.title}


def _clause_form(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "id": citation.clause_id,
        "title": citation.title,
        "rule": citation.rule_id,
        "verdict": citation.verdict or None,
        "read_back": citation.read_back,
        "certain": citation.certain,
        "source": citation.source or None,
    }


def _duty_form(duty: DutyDue) -> dict[str, Any]:
    return {
        "id": duty.id,
        "wording": duty.wording,
        "addressee": duty.addressee,
        "urgency": duty.urgency,
        "at_latest": duty.at_latest,
        "certain": duty.certain,
        "how": duty.how or None,
        "choose": duty.choose or None,
        "feature": duty.feature or None,
        "contact": duty.contact or None,
    }


def _help_form(help_: Help) -> dict[str, Any]:
    return {
        "verdict": help_.verdict,
        "changes": [
            {
                "fact": change.fact,
                "before": change.before or None,
                "after": change.after,
                "phrase": change.phrase,
                "changed_by": change.changed_by,
            }
            for change in help_.changes
        ],
        "duties": [_duty_form(duty) for duty in help_.duties],
    }


def _question_form(question: Question | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "fact": question.fact,
        "question": question.question,
        "hint": question.hint or None,
        "red_flag": question.red_flag,
        "values": [{"id": value.id, "label": value.label, "hint": value.hint or None} for value in question.values],
    }
