"""Instagram and Threads: each layout and language gives the same, and a label that nobody knows is never silence."""

import datetime

import pytest

from lanyard.checkup.archive.outcomes import Outcome
from lanyard.checkup.items import Contact, Field, Message, Post, Profile, Relation, Setting
from lanyard.checkup.result import State
from tests.checkup.archive.packing import WAYS, in_two, unpacked, zipped
from tests.checkup.dialects import facebook_archives as fb
from tests.checkup.dialects import instagram_archives as ig
from tests.checkup.dialects.meta_archives import DAY, FRIENDS_HANDLE, HANDLE, ME, PUPILS_HANDLE, mangled, page, written
from tests.checkup.dialects.meta_reading import covers, read_parts, told, unread
from tests.checkup.dialects.trying import fate, silent_keys, try_file

PATHS = ig.INSTAGRAM_ERAS["2024"]
FILES = ig.instagram_files()
LANGUAGES = sorted(ig.LABELS)
LATER = datetime.datetime.fromtimestamp(DAY + 100, datetime.UTC)


def try_one(name, content=None):
    return try_file("instagram", PATHS[name], mangled(FILES[name] if content is None else content), me=(ME, HANDLE))


def relabelled(content, labels):
    """The same JSON with some labels in a language that nobody knows."""
    if isinstance(content, list):
        return [relabelled(each, labels) for each in content]
    if isinstance(content, dict):
        return {labels.get(key, key): relabelled(value, labels) for key, value in content.items()}
    return content


@pytest.fixture(scope="module")
def newest():
    return read_parts([zipped(written(ig.instagram("2024")))])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("era", sorted(ig.INSTAGRAM_ERAS))
def test_each_era_in_each_language_gives_the_same(era, language, newest):
    archive, items = read_parts([zipped(written(ig.instagram(era, language)))])
    assert archive.platforms == ("instagram",)
    assert told(items) == told(newest[1])
    assert not unread(archive) and not archive.tally.rejected


def test_as_much_is_read_as_there_is(newest):
    kinds = [type(item) for _, item in newest[1]]
    assert [kinds.count(each) for each in (Profile, Setting, Contact, Post, Message)] == [7, 3, 9, 6, 2]


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_packed_it_gives_the_same(way, newest):
    archive, items = read_parts([WAYS[way](written(ig.instagram("2024")))])
    assert archive.platforms == ("instagram",) and told(items) == told(newest[1])


def test_a_folder_gives_the_same(tmp_path, newest):
    assert told(read_parts([unpacked(written(ig.instagram("2024")), tmp_path / "instagram-zoe")])[1]) == told(newest[1])


def test_parts_that_repeat_files_are_read_once(newest):
    assert told(read_parts(in_two(written(ig.instagram("2024"))))[1]) == told(newest[1])


def test_one_zip_may_hold_both_platforms(newest):
    both = written({**fb.facebook("2024"), **ig.instagram("2024")})
    archive, items = read_parts([zipped(both)])
    assert set(archive.platforms) == {"facebook", "instagram"}
    alone = read_parts([zipped(written(fb.facebook("2024")))])[1]
    assert told(items) == told([*alone, *newest[1]])
    assert not unread(archive)


def test_no_reference_holds_a_name_of_a_person(newest):
    entries = " ".join(item.ref.entry for _, item in newest[1]).casefold()
    assert not any(name in entries for name in ("robin", "kite", "zoe"))


