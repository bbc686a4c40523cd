"""Loopholes: one changed fact that escapes a prohibition."""

from __future__ import annotations

import pytest

from tests.policy.analysis.making import clause, health, small_pack

BAN = clause("ban", "1.1", "never\n  act: share\n  other: pupil\n  detail: number\n  unless: agreed\n    caution")


def test_address_that_slips_past_a_clause_about_numbers_is_found() -> None:
    holes = {(hole.fact, hole.after): hole for hole in health(small_pack(BAN)).loopholes}
    assert set(holes) == {("other", ("parent", "public")), ("detail", ("address",))}
    hole = holes["detail", ("address",)]
    assert (hole.act, hole.clause, hole.before, hole.verdict_before, hole.verdict_after) == (
        "share",
        "ban",
        ("number",),
        "never",
        "silent",
    )
    assert (hole.situations, hole.share, hole.changeable) == (1, 1.0, False)
    assert hole.situation == {"act": "share", "other": "pupil", "detail": "number", "agreed": "no"}
    assert hole.message == (
        "1.1 says “never” to this: act is share; other is pupil; detail is number; agreed is no. With another answer to "
        "“Which detail?”, it would be “the policy does not say”: detail is address."
    )
    assert hole.as_dict()["after"] == ["address"]


def test_what_the_clause_names_as_its_exception_is_no_loophole() -> None:
    assert all(hole.fact != "agreed" for hole in health(small_pack(BAN)).loopholes)


def test_helping_values_are_no_loopholes_and_share_says_how_often() -> None:
    ban = clause("ban", "1.1", "never\n  act: share\n  other: pupil")
    leave = clause("leave", "1.2", "fine\n  act: share\n  other: parent\n  detail: number", "agree\n  act: share\n  agreed: no")
    holes = [hole for hole in health(small_pack(ban, leave)).loopholes if hole.clause == "ban"]
    assert {hole.fact for hole in holes} == {"other"}
    fine = next(hole for hole in holes if hole.verdict_after == "fine")
    assert (fine.before, fine.after, fine.situations, fine.share) == (("pupil",), ("parent",), 1, pytest.approx(1 / 4))
    agree = next(hole for hole in holes if hole.verdict_after == "agree")
    assert (agree.after, agree.situations) == (("parent",), 2) or (agree.after, agree.situations) == (("public",), 2)


def test_silent_ends_come_first() -> None:
    ban = clause("ban", "1.1", "never\n  act: share\n  other: pupil", "fine\n  act: share\n  other: parent")
    ends = [hole.verdict_after for hole in health(small_pack(ban)).loopholes]
    assert ends == ["silent", "fine"]
