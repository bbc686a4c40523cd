"""Facebook and Messenger: each layout gives the same, and nothing that is built otherwise is passed over in silence."""

import copy
import datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.items import Audience, Contact, Message, Relation
from lanyard.checkup.result import State
from tests.checkup.archive.packing import WAYS, in_two, unpacked, zipped
from tests.checkup.dialects import facebook_archives as fb
from tests.checkup.dialects.meta_archives import COLLEAGUE, DAY, FRIEND, ME, PUPIL, mangled, page, written
from tests.checkup.dialects.meta_reading import covers, outcomes, read_parts, told, unread
from tests.checkup.dialects.trying import fate, silent_keys, try_file

PATHS = fb.FACEBOOK_ERAS["2024"]
MOMENT = datetime.datetime.fromtimestamp(DAY, datetime.UTC)


def try_one(name, content=None, *, me=(ME,)):
    return try_file("facebook", PATHS[name], mangled(fb.FACEBOOK[name] if content is None else content), me=me)


@pytest.fixture(scope="module")
def newest():
    return read_parts([zipped(written(fb.facebook("2024")))])


@pytest.mark.parametrize("era", ["2020", "2021", "2023"])
def test_each_era_gives_the_same(era, newest):
    archive, items = read_parts([zipped(written(fb.facebook(era)))])
    assert archive.platforms == ("facebook",)
    assert told(items) == told(newest[1])
    assert not unread(archive)


def test_a_whole_archive_leaves_nothing_unread(newest):
    archive, items = newest
    assert archive.platforms == ("facebook",) and len(items) == 34
    assert not unread(archive) and not archive.tally.rejected and not archive.tally.unowned


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_packed_it_gives_the_same(way, newest):
    archive, items = read_parts([WAYS[way](written(fb.facebook("2024")))])
    assert archive.platforms == ("facebook",) and told(items) == told(newest[1])


def test_a_folder_gives_the_same(tmp_path, newest):
    assert told(read_parts([unpacked(written(fb.facebook("2024")), tmp_path / "facebook-zoe")])[1]) == told(newest[1])


def test_parts_that_repeat_files_are_read_once(newest):
    parts = in_two(written(fb.facebook("2024")))
    archive, items = read_parts(parts)
    assert told(items) == told(newest[1])
    assert [each.outcome for each in archive.tally.files].count(Outcome.DUPLICATE) == 1


def test_no_reference_holds_a_name_of_a_person(newest):
    entries = " ".join(item.ref.entry for _, item in newest[1]).casefold()
    assert not any(name in entries for name in ("amelie", "teal", "bakers", "larkspur"))


def test_one_who_uses_an_account_as_a_page_is_read_too(newest):
    files = {
        path.replace("your_facebook_activity", "this_profile's_activity_across_facebook"): content
        for path, content in fb.facebook("2024").items()
    }
    assert told(read_parts([zipped(written(files))])[1]) == told(newest[1])


def test_a_tree_inside_the_folder_of_the_profile_is_read_too(newest):
    inside = "personal_information/profile_information/"
    files = {
        inside + path if path.startswith("your_facebook_activity") else path: content
        for path, content in fb.facebook("2024").items()
    }
    assert told(read_parts([zipped(written(files))])[1]) == told(newest[1])


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_renamed_key_is_noticed(name):
    # Keys of the row itself that many people's files lack altogether, so that nothing can be told from their absence.
    ornaments = {
        "profile": {
            "about_me", "current_city", "family_members", "hometown", "relationship", "username", "websites",
        },
        "address-book": {"created_timestamp"},
        "posts": {"tags"},
        "comments": {"attachments", "media"},
        "albums": {"last_modified_timestamp", "media_metadata", "photo_metadata", "exif_data", "latitude"},
        "messages": {"photos", "sticker"},
    }  # fmt: skip
    silent = set(silent_keys(lambda content: try_one(name, content), copy.deepcopy(fb.FACEBOOK[name])))
    assert silent <= ornaments.get(name, set())


def test_the_profile_gives_what_the_checks_ask_for():
    assert try_one("profile").profile == {
        "name": [ME],
        "handle": ["zoe.larkspur"],
        "email": ["zoe@example.org"],
        "phone": ["07700 900123"],
        "birthday": ["1984-05-01"],
        "place": ["Bath", "Łódź"],
        "employer": ["Welton Primary School"],
        "job": ["Teacher"],
        "education": ["University of Example"],
        "website": ["https://zoe.example.org"],
        "bio": ["I play the viola"],
        "family": ["Sam Larkspur", "Ida Larkspur"],
    }


