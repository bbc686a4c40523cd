"""Welton's policy is sound, and each of its twelve known contradictions comes back when its reading is taken out.

A reading stands for something in the policy: a ``despite``, a setting, a way to choose. Both go.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from lanyard.policy.analysis import Finding, Health, Registers
from lanyard.policy.contacts import load_contacts
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import find_pack, load_sources, read_sources
from lanyard.policy.platforms import load_catalogue
from tests.policy.analysis.making import health

pytestmark = pytest.mark.exhaustive

WELTON = find_pack("welton")
Edit = tuple[str, str, str]


@cache
def registers(folder: Path = WELTON) -> Registers:
    """Welton's registers, on the day on which they were written."""
    return Registers(
        law=load_law_register(folder / "law.toml"),
        contacts=load_contacts(folder / "contacts.toml"),
        platforms=load_catalogue(folder / "platforms.toml"),
        on=dt.date(2026, 11, 22),
    )


def check(*edits: Edit, without_reading: int = 0) -> Health:
    """The health of Welton's policy without a reading, and with texts of its files changed."""
    sources = read_sources("welton")
    if without_reading:
        block = re.compile(rf"```reading\nnumber: {without_reading}\n.*?\n```\n", re.DOTALL)
        sources["policy.md"], times = block.subn("", sources["policy.md"])
        assert times == 1
    for file, before, after in edits:
        assert before in sources[file], f"{file} no longer says “{before}”"
        sources[file] = sources[file].replace(before, after)
    return health(load_sources(sources, name="edited"), registers())


def found(report: Health, kind: str, *clauses: str) -> Finding:
    """The unexplained finding of a kind about some clauses."""
    wanted = [one for one in report.unexplained if one.kind == kind and set(clauses) <= {*one.clauses, *one.names}]
    assert wanted, [(one.kind, one.clauses, one.names) for one in report.unexplained]
    return wanted[0]


def after(clause: str, before: str, then: str) -> Edit:
    """A change of the first such text after a clause's heading."""
    text = read_sources("welton")["policy.md"]
    start = text.index(f"{{#{clause}}}")
    place = text.index(before, start)
    return ("policy.md", text[start : place + len(before)], text[start:place] + then)


def test_every_finding_of_welton_is_explained() -> None:
    report = check()
    assert [(one.kind, one.clauses, one.message) for one in report.unexplained] == []
    assert report.ok and all(one.kind in ("contact", "law", "interests", "gap", "shadowed") for one in report.notices)
    assert all(gap.known for gap in report.gaps), "every silence that is left is one that governors know of"


def test_earlier_version_of_welton_is_explained_too() -> None:
    assert health(load_sources(read_sources("welton/earlier/2025"), name="2025"), registers()).unexplained == ()


NO_EXCEPTION = ("policy.md", "      despite: personal-numbers, personal-email, no-personal-details\n", "")


def test_1_exception_of_the_contact_agreement_without_its_despite() -> None:
    report = check(NO_EXCEPTION, without_reading=1)
    one = found(report, "contradiction", "contact-agreement", "no-personal-details")
    assert one.message.startswith("2.5.6 says that this is fine, and 2.5.3 says “never”, in ")
    assert "the stricter answer stands. For example: giving out your own contact details; a pupil;" in one.message
    assert found(report, "monotonicity", "no-personal-details").message.startswith("It should only ever help that")


def test_1_despite_alone_cannot_be_taken_out_unnoticed() -> None:
    report = check(NO_EXCEPTION)
    assert not report.ok and found(report, "contradiction", "contact-agreement", "no-personal-details")
    assert found(report, "example", "contact-agreement")


@pytest.mark.parametrize("without_reading", [0, 2])
def test_2_keeping_evidence_against_leaving_it_alone(without_reading: int) -> None:
    report = check(("policy.md", "  despite: keep-evidence, wishes", "  despite: wishes"), without_reading=without_reading)
    one = found(report, "duties", "indecent-images", "keep-evidence")
    assert one.message.startswith("2.7.1 and 2.8.3 together ask for things that nobody can do together: “Stop.")
    assert "being attacked, mocked or impersonated online" in one.told


def test_3_choice_about_the_police_against_telling_them() -> None:
    report = check(("policy.md", "  despite: keep-evidence, wishes, ", "  despite: keep-evidence, "), without_reading=3)
    one = found(report, "duties", "indecent-images-found", "wishes")
    assert one.message.startswith(
        "2.7.4 and 2.8.5 together ask for things that nobody can do together: “Make sure the police are told”"
    )


