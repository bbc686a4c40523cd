"""A whole check-up over made-up archives: every check ends in one state, and nothing is called clear that was not read."""

from __future__ import annotations

import datetime
import io
import re

import pytest

from lanyard.checkup.archive.dialects import load_dialects
from lanyard.checkup.archive.source import Part
from lanyard.checkup.check_up import AGAIN, READING, check_up
from lanyard.checkup.checks import Checks, load_checks
from lanyard.checkup.comparing import ABOUT_PUPILS, find_typed, words_of
from lanyard.checkup.detect.dismissals import Dismissals
from lanyard.checkup.items import Contact, Ref, Relation
from lanyard.checkup.match import read_roll
from lanyard.checkup.report.as_html import as_html
from lanyard.checkup.report.as_json import as_json
from lanyard.checkup.result import State
from tests.checkup.archives import HANDLE, MAKERS, PLANTED, PUPIL, part, with_planted

AT = datetime.datetime(2026, 12, 1, 9, 30, tzinfo=datetime.UTC)
CHECKS = load_checks()


def look(*parts, **settings):
    return check_up(parts, **{"checks": CHECKS, "at": AT, **settings})


def chapters_of(result):
    return {each.check.id: each for each in result.chapters}


@pytest.mark.parametrize("platform", MAKERS)
def test_each_platform_ends_with_every_check_in_one_state_and_files_that_add_up(platform):
    result = look(part(MAKERS[platform]()))
    assert [each.id for each in result.platforms] == [platform]
    assert [each.check.id for each in result.chapters] == list(CHECKS.by_id)
    assert sum(number for _, number in result.files.outcomes) == result.files.members > 0
    for chapter in result.chapters:
        assert (chapter.state is State.FOUND) == (chapter.total > 0)
        assert [each.platform for each in chapter.covers] == [platform]
        if chapter.state is State.NOTHING_FOUND:
            assert all(each.items for each in chapter.covers)
    told = load_dialects()
    assert result.platforms[0].label == next(each.label for each in told if each.id == platform)


def test_what_was_planted_is_found_where_it_stands():
    chapter = chapters_of(look(part(with_planted())))["contact-details"]
    (shown,) = chapter.found
    spans = [shown.finding.text[span.start : span.end] for span in shown.finding.spans]
    assert spans == [PLANTED[1], f"{PLANTED[0]}@example.org"]
    assert (shown.finding.platform, shown.finding.ref.entry, shown.finding.ref.row) == ("x", "data/tweets.js", 0)


def test_findings_are_numbered_through():
    result = look(*(part(make()) for make in MAKERS.values()), names=[PUPIL])
    numbers = [shown.number for chapter in result.chapters for shown in chapter.found]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 5


def test_the_same_archive_gives_the_same_report():
    parts = [part(make()) for make in MAKERS.values()]
    assert as_json(look(*parts, names=[PUPIL])) == as_json(look(*parts, names=[PUPIL]))
    assert as_html(look(*parts)) == as_html(look(*parts))


def test_a_policy_that_does_not_ask_is_not_answered():
    asked = Checks("own", {"profanity": CHECKS.by_id["profanity"]}, CHECKS.urgent)
    result = look(part(with_planted()), checks=asked, names=[PUPIL])
    assert [each.check.id for each in result.chapters] == ["profanity"] and result.total == 0


def test_without_names_nothing_is_said_about_pupils():
    for platform, make in MAKERS.items():
        chapters = chapters_of(look(part(make())))
        for id_ in ABOUT_PUPILS:
            assert chapters[id_].state in (State.NOT_COMPARED, State.NOT_EXPORTED, State.NOT_IN_ARCHIVE), (platform, id_)


@pytest.mark.parametrize("name", [PUPIL, PUPIL.upper(), HANDLE, "Kite, Amber"])
def test_a_pupil_among_contacts_is_found_by_any_form_of_the_name(name):
    result = look(part(MAKERS["snapchat"]()), names=[name])
    found = chapters_of(result)["pupils-among-contacts"]
    assert result.compared == "names"
    assert [HANDLE in shown.finding.who for shown in found.found] == [True]
    assert name in found.found[0].finding.reason


def test_a_conversation_is_with_a_pupil_once_the_contact_is_known():
    named = chapters_of(look(part(MAKERS["snapchat"]()), names=[PUPIL]))
    assert named["boundaries"].total > 0
    other = chapters_of(look(part(MAKERS["snapchat"]()), names=["Nobody Atall"]))
    assert other["boundaries"].total == 0 and other["boundaries"].state is not State.NOT_COMPARED


def test_messages_are_read_a_second_time_only_where_there_are_names():
    told = []
    look(part(MAKERS["snapchat"]()), progress=lambda done, total, words: told.append((done, total, words)))
    assert {words for _, _, words in told} == {READING}
    assert all(0 <= done <= total for done, total, _ in told)
    look(part(MAKERS["snapchat"]()), names=[PUPIL], progress=lambda done, total, words: told.append((done, total, words)))
    assert {words for _, _, words in told} == {READING, AGAIN}


