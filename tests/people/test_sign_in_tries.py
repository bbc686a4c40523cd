"""The lock on a sign-in name: after a few tries, the same for names that nobody has, undone with a trace."""

from __future__ import annotations

import datetime

import pytest

from lanyard.people import actions
from lanyard.people.actions.sign_in_tries import TRIES, Kind, begin_try, forget_old_tries, forgive_tries
from lanyard.people.models import SignInTries
from lanyard.records.models import Event
from tests.people.cast import AT, make_adult, make_school

MINUTE = datetime.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def tries(name: str, count: int, *, at=AT, kind=Kind.PASSWORD) -> list[bool]:
    return [begin_try(of=name, kind=kind, at=at) for _ in range(count)]


@pytest.mark.parametrize("name", ["somebody@example.org", "nobody.at.all", " SomeBody@Example.org "])
def test_the_sixth_try_is_refused_whoever_it_is(name):
    assert tries(name, TRIES + 2) == [True] * TRIES + [False, False]


def test_a_lock_ends_by_itself_and_each_is_longer():
    at, lengths = AT, []
    for _ in range(8):
        assert all(tries("sam", TRIES, at=at))
        until = SignInTries.objects.get().locked_until
        assert not begin_try(of="sam", at=until - MINUTE)
        lengths.append((until - at) / MINUTE)
        at = until
    assert lengths == [15, 30, 60, 120, 240, 480, 720, 720]


def test_after_a_quiet_day_the_first_lock_is_short_again():
    tries("sam", TRIES)
    later = AT + datetime.timedelta(days=2)
    tries("sam", TRIES, at=later)
    assert SignInTries.objects.get().locked_until == later + 15 * MINUTE


def test_tries_far_apart_do_not_add_up():
    assert all(begin_try(of="sam", at=AT + number * 16 * MINUTE) for number in range(30))


def test_who_proves_who_they_are_is_forgiven():
    tries("sam", TRIES - 1)
    forgive_tries(of="sam")
    assert all(tries("sam", TRIES))


def test_what_is_guessed_at_is_counted_apart():
    sam = make_adult(make_school(), "Sam Whitcombe")
    tries(str(sam.account.pk), TRIES + 1)
    assert begin_try(of=str(sam.account.pk), kind=Kind.SECOND_FACTOR, at=AT)


def test_names_that_were_typed_cannot_be_read_back():
    tries("a password typed by mistake", 1)
    assert "password" not in str(vars(SignInTries.objects.get()))


def test_a_lock_is_undone_with_a_trace():
    school = make_school()
    head, sam = make_adult(school, "Priya Hartwell", "head"), make_adult(school, "Sam Whitcombe")
    for kind, of in ((Kind.PASSWORD, sam.account.sign_in_name), (Kind.SECOND_FACTOR, str(sam.account.pk))):
        tries(of, TRIES, kind=kind)
    assert actions.unlock_sign_in(adult=sam, by=head.account, at=AT)
    assert begin_try(of=sam.account.sign_in_name, at=AT)
    event = Event.objects.filter(kind="sign-in unlocked").get()
    assert (event.by_id, event.about) == (head.account.pk, {"adult": sam.pk})
    assert not actions.unlock_sign_in(adult=sam, by=head.account, at=AT)


def test_what_counts_no_longer_is_removed():
    tries("sam", TRIES)
    assert forget_old_tries(at=AT + datetime.timedelta(hours=23)) == 0
    assert forget_old_tries(at=AT + datetime.timedelta(days=2)) == 1
