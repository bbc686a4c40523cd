"""Made-up policies for property tests: small vocabularies, nested rules, whole packs as source text.

Every policy drawn here is valid. Sizes are small, so that each situation can be worked out by the
reference; shapes are not: rules nest, override each other, and set duties that cannot stand together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

from hypothesis import strategies as st

from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import Pack, load_sources
from tests.policy.reference import Reference

VERDICTS = ("never", "agree", "caution", "fine")
URGENCIES = ("now", "same_day", "before", "routine")
MOST_SITUATIONS = 240

FRONT = """---
id: made-up
title: A made-up policy
school: Riverside School
council: Riverside Council
version: 1
adopted_on: 2026-01-01
adopted_by: governors
minute: 1
review_due: 2027-01-01
purposes: safety = Safety
---
## 1 Rules {#rules}
"""
CLAUSE_BLOCK = "```clause\nforce: must\nbinds: all adults\npurpose: safety\n```\n"


@dataclass(frozen=True)
class MadeFact:
    """A fact of a made-up vocabulary; its values are its id with a number."""

    id: str
    size: int
    red_flag: bool = False
    changeable: bool = False

    @property
    def values(self) -> list[str]:
        """The ids of its values."""
        return [f"{self.id}{number}" for number in range(self.size)]

    def as_toml(self) -> str:
        """The fact as it stands in facts.toml."""
        lines = ["[[fact]]", f'id = "{self.id}"', f'question = "Which {self.id}?"']
        if self.red_flag:
            lines.append("red_flag = true")
        if self.changeable:
            lines += ["changeable = true", 'changed_by = "somebody"']
        for value in self.values:
            lines += ["[[fact.value]]", f'id = "{value}"', f'label = "{value}"', f'phrase = "it is {value}"']
        return "\n".join(lines) + "\n"


@dataclass
class MadeRule:
    """A rule or a nested exception, as a tree."""

    needs: dict[str, list[str]]
    verdict: str = ""
    despite: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    source: str = ""
    absolute: bool = False
    unless: list[tuple[dict[str, list[str]], MadeRule | None]] = field(default_factory=list)

    def as_text(self, indent: str = "") -> str:
        """The rule as it stands in a rule block."""
        lines = [f"{indent}{self.verdict}"] if self.verdict else []
        lines += [f"{indent}  {fact}: {', '.join(values)}" for fact, values in self.needs.items()]
        lines += [f"{indent}  despite: {', '.join(self.despite)}"] if self.despite else []
        lines += [f"{indent}  duty: {duty}" for duty in self.duties]
        lines += [f"{indent}  from: {self.source}"] if self.source else []
        lines += [f"{indent}  absolute"] if self.absolute else []
        for needs, nested in self.unless:
            lines.append(f"{indent}  unless: " + " · ".join(f"{fact}: {', '.join(values)}" for fact, values in needs.items()))
            if nested is not None:
                lines.append(nested.as_text(indent + "    ").rstrip("\n"))
        return "\n".join(lines) + "\n"


@dataclass
class MadePolicy:
    """A made-up policy. ``clauses`` lists the rules of each clause; the clauses are c1, c2 and so on."""

    facts: list[MadeFact]
    duties: dict[str, str]
    exclusive: list[tuple[str, str]]
    when_silent: list[str]
    clauses: list[list[MadeRule]]

    @property
    def sources(self) -> dict[str, str]:
        """The three files of the pack."""
        clauses = [
            f"### 1.{number} Clause {number} {{#c{number}}}\nWords.\n\n{CLAUSE_BLOCK}"
            + "".join(f"```rule\n{rule.as_text()}```\n" for rule in rules)
            for number, rules in enumerate(self.clauses, start=1)
        ]
        return {
            "policy.md": FRONT + "\n".join(clauses),
            "facts.toml": "\n".join(fact.as_toml() for fact in self.facts),
            "duties.toml": self._duties_toml(),
        }

    def _duties_toml(self) -> str:
        lines = [f"when_silent = {self.when_silent}", '[[who]]\nid = "head"\nlabel = "the head teacher"']
        lines += ['[[linked]]\nid = "elsewhere"\ntitle = "Another policy"']
        for id_, urgency in self.duties.items():
            lines.append(f'[[duty]]\nid = "{id_}"\nwording = "Do {id_}."\naddressee = "head"\nurgency = "{urgency}"')
        for pair in self.exclusive:
            lines.append(f'[[incompatible]]\nduties = {list(pair)}\nwhy = "They clash."')
        return "\n".join(lines).replace("'", '"') + "\n"

    @cached_property
    def pack(self) -> Pack:
        """The policy as the loader reads it."""
        return load_sources(self.sources, name="made-up")

    @cached_property
    def engine(self) -> Engine:
        """The policy compiled."""
        return compile_pack(self.pack)

    @cached_property
    def reference(self) -> Reference:
        """The policy as the reference reads it."""
        return Reference(self.sources)


@st.composite
def vocabularies(draw: st.DrawFn, most_facts: int = 5, most: int = MOST_SITUATIONS) -> list[MadeFact]:
    """Facts with ``act`` first, of at most ``most`` situations in all."""
    facts = [MadeFact("act", draw(st.integers(2, 3)))]
    for name in "abcdefgh"[: draw(st.integers(1, most_facts))]:
        fact = MadeFact(name, draw(st.integers(2, 3)), draw(st.integers(0, 3)) == 0, draw(st.booleans()))
        if math.prod(one.size for one in facts) * fact.size <= most:
            facts.append(fact)
    return facts


@st.composite
def conditions(draw: st.DrawFn, facts: list[MadeFact], within: dict[str, list[str]], least: int = 1) -> dict[str, list[str]]:
    """Conditions on some facts, each leaving at least one of the values that ``within`` still allows."""
    chosen = draw(st.lists(st.sampled_from(facts), unique_by=lambda fact: fact.id, min_size=least, max_size=3))
    needs = {}
    for fact in chosen:
        left = within.get(fact.id, fact.values)
        needs[fact.id] = draw(st.lists(st.sampled_from(left), unique=True, min_size=1, max_size=len(left)))
    return needs


@st.composite
def made_rules(
    draw: st.DrawFn,
    facts: list[MadeFact],
    duties: list[str],
    targets: list[str],
    within: dict[str, list[str]] | None = None,
    depth: int = 0,
) -> MadeRule:
    """A rule with exceptions nested up to two deep. ``targets`` are the clauses it may set aside."""
    within = within or {}
    verdict = draw(st.sampled_from([*VERDICTS, ""]))
    owed = draw(st.lists(st.sampled_from(duties), unique=True, min_size=0 if verdict else 1, max_size=2))
    rule = MadeRule(
        needs=draw(conditions(facts, within, least=0 if depth else 1)),
        verdict=verdict,
        despite=draw(st.lists(st.sampled_from(targets), unique=True, max_size=2)) if targets else [],
        duties=[draw(st.sampled_from([duty, *(f"{duty} {urgency}" for urgency in URGENCIES)])) for duty in owed],
        source=draw(st.sampled_from(["", "", "elsewhere"])),
    )
    inside = {**within, **rule.needs}
    for _ in range(draw(st.integers(0, 2 - depth))):
        needs = draw(conditions(facts, inside))
        nested = None
        if draw(st.booleans()):
            nested = draw(made_rules(facts, duties, targets, {**inside, **needs}, depth + 1))
        rule.unless.append((needs, nested))
    return rule


@st.composite
def policies(draw: st.DrawFn, most_facts: int = 5, most: int = MOST_SITUATIONS, most_clauses: int = 4) -> MadePolicy:
    """A whole policy. Clauses come in a drawn order of precedence, so that no ``despite`` goes in a circle."""
    facts = draw(vocabularies(most_facts, most))
    duties = {f"do_{name}": draw(st.sampled_from(URGENCIES)) for name in "uvwxyz"[: draw(st.integers(1, 4))]}
    count = draw(st.integers(1, most_clauses))
    precedence = draw(st.permutations(range(count)))
    absolute = draw(st.sets(st.integers(0, count - 1), max_size=1))
    clauses: list[list[MadeRule]] = []
    for number in range(count):
        targets = [f"c{other + 1}" for other in precedence[precedence.index(number) + 1 :] if other not in absolute]
        rules = draw(st.lists(made_rules(facts, list(duties), targets), max_size=3))
        if rules and number in absolute:
            rules[0].absolute = True
        clauses.append(rules)
    return MadePolicy(
        facts=facts,
        duties=duties,
        exclusive=draw(st.lists(st.permutations(list(duties)).map(lambda ids: (ids[0], ids[1])), max_size=2))
        if len(duties) > 1
        else [],
        when_silent=draw(st.lists(st.sampled_from(list(duties)), unique=True, max_size=1)),
        clauses=clauses,
    )


@st.composite
def partly_known(draw: st.DrawFn, policy: MadePolicy) -> dict[str, str]:
    """Some facts of a policy with values; the rest is unknown."""
    known = draw(st.lists(st.sampled_from(policy.facts), unique_by=lambda fact: fact.id, max_size=len(policy.facts)))
    return {fact.id: draw(st.sampled_from(fact.values)) for fact in known}
