"""The part of a policy for one act answers as the whole does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.policy.ask import next_question
from lanyard.policy.cache import WHOLE
from lanyard.policy.decide import decide
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.explain import explain, what_would_help
from lanyard.policy.pack import load_pack
from lanyard.policy.parts import split

WELTON = compile_pack(load_pack("welton"))
ACTS = WELTON.vocabulary.facts[0].value_ids()
OTHERS = WELTON.vocabulary.facts[1:]


@pytest.fixture(scope="module")
def parts():
    pieces = split(WELTON)
    return {name: Engine.from_plain({**pieces[""], **piece}) for name, piece in pieces.items() if name}


def test_there_is_a_part_for_every_act_and_one_for_all(parts):
    assert set(parts) == {*ACTS, WHOLE}


def test_parts_are_small(parts):
    largest = max(len(parts[act].outcomes) for act in ACTS)
    assert largest < len(WELTON.outcomes) / 2
    assert all(len(parts[act].rules) < len(WELTON.rules) for act in ACTS)


SITUATIONS = st.tuples(
    st.sampled_from(ACTS),
    st.fixed_dictionaries({}, optional={fact.id: st.sampled_from(fact.value_ids()) for fact in OTHERS}),
    st.sets(st.sampled_from([fact.id for fact in OTHERS]), max_size=3),
)


@settings(max_examples=120, deadline=None)
@given(SITUATIONS)
def test_a_part_answers_as_the_whole(parts, situation):
    act, others, unsure = situation
    known = {"act": act, **others}
    for engine in (parts[act], parts[WHOLE]):
        assert decide(engine, known) == decide(WELTON, known)
        assert explain(engine, known) == explain(WELTON, known)
        assert what_would_help(engine, known) == what_would_help(WELTON, known)
        assert next_question(engine, known) == next_question(WELTON, known)
        assert next_question(engine, known, unsure - set(known)) == next_question(WELTON, known, unsure - set(known))
