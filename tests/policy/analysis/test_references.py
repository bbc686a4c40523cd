"""What has grown old around a policy."""

from __future__ import annotations

import datetime as dt

from lanyard.policy.analysis import Registers
from lanyard.policy.contacts import Contact, ContactBook
from lanyard.policy.law import Law, LawRegister
from lanyard.policy.platforms import Catalogue, Former
from lanyard.policy.registers import Source
from tests.policy.analysis.making import DUTIES, clause, health, of_kind, small_pack

TODAY = dt.date(2026, 11, 22)
LONG_AGO = dt.date(2025, 1, 7)
BAN = "never\n  act: share"


def law(id_: str, status: str = "in_force", replaced_by: tuple[str, ...] = (), checked: dt.date | None = TODAY) -> Law:
    """An Act whose one source was read on a day, or that has no source."""
    sources = (Source("example.org", "all", checked),) if checked else ()
    return Law(id_, f"{id_} Act", id_, ("1",), status, replaced_by, "Card.", "", (), sources, True, ())


def contact(checked: dt.date | None, *, verified: bool = True, local: bool = False) -> Contact:
    """The contact that “tell the safeguarding lead” names."""
    sources = (Source("example.org", "all", checked),) if checked and not local else ()
    unverified = () if verified else ("The hours.",)
    confirmed = checked if local else None
    return Contact(
        "lead", "The lead", "", "01632 960000", "", "", "Always", "", local, False, verified, unverified, sources, confirmed
    )


def citing(*acts: Law, cited: str, on: dt.date | None = TODAY) -> list[tuple[bool, str, tuple[str, ...]]]:
    """What is found when a clause cites Acts."""
    registers = Registers(law=LawRegister(acts, "somebody"), on=on)
    pack = small_pack(clause("ban", "1.1", BAN, law=cited))
    return [(one.serious, one.message, one.names) for one in of_kind(health(pack, registers), "law")]


def test_repealed_act_needs_what_replaced_it() -> None:
    old, new = law("old", "repealed", ("new",)), law("new")
    assert citing(old, new, cited="old") == [
        (True, "1.1 cites the old Act, which is no longer in force, and does not cite what replaced it: new Act.", ("old",))
    ]
    assert citing(old, new, cited="old, new") == []
    assert citing(law("gone", "repealed"), cited="gone") == [
        (True, "1.1 cites the gone Act, which is no longer in force.", ("gone",))
    ]


def test_partly_repealed_act_is_a_notice() -> None:
    part, new = law("part", "part_repealed", ("new",)), law("new")
    assert citing(part, new, cited="part") == [
        (False, "1.1 cites the part Act, which is partly repealed, and does not cite what replaced it: new Act.", ("part",))
    ]


def test_act_outside_the_register_and_act_long_unchecked_are_serious() -> None:
    assert citing(law("known"), cited="unknown") == [
        (True, "1.1 cites “unknown”, which is not in the law register.", ("unknown",))
    ]
    stale = (True, "The stale Act, cited by 1.1, was last checked on 7 January 2025.", ("stale",))
    assert citing(law("stale", checked=LONG_AGO), law("idle", checked=LONG_AGO), cited="stale") == [stale]
    assert citing(law("bare", checked=None), cited="bare") == [
        (True, "The bare Act, cited by 1.1, has never been checked.", ("bare",))
    ]
    assert citing(law("stale", checked=LONG_AGO), cited="stale", on=None) == []


def test_reading_that_names_the_act_settles_it() -> None:
    registers = Registers(law=LawRegister((law("old", "repealed"),), "somebody"), on=TODAY)
    reading = clause("note", "1.2", "reading:: settles: law old\ndecision: It stays.\nbasis: suggested")
    (found,) = of_kind(health(small_pack(clause("ban", "1.1", BAN, law="old"), reading), registers), "law")
    assert found.settled_by == "The reading at 1.2: It stays."


def test_closed_network_in_the_prose_is_told() -> None:
    registers = Registers(
        platforms=Catalogue((), (Former("Bebo", "x", ""), Former("Google+", "x", ""), Former("Vine", "x", "")), {})
    )

    def messages(prose: str) -> list[str]:
        return [one.message for one in of_kind(health(small_pack(clause("ban", "1.1", BAN, prose=prose)), registers), "platform")]

    assert messages("Networks such as Bebo and Google+.")[0].startswith(
        "1.1 names Bebo and Google+, which have closed or changed name."
    )
    assert messages("Vine and the like.")[0].startswith("1.1 names Vine, which has closed or changed name.")
    assert messages("A vine on the wall. Beboppers.") == []


def about_lead(one: Contact | None, on: dt.date | None = TODAY) -> list[tuple[bool, str, tuple[str, ...]]]:
    """What is found of the contact that a clause's duty names."""
    registers = Registers(contacts=ContactBook((one,) if one else ()), on=on)
    pack = small_pack(clause("telling", "1.1", "caution\n  act: found\n  about: adult\n  duty: tell_dsl"))
    return [(found.serious, found.message, found.names) for found in of_kind(health(pack, registers), "contact")]


def test_contact_must_be_there_and_checked_within_a_year() -> None:
    assert about_lead(None) == [(True, "Under 1.1, people are sent to “lead”, which is not in the list of contacts.", ("lead",))]
    never = "Under 1.1, people are sent to this contact: The lead. Nobody has checked that it answers."
    assert about_lead(contact(None)) == [(True, never, ("lead",))]
    stale = "Under 1.1, people are sent to this contact: The lead. It was last checked on 7 January 2025, more than a year ago."
    assert about_lead(contact(LONG_AGO)) == [(True, stale, ("lead",))]
    assert about_lead(contact(LONG_AGO), on=None) == []
    assert about_lead(contact(TODAY)) == []


def test_contact_verified_in_part_is_a_notice_unless_the_school_confirmed_it() -> None:
    part = "Under 1.1, people are sent to this contact: The lead. Not all of it is verified: The hours."
    assert about_lead(contact(TODAY, verified=False)) == [(False, part, ("lead",))]
    assert about_lead(contact(TODAY, verified=False, local=True)) == []


def test_contact_of_a_duty_that_no_clause_sets_is_left_alone() -> None:
    registers = Registers(contacts=ContactBook(()), on=TODAY)
    assert of_kind(health(small_pack(clause("ban", "1.1", BAN)), registers), "contact") == []
    assert "tell_dsl" in DUTIES
