"""Reddit's tables: what is read of them, and the column that never is."""

from datetime import UTC, datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome
from lanyard.checkup.items import Audience, Evidence, Relation
from tests.checkup.dialects import linkedin_archive
from tests.checkup.dialects import reddit_archive as made
from tests.checkup.dialects.trying import fate, silent_columns, try_file

READ = ["posts.csv", "comments.csv", "messages.csv", "chat_history.csv", "friends.csv", "statistics.csv", "user_preferences.csv"]


def tried(path, content=None, **more):
    return try_file("reddit", path, made.of_2024()[path] if content is None else content, **more)


def test_posts_are_read_with_title_and_body():
    found = tried("posts.csv")
    (post,) = found.posts
    assert post.text == "Where to swim?\nI live nearby.\nAny ideas?"
    assert (post.links, post.evidence) == (("https://example.org/pool",), Evidence.POSTS)
    assert post.when == datetime(2024, 5, 2, 18, 11, 4, tzinfo=UTC)
    assert (found.rows, found.rejected) == (2, [])


def test_comments_are_read_in_parts():
    assert [each.text for each in tried("comments.csv").posts] == ["Agree with this, mostly."]
    assert [each.text for each in tried("comments_2.csv").posts] == ["No."]
    assert {each.evidence for each in tried("comments.csv").posts} == {Evidence.COMMENTS}


def test_messages_tell_the_owners_own_from_others():
    own, theirs = tried("messages.csv", me=("robin_t",)).messages
    assert (own.own, own.sender, own.others, own.thread) == (True, "robin_t", ("amber_k",), "t1")
    assert (theirs.own, theirs.text, theirs.others) == (False, "re: Choir\nThanks", ("amber_k",))


def test_chats_tell_groups_from_conversations_of_two():
    one, group = tried("chat_history.csv", me=("robin_t",)).messages
    assert (one.own, one.is_group, one.thread) == (True, False, "ch1")
    assert (group.own, group.is_group, group.others) == (False, True, ("amber_k",))
    assert group.when == datetime(2024, 5, 2, 18, 12, 4, tzinfo=UTC)


def test_people_that_the_owner_follows_are_user_names():
    (found,) = tried("friends.csv").contacts
    assert (found.relation, found.handle, found.name) == (Relation.FOLLOWING, "amber_k", "")


def test_the_account_is_read_and_its_address_is_shown_to_nobody():
    found = tried("statistics.csv")
    assert found.profile == {"handle": ["robin_t"], "email": ["robin@example.org"]}
    assert found.items[1].shown is Audience.ONLY_ME


def test_preferences_are_settings():
    assert tried("user_preferences.csv").settings == {
        "who_can_message": "everyone",
        "allow_followers": "on",
        "show_activity": "off",
        "found_by_search": "off",
    }


def test_a_value_in_other_words_is_not_understood():
    found = tried("user_preferences.csv", "preference,value\naccept_pms,sometimes\nenable_followers,Default\n")
    assert found.settings == {"who_can_message": None, "allow_followers": None}


@pytest.mark.parametrize("path", ["statistics.csv", "user_preferences.csv"])
def test_a_list_without_any_known_name_is_of_an_unknown_shape(path):
    header = made.of_2024()[path].partition("\n")[0]
    assert tried(path, f"{header}\nquite,other\n").outcome is Outcome.UNKNOWN_SHAPE


@pytest.mark.parametrize("path", READ)
def test_addresses_of_computers_are_never_taken(path):
    assert "192.0.2.7" not in repr(tried(path).items)


@pytest.mark.parametrize("path", sorted(made.of_2024()))
def test_every_file_goes_to_one_place(path):
    assert fate("reddit", path) not in ("unknown", "twin")


@pytest.mark.parametrize("path", READ)
def test_a_table_with_only_its_header_is_known_to_be_empty(path):
    assert tried(path, made.of_2024()[path].partition("\n")[0]).outcome is Outcome.KNOWN_EMPTY


@pytest.mark.parametrize("path", READ)
def test_a_column_that_is_renamed_is_never_passed_over_in_silence(path):
    assert list(silent_columns("reddit", path, made.of_2024()[path], me=("robin_t",))) == []


def test_columns_in_another_order_and_new_ones_are_read_alike():
    table = "body,flair,id,permalink,date,subreddit\nHello,x,c1,,2024-05-02 18:11:04 UTC,bath\n"
    found = tried("comments.csv", table)
    assert ([each.text for each in found.posts], found.outcome) == (["Hello"], Outcome.READ)


def test_the_messages_of_linkedin_are_none_of_reddits():
    assert tried("messages.csv", linkedin_archive.MESSAGES).outcome is Outcome.UNKNOWN_SHAPE