@pytest.mark.parametrize("mark", ["'", "\u2019", "_"])
def test_any_mark_in_a_name_of_a_file_is_an_apostrophe(mark, newest):
    files = written({path.replace("'", mark): content for path, content in ig.instagram("2024").items()})
    assert told(read_parts([zipped(files)])[1]) == told(newest[1])


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_renamed_key_is_noticed(name):
    labels = {label for told_ in (ig.LABELS["en"], ig.MORE_LABELS["en"]) for label in told_}
    # What is renamed among the fields of a picture is drowned in the many that cameras write.
    ornaments = {"posts": {"exif_data", "latitude", "media_metadata", "photo_metadata"}}
    silent = set(silent_keys(lambda content: try_one(name, content), FILES[name], unread=labels))
    assert silent <= ornaments.get(name, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_gives_what_the_checks_ask_for_in_any_language(language):
    found = try_one("profile", ig.instagram_files(language)["profile"])
    assert found.profile == {
        "handle": [HANDLE],
        "name": [ME],
        "email": ["zoe@example.org"],
        "phone": ["07700 900123"],
        "bio": ["I play the viola"],
        "website": ["https://zoe.example.org"],
        "birthday": ["1984-05-01"],
    }
    assert found.settings == {"private_account": "false"}
    assert found.outcome is Outcome.READ


def test_a_yes_or_no_under_an_unknown_label_is_not_passed_over():
    found = try_one("profile", relabelled(FILES["profile"], {"Private Account": "Yksityinen tili"}))
    assert found.outcome is Outcome.UNKNOWN_LABEL
    assert not found.settings and found.profile["handle"] == [HANDLE]


def test_a_profile_in_an_unknown_language_gives_what_can_only_be_one_thing():
    strange = {label: f"etiketti {number}" for number, label in enumerate(ig.LABELS["en"])}
    found = try_one("profile", relabelled(FILES["profile"], strange))
    assert found.outcome is Outcome.UNKNOWN_LABEL
    assert found.profile == {
        "email": ["zoe@example.org"],
        "phone": ["07700 900123"],
        "website": ["https://zoe.example.org"],
        "birthday": ["1984-05-01"],
    }


def test_a_label_that_was_renamed_in_english_is_not_passed_over():
    assert try_one("profile", relabelled(FILES["profile"], {"Username": "Nickname"})).outcome is Outcome.UNKNOWN_LABEL


def test_a_birthday_that_nobody_gave_is_none():
    row = {"string_map_data": ig.labelled(**{"Username": HANDLE, "Date of birth": "1919-01-01", "Private Account": "True"})}
    found = try_one("profile", {"profile_user": [row]})
    assert found.profile == {"handle": [HANDLE]} and found.settings == {"private_account": "true"}


@pytest.mark.parametrize(
    ("said", "value"), [("True", "true"), ("False", "false"), ("false", "false"), ("Oui", "true"), ("Nie", "false")]
)
def test_private_or_not_is_told_in_any_spelling(said, value):
    row = {"string_map_data": ig.labelled(**{"Username": HANDLE, "Private Account": said})}
    assert try_one("profile", {"profile_user": [row]}).settings == {"private_account": value}


def test_a_profile_in_the_newer_form_is_read():
    labels = [
        {"label": "Username", "value": HANDLE},
        {"label": "Name", "value": ME},
        {"label": "Last Login", "timestamp_value": DAY},
    ]
    path = "personal_information/personal_information/instagram_profile_information.json"
    found = try_file("instagram", path, mangled({"media": [], "label_values": labels, "fbid": "1"}))
    assert (found.profile, found.outcome) == ({"handle": [HANDLE], "name": [ME]}, Outcome.READ)


def test_only_the_newest_switch_of_privacy_counts():
    rows = [
        {"title": "Switched to Public", "string_map_data": ig.labelled(Time=DAY)},
        {"title": "Switched to Private", "string_map_data": ig.labelled(Time=DAY + 100)},
    ]
    found = try_one("privacy-history", {"account_history_account_privacy_history": rows})
    (setting,) = found.of(Setting)
    assert (setting.key, setting.value, setting.as_of) == ("private_account", "true", LATER)


def test_a_switch_in_an_unknown_language_is_not_passed_over():
    rows = [{"title": "Vaihdettu yksityiseksi", "string_map_data": ig.labelled(Aika=DAY)}]
    found = try_one("privacy-history", {"account_history_account_privacy_history": rows})
    assert found.rejected and not found.items


def test_the_only_setting_of_a_file_is_known_by_its_file():
    row = {"string_map_data": ig.labelled(Kommentit="Everyone")}
    assert try_one("comments-from", {"settings_allow_comments_from": [row]}).settings == {"comments_from": "public"}


def test_a_value_in_an_unknown_language_is_not_passed_over():
    row = {"string_map_data": ig.labelled(**{"Comments Allowed From": "Kaikki"})}
    found = try_one("comments-from", {"settings_allow_comments_from": [row]})
    assert (found.settings, found.outcome) == ({"comments_from": None}, Outcome.UNKNOWN_LABEL)


def test_a_handle_is_found_wherever_it_stands():
    assert [each.handle for each in try_one("followers").contacts] == [FRIENDS_HANDLE, PUPILS_HANDLE, "ivo.marsh"]


def test_one_follower_alone_may_stand_without_a_list():
    (found,) = try_one("followers", ig.person(FRIENDS_HANDLE)).contacts
    assert (found.handle, found.relation) == (FRIENDS_HANDLE, Relation.FOLLOWER)


def test_the_lists_tell_how_people_are_connected(newest):
    found = {(item.relation, item.handle or item.name) for _, item in newest[1] if isinstance(item, Contact)}
    assert {
        (Relation.REQUEST_IN, PUPILS_HANDLE),
        (Relation.REQUEST_OUT, "una.heath"),
        (Relation.CLOSE_FRIEND, FRIENDS_HANDLE),
        (Relation.ADDRESS_BOOK, "Theo Field"),
        (Relation.FOLLOWER, "nia.brook"),
    } <= found


def test_captions_are_found_on_the_post_and_on_its_picture():
    first, second = try_one("posts").posts
    assert (first.text, first.media, first.coordinates) == ("Caption at the café", 1, True)
    assert (second.text, second.media, second.coordinates) == ("Two pictures", 2, False)


def test_comments_in_an_unknown_language_are_read_without_their_labels():
    strange = {"Comment": "Kommentti", "Media Owner": "Omistaja", "Time": "Aika"}
    (found,) = try_one("comments", relabelled(FILES["comments"], strange)).posts
    assert "Très bien" in found.text and found.when is not None


def test_an_address_book_in_an_unknown_language_keeps_its_numbers():
    strange = {"First Name": "Etunimi", "Last Name": "Sukunimi", "Contact Information": "Tiedot"}
    (found,) = try_one("address-book", relabelled(FILES["address-book"], strange)).contacts
    assert (found.phone, found.name) == ("+447700900456", "")


def test_messages_are_the_owner_s_by_the_name_of_the_profile(newest):
    found = {item.text: item.own for _, item in newest[1] if isinstance(item, Message)}
    assert found == {"See you in class": True, "Bonne fête": False}


def test_the_owner_is_known_by_handle_and_name(newest):
    found = {item.field: item.value for _, item in newest[1] if isinstance(item, Profile)}
    assert (found[Field.NAME], found[Field.HANDLE]) == (ME, HANDLE)


def test_privacy_is_checked_in_part(newest):
    found = covers(newest[0])
    assert found["privacy-settings"].state is State.IN_PART
    assert found["pupils-among-contacts"].state is State.NOTHING_FOUND
    assert found["messages-with-pupils"].state is State.NOTHING_FOUND


def test_followers_without_those_followed_are_a_part():
    files = {path: content for path, content in ig.instagram("2024").items() if not path.endswith("/following.json")}
    assert covers(read_parts([zipped(written(files))])[0])["pupils-among-contacts"].state is State.IN_PART


def test_the_html_form_is_told_with_how_to_ask_for_json():
    files = {path.replace(".json", ".html"): page() if "message_" in path else "<html></html>" for path in PATHS.values()}
    archive, items = read_parts([zipped({**files, "start_here.html": "<html></html>"})])
    assert archive.platforms == ("instagram",) and len(items) == 2
    found = covers(archive)["pupils-among-contacts"]
    assert found.state is State.NOT_IN_ARCHIVE and any("JSON" in each for each in found.words)


@pytest.mark.parametrize("era", sorted(ig.INSTAGRAM_ERAS))
def test_each_file_goes_to_one_place(era):
    for name, path in ig.INSTAGRAM_ERAS[era].items():
        assert fate("instagram", path) == name


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_file_that_breaks_off_is_not_taken_for_read(name):
    whole = written({"file": FILES[name]})["file"]
    assert try_file("instagram", PATHS[name], whole[:-5], me=(ME,)).outcome is not Outcome.READ


@pytest.mark.parametrize(
    "path",
    [
        "ads_information/ads_and_topics/ads_viewed.json",
        "likes/liked_posts.json",
        "your_instagram_activity/likes/liked_posts.json",
        "your_instagram_activity/messages/secret_conversations.json",
        "your_instagram_activity/threads/threads_viewed.json",
        "preferences/settings/use_cross-app_messaging.json",
        "comments_settings/use_cross-app_messaging.json",
        "account_information/profile_changes.json",
        "personal_information/device_information/devices.json",
        "personal_information/personal_information/profile_changes.json",
        "connections/followers_and_following/hide_story_from.json",
        "connections/followers_and_following/following_hashtags.json",
        "connections/contacts/other.json",
        "security_and_login_information/login_and_profile_creation/login_activity.json",
        "login_and_account_creation/login_activity.json",
    ],
)
def test_what_no_check_needs_is_known(path):
    assert fate("instagram", path) == "ignored"


def test_a_file_that_nobody_knows_stays_unknown():
    assert fate("instagram", "your_instagram_activity/media/brand_new.json") == "unknown"
