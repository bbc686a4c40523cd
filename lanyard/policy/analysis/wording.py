"""What the words themselves leave open: names written out, who is bound, and a choice without a test."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lanyard.policy.analysis.cubes import either
from lanyard.policy.analysis.findings import Finding, numbers
from lanyard.policy.pack import Clause, Pack

#: Front-matter keys that hold a name which the prose must not write out.
_NAMES = ("school", "council")

#: Words that many schools and councils share; a name is known by what is left without them.
_SHARED = (
    "academy|borough|catholic|ce|church|city|college|community|council|county|district|england|first|infant|junior|metropolitan|"
    "nursery|of|primary|royal|school|st|saint|the|trust|unitary|va|vc"
)

#: Bindings that may be read as leaving some adults out, beside those that leave out nobody.
_NARROW = ("staff", "employees")
_WIDE = ("all adults", "school and all adults")

_HEADING = re.compile(r"^#{1,3}\s+(?P<number>\S+)\s.*\{#(?P<id>[a-z0-9-]+)\}\s*$")


def find_literal_names(pack: Pack) -> Iterator[Finding]:
    """Prose that writes out the name of the school or the council instead of using the setting."""
    patterns = [(key, pattern) for key in _NAMES if (pattern := _pattern(pack.settings[key])) is not None]
    for clause, text in _raw_prose(pack):
        for key, pattern in patterns:
            found = pattern.search(text)
            if found:
                where = pack.clause(clause).number if clause else "The text outside the clauses"
                message = (
                    f"{where} writes out “{found.group(0).strip()}”. Write {{{key}}} instead: the name is then the same "
                    "everywhere and is changed in one place."
                )
                yield Finding("wording", True, (clause,) if clause else (), message)


def _pattern(name: str) -> re.Pattern[str] | None:
    """What finds a name in prose, whole or without the words that such names share; None for no name at all."""
    own = re.sub(rf"\b(?:{_SHARED})\b", " ", name, flags=re.IGNORECASE)
    words = re.findall(r"[\w’'-]+", own) or re.findall(r"[\w’'-]+", name)
    if not words:
        return None
    joined = r"\W+".join("(?:and|&)" if word.lower() == "and" else re.escape(word) for word in words)
    return re.compile(rf"\b{joined}\b".replace(r"\W+(?:and|&)\W+", r"\s*(?:\band\b|&)\s*"), re.IGNORECASE)


def _raw_prose(pack: Pack) -> Iterator[tuple[str, str]]:
    """The document's prose, heading by heading, before settings are filled in, with the clause's id or nothing."""
    known = {clause.id for clause in pack.clauses}
    clause, lines, fenced = "", list[str](), False
    for line in pack.document_source.split("\n---", 1)[-1].splitlines():
        if line.startswith("```"):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(line)
        if heading:
            yield clause, "\n".join(lines)
            clause, lines = heading["id"] if heading["id"] in known else "", []
        if not fenced:
            lines.append(line)
    yield clause, "\n".join(lines)


def find_binding_drift(pack: Pack) -> Iterator[Finding]:
    """Clauses that bind staff or employees where the rest of their section binds every adult."""
    for section in pack.sections:
        clauses = [clause for clause in pack.clauses if clause.section.id == section.id]
        wide = [clause for clause in clauses if clause.binds in _WIDE]
        for clause in clauses:
            if clause.binds in _NARROW and wide:
                yield _drift(section.number, clause)


def _drift(section: str, clause: Clause) -> Finding:
    message = (
        f"{clause.number} binds {clause.binds}, while other clauses of {section} bind all adults. A volunteer, a governor, "
        "a contractor or a supply teacher cannot tell whether it holds for them."
    )
    return Finding("binding", True, (clause.id,), message)


def find_open_choices(pack: Pack) -> Iterator[Finding]:
    """Duties that may be owed to one person or another, without saying how to choose."""
    for duty in pack.duties.values():
        clauses = duty_clauses(pack, duty.id)
        if len(duty.addressees) < 2 or duty.choose or not clauses:
            continue
        who = either(pack.who[id_].label for id_ in duty.addressees)
        message = (
            f"{numbers(pack, clauses)} leaves a choice open: “{duty.wording.rstrip('.')}”. It names {who}, but not which of "
            "them to turn to when."
        )
        yield Finding("choice", True, clauses, message, names=(duty.id,))


def duty_clauses(pack: Pack, duty: str) -> tuple[str, ...]:
    """The clauses whose rules set a duty."""
    return tuple(dict.fromkeys(rule.clause_id for rule in pack.rules if duty in dict(rule.duties)))
