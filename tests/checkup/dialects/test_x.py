"""Archives of X of each era, file by file: what is read, what is known and left, and that nothing is passed over in silence."""

from datetime import UTC, datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.items import Audience, Evidence, Field, Relation
from tests.checkup.dialects import x_archive as made
from tests.checkup.dialects.trying import fate, silent_keys, try_file, ytd

WHEN = datetime(2024, 3, 5, 14, 2, 11, tzinfo=UTC)


def tried(archive, path, **more):
    return try_file("x", path, archive[path], **more)


@pytest.mark.parametrize(
    ("archive", "path"),
    [(made.of_2024(), "data/tweets.js"), (made.of_2020(), "data/tweet.js"), (made.of_2019(), "tweet.js")],
    ids=["2024", "2020", "2019"],
)
def test_posts_of_each_era_are_read_alike(archive, path):
    found = tried(archive, path)
    assert found.outcome is Outcome.READ
    assert found.rows == 3 and not found.rejected
    reply, picture, reshared = found.posts
    assert reply.text == "@amber_k see you on Monday & bring the books"
    assert reply.when == WHEN
    assert reply.evidence is Evidence.COMMENTS
    assert reply.tags == ("Amber Kite",)
    assert (picture.media, picture.place, picture.coordinates) == (2, "Bath, England", True)
    assert picture.links == ("https://example.org/garden",)
    assert picture.evidence is Evidence.POSTS and picture.audience is None
    assert reshared.reshared and not reply.reshared and not picture.reshared


def test_a_post_of_before_2019_is_read_with_its_own_kind_of_time():
    found = tried(made.of_2018(), "data/js/tweets/2012_03.js")
    assert [each.text for each in found.posts] == ["So it begins & ends"]
    assert found.posts[0].when == datetime(2012, 3, 5, 14, 2, 11, tzinfo=UTC)


def test_the_owner_of_an_archive_of_before_2019_is_read():
    assert tried(made.of_2018(), "data/js/user_details.js").profile == {
        "name": ["Robin Teal"],
        "handle": ["robin_t"],
        "id": [made.ME],
        "bio": ["Teacher"],
        "place": ["Bath"],
    }


def test_who_was_replied_to_is_known_by_name_and_number_once():
    found = try_file("x", "data/tweets.js", ytd("tweets", [{"tweet": made.REPLY}, {"tweet": made.REPLY}]))
    (contact,) = found.contacts
    assert (contact.relation, contact.name, contact.handle, contact.id) == (Relation.CHAT, "Amber Kite", "amber_k", made.PUPIL)


def test_followers_are_numbers_without_names():
    for path, relation in (("data/follower.js", "follower"), ("data/following.js", "following"), ("data/block.js", "blocked")):
        found = tried(made.of_2024(), path)
        assert {each.relation for each in found.contacts} == {Relation(relation)}
        assert all(each.id and not each.name and not each.handle for each in found.contacts)
    assert [each.id for each in tried(made.of_2024(), "data/follower.js").contacts] == [made.FRIEND, made.PUPIL]


def test_an_address_book_gives_each_address_and_number():
    rows = [{"contact": {"id": "1", "emails": ["a@example.org", "b@example.org"], "phoneNumbers": ["+447700900001"]}}]
    found = try_file("x", "data/contact.js", ytd("contact", rows)).contacts
    assert [(each.email, each.phone) for each in found] == [("a@example.org", "+447700900001"), ("b@example.org", "")]


def test_messages_are_the_owners_own_by_number():
    theirs, own = tried(made.of_2024(), "data/direct-messages.js", me=(made.ME,)).messages
    assert (theirs.text, theirs.own, theirs.sender, theirs.others) == ("Thanks <3", False, made.PUPIL, (made.PUPIL,))
    assert (own.own, own.media, own.others, own.thread) == (True, 1, (made.PUPIL,), f"{made.ME}-{made.PUPIL}")
    assert own.when == datetime(2024, 3, 5, 21, 40, 2, 123000, tzinfo=UTC)
    assert not own.is_group and not own.local


def test_whose_a_message_is_stays_open_while_the_owner_is_unknown():
    assert {each.own for each in tried(made.of_2024(), "data/direct-messages.js").messages} == {None}


def test_what_happens_in_a_group_besides_messages_is_known_and_holds_nothing():
    found = tried(made.of_2024(), "data/direct-messages-group.js", me=(made.ME,))
    assert (found.rows, found.rejected, found.outcome) == (3, [], Outcome.READ)
    assert [(each.text, each.is_group) for each in found.messages] == [("Hello all", True)]


def test_a_kind_of_event_that_nobody_knows_is_rejected():
    rows = [{"dmConversation": {"conversationId": "1-2", "messages": [{"messageVanish": {"text": "?"}}, 5]}}]
    found = try_file("x", "data/direct-messages.js", ytd("direct_messages", rows))
    assert found.rejected == [Why.KEY_MISSING, Why.WRONG_KIND]


def test_the_account_says_what_others_see_of_it():
    (name, handle, id_, email) = try_file("x", "data/account.js", ytd("account", [{"account": made.ACCOUNT}])).items
    assert (name.value, handle.value, id_.value, email.value) == ("Robin Teal", "robin_t", made.ME, "robin@example.org")
    assert (name.shown, email.shown, email.field) == (Audience.PUBLIC, Audience.ONLY_ME, Field.EMAIL)