def test_numbers_in_the_place_of_names_are_not_called_compared():
    cover = chapters_of(look(part(MAKERS["x"]()), names=["Nobody Atall"]))["pupils-among-contacts"]
    assert cover.state is not State.NOTHING_FOUND
    assert re.search(r"could not be compared|numbers in the place of names", " ".join(cover.covers[0].words))


ROLL = f"Forename,Surname,Year,Parent name\n{PUPIL.replace(' ', ',')},4,Nobody Atall\nQuill,Ashworthy,5,\n,Nameless,5,\n"


def test_pupils_on_a_roll_are_looked_for_by_name_with_how_common_it_is():
    result = look(part(MAKERS["snapchat"]()), roll=read_roll(ROLL, at=AT))
    chapters = chapters_of(result)
    (shown,) = chapters["pupils-among-contacts"].found
    assert HANDLE in shown.finding.who and PUPIL in shown.finding.reason
    assert "nobody else on this roll has this name" in shown.finding.reason
    assert chapters["boundaries"].total > 0, "the conversation is known to be with a pupil"
    assert result.compared == "roll" and any("no whole name" in each for each in result.alarms)


def test_families_are_compared_only_with_a_roll_that_has_them():
    without = chapters_of(look(part(MAKERS["snapchat"]()), roll=read_roll("Name\nQuill Ashworthy\n", at=AT)))
    assert without["families-among-contacts"].state is State.NOT_COMPARED
    assert without["pupils-among-contacts"].state is not State.NOT_COMPARED
    parents = ROLL.replace("Nobody Atall", PUPIL).replace(PUPIL.replace(" ", ","), "Ember,Ashworthy")
    chapter = chapters_of(look(part(MAKERS["snapchat"]()), roll=read_roll(parents, at=AT)))["families-among-contacts"]
    assert chapter.state is State.FOUND and "a parent or carer" in chapter.found[0].finding.reason


def test_who_wrote_to_a_pupil_on_the_roll_is_told_apart_from_contacts():
    result = look(part(MAKERS["reddit"]()), roll=read_roll(ROLL, at=AT), names=[HANDLE])
    assert result.compared == "names and roll"
    found = chapters_of(result)["messages-with-pupils"].found
    assert [each.finding.who for each in found] == [HANDLE]


@pytest.mark.parametrize(
    ("name", "handle", "likely"),
    [("Ambs Kite", "", True), ("", "amberkite09", True), ("Sam Whitcombe", "", False), ("Amber Stone", "", False)],
)
def test_nicknames_and_handles_that_run_together_are_the_same_name(name, handle, likely):
    contact = Contact(Ref(0, "friends.json", 0), Relation.FRIEND, name, handle)
    found = find_typed([PUPIL], [contact])
    assert bool(found) is likely
    assert not any("roll" in each.reason for each in found.values()), "there is none"


def test_families_are_not_compared_with_names_of_pupils():
    chapter = chapters_of(look(part(MAKERS["snapchat"]()), names=[PUPIL]))["families-among-contacts"]
    assert chapter.state is State.NOT_COMPARED


def test_what_was_set_aside_is_counted_and_not_shown():
    aside = Dismissals()
    before = look(part(with_planted()))
    aside.add(chapters_of(before)["contact-details"].found[0].finding)
    after = chapters_of(look(part(with_planted()), set_aside=aside))["contact-details"]
    assert (after.total, after.set_aside, after.found) == (0, 1, ())
    assert aside.covers(chapters_of(before)["contact-details"].found[0].finding)


def test_photographs_are_never_looked_at():
    assert chapters_of(look(part(MAKERS["x"]())))["photos"].state is State.NOT_EXAMINED


def test_a_part_that_is_refused_says_why_and_nothing_is_clear():
    broken = Part("broken.zip", lambda: io.BytesIO(b"PK\x03\x04 and no more"))
    result = look(part(MAKERS["x"]()), broken)
    assert "Download it again" in result.parts[1].advice
    assert State.NOTHING_FOUND not in {each.state for each in result.chapters}


def test_what_is_no_archive_has_no_platform_and_no_check_is_made():
    result = look(Part("shopping.txt", lambda: io.BytesIO(b"eggs, flour")))
    assert result.platforms == () and result.parts[0].advice
    assert {each.state for each in result.chapters} <= {State.NOT_IN_ARCHIVE, State.NOT_EXAMINED}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Amber Kite", {"amber", "kite"}),
        ("amber_k9", {"amber", "k"}),
        ("AmberKite", {"amber", "kite"}),
        ("Zoë", {"zoe"}),
        ("1", set()),
    ],
)
def test_names_fall_into_words(name, words):
    assert words_of(name) == words