def test_a_profile_that_is_a_list_is_the_same():
    assert try_one("profile", {"profile_v2": [fb.PROFILE]}).profile == try_one("profile").profile


def test_a_sparse_profile_is_read_without_alarm():
    found = try_one(
        "profile", {"profile_v2": {"name": {"full_name": ME}, "emails": {"emails": []}, "gender": {"pronoun": "FEMALE"}}}
    )
    assert (found.outcome, found.profile) == (Outcome.READ, {"name": [ME]})


def test_each_list_of_people_tells_how_they_are_connected(newest):
    found = {(item.relation, item.name) for _, item in newest[1] if isinstance(item, Contact)}
    assert (Relation.FRIEND, FRIEND) in found and (Relation.FRIEND, COLLEAGUE) in found
    assert (Relation.REQUEST_IN, PUPIL) in found
    assert {relation for relation, _ in found} == {
        Relation.FRIEND, Relation.REQUEST_IN, Relation.REQUEST_OUT, Relation.REMOVED, Relation.FOLLOWING, Relation.FOLLOWER,
        Relation.ADDRESS_BOOK,
    }  # fmt: skip


def test_a_friend_whose_account_is_gone_is_counted_and_gives_nothing():
    found = try_one("friends", {"friends_v2": [{"name": "", "timestamp": DAY}, {"name": FRIEND, "timestamp": DAY}]})
    assert (found.rows, [each.name for each in found.contacts]) == (2, [FRIEND])


def test_a_friend_with_an_odd_time_is_kept():
    (found,) = try_one("friends", {"friends_v2": [{"name": FRIEND, "timestamp": -62169958800}]}).contacts
    assert (found.name, found.since) == (FRIEND, None)


def test_an_address_book_gives_numbers_and_addresses():
    (found,) = try_one("address-book").contacts
    assert (found.phone, found.email) == ("+447700900456", "theo@example.org")


def test_an_empty_list_says_that_there_is_nothing():
    assert try_one("friends", {"friends_v2": []}).outcome is Outcome.KNOWN_EMPTY


@pytest.mark.parametrize("mark", ["'", "\u2019", "_"])
def test_any_mark_in_a_name_of_a_file_is_an_apostrophe(mark, newest):
    files = written({path.replace("'", mark): content for path, content in fb.facebook("2024").items()})
    assert told(read_parts([zipped(files)])[1]) == told(newest[1])


def test_posts_keep_captions_places_people_and_links():
    first, second, third = try_one("posts").posts
    assert (first.text, first.tags, first.when) == ("Off to the café — see you in June", (FRIEND,), MOMENT)
    assert (second.text, second.place, second.coordinates, second.media) == ("Our garden", "Bath Abbey", True, 1)
    assert second.links == ("https://example.org/news",)
    assert (third.text, third.tags) == ("A note\nfrom a long time ago", ("Ivo Marsh",))


def test_a_sentence_of_facebook_about_a_post_is_not_taken_for_the_post():
    assert not any("geteilt" in each.text for each in try_one("posts").posts)


@pytest.mark.parametrize(
    ("message", "audience", "word", "seen"),
    [
        ("Message", "Audience", "Public", Audience.PUBLIC),
        ("Texte", "Confidentialité", "Amis", Audience.FRIENDS),
        ("Treść", "Odbiorcy", "Tylko ja", Audience.ONLY_ME),
    ],
)
def test_posts_with_labels_are_read_in_any_language(message, audience, word, seen):
    row = {
        "timestamp": DAY,
        "media": [{"uri": "posts/media/1.jpg"}],
        "label_values": [
            {"label": message, "value": "Żegnaj, été"},
            {"label": audience, "value": word},
            {"label": "URL", "value": "https://example.org/post", "href": "https://example.org/post"},
        ],
        "fbid": "1",
    }
    (found,) = try_one("posts", [row]).posts
    assert (found.text, found.audience, found.media) == ("Żegnaj, été", seen, 1)
    assert found.links == ("https://example.org/post",)


def test_only_the_owner_s_comments_are_theirs():
    (found,) = try_one("comments").posts
    assert (found.text, found.own) == ("Très bien\nA cake", True)


