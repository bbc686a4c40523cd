"""TikTok's one file with everything: sections under changing names, settings that say nothing, conversations by person."""

import copy
import json
from datetime import UTC, datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.items import Audience, Evidence, Post, Relation
from tests.checkup.dialects import tiktok_archive as made
from tests.checkup.dialects.trying import fate, silent_keys, try_file

FILE = "user_data_tiktok.json"


def tried(content, **more):
    return try_file("tiktok", FILE, content, **more)


@pytest.fixture(params=made.ERAS)
def era(request):
    return made.ERAS[request.param]


def test_followers_and_those_followed_are_read_in_each_era(era):
    found = [(each.relation, each.handle, each.since) for each in tried(era).contacts]
    year = 2021 if era is made.OLD else 2025
    assert sorted(found, key=lambda each: each[0]) == [
        (Relation.BLOCKED, "rude_one", datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC)),
        (Relation.FOLLOWER, "amber_k", datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC)),
        (Relation.FOLLOWING, "sam.reed", datetime(year, 5, 7, 7, 8, 9, tzinfo=UTC)),
    ]


def test_comments_are_read_in_each_era(era):
    found = [each for each in tried(era).posts if each.evidence is Evidence.COMMENTS]
    assert "Lovely" in [each.text for each in found]
    assert all(each.when is not None for each in found)


def test_messages_tell_the_owners_own_from_others_although_the_profile_comes_last(era):
    theirs, own = tried(era).messages
    assert (theirs.text, theirs.own, theirs.sender, theirs.others) == ("Are you there?", False, "amber_k", ("amber_k",))
    assert (own.own, own.others, own.thread) == (True, ("amber_k",), "Chat History with amber_k:")
    assert theirs.when is not None and theirs.when.hour == 22
    assert not own.is_group


def test_the_profile_is_read_in_each_era(era):
    found = tried(era).profile
    assert (found["handle"], found["bio"], found["email"]) == (["robin_t"], ["Teacher, Bath"], ["robin@example.org"])
    assert found.get("phone", []) == ([] if era is made.OLD else ["+447700900123"])


def test_what_only_the_owner_sees_of_the_profile_is_told():
    shown = {each.field.value: each.shown for each in tried(made.NEW).items if hasattr(each, "shown")}
    assert shown["bio"] is Audience.PUBLIC and shown["website"] is Audience.PUBLIC
    assert {shown[each] for each in ("email", "phone", "birthday")} == {Audience.ONLY_ME}


def test_settings_are_read_in_each_era(era):
    found = tried(era).settings
    assert found["private_account"] == ("off" if era is made.OLD else "on")
    assert found["who_can_message"] == "friends"
    assert found["who_can_comment"] == "everyone"
    assert found["liked_videos"] == "only_me"
    assert (found["duet"], found["download"], found["filter_comments"]) == ("only_me", "on", "off")


def test_default_is_no_value_of_a_setting():
    assert tried(made.OLD).settings["find_me"] is None


def test_a_setting_that_is_not_there_is_not_told():
    assert "following_list" not in tried(made.OLD).settings
    assert tried(made.NEW).settings["following_list"] == "only_me"


def test_videos_are_posts_with_their_captions_where_there_are_any():
    (old,) = [each for each in tried(made.OLD).posts if each.evidence is Evidence.POSTS]
    (new,) = [each for each in tried(made.NEW).posts if each.evidence is Evidence.POSTS]
    assert (old.text, old.media, old.audience) == ("", 1, None)
    assert (new.text, new.media, new.audience, new.place) == ("Sports day", 1, Audience.FRIENDS, "Bath")


def test_comments_on_live_videos_are_read():
    assert "Hi!" in [each.text for each in tried(made.NEW).posts]


def test_conversations_whose_key_is_in_another_language_are_read():
    told = copy.deepcopy(made.NEW)
    chats = told["Direct Message"]["Direct Messages"]["ChatHistory"]
    chats["Historique de discussion avec amber_k :"] = chats.pop("Chat History with amber_k:")
    theirs, own = tried(told).messages
    assert (theirs.own, theirs.others) == (False, ("amber_k",))
    assert (own.own, own.others) == (True, ())
    assert theirs.thread == own.thread


def test_rows_are_numbered_one_by_one(era):
    rows = [each.ref.row for each in tried(era).items]
    assert sorted(set(rows)) == list(range(max(rows) + 1))


def test_nothing_under_its_key_is_known_to_be_empty():
    for empty in (made.EMPTY, {}, "null", "", "[]"):
        found = tried(empty)
        assert (found.outcome, found.rows) == (Outcome.KNOWN_EMPTY, 0)


def test_a_list_that_is_null_empty_or_missing_takes_nothing_from_the_others():
    for empty in (None, [], ""):
        told = copy.deepcopy(made.NEW)
        told["Comment"]["Comments"]["CommentsList"] = empty
        assert (tried(told).outcome, len(tried(told).contacts)) == (Outcome.READ, 3)
    told.pop("Comment")
    assert (tried(told).outcome, len(tried(told).contacts)) == (Outcome.READ, 3)


def test_a_section_of_another_kind_is_of_an_unknown_shape():
    told = copy.deepcopy(made.NEW)
    told["Comment"] = ["Lovely"]
    assert tried(told).outcome is Outcome.UNKNOWN_SHAPE
    told["Comment"] = {"Comments": {"CommentsList": ["Lovely"]}}
    assert tried(told).rejected == [Why.WRONG_KIND]


def test_a_list_of_something_is_no_archive():
    assert tried([1, 2]).outcome is Outcome.UNKNOWN_SHAPE


def test_a_file_that_breaks_off_is_damaged_and_what_was_read_before_counts():
    whole = json.dumps(made.OLD)
    found = tried(whole[: whole.index('"Profile"')])
    assert found.outcome is Outcome.DAMAGED


@pytest.mark.parametrize("name", made.ERAS)
def test_a_key_that_is_renamed_is_never_passed_over_in_silence(name):
    # Keys of people and of broadcasts are data.
    data = {"Chat History with amber_k:", "7123", "7124"}
    assert list(silent_keys(tried, made.ERAS[name], unread=data)) == []


def test_a_section_of_comments_that_is_renamed_at_any_level_is_noticed():
    for key in ("Comment", "CommentsList"):
        told = json.loads(json.dumps(made.NEW).replace(f'"{key}"', '"Remarks"'))
        assert tried(told).outcome is Outcome.UNKNOWN_SHAPE


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("user_data.json", "everything"),
        ("user_data_tiktok.json", "everything"),
        ("Activity/Follower List.txt", "twin"),
        ("TikTok/Direct Messages/Direct Messages.txt", "twin"),
        ("Comments.txt", "twin"),
        ("readme.txt", "unknown"),
        ("my_user_data.json", "unknown"),
    ],
)
def test_the_form_as_text_is_known_and_not_read(path, where):
    assert fate("tiktok", path) == where


def test_no_name_of_a_person_is_in_a_reference():
    for each in tried(made.NEW).items:
        assert each.ref.entry == FILE
    assert any(isinstance(each, Post) for each in tried(made.NEW).items)
