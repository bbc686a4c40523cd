"""Codes that let somebody in once: single use, few tries, an end, and nothing readable in the database."""

from __future__ import annotations

import datetime
import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lanyard.people import actions
from lanyard.people.actions.sign_in_codes import ALPHABET, LENGTH, TRIES, use_sign_in_code
from lanyard.people.models import Account, Adult, Ending, SignInCode
from lanyard.records.models import Event, Job
from tests.people.cast import AT, TODAY, make_adult, make_school

HOUR = datetime.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school) -> Adult:
    return make_adult(school, "Priya Hartwell", "head")


@pytest.fixture
def sam(school) -> Adult:
    return make_adult(school, "Sam Whitcombe")


def issue(adult: Adult, *, by: Account | None = None, at=AT, **more) -> str:
    return actions.issue_sign_in_code(adult=adult, by=by, at=at, **more).words


def use(adult: Adult, words: str, *, at=AT) -> Account | None:
    return use_sign_in_code(sign_in_name=adult.account.sign_in_name, words=words, at=at)


def test_a_code_has_more_chance_than_anybody_can_try():
    assert LENGTH * math.log2(len(set(ALPHABET))) >= 40
    assert len(set(ALPHABET)) == len(ALPHABET) == 32


def test_a_code_lets_in_once(sam, head):
    words = issue(sam, by=head.account)
    assert use(sam, words) == sam.account
    assert use(sam, words) is None
    assert SignInCode.objects.get().ending == Ending.USED
    assert [event.kind for event in Event.objects.order_by("pk")][-2:] == ["sign-in code issued", "sign-in code used"]


@pytest.mark.parametrize("typed", [str.lower, lambda words: words.replace("-", ""), lambda words: f" {words.replace('-', ' ')} "])
def test_a_code_is_read_as_people_type_it(typed, sam):
    assert use(sam, typed(issue(sam))) == sam.account


def test_letters_that_look_like_numbers_are_read_as_numbers(sam):
    words = issue(sam)
    assert use(sam, words.replace("0", "O").replace("1", "l")) == sam.account


def test_a_code_does_not_stand_in_the_database(sam):
    words = issue(sam)
    kept = " ".join(str(vars(row)) for model in (SignInCode, Event, Job) for row in model.objects.all())
    assert words not in kept
    assert words.replace("-", "") not in kept


def test_five_wrong_tries_end_a_code(sam):
    words = issue(sam)
    for _ in range(TRIES):
        assert use(sam, "0" * LENGTH) is None
    assert use(sam, words) is None
    assert SignInCode.objects.get().ending == Ending.GUESSED_AT


def test_a_code_ends_after_two_days(sam):
    words = issue(sam)
    assert use(sam, words, at=AT + 48 * HOUR) is None
    assert use(sam, words, at=AT + 48 * HOUR - datetime.timedelta(seconds=1)) == sam.account


def test_a_code_ends_with_the_last_day(school):
    owen = make_adult(school, "Owen Fairbairn", group="supply", ends_on=TODAY)
    words = issue(owen)
    midnight = SignInCode.objects.get().expires_at
    assert (midnight.hour, midnight.minute, midnight.date()) == (0, 0, TODAY + datetime.timedelta(days=1))
    assert use(owen, words, at=midnight) is None


def test_a_code_for_somebody_who_starts_next_week_lasts_from_then(school):
    monday = TODAY + datetime.timedelta(days=7)
    issue(make_adult(school, "Marek Zielin", starts_on=monday))
    assert SignInCode.objects.get().expires_at.date() == monday + datetime.timedelta(days=2)


def test_a_new_code_ends_the_one_before_it(sam):
    first, second = issue(sam), issue(sam)
    assert use(sam, first) is None
    assert use(sam, second) == sam.account


def test_a_code_opens_only_the_account_it_names(sam, head):
    words = issue(sam)
    assert use(head, words) is None
    assert use_sign_in_code(sign_in_name="nobody@example.org", words=words, at=AT) is None
    assert use(sam, words) == sam.account


def test_supply_need_a_last_day_before_they_can_sign_in(school):
    owen = make_adult(school, "Owen Fairbairn", group="supply")
    with pytest.raises(ValidationError, match="last day"):
        issue(owen)


def test_nobody_issues_a_code_for_themselves(head):
    with pytest.raises(ValidationError, match="Somebody else"):
        issue(head, by=head.account)


@pytest.mark.parametrize("hours", [0, -1, 14 * 24 + 1])
def test_a_code_lasts_neither_no_time_nor_for_ever(hours, sam):
    with pytest.raises(ValidationError, match="hours"):
        issue(sam, hours=hours)


def test_there_is_no_code_for_somebody_who_left(school):
    left = make_adult(school, "Leah Morrow", ends_on=TODAY - datetime.timedelta(days=1))
    with pytest.raises(ValidationError, match="ended"):
        issue(left)


def test_the_mail_about_a_code_is_asked_for_by_numbers_only(sam):
    sam.account.email = "sam@example.org"
    sam.account.save()
    words = issue(sam, tell=True)
    (job,) = Job.objects.all()
    assert set(job.payload) == {"account", "about", "of"}
    assert words not in str(job.payload) + job.key


class EveryOrder(TestCase):
    """However codes are issued, used, withdrawn and guessed at: one code, one entry."""

    @given(st.lists(st.sampled_from(["issue", "use", "use old", "guess", "withdraw", "wait"]), max_size=14))
    def test_no_code_opens_twice(self, steps):
        sam, at = make_adult(make_school(), "Sam Whitcombe"), AT
        current, old, opened = None, [], []
        for step in steps:
            if step == "issue":
                old += [current] if current else []
                current = issue(sam, at=at)
            elif step in {"use", "use old"}:
                words = current if step == "use" else next(iter(old), None)
                if words and use(sam, words, at=at):
                    assert words == current
                    opened.append(words)
            elif step == "guess":
                assert use(sam, "ZZZZ-ZZZZ-ZZZZ", at=at) is None
            elif step == "withdraw":
                actions.withdraw_sign_in_codes(account=sam.account, by=None, at=at)
            else:
                at += 20 * HOUR
        assert len(opened) == len(set(opened))
        assert SignInCode.objects.filter(account=sam.account, ended_at__isnull=True).count() <= 1
        assert SignInCode.objects.filter(ending=Ending.USED).count() == len(opened)