def test_a_comment_of_nobody_knows_whom_stays_open():
    found = try_one("comments", me=()).posts
    assert [each.own for each in found] == [None, None]


def test_pictures_of_an_album_are_told_with_their_captions_and_are_not_opened():
    album, picture = try_one("albums").posts
    assert (album.text, picture.text, picture.media, picture.coordinates) == ("Holiday\nIn Tenby", "On the beach", 1, True)


def test_messages_tell_who_wrote_to_whom():
    first, second = try_one("messages").messages
    assert (first.text, first.sender, first.own, first.others, first.is_group) == ("Żółta łódź", FRIEND, False, (FRIEND,), False)
    assert (second.text, second.own, second.media, first.media) == ("", True, 1, 1)
    (third,) = try_one("group-messages").messages
    assert third.is_group and third.others == (FRIEND, COLLEAGUE)


def test_whose_a_message_is_stays_open_where_the_owner_is_not_among_the_people():
    found = try_one("messages", me=("Somebody Else",)).messages
    assert {each.own for each in found} == {None}


def test_what_stands_behind_the_messages_is_known_before_them():
    told_ = fb.FACEBOOK["messages"]
    turned = {"messages": told_["messages"], "title": told_["title"], "participants": told_["participants"]}
    assert try_one("messages", turned).items == try_one("messages").items


def test_a_message_in_two_folders_is_one(newest):
    files = fb.facebook("2024")
    path = PATHS["messages"]
    said = [each for each in files[path]["messages"] if "content" in each]
    again = {**files, path.replace("inbox", "e2ee_cutover"): {**files[path], "messages": said}}
    assert told(read_parts([zipped(written(again))])[1]) == told(newest[1])


def test_a_message_without_a_sender_is_rejected():
    told_ = {**fb.FACEBOOK["messages"], "messages": [{"timestamp_ms": 1, "content": "?"}, "words"]}
    assert try_one("messages", told_).rejected == [Why.KEY_MISSING, Why.WRONG_KIND]


@pytest.mark.parametrize("mangle", [True, False], ids=["mangled", "right"])
def test_encrypted_chats_are_read_beside_the_archive(mangle, newest):
    chats = {f"{PUPIL}_12.json": mangled(fb.E2EE) if mangle else fb.E2EE, "media/a.jpg": b"\xff\xd8"}
    archive, items = read_parts([zipped(written(fb.facebook("2024"))), zipped(chats, "messages.zip")])
    new = [item for _, item in items if isinstance(item, Message) and item.thread == PUPIL]
    assert [(each.text, each.own, each.others, each.media) for each in new] == [
        ("Can I join the café club?", False, (PUPIL,), 0),
        ("", True, (PUPIL,), 1),
    ]
    assert len(items) == len(newest[1]) + 2
    assert not any("Robin" in each.ref.entry for each in new)
    assert covers(archive)["messages-with-pupils"].state is State.NOTHING_FOUND


def test_encrypted_chats_alone_are_known_by_how_they_begin():
    archive, items = read_parts([zipped({f"{PUPIL}_1.json": fb.E2EE})], me=(ME,))
    assert archive.platforms == ("facebook",)
    assert [item.own for _, item in items] == [False, True]


def test_any_other_flat_file_is_not_taken_for_a_chat():
    assert read_parts([zipped({"shopping_1.json": {"participants": [], "things": []}})])[0].platforms == ()


def test_a_renamed_key_of_an_encrypted_chat_is_noticed():
    assert not set(silent_keys(lambda told_: try_file("facebook", "a_1.json", told_, me=(ME,)), fb.E2EE, unread={"media"}))


def test_messages_without_the_encrypted_ones_are_checked_in_part(newest):
    found = covers(newest[0])["messages-with-pupils"]
    assert found.state is State.IN_PART
    assert any("encrypted" in each for each in found.words)


def test_privacy_is_told_to_be_missing_with_plain_words(newest):
    found = covers(newest[0])["privacy-settings"]
    assert found.state is State.NOT_EXPORTED
    assert any("does not say who can see" in each for each in found.words)


