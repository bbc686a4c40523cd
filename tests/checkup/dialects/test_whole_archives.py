"""Whole archives of each era, through the reader: what they are taken for, what comes out, and what may be said of them."""

import datetime
import json
from collections import Counter

import pytest

from lanyard.checkup.archive.coverage import cover
from lanyard.checkup.archive.outcomes import Outcome
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.checks import load_checks
from lanyard.checkup.items import Contact, Message, Post, Profile, Setting
from lanyard.checkup.result import State
from tests.checkup.archive.packing import zipped
from tests.checkup.dialects import linkedin_archive, reddit_archive, snapchat_archive, tiktok_archive, x_archive

AT = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
CHECKS = load_checks()


def tiktok(told):
    return {"user_data_tiktok.json": json.dumps(told)}


# How many profile fields, settings, contacts, posts (comments too) and messages there are.
ERAS = {
    "x 2018": ("x", x_archive.of_2018(), (5, 0, 1, 1, 0)),
    "x 2019": ("x", x_archive.of_2019(), (4, 0, 2, 3, 2)),
    "x 2020": ("x", x_archive.of_2020(), (4, 0, 2, 3, 2)),
    "x 2024": ("x", x_archive.of_2024(), (8, 1, 5, 6, 3)),
    "linkedin 2020": ("linkedin", linkedin_archive.of_2020(), (7, 0, 2, 3, 1)),
    "linkedin 2026": ("linkedin", linkedin_archive.of_2026(), (18, 0, 6, 6, 5)),
    "reddit": ("reddit", reddit_archive.of_2024(), (2, 4, 1, 3, 4)),
    "tiktok 2021": ("tiktok", tiktok(tiktok_archive.OLD), (4, 9, 3, 2, 2)),
    "tiktok 2023": ("tiktok", tiktok(tiktok_archive.in_2023()), (7, 10, 3, 3, 2)),
    "tiktok 2025": ("tiktok", tiktok(tiktok_archive.NEW), (7, 10, 3, 3, 2)),
    "snapchat 2021": ("snapchat", snapchat_archive.of_2021(), (4, 0, 7, 0, 4)),
    "snapchat 2024": ("snapchat", snapchat_archive.of_2024(), (4, 0, 7, 0, 4)),
}


def read_all(files, **more):
    with open_archive([zipped(files)]) as archive:
        items = [item for _, item in read(archive, at=AT, **more)]
    return archive, items


def states(archive):
    return {each.check: each.covers[0] for each in cover(CHECKS, archive, {})}


def outcomes(archive):
    return {each.routed.path: each.outcome for each in archive.tally.files}


@pytest.fixture(scope="module", params=ERAS)
def era(request):
    platform, files, counts = ERAS[request.param]
    return platform, files, counts, *read_all(files)


def test_an_archive_is_taken_for_what_it_is(era):
    platform, _, _, archive, _ = era
    assert archive.platforms == (platform,)


def test_as_much_is_read_as_there_is(era):
    _, _, counts, _, items = era
    found = Counter(type(each) for each in items)
    assert tuple(found[each] for each in (Profile, Setting, Contact, Post, Message)) == counts


def test_nothing_is_unknown_or_failed(era):
    _, _, _, archive, _ = era
    fine = {Outcome.READ, Outcome.KNOWN_IGNORED, Outcome.KNOWN_EMPTY}
    told = {path: outcome for path, outcome in outcomes(archive).items() if outcome not in fine}
    assert set(told.values()) <= {Outcome.KNOWN_UNSUPPORTED}
    assert all(path.endswith(".html") for path in told)
    assert not archive.tally.rejected and not archive.tally.faults


def test_whose_a_message_is_is_known_from_the_archive_itself(era):
    _, _, _, _, items = era
    owns = {each.own for each in items if isinstance(each, Message)}
    assert None not in owns


def test_no_reference_holds_a_name_of_a_person(era):
    _, _, _, _, items = era
    told = " ".join({each.ref.entry for each in items}).casefold()
    assert not any(name in told for name in ("amber", "robin", "teal", "kite"))


def test_no_file_that_breaks_off_is_taken_for_read(era):
    _, files, _, whole, _ = era
    was_read = {
        path for path, outcome in outcomes(whole).items() if outcome is Outcome.READ and not path.endswith((".csv", ".html"))
    }
    for path in was_read:
        archive, _ = read_all({**files, path: files[path][:-4]})
        assert outcomes(archive)[path] is not Outcome.READ


def test_names_that_the_owner_replied_to_are_known_with_the_number_of_their_messages():
    _, items = read_all(x_archive.of_2024())
    named = {each.id for each in items if isinstance(each, Contact) and each.name}
    assert named & {other for each in items if isinstance(each, Message) for other in each.others}


def test_an_archive_of_x_before_2019_says_little_of_contacts_and_nothing_of_messages():
    told = states(read_all(x_archive.of_2018())[0])
    assert told["pupils-among-contacts"].state is State.IN_PART
    assert told["messages-with-pupils"].state is State.NOT_IN_ARCHIVE


@pytest.mark.parametrize("files", [x_archive.of_2024(), reddit_archive.of_2024()], ids=["x", "reddit"])
def test_a_few_settings_never_clear_all_of_them(files):
    cover_ = states(read_all(files)[0])["privacy-settings"]
    assert cover_.state is State.IN_PART and cover_.words


def test_only_saved_chats_never_clear_all_of_them():
    assert states(read_all(snapchat_archive.of_2024())[0])["messages-with-pupils"].state is State.IN_PART


def test_pages_of_snapchat_are_told_with_the_box_to_tick():
    archive, items = read_all(snapchat_archive.of_html())
    assert archive.platforms == ("snapchat",) and not items
    cover_ = states(archive)["pupils-among-contacts"]
    assert cover_.state is State.NOT_IN_ARCHIVE
    assert any("JSON" in each for each in cover_.words)


def test_text_of_tiktok_is_told_with_the_format_to_choose():
    files = {f"TikTok/{path}": "Date: 2025-01-01\n" for path in ("Your Activity/Watch History.txt", "Comment/Comments.txt")}
    archive, items = read_all(files)
    assert archive.platforms == ("tiktok",) and not items
    assert any("JSON" in each for each in states(archive)["discriminatory"].words)


def test_what_was_not_asked_for_of_tiktok_is_not_called_clear():
    archive, _ = read_all(tiktok({"Comment": tiktok_archive.NEW["Comment"]}))
    told = states(archive)
    assert told["pupils-among-contacts"].state is State.NOT_IN_ARCHIVE
    assert told["messages-with-pupils"].state is State.NOT_IN_ARCHIVE
    assert told["privacy-settings"].state is State.NOT_IN_ARCHIVE
    assert told["discriminatory"].state is State.IN_PART


def test_what_is_there_and_empty_in_tiktok_was_looked_at():
    told = states(read_all(tiktok({**tiktok_archive.NEW, "Direct Message": {"Direct Messages": {"ChatHistory": None}}}))[0])
    assert told["messages-with-pupils"].state is State.NOTHING_FOUND


def test_all_of_tiktok_is_checked_with_its_days():
    cover_ = states(read_all(tiktok(tiktok_archive.NEW))[0])["pupils-among-contacts"]
    assert (cover_.state, cover_.items) == (State.NOTHING_FOUND, 3)
    assert cover_.first is not None and cover_.first.year == 2025


def test_notes_with_invitations_do_not_stand_for_the_messages_of_linkedin():
    files = {path: text for path, text in linkedin_archive.of_2026().items() if path != "messages.csv"}
    assert states(read_all(files)[0])["messages-with-pupils"].state is State.IN_PART
