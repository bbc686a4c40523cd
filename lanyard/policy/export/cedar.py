"""A policy as Cedar policies, so that a general authorisation engine can check which rules fire.

Cedar answers permit or forbid and has no verdicts, no duties and no unknown. So each rule becomes one
``permit`` that is satisfied exactly where the rule fires; the reasons of a decision are the rules.
What the rules come to (``despite``, the strictest verdict) stays in the annotations.
"""

from __future__ import annotations

from lanyard.policy.pack import Pack
from lanyard.policy.rules import Conditions, Rule

_OPENING = """\
// {title}, version {version}
// {hash}
//
// Each policy is one rule and is satisfied exactly where the rule fires. Give every fact in the
// context: Cedar passes over a policy whose fact is missing, which must not be read as a yes.
// A permit here is no permission. The rule's verdict is its @verdict; a rule that survives removes
// the rules of the clauses that its @despite names; the strictest verdict left stands, and none means
// that the policy does not say.
"""


def export_cedar(pack: Pack) -> str:
    """The rules of a policy in Cedar's language, one ``permit`` each, in the order of the clauses."""
    opening = _OPENING.format(title=_line(pack.title), version=_line(pack.version), hash=pack.hash)
    return "\n".join([opening, *(_permit(pack, rule) for rule in pack.rules)])


def _permit(pack: Pack, rule: Rule) -> str:
    clause = pack.clause(rule.clause_id)
    notes = {
        "id": rule.id,
        "clause": f"{clause.number} {clause.title}",
        "verdict": rule.verdict or "",
        "duties": ", ".join(f"{id_} {urgency}" for id_, urgency in rule.duties),
        "despite": ", ".join(rule.despite),
        "from": rule.source or "",
    }
    annotations = [f"@{name}({_quoted(text)})" for name, text in notes.items() if text]
    parts = [f"when {{ {_memberships(rule.conditions)} }}"]
    parts += [f"unless {{ {_memberships(exception)} }}" for exception in rule.exceptions]
    return "\n".join([*annotations, "permit (principal, action, resource)", *parts]) + ";\n"


def _memberships(conditions: Conditions) -> str:
    if not conditions:
        return "true"
    return " && ".join(f"[{', '.join(map(_quoted, values))}].contains(context[{_quoted(fact)}])" for fact, values in conditions)


def _quoted(text: str) -> str:
    escaped = "".join(sign if sign.isprintable() and sign not in '"\\' else f"\\u{{{ord(sign):x}}}" for sign in text)
    return f'"{escaped}"'


def _line(text: str) -> str:
    return " ".join(text.split())
