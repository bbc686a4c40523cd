"""What makes each clause of a policy live: its rules, duties, features, guidance, examples and law.

A clause that nothing makes live is only words on paper, which is what Lanyard is there to prevent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lanyard.policy.duties import Duty
from lanyard.policy.features import Feature, Features
from lanyard.policy.law import Law, LawRegister
from lanyard.policy.pack import Clause, Pack


@dataclass(frozen=True, slots=True)
class Cover:
    """One clause with what makes it live. ``duties`` are those that its rules set, each once."""

    clause: Clause
    duties: tuple[Duty, ...]
    features: tuple[Feature, ...]
    law: tuple[Law, ...]

    @property
    def is_live(self) -> bool:
        """Whether anything makes the clause live: a rule, a feature, or what the product does about it."""
        return bool(self.clause.rules or self.features or self.clause.guidance)


def cover(pack: Pack, features: Features, law: LawRegister) -> tuple[Cover, ...]:
    """What makes each clause live, in the order of the policy. ``KeyError`` for an unknown feature or law."""
    return tuple(_cover(pack, clause, features, law) for clause in pack.clauses)


def _cover(pack: Pack, clause: Clause, features: Features, law: LawRegister) -> Cover:
    owed = dict.fromkeys(id_ for rule in clause.rules for id_, _ in rule.duties)
    named = [features.get(id_) for id_ in clause.features]
    serving = [feature for feature in features.serving(clause.number) if feature not in named]
    cited = [law.get(id_) for id_ in clause.law]
    return Cover(clause, tuple(pack.duties[id_] for id_ in owed), (*named, *serving), tuple(cited))


def render_markdown(pack: Pack, covers: Sequence[Cover]) -> str:
    """The coverage as one Markdown document with a table per section."""
    counts = f"{len(covers)} clauses, {len(pack.rules)} rules, {len(pack.examples)} examples and {len(pack.always)} statements"
    lines = [
        "# What makes each clause live",
        "",
        f"{pack.title}, version {pack.version}: {counts}",
        f"that are proved over all {pack.vocabulary.situations():,} situations.",
        "",
        "This page is generated from the policy pack by `python -m tools.clauses_doc`; a test fails when it is out of",
        "date, when a clause is missing, or when nothing makes one live. *Live* features work today; for the *later*",
        "ones the answer pages say what to do meanwhile.",
    ]
    section = ""
    for one in covers:
        if one.clause.section.number != section:
            section = one.clause.section.number
            lines += ["", f"## {section} {one.clause.section.title}", "", *_HEADINGS]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(one)) + " |")
    return "\n".join(lines) + "\n"


_HEADINGS = (
    "| Clause | Force; who is bound | Decided by | Duties | Served by | Law |",
    "|---|---|---|---|---|---|",
)


def _cells(one: Cover) -> Iterator[str]:
    clause = one.clause
    yield f"**{clause.number}** {clause.title} (`{clause.id}`)"
    exceptions = f"; except: {clause.except_}" if clause.except_ not in ("", "none") else ""
    yield f"{' and '.join(clause.force)}; {clause.binds}{exceptions}"
    yield _decided_by(clause)
    yield " ".join(duty.wording for duty in one.duties) or "–"
    served = [f"{feature.title} ({feature.status})" for feature in one.features]
    yield "; ".join(served + ([f"guidance: {clause.guidance}"] if clause.guidance else [])) or "–"
    yield "; ".join(law.title for law in one.law) or "–"


def _decided_by(clause: Clause) -> str:
    counts = (
        (len(clause.rules), "rule"),
        (len(clause.examples), "example"),
        (len(clause.invariants), "proof"),
        (len(clause.readings), "recorded reading"),
    )
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count) or "–"