def test_settings_are_read_where_an_archive_lists_them():
    path = "preferences/preferences/privacy_settings.json"
    labels = [
        {"label": "Who can see your future posts?", "dict": [{"label": "Audience", "value": "Public"}]},
        {"label": "Who can see your friends list?", "dict": [{"label": "Audience", "value": "Only me"}]},
        {"label": "Who can send you friend requests?", "dict": [{"label": "Audience", "value": "Everyone"}]},
    ]
    found = try_file("facebook", path, {"media": [], "label_values": labels, "fbid": "1"})
    assert found.settings == {"future_posts": "public", "friend_list": "only_me", "friend_requests": "public"}
    assert found.outcome is Outcome.READ
    labels[0]["label"] = "Gwelededd"
    assert try_file("facebook", path, {"label_values": labels}).outcome is Outcome.UNKNOWN_LABEL


def test_a_conversation_in_html_is_read_as_far_as_it_goes():
    path = PATHS["messages"].replace(".json", ".html")
    first, second = try_file("facebook", path, page(), me=(ME,)).messages
    assert (first.text, first.sender, first.own, first.local) == ("Bring café money\nand a coat", FRIEND, False, True)
    assert first.when == datetime.datetime(2020, 9, 13, 12, 26, tzinfo=datetime.UTC)
    assert (second.own, second.media, second.when) == (True, 1, None)


@pytest.mark.parametrize("time", ["Oct 19, 2019 at 2:37 PM", "19 Oct 2019, 14:37", "Oct 19, 2019, 2:37:00\u202fPM"])
def test_times_of_pages_are_read_in_english(time):
    found = try_file("facebook", PATHS["messages"].replace(".json", ".html"), page(time)).messages[0]
    assert found.when == datetime.datetime(2019, 10, 19, 14, 37, tzinfo=datetime.UTC)


def test_a_page_with_other_classes_is_of_an_unknown_shape():
    other = page().replace("_a6-g", "_zz1").replace("_a6-h", "_zz2")
    assert try_file("facebook", PATHS["messages"].replace(".json", ".html"), other).outcome is Outcome.UNKNOWN_SHAPE


def test_the_html_form_is_told_with_how_to_ask_for_json():
    files = {path.replace(".json", ".html"): page() if "message_" in path else "<html></html>" for path in PATHS.values()} | {
        "index.html": "<html></html>"
    }
    archive, items = read_parts([zipped(files)], me=(ME,))
    assert archive.platforms == ("facebook",)
    assert items and all(isinstance(item, Message) for _, item in items)
    found = covers(archive)["pupils-among-contacts"]
    assert found.state is State.NOT_IN_ARCHIVE and any("JSON" in each for each in found.words)
    assert outcomes(archive)["index.html"] is Outcome.KNOWN_UNSUPPORTED


@pytest.mark.parametrize("era", sorted(fb.FACEBOOK_ERAS))
def test_each_file_goes_to_one_place(era):
    for name, path in fb.FACEBOOK_ERAS[era].items():
        assert fate("facebook", path) == {"group-messages": "messages"}.get(name, name)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_file_that_breaks_off_is_not_taken_for_read(name):
    whole = written({"file": fb.FACEBOOK[name]})["file"]
    found = try_file("facebook", PATHS[name], whole[:-5], me=(ME,))
    assert found.outcome is not Outcome.READ


@pytest.mark.parametrize(
    "path",
    [
        "ads_information/ad_preferences.json",
        "logged_information/search/your_search_history.json",
        "connections/friends/your_post_audiences.json",
        "your_facebook_activity/pages/pages_you've_liked.json",
        "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.json",
        "your_facebook_activity/groups/your_group_membership_activity.json",
        "your_facebook_activity/messages/support_messages.json",
        "security_and_login_information/account_activity.json",
        "preferences/preferences/language_and_locale.json",
        "about_you/preferences.json",
        "profile_information/profile_update_history.json",
        "personal_information/other_personal_information/emails_we_sent_you.json",
        "friends_and_followers/your_friend_lists.json",
    ],
)
def test_what_no_check_needs_is_known(path):
    assert fate("facebook", path) == "ignored"


def test_a_file_that_nobody_knows_stays_unknown():
    assert fate("facebook", "your_facebook_activity/posts/brand_new.json") == "unknown"


def test_chats_of_groups_are_told_not_to_be_read():
    path = "your_facebook_activity/groups/your_group_messages/6179754102079646.json"
    assert fate("facebook", path) == "group-chats"
    assert try_file("facebook", path, {"thread_name": "Bakers", "messages": [{}]}).outcome is Outcome.KNOWN_UNSUPPORTED
