"""Nothing is called checked that was not read: a file that could not be read shows in every check that needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.coverage import Covered, cover, cover_clauses, join_states
from lanyard.checkup.archive.dialects import load_dialects
from lanyard.checkup.archive.outcomes import UNREAD, Outcome
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.archive.source import Part
from lanyard.checkup.checks import load_checks
from lanyard.checkup.items import Evidence
from lanyard.checkup.result import State

from . import packing
from .files import opener, raw
from .test_reading import AT, KNOWN, MEMBERS

CHECKS = load_checks()
DIALECTS = {each.id: each for each in load_dialects()}


def covered(*parts: Part, found: dict[str, list[str]] | None = None) -> dict[str, Covered]:
    """How far each check could be made on an archive."""
    with open_archive(parts) as archive:
        for _ in read(archive, at=AT):
            pass
        return {each.check: each for each in cover(CHECKS, archive, found or {})}


def needing(kind: Evidence) -> list[str]:
    """The checks that look at a kind of evidence."""
    return [each.id for each in CHECKS.by_id.values() if kind in each.evidence and each.examined]


def test_every_check_is_told_of_for_every_platform():
    told = covered(packing.zipped(KNOWN["x"], "1.zip"), packing.zipped(KNOWN["reddit"], "2.zip"))
    assert list(told) == list(CHECKS.by_id)
    assert all({each.platform for each in one.covers} == {"x", "reddit"} for one in told.values())


def test_what_was_read_whole_is_nothing_found_with_counts_and_days():
    told = covered(packing.zipped(KNOWN["tiktok"]))["privacy-settings"]
    (on_tiktok,) = told.covers
    assert told.state is on_tiktok.state is State.NOTHING_FOUND
    assert on_tiktok.items > 3 and on_tiktok.level == "S" and not on_tiktok.words


def test_what_was_found_is_found_on_that_platform_alone():
    told = covered(
        packing.zipped(KNOWN["x"], "1.zip"), packing.zipped(KNOWN["reddit"], "2.zip"), found={"profanity": ["reddit"]}
    )["profanity"]
    states = {each.platform: each.state for each in told.covers}
    assert told.state is states["reddit"] is State.FOUND and states["x"] is not State.FOUND


def test_pictures_are_not_examined_by_design():
    told = covered(packing.zipped(KNOWN["x"]))["photos"]
    assert {told.state, *(each.state for each in told.covers)} == {State.NOT_EXAMINED}


def test_what_a_platform_never_gives_is_told_with_why():
    (on_linkedin,) = covered(packing.zipped(KNOWN["linkedin"]))["privacy-settings"].covers
    assert on_linkedin.state is State.NOT_EXPORTED
    assert on_linkedin.words == (DIALECTS["linkedin"].evidence[Evidence.PRIVACY].words,)


def test_what_is_not_in_this_archive_is_told_with_the_box_to_tick():
    few = {path: content for path, content in KNOWN["linkedin"].items() if path != "Invitations.csv"}
    (on_linkedin,) = covered(packing.zipped(few))["contact-requests"].covers
    assert on_linkedin.state is State.NOT_IN_ARCHIVE
    assert on_linkedin.words == (DIALECTS["linkedin"].evidence[Evidence.REQUESTS].words,)


def test_without_the_list_that_matters_most_a_check_is_made_in_part():
    few = {path: content for path, content in KNOWN["linkedin"].items() if path != "Connections.csv"}
    (on_linkedin,) = covered(packing.zipped(few))["pupils-among-contacts"].covers
    assert on_linkedin.state is State.IN_PART
    assert on_linkedin.words == (DIALECTS["linkedin"].evidence[Evidence.CONTACTS].words,)


def test_an_archive_of_no_platform_clears_nothing():
    told = covered(packing.zipped({"a.json": [1]}))
    assert {each.state for each in told.values()} == {State.NOT_IN_ARCHIVE, State.NOT_EXAMINED}
    assert {each.state for each in covered().values()} == {State.NOT_IN_ARCHIVE, State.NOT_EXAMINED}


def test_an_archive_that_was_not_read_to_its_end_clears_nothing():
    with open_archive([packing.zipped(KNOWN["tiktok"])]) as archive:
        next(read(archive, at=AT))
        assert State.NOTHING_FOUND not in {each.state for each in cover(CHECKS, archive, {})}


@pytest.mark.parametrize("platform", KNOWN)
@pytest.mark.parametrize("broken", [b"\0\xff broken", b'{"zz": [1, 2, 3]}', b"aa,bb\n1,2\n"], ids=["bytes", "shape", "columns"])
def test_a_file_that_cannot_be_read_shows_in_every_check_that_needs_it(platform, broken):
    with open_archive([packing.zipped(KNOWN[platform])]) as archive:
        kinds = {each.path: each.feature.evidence for each in archive.routed if each.feature and each.feature.evidence}
    for path, evidence in kinds.items():
        told = covered(packing.zipped({**KNOWN[platform], path: broken}))
        for kind in evidence:
            assert all(told[check].state is not State.NOTHING_FOUND for check in needing(kind)), path


def test_a_locked_file_shows_in_every_check_that_needs_it_and_is_told_why():
    data = bytearray(packing.zip_bytes({"user_data.json": KNOWN["tiktok"]["user_data.json"]}))
    data[data.rfind(b"PK\1\2") + 8] |= 1
    told = covered(Part("a.zip", opener(bytes(data))))
    assert {each.state for each in told.values()} <= {State.IN_PART, State.NOT_EXPORTED, State.NOT_EXAMINED}
    assert "One file of privacy settings is locked with a password." in told["privacy-settings"].covers[0].words


@pytest.mark.parametrize("other", ["messages.zip", "chats.7z"])
def test_an_archive_inside_that_was_not_opened_may_hold_anything(other):
    told = covered(packing.zipped({**KNOWN["tiktok"], other: b"PK\3\4..."}))
    assert State.NOTHING_FOUND not in {each.state for each in told.values()}


def test_a_part_that_was_refused_may_hold_anything():
    told = covered(packing.zipped(KNOWN["tiktok"]), Part("cut.zip", opener(b"PK\3\4...")))
    assert State.NOTHING_FOUND not in {each.state for each in told.values()}


def test_messages_that_end_long_before_the_archive_are_checked_in_part():
    told = covered(packing.zipped(KNOWN["x"]))["boundaries"].covers[0]
    assert told.state is State.IN_PART and any("days older than the archive" in word for word in told.words)


def test_many_unknown_files_put_everything_in_doubt():
    strangers = {f"data/new-thing-{number}.js": "window.YTD.new.part0 = [ 1 ]" for number in range(20)}
    told = covered(packing.zipped({**KNOWN["x"], **strangers}))
    assert State.NOTHING_FOUND not in {each.state for each in told.values()}


def test_pages_beside_the_form_that_is_read_clear_nothing_that_only_they_hold():
    pages = {"html/friends.html": "<html></html>", "html/chat_history.html": "<html></html>"}
    only = covered(packing.zipped(pages))["boundaries"].covers[0]
    assert only.state is not State.NOTHING_FOUND and only.state is not State.NOT_EXPORTED and only.words


def test_a_clause_says_the_least_of_its_checks():
    told = covered(packing.zipped(KNOWN["x"]), found={"profanity": ["x"]})
    clauses = cover_clauses(CHECKS, told.values())
    assert clauses["2.3.10"] is State.FOUND
    for clause, state in clauses.items():
        own = [told[each.id].state for each in CHECKS.by_id.values() if clause in each.clauses]
        assert state is not State.NOTHING_FOUND or set(own) == {State.NOTHING_FOUND}


@given(st.lists(st.sampled_from(State), max_size=6))
def test_several_together_are_clear_only_if_each_is(states):
    joined = join_states(states)
    assert (joined is State.NOTHING_FOUND) == (bool(states) and set(states) == {State.NOTHING_FOUND})
    assert (joined is State.FOUND) == (State.FOUND in states)
    assert joined is join_states(list(reversed(states)))


@given(st.lists(MEMBERS, min_size=1, max_size=14), st.sampled_from(sorted(packing.WAYS)))
def test_nothing_is_called_clear_of_what_was_not_read(members, way):
    with open_archive([packing.WAYS[way](dict(members))]) as archive:
        read_ = [item.evidence for _, item in read(archive, at=AT)]
        told = cover(CHECKS, archive, {})
    unread = [each.routed.feature.evidence for each in archive.tally.files if each.routed.feature and each.outcome in UNREAD]
    closed = archive.tally.outcomes[Outcome.NESTED_NOT_OPENED] or archive.refused
    here = {kind for each in archive.routed if each.feature for kind in each.feature.evidence}
    for each in told:
        check = CHECKS.by_id[each.check]
        if each.state is State.NOTHING_FOUND:
            assert check.examined and archive.platforms and not closed
            assert not any(kind in evidence for evidence in unread for kind in check.evidence)
            assert set(check.evidence) <= here
        counted = sum(cover_.items for cover_ in each.covers)
        assert counted in (0, sum(kind in check.evidence for kind in read_))


@given(st.data())
def test_damage_to_a_file_never_makes_a_check_clear_that_needs_it(data):
    platform = data.draw(st.sampled_from(sorted(KNOWN)))
    path = data.draw(st.sampled_from(sorted(KNOWN[platform])))
    whole = raw(KNOWN[platform][path])
    cut = data.draw(st.integers(1, max(1, len(whole) - 2)))
    with open_archive([packing.zipped({**KNOWN[platform], path: whole[:cut]})]) as archive:
        for _ in read(archive, at=AT):
            pass
        told = {each.check: each.state for each in cover(CHECKS, archive, {})}
        became = next((each for each in archive.tally.files if each.routed.entry.path == path), None)
    if became and became.routed.feature and became.outcome in UNREAD:
        for kind in became.routed.feature.evidence:
            assert all(told[check] is not State.NOTHING_FOUND for check in needing(kind))
