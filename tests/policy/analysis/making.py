"""Small policies written by hand, one clause a text, over a vocabulary that is like Welton's and far smaller."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from lanyard.policy.analysis import Finding, Health, Registers, check_health
from lanyard.policy.analysis.survey import Survey
from lanyard.policy.engine import compile_pack
from lanyard.policy.pack import Pack, load_sources

FACTS = {
    "act": "contact share found noticed",
    "other": "pupil parent public",
    "detail": "number address",
    "about": "head dsl adult me",
    "role": "teacher head dsl",
    "emergency": "yes no",
    "agreed": "yes no",
}
_EXTRA = {
    "agreed": 'helps = "yes"\nchangeable = true\nchanged_by = "somebody agrees"\n',
    "emergency": 'helps = "yes"\n',
}

DUTIES = """
when_silent = ["say_why"]
[[who]]
id = "you"
label = "you"
[[who]]
id = "head"
label = "the head teacher"
is = "head"
[[who]]
id = "dsl"
label = "the safeguarding lead"
is = "dsl"
[[who]]
id = "hr"
label = "Schools' HR"
[[linked]]
id = "elsewhere"
title = "Another policy"
[[duty]]
id = "say_why"
wording = "Say why."
addressee = "you"
urgency = "same_day"
[[duty]]
id = "keep"
wording = "Keep the evidence."
addressee = "you"
urgency = "now"
[[duty]]
id = "stop"
wording = "Stop, and touch nothing."
addressee = "you"
urgency = "now"
[[duty]]
id = "tell_head"
wording = "Tell the head teacher."
addressee = "head"
urgency = "now"
[[duty]]
id = "tell_dsl"
wording = "Tell the safeguarding lead."
addressee = "dsl"
urgency = "now"
contact = "lead"
[[duty]]
id = "ask"
wording = "Ask somebody."
addressee = ["hr", "head"]
urgency = "same_day"
[[incompatible]]
duties = ["keep", "stop"]
why = "Nobody can keep what they may not touch."
"""

FRONT = """---
id: small
title: A small policy
school: Riverside Primary School
council: Dale and Fell Council
version: 1
adopted_on: 2026-01-01
adopted_by: governors
minute: 1
review_due: 2027-01-01
purposes: safety = Safety
---
"""


def facts_toml(facts: Mapping[str, str] = FACTS) -> str:
    """A vocabulary: each fact with its values, whose phrases say “fact is value”."""
    lines = []
    for fact, values in facts.items():
        lines.append(f'[[fact]]\nid = "{fact}"\nquestion = "Which {fact}?"\n{_EXTRA.get(fact, "")}')
        lines += [f'[[fact.value]]\nid = "{v}"\nlabel = "{v}"\nphrase = "{fact} is {v}"' for v in values.split()]
    return "\n".join(lines) + "\n"


def clause(id_: str, number: str, *blocks: str, prose: str = "Words.", binds: str = "all adults", law: str = "") -> str:
    """A clause with rule blocks, or blocks of another kind when they begin with its name and a colon."""
    said = f"### {number} Clause {number} {{#{id_}}}\n{prose}\n\n```clause\nforce: must\nbinds: {binds}\npurpose: safety\n"
    said += f"law: {law}\n```\n" if law else "```\n"
    for block in blocks:
        kind, colon, text = block.partition("::")
        said += f"```{kind.strip()}\n{text.strip()}\n```\n" if colon else f"```rule\n{block.strip()}\n```\n"
    return said


def sources(*clauses: str, facts: Mapping[str, str] = FACTS, duties: str = DUTIES, front: str = FRONT) -> dict[str, str]:
    """The three files of a pack whose clauses stand in one section, 1."""
    body = clauses if clauses and clauses[0].startswith("## ") else ("## 1 Rules {#rules}\n", *clauses)
    return {"policy.md": front + "\n".join(body), "facts.toml": facts_toml(facts), "duties.toml": duties}


def small_pack(*clauses: str, facts: Mapping[str, str] = FACTS, duties: str = DUTIES, front: str = FRONT) -> Pack:
    """A pack made of clauses."""
    return load_sources(sources(*clauses, facts=facts, duties=duties, front=front), name="small")


def survey(*clauses: str, facts: Mapping[str, str] = FACTS, duties: str = DUTIES) -> Survey:
    """The survey of a pack made of clauses."""
    return Survey(small_pack(*clauses, facts=facts, duties=duties))


def health(pack: Pack, registers: Registers | None = None) -> Health:
    """The health of a pack, whatever its invariants say."""
    return check_health(pack, compile_pack(pack, prove=False), registers=registers)


def of_kind(report: Health, kind: str) -> list[Finding]:
    """The findings of one kind."""
    return [finding for finding in report.findings if finding.kind == kind]


def situations(facts: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Every situation that some facts tell apart."""
    for values in itertools.product(*facts.values()):
        yield dict(zip(facts, values, strict=True))
