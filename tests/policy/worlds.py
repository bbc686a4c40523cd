"""A small school world for tests that write their own clauses: facts, duties, and helpers to load them."""

from __future__ import annotations

import pytest

from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import Pack, load_sources
from lanyard.policy.refusal import Problem, Refusal
from tests.policy.strategies import FRONT

FACTS = """
[[fact]]
id = "act"
question = "What do you want to do?"
[[fact.value]]
id = "call"
label = "Call somebody"
phrase = "calling somebody"
[[fact.value]]
id = "report"
label = "Report something"
phrase = "reporting something"

[[fact]]
id = "risk"
question = "Is anybody at risk?"
red_flag = true
[[fact.value]]
id = "yes"
label = "Yes"
phrase = "somebody is at risk"
[[fact.value]]
id = "no"
label = "No"
phrase = "nobody is at risk"

[[fact]]
id = "other"
question = "Who is it?"
[[fact.value]]
id = "pupil"
label = "A pupil"
phrase = "a pupil"
[[fact.value]]
id = "parent"
label = "A parent"
phrase = "a parent"

[[fact]]
id = "device"
question = "Whose phone is it?"
changeable = true
changed_by = "you"
[[fact.value]]
id = "own"
label = "Mine"
phrase = "from your own phone"
[[fact.value]]
id = "school"
label = "The school's"
phrase = "from the school's phone"

[[fact]]
id = "emergency"
question = "Is it an emergency?"
helps = "yes"
[[fact.value]]
id = "yes"
label = "Yes"
phrase = "it is an emergency"
[[fact.value]]
id = "no"
label = "No"
phrase = "it is no emergency"

[[fact]]
id = "agreed"
question = "Has a senior leader agreed?"
changeable = true
changed_by = "a senior leader"
helps = "yes"
[[fact.value]]
id = "yes"
label = "Yes"
phrase = "a senior leader has agreed"
[[fact.value]]
id = "no"
label = "No"
phrase = "nobody has agreed"
"""

DUTIES = """
when_silent = ["do_nothing"]

[[who]]
id = "head"
label = "the head teacher"

[[who]]
id = "you"
label = "you"

[[linked]]
id = "allegations"
title = "Allegations procedure"

[[duty]]
id = "tell_head"
wording = "Tell the head teacher."
addressee = "head"
urgency = "same_day"

[[duty]]
id = "hand_over"
wording = "Hand it over."
addressee = "you"
urgency = "routine"
procedure = "allegations"

[[duty]]
id = "do_nothing"
wording = "Do nothing more."
addressee = ["you", "head"]
urgency = "routine"
choose = "Ask the head teacher if you are not sure."

[[incompatible]]
duties = ["hand_over", "do_nothing"]
why = "One acts, the other does not."
"""


def make_sources(clauses: str, *, facts: str = FACTS, duties: str = DUTIES, front: str = FRONT) -> dict[str, str]:
    """The three files of a pack with these clauses."""
    return {"policy.md": front + clauses, "facts.toml": facts, "duties.toml": duties}


def make_pack(clauses: str, *, facts: str = FACTS, duties: str = DUTIES, front: str = FRONT) -> Pack:
    """A pack with these clauses in the small school world."""
    return load_sources(make_sources(clauses, facts=facts, duties=duties, front=front), name="small")


def make_engine(clauses: str, *, facts: str = FACTS, duties: str = DUTIES) -> Engine:
    """The same, compiled."""
    return compile_pack(make_pack(clauses, facts=facts, duties=duties))


def refused(sources: dict[str, str]) -> tuple[Problem, ...]:
    """Why these sources are refused; fails when they are not."""
    with pytest.raises(Refusal) as refusal:
        load_sources(sources, name="wrong")
    assert refusal.value.problems
    return refusal.value.problems
