"""An archive is read the same however it is packed; every file ends in one outcome; nothing in it makes reading fail."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.outcomes import UNREAD, Outcome
from lanyard.checkup.archive.reading import Archive, open_archive, read
from lanyard.checkup.archive.safety import Refusal
from lanyard.checkup.archive.source import Part
from lanyard.checkup.archive.tally import AlarmKind
from lanyard.checkup.items import Evidence, Item, Message
from tests.checkup.dialects import linkedin_archive, reddit_archive, snapchat_archive, tiktok_archive, x_archive

from . import packing
from .files import opener, raw

AT = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
KNOWN = {
    "x": x_archive.of_2024(),
    "linkedin": linkedin_archive.of_2026(),
    "reddit": reddit_archive.of_2024(),
    "snapchat": snapchat_archive.of_2024(),
    "tiktok": {"user_data.json": json.dumps(tiktok_archive.NEW)},
}


def read_all(*parts: Part, **more: object) -> tuple[Archive, list[tuple[str, Item]]]:
    """An archive read to its end, and its items."""
    with open_archive(parts) as archive:
        items = list(read(archive, at=AT, **more))
    assert archive.tally.complete and archive.tally.outcomes.total() == archive.tally.members
    assert not archive.tally.faults, "a decoder met something that it did not foresee"
    return archive, items


def as_counted(items: list[tuple[str, Item]]) -> Counter:
    """The items without where they stood, which differs between ways of packing."""
    return Counter((platform, type(item).__name__, *item[1:]) for platform, item in items)


@pytest.mark.parametrize("platform", KNOWN)
def test_an_archive_is_read_the_same_however_it_is_packed(platform, tmp_path):
    plain, expected = read_all(packing.zipped(KNOWN[platform]))
    assert plain.platforms == (platform,) and expected
    packed = [[way(KNOWN[platform])] for way in packing.WAYS.values()]
    packed += [[packing.unpacked(KNOWN[platform], tmp_path / "there")], packing.in_two(KNOWN[platform])]
    packed += [[packing.zipped({"inner.zip": packing.zip_bytes(KNOWN[platform])}, method=zipfile.ZIP_STORED)]]
    for parts in packed:
        archive, items = read_all(*parts)
        assert archive.platforms == (platform,)
        assert as_counted(items) == as_counted(expected)


def test_two_platforms_in_one_zip_are_both_read():
    together, items = read_all(
        packing.zipped({f"{name}/{path}": content for name in ("x", "linkedin") for path, content in KNOWN[name].items()})
    )
    assert set(together.platforms) == {"x", "linkedin"}
    apart = [each for name in ("x", "linkedin") for each in read_all(packing.zipped(KNOWN[name]))[1]]
    assert as_counted(items) == as_counted(apart)


def test_several_archives_given_at_once_are_read_each_by_its_own():
    archive, items = read_all(packing.zipped(KNOWN["reddit"], "one.zip"), packing.zipped(KNOWN["linkedin"], "two.zip"))
    assert [each.platforms for each in archive.parts] == [("reddit",), ("linkedin",)]
    assert {item.ref.part for platform, item in items if platform == "linkedin"} == {1}


@pytest.mark.parametrize(("content", "platform"), [(linkedin_archive.MESSAGES, "linkedin"), (reddit_archive.MESSAGES, "reddit")])
def test_a_single_table_whose_name_two_platforms_use_is_told_by_its_header(content, platform):
    archive, items = read_all(Part("messages (1).csv", opener(content)))
    assert archive.platforms == (platform,) and items


def test_files_of_no_platform_are_not_guessed_at():
    archive, items = read_all(packing.zipped({"notes.json": [1], "messages.csv": "a,b\n1,2\n", "account.js": "x"}))
    assert archive.platforms == () and not items
    assert archive.tally.outcomes == {Outcome.UNKNOWN_FILE: 3}
    assert [each.kind for each in archive.tally.alarms] == [AlarmKind.NOT_RECOGNISED]
    assert "not an archive of a platform" in archive.parts[0].advice


def test_the_same_file_in_two_parts_is_read_once_and_another_with_its_name_too():
    archive, items = read_all(packing.zipped(KNOWN["x"], "1.zip"), packing.zipped(KNOWN["x"], "2.zip"))
    read_ = sum(each.routed.feature is not None for each in archive.tally.files)
    assert archive.tally.outcomes[Outcome.DUPLICATE] == read_ // 2
    assert as_counted(items) == as_counted(read_all(packing.zipped(KNOWN["x"]))[1])
    other = {**KNOWN["x"], "data/follower.js": 'window.YTD.follower.part0 = [{"follower": {"accountId": "77"}}]'}
    _, more = read_all(packing.zipped(KNOWN["x"], "1.zip"), packing.zipped(other, "2.zip"))
    assert any(getattr(item, "id", "") == "77" for _, item in more) and len(more) == len(items) + 1


def test_the_same_message_in_two_folders_is_one_message():
    """Given twice by different files, as after a change of how conversations are kept."""
    part = KNOWN["x"]["data/direct-messages.js"]
    again = {**KNOWN["x"], "data/direct-messages-part1.js": part.replace("part0", "part1") + "\n"}
    archive, items = read_all(packing.zipped(again))
    assert as_counted(items) == as_counted(read_all(packing.zipped(KNOWN["x"]))[1])
    copied = [item for _, item in items if isinstance(item, Message) and item.ref.entry == "data/direct-messages.js"]
    assert archive.tally.repeats == len(copied) > 0


def test_two_files_of_one_name_in_one_zip_are_both_read_and_that_is_told():
    other = 'window.YTD.follower.part0 = [{"follower": {"accountId": "77"}}]'
    data = packing.zip_bytes({**KNOWN["x"], "data/f0llower.js": other}).replace(b"data/f0llower.js", b"data/follower.js")
    archive, items = read_all(Part("a.zip", opener(data)))
    assert AlarmKind.TWO_OF_A_NAME in [each.kind for each in archive.tally.alarms]
    assert any(getattr(item, "id", "") == "77" for _, item in items)


def test_the_owner_is_known_before_anything_else_is_read():
    _, items = read_all(packing.shuffled(KNOWN["x"]))
    messages = [item for _, item in items if isinstance(item, Message)]
    assert messages and all(message.own is not None for message in messages)


def test_a_second_reading_gives_only_what_is_asked_for_and_leaves_the_counts():
    with open_archive([packing.zipped(KNOWN["x"])]) as archive:
        first = list(read(archive, at=AT))
        counts, rows = archive.tally.outcomes, archive.tally.rows_read
        again = list(read(archive, at=AT, only=(Evidence.MESSAGES,)))
    assert as_counted(again) == as_counted([each for each in first if each[1].evidence is Evidence.MESSAGES])
    assert (archive.tally.outcomes, archive.tally.rows_read) == (counts, rows)


def test_progress_only_goes_forward_and_reaches_its_end():
    told: list[tuple[int, int]] = []
    read_all(packing.zipped(KNOWN["x"]), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told) and told[-1][0] == told[-1][1] > 0


def test_what_an_archive_declares_is_held_against_what_was_read():
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "data/manifest.js": x_archive.manifest(tweets=10_000, follower=2)}))
    tweets = next(each for each in archive.tally.files if each.routed.path == "data/tweets.js")
    (alarm,) = (each for each in archive.tally.alarms if each.kind is AlarmKind.FEWER_ROWS)
    assert alarm.evidence == set(tweets.routed.feature.evidence) and alarm.number == 10_000 - tweets.rows


def test_an_archive_that_holds_what_it_declares_raises_no_alarm_about_it():
    manifest = x_archive.manifest(tweets=3, follower=2, following=1, account=1, like=50)
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "data/manifest.js": manifest}))
    assert sum(each.declared for each in archive.tally.files) > 3
    assert AlarmKind.FEWER_ROWS not in [each.kind for each in archive.tally.alarms]


@pytest.mark.parametrize(
    "content", ["x = {}", 'x = {"a": 1}', 'x = {"dataTypes": {"a": {"files": [{"fileName": "x", "count": "many"}]}}}', "x = [1]"]
)
def test_a_list_of_contents_of_another_shape_declares_nothing(content):
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "data/manifest.js": content}))
    assert not any(each.declared for each in archive.tally.files)


def test_messages_much_older_than_the_archive_raise_an_alarm():
    archive, _ = read_all(packing.zipped(KNOWN["x"]))
    alarm = next(each for each in archive.tally.alarms if each.kind is AlarmKind.OLD_MESSAGES)
    assert alarm.evidence == {Evidence.MESSAGES} and alarm.number > 300


def test_a_time_in_the_future_is_left_out_and_told():
    late = {
        path: content.replace("2024", "2093") if isinstance(content, str) else content for path, content in KNOWN["x"].items()
    }
    archive, items = read_all(packing.zipped(late))
    assert AlarmKind.ODD_TIMES in [each.kind for each in archive.tally.alarms]
    assert all(item.when is None or item.when <= AT for _, item in items if isinstance(item, Message))


@pytest.mark.parametrize("empty", [b"", "window.YTD.follower.part0 = [ ]"])
def test_an_empty_file_is_known_to_be_empty(empty):
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "data/follower.js": empty}))
    outcome = next(each.outcome for each in archive.tally.files if each.routed.path == "data/follower.js")
    assert outcome is Outcome.KNOWN_EMPTY


def test_a_known_file_with_nothing_known_in_it_is_never_silent():
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "data/follower.js": "window.YTD.follower.part0 = [{}, {}]"}))
    became = next(each for each in archive.tally.files if each.routed.path == "data/follower.js")
    assert became.outcome is Outcome.UNKNOWN_SHAPE and became.rejected.total() == 2
    assert AlarmKind.NOTHING_READ in [each.kind for each in archive.tally.alarms]


def test_a_file_that_breaks_off_is_read_in_part():
    broken = KNOWN["x"]["data/tweets.js"].rstrip().rstrip(";").rstrip("]").rstrip() + ", {"
    archive, items = read_all(packing.zipped({**KNOWN["x"], "data/tweets.js": broken}))
    became = next(each for each in archive.tally.files if each.routed.path == "data/tweets.js")
    assert became.outcome is Outcome.READ_PARTLY and became.cause is Outcome.DAMAGED and became.rows
    assert as_counted(items) == as_counted(read_all(packing.zipped(KNOWN["x"]))[1])


def test_a_part_that_is_refused_is_told_and_the_others_are_read():
    whole = packing.zip_bytes(KNOWN["reddit"])
    archive, items = read_all(packing.zipped(KNOWN["x"]), Part("cut.zip", opener(whole[: len(whole) // 2])))
    assert archive.refused == {1: Refusal.BROKEN} and archive.parts[1].advice == Refusal.BROKEN.value
    assert items and AlarmKind.PART_REFUSED in [each.kind for each in archive.tally.alarms]


def test_a_zip_inside_a_zip_inside_a_zip_is_not_opened():
    inner = packing.zip_bytes({"deep.zip": packing.zip_bytes({"a.json": [1]}), **KNOWN["x"]})
    archive, items = read_all(packing.zipped({"inner.zip": inner}))
    assert archive.tally.outcomes[Outcome.NESTED_NOT_OPENED] == 1 and items


@pytest.mark.parametrize("inner", [b"PK\3\4 broken", b"Rar!", packing.zip_bytes({"a": b"x" * 99})[:-30]])
def test_an_archive_inside_that_cannot_be_opened_is_told(inner):
    archive, _ = read_all(packing.zipped({**KNOWN["x"], "messages.zip": inner}))
    assert archive.tally.outcomes[Outcome.NESTED_NOT_OPENED] == 1


def test_links_in_a_folder_are_not_followed_and_pipes_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    packing.unpacked({"tweets.js": KNOWN["x"]["data/tweets.js"]}, secret)
    folder = packing.unpacked({path: text for path, text in KNOWN["x"].items() if path != "data/tweets.js"}, tmp_path / "given")
    (tmp_path / "given" / "data" / "tweets.js").symlink_to(secret / "tweets.js")
    (tmp_path / "given" / "more").symlink_to(secret, target_is_directory=True)
    os.mkfifo(tmp_path / "given" / "data" / "pipe.js")
    archive, items = read_all(folder)
    assert archive.tally.outcomes[Outcome.NOT_A_FILE] == 3
    assert items and not any(item.ref.entry.endswith("/tweets.js") for _, item in items)


def test_a_link_that_takes_the_place_of_a_file_later_is_not_followed(tmp_path):
    folder = packing.unpacked(KNOWN["x"], tmp_path / "given")
    with open_archive([folder]) as archive:
        target = tmp_path / "given" / "data" / "tweets.js"
        target.rename(tmp_path / "elsewhere.js")
        target.symlink_to(tmp_path / "elsewhere.js")
        items = list(read(archive, at=AT))
    assert next(each.outcome for each in archive.tally.files if each.routed.path == "data/tweets.js") is Outcome.DAMAGED
    assert items


@pytest.mark.parametrize(
    "name", ["../tweets.js", "/../../data/tweets.js", "C:\\data\\x.js", "data/tweets.js~.js", "data/../data/tweets.js"]
)
def test_dangerous_names_are_told_and_only_compared(name):
    data = packing.zip_bytes({**KNOWN["x"], name: "window.YTD.tweets.part0 = [ ]"}).replace(b"tweets.js~.js", b"tweets.js\0.js")
    archive, items = read_all(Part("a.zip", opener(data)))
    assert AlarmKind.STRANGE_NAMES in [each.kind for each in archive.tally.alarms]
    assert as_counted(items) == as_counted(read_all(packing.zipped(KNOWN["x"]))[1])


def test_a_part_that_is_not_there_or_no_file_is_refused():
    archive, _ = read_all(Part("gone.zip", Path("/nonexistent/gone.zip")), Part("null", Path("/dev/null")))
    assert archive.refused == {0: Refusal.NO_ACCESS, 1: Refusal.NO_ACCESS}


EVERY = [(path, raw(content)) for files in KNOWN.values() for path, content in files.items()]
STRANGERS = ["notes/a.json", "b.xml", "x/y/z/w.csv", "photo.jpg", "a.zip", "no-data.txt", "._a", "é\\ü.html"]
MEMBERS = st.one_of(
    st.sampled_from(EVERY),
    st.tuples(st.sampled_from(STRANGERS), st.binary(max_size=30)),
    st.tuples(st.sampled_from([path for path, _ in EVERY]), st.binary(max_size=40)),
    st.sampled_from([(path, content[: len(content) // 2]) for path, content in EVERY]),
)


@given(st.lists(MEMBERS, max_size=12), st.sampled_from(sorted(packing.WAYS)), st.booleans())
def test_every_file_of_any_archive_ends_in_one_outcome(members, way, twice):
    files = dict(members)
    part = packing.WAYS[way](files)
    with open_archive([part, part] if twice else [part]) as archive:
        items = list(read(archive, at=AT))
    tally = archive.tally
    assert tally.complete and tally.outcomes.total() == tally.members >= len(files)
    for each in tally.files:
        assert each.outcome is not Outcome.READ or (each.rows and not each.rejected)
        assert each.outcome is not Outcome.READ_PARTLY or each.rows
        assert not each.rejected or each.outcome in UNREAD
    assert sum(span.items for span in tally.spans.values()) == len(items)


@given(st.binary(max_size=400), st.sampled_from(["a.zip", "a.tar", "a.tgz", "a.json", "_chat.txt"]))
def test_any_bytes_given_as_an_archive_are_read_or_refused(content, name):
    read_all(Part(name, opener(content)))


GUARD = """
import sys
def guard(event, args):
    if event.split(".")[0] in ("socket", "subprocess", "tempfile", "shutil", "urllib"):
        raise SystemExit(f"forbidden: {event}")
    if event in ("os.system", "os.exec", "os.fork", "os.remove", "os.mkdir", "os.rename", "os.link", "os.symlink", "os.truncate"):
        raise SystemExit(f"forbidden: {event}")
    if event == "open":
        mode, flags = args[1], args[2]
        if str(args[0]).endswith(".jpg"):
            raise SystemExit("forbidden: a picture is opened")
        if (mode and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 3):
            raise SystemExit(f"forbidden: open for writing, {mode} {flags}")
