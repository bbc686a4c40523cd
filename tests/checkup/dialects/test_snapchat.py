"""Snapchat's JSON, older and newer, and the pages that are no substitute for it."""

import copy
import json
from datetime import UTC, datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.items import Audience, Evidence, Relation
from tests.checkup.dialects import snapchat_archive as made
from tests.checkup.dialects.trying import dialect, fate, silent_keys, try_file

ME = ("robin_t",)


def tried(path, content, **more):
    return try_file("snapchat", path, content, **more)


def test_the_account_is_read():
    assert tried("json/account.json", made.ACCOUNT).profile == {"handle": ["robin_t"], "name": ["Robin Teal"]}


def test_addresses_of_the_account_are_shown_to_nobody():
    found = tried("json/account_history.json", made.HISTORY)
    assert found.profile == {"email": ["robin@example.org"], "phone": ["+447700900123"]}
    assert {each.shown for each in found.items} == {Audience.ONLY_ME}


def test_people_are_read_by_how_they_are_connected():
    found = tried("json/friends.json", made.FRIENDS)
    assert {(each.relation.value, each.handle, each.evidence.value) for each in found.contacts} == {
        ("friend", "amber_k", "contacts"),
        ("friend", "sam.reed", "contacts"),
        ("request_out", "jo_m", "requests"),
        ("request_in", "ignored_one", "requests"),
        ("request_in", "asks_me", "requests"),
        ("blocked", "rude_one", "contacts"),
        ("removed", "old_one", "contacts"),
    }
    amber = next(each for each in found.contacts if each.handle == "amber_k")
    assert (amber.name, amber.since) == ("Amber Kite 🪁", datetime(2019, 2, 14, 10, tzinfo=UTC))
    assert amber.relation is Relation.FRIEND and amber.evidence is Evidence.CONTACTS


def test_chats_of_older_archives_are_read():
    text, image, group, own = tried("json/chat_history.json", made.OLD_CHATS, me=ME).messages
    assert (text.text, text.own, text.sender, text.others, text.thread) == (
        "Are you there?",
        False,
        "amber_k",
        ("amber_k",),
        "amber_k",
    )
    assert text.when == datetime(2021, 1, 1, 12, tzinfo=UTC)
    assert (image.text, image.media) == ("", 1)
    assert (group.thread, group.is_group) == ("Choir", True)
    assert (own.own, own.others, own.thread, own.is_group) == (True, ("amber_k",), "amber_k", False)


def test_older_archives_that_name_the_other_as_sender_of_what_was_sent_are_read():
    told = {
        "Sent Saved Chat History": [
            {"From": "amber_k", "Media Type": "TEXT", "Created": "2022-02-02 12:05:00 UTC", "Content": "Yes", "IsSender": True}
        ]
    }
    (own,) = tried("json/chat_history.json", told).messages
    assert (own.own, own.others, own.text) == (True, ("amber_k",), "Yes")


def test_chats_of_newer_archives_are_read():
    found = tried("json/chat_history.json", made.NEW_CHATS, me=ME)
    theirs, own, media, group = found.messages
    assert (theirs.text, theirs.own, theirs.others, theirs.thread) == ("Are you awake?", False, ("amber_k",), "amber_k")
    assert (own.own, own.others) == (True, ("amber_k",))
    assert (media.media, media.text) == (1, "")
    assert (group.is_group, group.sender, group.thread) == (True, "sam.reed", "0b1c-group")
    assert (found.rows, found.rejected) == (5, [])


def test_whose_a_message_is_comes_from_the_archive_and_needs_no_name():
    assert [each.own for each in tried("json/chat_history.json", made.NEW_CHATS).messages[:2]] == [False, True]


def test_a_list_under_a_renamed_heading_is_read_as_somebodys():
    told = {"Saved Chats Received": made.NEW_CHATS["amber_k"]}
    assert [each.text for each in tried("json/chat_history.json", told, me=ME).messages][:2] == ["Are you awake?", "Go to sleep"]


@pytest.mark.parametrize("path", ["json/account.json", "json/friends.json", "json/chat_history.json"])
def test_nothing_is_known_to_be_empty(path):
    for empty in ({}, "null", "[]", ""):
        assert tried(path, empty).outcome is Outcome.KNOWN_EMPTY


def test_empty_lists_of_people_are_known_to_be_empty():
    assert tried("json/friends.json", dict.fromkeys(made.FRIENDS, [])).outcome is Outcome.KNOWN_EMPTY


@pytest.mark.parametrize("path", ["json/friends.json", "json/chat_history.json", "json/account.json"])
def test_a_file_that_breaks_off_is_damaged(path):
    whole = made.of_2024()[path]
    assert tried(path, whole[:-5]).outcome is Outcome.DAMAGED


def test_a_row_that_is_no_object_is_rejected():
    told = copy.deepcopy(made.NEW_CHATS)
    told["amber_k"].append("hello")
    assert tried("json/chat_history.json", told).rejected == [Why.WRONG_KIND]


CASES = {
    "account": ("json/account.json", made.ACCOUNT, set()),
    "history": ("json/account_history.json", made.HISTORY, set()),
    "friends": ("json/friends.json", made.FRIENDS, set()),
    # What a group is called is in few rows only, and keys of people are data: a list under another heading is read as theirs.
    "old chats": ("json/chat_history.json", made.OLD_CHATS, {"Conversation Title", "Received Saved Chat History"}),
    "new chats": ("json/chat_history.json", made.NEW_CHATS, {"Conversation Title", "amber_k", "0b1c-group"}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_key_that_is_renamed_is_never_passed_over_in_silence(case):
    path, told, optional = CASES[case]
    assert set(silent_keys(lambda content: tried(path, content, me=ME), told)) <= optional


@pytest.mark.parametrize("path", sorted(made.of_2024()))
def test_every_file_goes_to_one_place(path):
    assert fate("snapchat", path) != "unknown"


def test_pages_are_the_other_form_and_the_box_to_tick_is_named():
    assert {fate("snapchat", path) for path in made.of_html()} == {"twin"}
    assert all("JSON" in each.advice for each in dialect("snapchat").twins)


def test_a_new_file_is_unknown():
    assert fate("snapchat", "json/something_new.json") == "unknown"


def test_text_in_the_wrong_place_is_damaged():
    assert tried("json/friends.json", "<html></html>").outcome is Outcome.DAMAGED
    assert tried("json/friends.json", json.dumps([1])).outcome is Outcome.UNKNOWN_SHAPE
