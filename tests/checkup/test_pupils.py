"""The people of an archive: kept by name, within bounds, and told apart by platform."""

from __future__ import annotations

import pytest

from lanyard.checkup.items import Contact, Message, Ref, Relation
from lanyard.checkup.pupils import Acquaintances

REF = Ref(0, "messages/<name>/message_<n>.json", 0)
OSWIN = Contact(REF, Relation.FRIEND, "Oswin Medlar", "oswin_m")


def message(text="Hello", sender="Robin Teal", own=True, others=("Oswin Medlar",), row=0):
    return Message(REF._replace(row=row), text, "thread", sender, own, others=others)


def test_contacts_and_people_of_conversations_are_kept_once():
    people = Acquaintances()
    for item in (
        OSWIN,
        OSWIN._replace(ref=REF._replace(row=9)),
        message(),
        message(row=1),
        message(own=False, sender="Ann Other"),
    ):
        people.add("facebook", item)
    assert [(contact.relation, contact.name) for _, contact in people.of()] == [
        (Relation.FRIEND, "Oswin Medlar"),
        (Relation.CHAT, "Oswin Medlar"),
        (Relation.CHAT, "Ann Other"),
    ]
    assert people.count("facebook") == 3 and people.count("x") == 0


def test_the_owner_is_nobodys_acquaintance():
    people = Acquaintances()
    people.add("facebook", message(others=()))
    assert list(people.of()) == []


@pytest.mark.parametrize("name", ["Oswin Medlar", " oswin  medlar", "@OSWIN_M"])
def test_a_conversation_is_with_a_pupil_however_the_platform_names_them(name):
    people = Acquaintances()
    assert not people.is_with_pupil("facebook", message(others=(name,)))
    people.mark("facebook", OSWIN)
    assert people.is_with_pupil("facebook", message(others=("Ann Other", name)))
    assert people.is_with_pupil("facebook", message(own=False, sender=name, others=()))


def test_a_namesake_on_another_platform_and_ones_own_name_are_no_pupil():
    people = Acquaintances()
    people.mark("facebook", OSWIN)
    assert not people.is_with_pupil("x", message())
    assert not people.is_with_pupil("facebook", message(sender="Oswin Medlar", own=True, others=()))


def test_so_many_people_are_kept_and_the_rest_is_counted():
    people = Acquaintances(most=2)
    for number in range(5):
        people.add("x", OSWIN._replace(name=f"Person {number}"))
    assert len(list(people.of())) == 2 and people.left_out == 3


def test_what_an_archive_says_of_a_person_beside_the_name_is_not_kept():
    people = Acquaintances()
    people.add("facebook", message("Do not tell anybody of the quincelane"))
    assert "quincelane" not in repr(list(people.of()))


@pytest.mark.parametrize(
    ("told", "comparable"),
    [({"name": "Oswin"}, True), ({"handle": "oswin_m"}, True), ({"email": "o@example.org"}, True), ({"name": "12345"}, False),
     ({"id": "12345"}, False), ({"phone": "07700 900123"}, False), ({}, False)],
)  # fmt: skip
def test_numbers_alone_cannot_be_compared_with_a_name(told, comparable):
    contact = Contact(REF, Relation.FOLLOWER, **told)
    people = Acquaintances()
    people.add("x", contact)
    assert people.nameless("x") == (not comparable)
