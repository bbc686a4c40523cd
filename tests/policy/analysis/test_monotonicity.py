"""What should help must never hurt."""

from __future__ import annotations

from lanyard.policy.pack import load_sources
from tests.policy.analysis.making import FACTS, clause, health, of_kind, small_pack, sources


def test_approval_that_forbids_is_serious() -> None:
    hurts = clause("hurts", "1.1", "never\n  act: share\n  other: pupil\n  agreed: yes")
    mild = clause("mild", "1.2", "caution\n  act: share")
    (found,) = of_kind(health(small_pack(hurts, mild)), "monotonicity")
    assert found.serious and found.clauses == ("hurts",)
    assert found.message.startswith(
        "It should only ever help that agreed is yes. Yet it turns “take care” into “never” under 1.1, in 1 of the 3 cases"
    )
    assert found.situation == {"act": "share", "other": "pupil", "agreed": "yes"}
    assert found.told == "act is share; other is pupil; agreed is yes"


def test_approval_that_permits_is_as_it_should_be() -> None:
    helps = clause("helps", "1.1", "never\n  act: share\n  unless: agreed\n    fine")
    assert of_kind(health(small_pack(helps)), "monotonicity") == []


def test_silence_is_handled_apart() -> None:
    """A permission that an emergency ends, and a prohibition out of silence, are notices; out of a ban it is milder."""
    ends = clause("ends", "1.1", "fine\n  act: share\n  emergency: no")
    (found,) = of_kind(health(small_pack(ends)), "monotonicity")
    assert not found.serious and found.clauses == ("ends",) and "“fine” into “the policy does not say”" in found.message
    begins = clause("begins", "1.1", "never\n  act: share\n  agreed: yes")
    (found,) = of_kind(health(small_pack(begins)), "monotonicity")
    assert not found.serious and found.clauses == ("begins",) and "“the policy does not say” into “never”" in found.message
    released = clause("released", "1.1", "never\n  act: share\n  agreed: no")
    spoken = clause("spoken", "1.1", "fine\n  act: share\n  agreed: yes")
    assert of_kind(health(small_pack(released)), "monotonicity") == of_kind(health(small_pack(spoken)), "monotonicity") == []


def test_emergency_helps_although_the_vocabulary_forgets_to_say_so() -> None:
    hurts = clause("hurts", "1.1", "never\n  act: share\n  emergency: yes")
    mild = clause("mild", "1.2", "caution\n  act: share")
    pack = small_pack(hurts, mild)
    text = sources(hurts, mild)
    text["facts.toml"] = text["facts.toml"].replace('helps = "yes"\n', "")
    for one in (pack, load_sources(text, name="forgetful")):
        assert [finding.serious for finding in of_kind(health(one), "monotonicity")] == [True]


def test_emergency_with_other_answers_is_left_alone() -> None:
    facts = {**FACTS, "urgent": "very hardly"}
    hurts = clause("hurts", "1.1", "never\n  act: share\n  urgent: very")
    assert of_kind(health(small_pack(hurts, facts=facts)), "monotonicity") == []