import datetime, importlib, pathlib, pkgutil
import lanyard.checkup.archive.decoders as decoders
for each in pkgutil.iter_modules(decoders.__path__):
    importlib.import_module(f"{decoders.__name__}.{each.name}")
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.archive.source import Part
sys.dont_write_bytecode = True
sys.addaudithook(guard)
for given in sys.argv[1:]:
    with open_archive([Part("given", pathlib.Path(given))]) as archive:
        items = sum(1 for _ in read(archive, at=datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)))
    print(items, archive.tally.members)
"""


def test_reading_opens_no_connection_and_no_picture_and_writes_no_file(tmp_path):
    together = {f"{name}/{path}": content for name in KNOWN for path, content in KNOWN[name].items()}
    (tmp_path / "a.zip").write_bytes(packing.zip_bytes(together))
    (tmp_path / "a.tgz").write_bytes(packing.tarred(KNOWN["snapchat"]).source().read())
    packing.unpacked({**KNOWN["x"], "data/tweets_media/1-photo.jpg": b"x"}, tmp_path / "folder")
    given = [str(tmp_path / each) for each in ("a.zip", "a.tgz", "folder")]
    done = subprocess.run([sys.executable, "-B", "-c", GUARD, *given], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(int(number) > 3 for number in done.stdout.split())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.tgz", "a.zip", "folder"]
