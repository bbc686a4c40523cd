"""Dead, shadowed and untested rules, void exceptions."""

from __future__ import annotations

from tests.policy.analysis.making import clause, health, of_kind, small_pack

BAN = clause("ban", "1.1", "never\n  act: share\n  other: pupil")


def test_rule_whose_exception_swallows_it_is_dead() -> None:
    dead = clause("dead", "1.2", "never\n  act: found\n  about: me\n  unless: about: me, adult")
    (found,) = of_kind(health(small_pack(BAN, dead)), "dead")
    assert found.serious and found.clauses == ("dead",)
    assert "there is no situation in which all its conditions hold" in found.message


def test_rule_that_another_always_sets_aside_is_dead_and_names_the_other() -> None:
    over = clause("over", "1.2", "fine\n  act: share\n  despite: ban")
    (found,) = of_kind(health(small_pack(BAN, over)), "dead")
    assert found.clauses == ("ban", "over") and found.message.endswith("wherever it would apply, 1.2 sets it aside.")


def test_rule_that_says_what_another_says_is_a_notice() -> None:
    narrower = clause("narrow", "1.2", "never\n  act: share\n  other: pupil\n  detail: number")
    report = health(small_pack(BAN, narrower))
    (found,) = of_kind(report, "shadowed")
    assert not found.serious and found.clauses == ("narrow", "ban")
    assert found.message.endswith("every answer would stay the same, because 1.1 already says as much.")


def test_two_rules_may_shadow_a_third_between_them() -> None:
    first = clause("first", "1.1", "never\n  act: share\n  detail: number")
    second = clause("second", "1.2", "never\n  act: share\n  detail: address")
    both = clause("both", "1.3", "never\n  act: share\n  other: pupil")
    found = [one for one in of_kind(health(small_pack(first, second, both)), "shadowed") if one.clauses[0] == "both"]
    assert found[0].clauses == ("both",) and found[0].message.endswith("every answer would stay the same.")


def test_shadowed_exception_is_serious() -> None:
    permits = clause("permits", "1.2", "fine\n  act: contact")
    excepts = clause(
        "excepts", "1.1", "never\n  act: share\n  unless: agreed\n    fine\n  unless: agreed · detail: number\n    fine"
    )
    (found,) = of_kind(health(small_pack(permits, excepts)), "shadowed")
    assert found.serious and found.clauses == ("excepts",)


def test_exception_that_another_clause_blocks_is_void_and_names_it() -> None:
    leave = clause("leave", "1.2", "agree\n  act: share\n  other: pupil\n  unless: agreed\n    fine")
    (found,) = of_kind(health(small_pack(BAN, leave)), "void")
    assert found.serious and found.clauses == ("leave", "ban")
    assert found.message.startswith("The exception of 1.2 where agreed is yes releases nothing: 1.1 decides there all the same.")
    assert of_kind(health(small_pack(BAN, leave.replace("    fine", "    fine\n      despite: ban"))), "void") == []


def test_bare_exception_releases_into_silence_and_a_permission_may_be_held_back() -> None:
    bare = clause("bare", "1.1", "never\n  act: contact\n  unless: other: public")
    held = clause("held", "1.2", "fine\n  act: share\n  unless: other: pupil")
    assert of_kind(health(small_pack(bare, held)), "void") == []
    (found,) = of_kind(health(small_pack(clause("one", "1.1", "fine\n  act: share"), held)), "void")
    assert found.clauses == ("held", "one")


def test_exception_that_can_never_hold_is_void() -> None:
    never = clause("never", "1.1", "never\n  act: share\n  other: pupil\n  unless: other: parent")
    (found,) = of_kind(health(small_pack(never)), "void")
    assert "The exception of 1.1 where other is parent releases nothing: it can never hold." in found.message


def test_exception_for_duties_must_change_duties() -> None:
    to_another = "never\n  act: found\n  duty: tell_dsl\n  unless: about: dsl\n    never\n      duty: {}"
    assert of_kind(health(small_pack(clause("one", "1.1", to_another.format("tell_head")))), "void") == []
    assert len(of_kind(health(small_pack(clause("one", "1.1", to_another.format("tell_dsl")))), "void")) == 1
    duties_alone = clause("two", "1.1", "  act: found\n  duty: tell_dsl\n  unless: about: dsl")
    assert of_kind(health(small_pack(duties_alone)), "void") == []


