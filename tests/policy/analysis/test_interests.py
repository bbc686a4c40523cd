"""Nobody should be told about themselves."""

from __future__ import annotations

from tests.policy.analysis.making import DUTIES, FACTS, clause, health, of_kind, small_pack


def kinds(*clauses: str, facts: dict[str, str] = FACTS, duties: str = DUTIES) -> list[tuple[bool, str, dict[str, str]]]:
    """Seriousness, duty and situation of every conflict of interest."""
    found = of_kind(health(small_pack(*clauses, facts=facts, duties=duties)), "interests")
    return [(one.serious, one.names[0], dict(one.situation or {})) for one in found]


def test_head_who_is_the_subject_must_not_be_the_one_who_is_told() -> None:
    telling = clause("telling", "1.1", "caution\n  act: noticed\n  duty: tell_head")
    found = kinds(telling)
    assert (True, "tell_head", {"act": "noticed", "about": "head"}) in found
    (subject,) = [
        one for one in of_kind(health(small_pack(telling)), "interests") if one.situation == {"act": "noticed", "about": "head"}
    ]
    assert subject.clauses == ("telling",)
    assert subject.message == (
        "1.1 says “Tell the head teacher”, also when the matter is about the head teacher. Whoever it is about should not be "
        "the one who is told. For example: act is noticed; about is head."
    )


def test_asker_counts_too_seriously_in_a_matter_of_their_own_and_as_a_notice_otherwise() -> None:
    found = kinds(clause("telling", "1.1", "caution\n  act: noticed\n  about: dsl, adult, me\n  duty: tell_head"))
    assert found == [
        (True, "tell_head", {"act": "noticed", "about": "me", "role": "head"}),
        (False, "tell_head", {"act": "noticed", "about": "dsl", "role": "head"}),
    ]


def test_safeguarding_lead_who_asks_about_somebody_else_loses_nothing() -> None:
    found = kinds(clause("telling", "1.1", "caution\n  act: noticed\n  about: head, adult\n  duty: tell_dsl"))
    assert found == []


def test_policy_that_handles_all_of_it_has_no_finding() -> None:
    head = "caution\n  act: noticed\n  about: dsl, adult\n  role: teacher, dsl\n  duty: tell_head"
    lead = "caution\n  act: noticed\n  about: head, adult\n  duty: tell_dsl"
    assert kinds(clause("telling", "1.1", head, lead)) == []


def test_act_that_never_asks_whom_it_is_about_is_a_notice_where_others_do() -> None:
    asks = clause("asks", "1.1", "caution\n  act: found\n  about: adult\n  duty: keep")
    forgets = clause("forgets", "1.2", "caution\n  act: contact\n  duty: tell_dsl")
    assert kinds(asks, forgets) == [
        (False, "tell_dsl", {"act": "contact", "about": "dsl"}),
        (False, "tell_dsl", {"act": "contact", "about": "me", "role": "dsl"}),
    ]
    everywhere = clause("everywhere", "1.1", "caution\n  about: adult\n  duty: keep")
    assert [serious for serious, _, _ in kinds(everywhere, forgets)] == [True, True]


def test_silence_may_tell_the_wrong_person_too() -> None:
    duties = DUTIES.replace('when_silent = ["say_why"]', 'when_silent = ["tell_head"]')
    found = of_kind(health(small_pack(clause("ban", "1.1", "never\n  act: share"), duties=duties)), "interests")
    assert {one.clauses for one in found} == {()}
    assert all(one.message.startswith("What follows where the policy is silent says “Tell the head teacher”") for one in found)


def test_vocabulary_without_people_has_nothing_to_say() -> None:
    assert kinds(clause("telling", "1.1", "caution\n  act: noticed\n  duty: tell_head"), facts={"act": FACTS["act"]}) == []


def test_reading_that_names_the_clause_settles_it() -> None:
    telling = clause("telling", "1.1", "caution\n  act: noticed\n  duty: tell_head")
    note = clause("note", "1.2", "reading:: settles: interests telling\ndecision: The chair is told.\nbasis: suggested")
    found = of_kind(health(small_pack(telling, note)), "interests")
    assert all(one.settled_by == "The reading at 1.2: The chair is told." for one in found)