def test_4_list_that_the_law_asks_for_against_a_profile_without_school() -> None:
    one = found(check(("policy.md", "  despite: work-in-profile\n", ""), without_reading=4), "contradiction", "work-in-profile")
    assert one.message.startswith("1.1.3 says that this is fine, and 2.3.11 says “never”") and one.clauses[0] == "legal-basis"


def test_5_safeguarding_lead_who_looks_at_a_page() -> None:
    one = found(check(("policy.md", "  despite: pupil-pages\n", ""), without_reading=5), "contradiction", "pupil-pages")
    assert one.message.startswith("1.1.2 says that this is fine, and 2.3.6 says “never”")
    assert "as the designated safeguarding lead" in one.told


def test_6_council_written_out() -> None:
    edit = after("allegations-online", "{council}", "Bath & North East Somerset Council")
    one = found(check(edit, without_reading=6), "wording", "allegations-online")
    assert one.message.startswith("2.3.8 writes out “Bath & North East Somerset”. Write {council} instead")


def test_7_head_teacher_told_about_the_head_teacher() -> None:
    edit = after(
        "indecent-images-found", "  about: dsl, adult, pupil, outsider, not_known\n  duty: tell_head now", "  duty: tell_head now"
    )
    one = found(check(edit, without_reading=7), "interests", "indecent-images-found", "tell_head")
    assert "2.7.4 says “Tell the head teacher”, also when the matter is about the head teacher." in one.message
    assert one.situation is not None and one.situation["about"] == "head"


def test_7_head_teacher_who_departs_or_declares() -> None:
    """1.1.2 and 2.6.2 ask for the asker's own account: only the asker's role tells that it would go to themselves."""
    report = check(("duties.toml", 'addressee = "head_or_chair"', 'addressee = "head"'), without_reading=7)
    told = {one.clauses[0]: one.message for one in report.notices if one.kind == "interests" and one.clauses}
    for clause, number in (("professional-judgement", "1.1.2"), ("circles-with-parents", "2.6.2")):
        assert told[clause].startswith(f"{number} says “Tell the head teacher")
        assert "also when the head teacher is the one who asks." in told[clause]


def test_8_hr_or_the_lado() -> None:
    choose = re.search(r"^choose = .*\n", read_sources("welton")["duties.toml"], re.MULTILINE)
    assert choose is not None
    one = found(check(("duties.toml", choose.group(0), ""), without_reading=8), "choice", "seek_advice")
    assert one.message.startswith("2.7.5 leaves a choice open: “Ask Schools' HR or the LADO what to do”.")


def test_9_employees_staff_and_adults() -> None:
    report = check(without_reading=9)
    clauses = {one.clauses[0] for one in report.unexplained if one.kind == "binding"}
    assert clauses == {"pupil-pages", "confidential", "allegations-online", "work-in-profile", "circles-with-parents"}
    assert "A volunteer, a governor" in found(report, "binding", "confidential").message


def test_10_what_the_policy_does_not_cover() -> None:
    report = check(without_reading=10)
    assert "The policy does not speak about using an AI tool" in found(report, "gap").message
    unknown = {gap.act for gap in report.gaps if not gap.known}
    assert {"use_ai", "school_account", "take_image", "contact", "bring_device", "online_lesson"} <= unknown


def test_11_counselling_line_of_unknown_age() -> None:
    one = found(check(without_reading=11), "contact", "support")
    assert one.message.startswith("Under 2.8.4, people are sent to this contact:") and "Nobody has checked" in one.message


def test_12_closed_networks_and_repealed_acts() -> None:
    report = check(without_reading=12)
    assert found(report, "platform", "services").message.startswith("2.1.1 names Bebo and MySpace, which have closed")
    law = found(report, "law", "telecommunications-1984")
    assert "A.9 cites the Telecommunications Act 1984, which is no longer in force" in law.message


def test_registers_grow_old() -> None:
    aged = Registers(**{name: getattr(registers(), name) for name in ("law", "contacts", "platforms")}, on=dt.date(2028, 1, 1))
    report = health(load_sources(read_sources("welton"), name="welton"), aged)
    assert {one.kind for one in report.unexplained} == {"law", "contact"}