def test_despite_without_effect_is_void() -> None:
    other = clause("other", "1.2", "never\n  act: share\n  other: pupil, parent")
    leave = clause("leave", "1.3", "fine\n  act: share\n  agreed: yes\n  other: pupil\n  despite: ban")
    (found,) = of_kind(health(small_pack(BAN, other, leave)), "void")
    assert found.clauses == ("leave", "other")
    assert found.message.startswith("1.3 says that it goes before 1.1, which releases nothing: 1.2 decides there all the same.")
    assert of_kind(health(small_pack(BAN, other, leave.replace("despite: ban", "despite: ban, other"))), "void") == []


def test_despite_of_a_rule_without_verdict_that_changes_nothing_is_void() -> None:
    nothing = clause("nothing", "1.2", "  act: found\n  duty: keep\n  despite: ban")
    (found,) = of_kind(health(small_pack(BAN, nothing)), "void")
    assert found.message.startswith("1.2 says that it goes before 1.1, which releases nothing: nothing follows from it.")
    stops = clause("stops", "1.1", "  act: found\n  about: me\n  duty: stop")
    assert (
        of_kind(health(small_pack(stops, clause("keeps", "1.2", "  act: found\n  duty: keep\n  despite: stops"))), "void") == []
    )


def test_despite_of_a_dead_rule_is_left_to_the_dead() -> None:
    dead = clause("dead", "1.2", "fine\n  act: share\n  about: me\n  despite: ban\n  unless: about: me")
    report = health(small_pack(BAN, dead))
    assert [one.clauses[0] for one in of_kind(report, "dead")] == ["dead"]
    assert of_kind(report, "void") == []


def test_rule_needs_an_example_that_it_decides() -> None:
    example = "example:: Sam gives a pupil his number.\nact: share · other: pupil → never"
    untested = of_kind(health(small_pack(BAN)), "untested")
    assert [one.clauses for one in untested] == [("ban",)] and not untested[0].serious
    assert "Add a short story that would end differently without it." in untested[0].message
    assert of_kind(health(small_pack(clause("ban", "1.1", "never\n  act: share\n  other: pupil", example))), "untested") == []
    elsewhere = "example:: Sam rings a parent.\nact: contact → silent"
    assert (
        len(of_kind(health(small_pack(clause("ban", "1.1", "never\n  act: share\n  other: pupil", elsewhere))), "untested")) == 1
    )


def test_example_that_leaves_the_deciding_fact_open_still_shows_a_rule() -> None:
    open_example = "example:: Sam gives somebody his number.\nact: share → undecided"
    assert (
        of_kind(health(small_pack(clause("ban", "1.1", "never\n  act: share\n  other: pupil", open_example))), "untested") == []
    )


def test_failing_example_and_broken_invariant_are_serious() -> None:
    wrong = "example:: Sam gives a pupil his number.\nact: share · other: pupil → fine"
    always = "always:: when: act: share\nthen: never"
    report = health(small_pack(clause("ban", "1.1", "never\n  act: share\n  other: pupil", wrong, always)))
    (example,), (invariant,) = of_kind(report, "example"), of_kind(report, "always")
    assert example.unexplained and "this example fails: the verdict is never, not fine." in example.message
    assert invariant.unexplained and invariant.clauses == ("ban",) and "this does not always hold" in invariant.message
    assert (report.rules, report.examples, report.invariants) == (1, 1, 1)


def test_a_way_that_is_named_instead_and_not_allowed_is_serious() -> None:
    told = "never\n  act: share\n  other: pupil\n  instead: Share it with a parent → act: share · other: parent"
    (closed,) = of_kind(health(small_pack(clause("ban", "1.1", told))), "instead")
    assert closed.unexplained and closed.clauses == ("ban",)
    assert "“Share it with a parent” is named instead, but the policy does not allow it" in closed.message