def test_the_profile_is_read_as_others_see_it():
    found = tried(made.of_2024(), "data/profile.js")
    assert found.profile == {"bio": ["Year 4 & football"], "website": ["https://example.org"], "place": ["Bath"]}
    assert {each.shown for each in found.items} == {Audience.PUBLIC}


def test_the_telephone_number_of_the_account_is_shown_to_nobody():
    (found,) = tried(made.of_2024(), "data/phone-number.js").items
    assert (found.field, found.value, found.shown) == (Field.PHONE, "+447700900123", Audience.ONLY_ME)


@pytest.mark.parametrize(("said", "value"), [("Protect", "on"), ("unprotected", "off"), ("Something", None)])
def test_protection_is_a_setting_as_of_its_day(said, value):
    rows = [{"protectedHistory": {"protectedAt": "2024-01-02T03:04:05.000Z", "action": said}}]
    (found,) = try_file("x", "data/protected-history.js", ytd("protected_history", rows)).items
    assert (found.key, found.value) == ("protected", value)
    assert found.as_of == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_long_post_is_read_whole():
    (post,) = tried(made.of_2024(), "data/note-tweet.js").posts
    assert (post.text, post.when) == ("A very long post", datetime(2025, 6, 4, 10, tzinfo=UTC))


def test_posts_to_a_circle_were_for_some_only():
    (post,) = try_file("x", "data/twitter-circle-tweet.js", ytd("x", [{"tweet": made.tweet("Hush")}])).posts
    assert post.audience is Audience.SOME


def test_a_time_in_another_form_is_no_time():
    (post,) = try_file("x", "data/tweets.js", ytd("tweets", [{"tweet": made.tweet("a", created_at="05/03/2024")}])).posts
    assert post.when is None


@pytest.mark.parametrize("path", sorted(p for p in made.of_2024() if p.startswith("data/")))
def test_every_file_goes_to_one_place(path):
    assert fate("x", path) != "unknown"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("data/smartblock-following.js", "ignored"),
        ("data/follower-requests-sent.js", "ignored"),
        ("data/direct-message-group-headers.js", "ignored"),
        ("data/tweet-headers.js", "ignored"),
        ("data/deleted-tweets.js", "ignored"),
        ("data/article.js", "twin"),
        ("data/following.json", "unknown"),
        ("data/some-new-file.js", "unknown"),
        ("data/tweets-part12.js", "tweets"),
        ("data/direct-messages-part1.js", "messages"),
        ("data/direct-messages-group-part1.js", "group-messages"),
    ],
)
def test_names_that_resemble_each_other_are_told_apart(path, where):
    assert fate("x", path) == where


@pytest.mark.parametrize(
    "path", ["data/tweets.js", "data/follower.js", "data/direct-messages.js", "data/account.js", "data/note-tweet.js"]
)
def test_an_empty_list_is_known_to_be_empty(path):
    for empty in ("window.YTD.some.part0 = [ ]", "window.YTD.some.part0 = []", "\ufeffwindow.YTD.some.part0 = [ ];", ""):
        assert try_file("x", path, empty).outcome is Outcome.KNOWN_EMPTY


@pytest.mark.parametrize(
    "path", ["data/tweets.js", "data/follower.js", "data/direct-messages.js", "data/account.js", "data/note-tweet.js"]
)
def test_a_file_that_breaks_off_is_damaged(path):
    whole = made.of_2024()[path]
    found = try_file("x", path, whole[: len(whole) - 20])
    assert found.outcome is Outcome.DAMAGED


def test_what_is_read_before_a_file_breaks_off_counts():
    whole = made.of_2024()["data/tweets.js"]
    assert len(try_file("x", "data/tweets.js", whole[: len(whole) - 20]).posts) == 2


def test_text_that_is_no_file_of_x_is_of_an_unknown_shape():
    assert try_file("x", "data/tweets.js", '[{"tweet": {}}]').outcome is Outcome.UNKNOWN_SHAPE


# Pictures, places and the two sides of a reply are told by keys that most posts lack, so nobody can miss them.
OPTIONAL = {"extended_entities", "media", "coordinates", "place", "full_name"}
REPLIES = {"in_reply_to_status_id_str", "in_reply_to_user_id_str"}
CASES = {
    "tweets": ("data/tweets.js", [{"tweet": each} for each in made.TWEETS], OPTIONAL | REPLIES),
    "bare-tweets": ("tweet.js", made.TWEETS, OPTIONAL | REPLIES),
    "followers": ("data/follower.js", made.people("follower", "2", "3"), set()),
    "account": ("data/account.js", [{"account": made.ACCOUNT}], set()),
    "profile": ("data/profile.js", [{"profile": made.PROFILE}], set()),
    "notes": ("data/note-tweet.js", made.NOTES, set()),
    "protected": ("data/protected-history.js", made.PROTECTED, set()),
    "messages": ("data/direct-messages.js", made.DIRECT, {"mediaUrls"}),
    "group-messages": ("data/direct-messages-group.js", made.GROUP, {"mediaUrls"}),
    "phone": ("data/phone-number.js", [{"device": {"phoneNumber": "+447700900123"}}], set()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_key_that_is_renamed_is_never_passed_over_in_silence(case):
    path, rows, optional = CASES[case]
    silent = silent_keys(lambda content: try_file("x", path, ytd("any", content), me=(made.ME,)), rows)
    assert set(silent) <= optional
