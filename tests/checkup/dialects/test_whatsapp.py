"""Exported chats of WhatsApp: every form of the beginning of a message, notices, pictures left out, and whose chat it is."""

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lanyard.checkup.archive.decoders.chat_headers import read_header
from lanyard.checkup.archive.decoders.chat_words import read_body, vanishing
from lanyard.checkup.archive.outcomes import Outcome, Why
from lanyard.checkup.archive.reading import open_archive, read
from lanyard.checkup.archive.source import Part
from lanyard.checkup.items import Evidence, Relation
from tests.checkup.archive.files import opener
from tests.checkup.archive.packing import zip_bytes, zipped
from tests.checkup.dialects import whatsapp_chats as made
from tests.checkup.dialects.trying import fate, try_file
from tests.checkup.dialects.whatsapp_chats import AMBER, FORMS, LRM, ROBIN, at, chat

AT = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
NAMED = f"WhatsApp Chat with {AMBER}.txt"


def tried(text, path="_chat.txt", **more):
    return try_file("whatsapp", path, text, **more)


def texts(found):
    return [each.text for each in found.messages]


def test_a_chat_of_android_is_read_with_its_lines_put_together():
    found = tried(made.on_android(), NAMED)
    assert [(each.sender, each.text, each.media) for each in found.messages] == [
        (AMBER, "Are you coming on Friday?", 0),
        (ROBIN, "Yes. Bring:\n- a coat\n\n- boots", 0),
        (AMBER, "", 1),
        (AMBER, "Look at this", 1),
        (ROBIN, "See you", 0),
    ]
    assert (found.rows, found.rejected, found.outcome) == (8, [], Outcome.READ)


def test_times_are_those_of_the_clock_on_the_wall():
    first, *_ = tried(made.on_android(), NAMED).messages
    assert first.when == datetime.datetime(2026, 3, 7, 21, 22, tzinfo=datetime.UTC)
    assert all(each.local for each in tried(made.on_android(), NAMED).messages)


def test_in_a_chat_between_two_that_is_called_after_one_the_other_is_the_owner():
    found = tried(made.on_android(), NAMED)
    assert {(each.sender, each.own, each.others) for each in found.messages} == {
        (AMBER, False, (AMBER,)),
        (ROBIN, True, (AMBER,)),
    }
    assert [(each.name, each.relation) for each in found.contacts] == [(AMBER, Relation.CHAT)]


def test_a_group_of_an_iphone_is_read_without_its_notices():
    found = tried(made.on_iphone(), me=(ROBIN,))
    assert [(each.sender, each.text, each.media, each.own) for each in found.messages] == [
        (AMBER, "Hello all", 0, False),
        ("Sam", "", 1, False),
        ("+44 7700 900123", "", 1, False),
        (ROBIN, "list.pdf \u2022 3 pages", 1, True),
        (ROBIN, "POLL:\nWhich day?\nOPTION: Monday (2 votes)\nOPTION: Friday (0 votes)", 0, True),
        (AMBER, "Fine", 0, False),
    ]
    assert {each.is_group for each in found.messages} == {True}
    assert {each.others for each in found.messages} == {(AMBER, "Sam", "+44 7700 900123")}


def test_each_sender_is_a_contact_once_by_name_or_number():
    found = tried(made.on_iphone(), me=(ROBIN,)).contacts
    assert [(each.name, each.phone) for each in found] == [(AMBER, ""), ("Sam", ""), ("", "+44 7700 900123")]


def test_whose_a_message_is_is_not_guessed():
    """Nothing says who the owner is, or they are known by another name than in the chat."""
    for me in ((), ("Robin T.",)):
        found = tried(made.on_iphone(), me=me)
        assert {each.own for each in found.messages} == {None}
        assert (AMBER, (ROBIN, "Sam", "+44 7700 900123")) in {
            (each.sender, tuple(sorted(each.others, key=lambda x: (x[0] == "+", x)))) for each in found.messages
        }


def test_somebody_who_never_answered_is_in_the_chat_all_the_same():
    told = chat("iPhone, UK", [(at(13), AMBER, f"{LRM}Messages are encrypted."), (at(13), ROBIN, "Hello?")])
    (message,) = tried(told).messages
    assert (message.others, message.sender) == ((AMBER,), ROBIN)


@pytest.mark.parametrize(
    "path",
    [
        NAMED,
        f"WhatsApp-Chat mit {AMBER}.txt",
        f"Chat_de_WhatsApp_con_{AMBER.replace(' ', '_')}.txt",
        f"Discussion WhatsApp avec {AMBER} (1).txt",
        f"WhatsApp Chat - {AMBER}/_chat.txt",
    ],
)
def test_the_name_of_a_file_or_folder_says_with_whom_a_chat_is(path):
    (message,) = tried(chat("Android, UK", [(at(13), ROBIN, "Hello?")]), path).messages
    assert message.others == (AMBER,) and message.thread == AMBER


# The order of days


def test_a_day_that_no_month_can_be_decides_for_the_whole_file():
    said = [(at(2, 3), AMBER, "a"), (at(13, 4), AMBER, "b")]
    assert [each.when for each in tried(chat("Android, UK", said)).messages] == [each[0].replace(second=0) for each in said]
    assert [each.when for each in tried(chat("Android, US", said)).messages] == [each[0].replace(second=0) for each in said]


def test_where_no_day_decides_that_a_chat_goes_forward_does():
    said = [(at(11, 3), AMBER, "a"), (at(2, 4), AMBER, "b")]
    assert [each.when for each in tried(chat("Android, UK", said)).messages] == [each[0].replace(second=0) for each in said]


def test_where_nothing_decides_there_is_no_time_but_where_both_orders_mean_one_day():
    said = [(at(2, 3), AMBER, "a"), (at(4, 4), AMBER, "b")]
    assert [each.when for each in tried(chat("Android, UK", said)).messages] == [None, at(4, 4).replace(second=0)]


def test_dots_stand_only_where_the_day_comes_first():
    assert [each.when for each in tried(chat("iPhone, Germany", [(at(2, 3), AMBER, "a")])).messages] == [at(2, 3)]


def test_an_hour_beside_a_word_that_is_not_known_is_none():
    (message,) = tried("13/03/2026, 9:22 xyz - Amber Kite: hi\n").messages
    assert (message.text, message.when) == ("hi", None)


@pytest.mark.parametrize(
    ("line", "hour"),
    [
        ("13/3/26, 12:05 am - A: b", (0, 5)),
        ("13/3/26, 12:05 p. m. - A: b", (12, 5)),
        ("2026/3/13 下午9:22 - A: b", (21, 22)),
        ("13/03/2026 à 21:22 - A: b", (21, 22)),
        ("13/3/2026, 9:22 da tarde - A: b", (21, 22)),
        ("[13.3.2026 klo 21.22.05] A: b", (21, 22)),
        ("13/3/26, 9:22\u202fPM - A: b", (21, 22)),
        ("٧/٣/٢٠٢٦، ٩:٢٢ م - A: b", (21, 22)),
    ],
)
def test_hours_are_read_in_any_spelling(line, hour):
    found = read_header(line).hour
    assert (found.hour, found.minute) == hour


@pytest.mark.parametrize(
    "line", ["[07/03, 21:22] Amber: hi", "[21:22, 07/03/2026] Amber: hi", "13/03/2026", "Meet at 21:22 - bring: it", ""]
)
def test_what_people_copy_from_a_chat_is_no_beginning(line):
    assert read_header(line) is None


# What WhatsApp writes


def test_how_long_a_call_took_is_not_somebodys_message():
    said = [(at(13), "", "Voice call. Duration: 12:34"), (at(13), "", "Sprachanruf. Dauer: 1:02:03"), (at(13), AMBER, "12:34")]
    found = tried(chat("Android, UK", said))
    assert [(each.sender, each.text) for each in found.messages] == [(AMBER, "12:34")] and found.rows == 3


def test_the_new_name_of_a_group_is_not_somebodys_message():
    said = [(at(13), "", 'Amber Kite changed the group name from "Trip: Paris" to "Trip: Rome"'), (at(13), AMBER, "Nice")]
    found = tried(chat("Android, UK", said))
    assert [each.sender for each in found.messages] == [AMBER] and [each.name for each in found.contacts] == [AMBER]


@pytest.mark.parametrize(
    "body",
    [
        "<Media omitted>",
        "<Medien ausgeschlossen>",
        "<Médias omis>",
        "<Multimedia omitido>",
        "<یہ میڈیا نہیں ہے>",
        f"{LRM}image omitted",
        f"{LRM}Bild weggelassen",
        f"{LRM}imagen omitida",
        f"{LRM}<angehängt: 0001-PHOTO.jpg>",
        "IMG-20260307-WA0001.jpg (Datei angehängt)",
        "IMG-20260307-WA0001.jpg (ynghlwm)",
        "letter.pdf (file attached)",
        "letter.pdf (archivo adjunto)",
    ],
)
def test_what_was_left_out_is_counted_in_any_language(body):
    told = read_body(body)
    assert (told.media, told.text, told.notice) == (1, "", False)


@pytest.mark.parametrize(
    "body", ["See http://example.org/a.html (nice page)", "I <3 you", "x < y and y > z", "<b>", "the image omitted my face"]
)
def test_words_of_people_are_not_taken_for_pictures(body):
    assert read_body(body) == (body, 0, False)


@pytest.mark.parametrize(
    "body", ["This message was deleted.", "Du hast diese Nachricht gelöscht.", f"{LRM}Ce message a été supprimé.", "null"]
)
def test_what_was_taken_back_has_no_words(body):
    assert (read_body(body).text, read_body(body).media) == ("", 0)


@pytest.mark.parametrize(
    "note", ["<This message was edited>", "<Diese Nachricht wurde bearbeitet>", f"{LRM}<Tá an teachtaireacht seo athraithe>"]
)
def test_the_note_that_a_message_was_changed_is_no_part_of_it(note):
    assert read_body(f"Fine by me {note}").text == "Fine by me"


@pytest.mark.parametrize(
    ("notice", "after"),
    [
        ("You turned on disappearing messages. New messages will disappear from this chat 24 hours after they're sent.", True),
        ("Jeff Offord turned on disappearing messages.", True),
        ("Amber updated the message timer. New messages will disappear.", True),
        ("Amber Kite turned off disappearing messages.", False),
        ("Amber hat selbstlöschende Nachrichten deaktiviert.", False),
        ("Amber a activé les messages éphémères.", True),
        ("Amber a désactivé les messages éphémères.", False),
        ("Вы включили исчезающие сообщения.", True),
        ("Amber joined using a group link.", None),
    ],
)
def test_notices_say_whether_messages_vanish(notice, after):
    assert vanishing(notice) is after


@pytest.mark.parametrize(("form", "author", "mark"), [("Android, UK", "", ""), ("iPhone, UK", AMBER, LRM)])
def test_messages_after_such_a_notice_vanish(form, author, mark):
    said = [
        (at(13), ROBIN, "one"), (at(13), author, f"{mark}{AMBER} turned on disappearing messages."), (at(13), ROBIN, "two"),
        (at(14), author, f"{mark}{AMBER} turned off disappearing messages."), (at(14), ROBIN, "three"),
    ]  # fmt: skip
    assert [(each.text, each.disappearing) for each in tried(chat(form, said)).messages] == [
        ("one", False),
        ("two", True),
        ("three", False),
    ]


# What cannot be read


def test_a_chat_in_a_form_that_is_not_known_is_not_passed_over():
    assert tried("Amber wrote at noon: hello\n").outcome is Outcome.UNKNOWN_SHAPE
    said = "13/03/2026, 21:22 - Amber: hi\n13/03/2026 (Fri) 21:22 ~ 2 - Amber: unknown\n"
    assert tried(said).rejected == [Why.BROKEN]


def test_lines_before_the_first_message_are_told():
    assert tried(f"half a sentence\n{chat('Android, UK', [(at(13), AMBER, 'a')])}").rejected == [Why.BROKEN]


def test_of_a_message_without_end_only_the_beginning_is_taken_and_that_is_told():
    found = tried(chat("Android, UK", [(at(13), AMBER, "a\n" * 60_000), (at(13), AMBER, "b")]))
    assert ([each[:3] for each in texts(found)], found.rejected) == (["a\na", "b"], [Why.TOO_LONG])
    assert max(map(len, texts(found))) <= 100_000


# Whole archives


def read_all(*parts, **more):
    with open_archive(parts) as archive:
        items = [item for _, item in read(archive, at=AT, **more)]
    assert not archive.tally.faults
    return archive, items


def test_a_text_of_another_name_is_known_by_its_lines():
    archive, items = read_all(Part("with amber.txt", opener(made.on_android())))
    assert archive.platforms == ("whatsapp",) and len(items) == 7
    archive, items = read_all(Part("notes.txt", opener("13/03/2026 was fine\nIt was good: really\n")))
    assert archive.platforms == () and not items


def test_a_note_beside_a_chat_is_not_taken_for_one():
    archive, _ = read_all(zipped({"Read me.txt": "Here it is.", f"chats/{NAMED}": made.on_android()}))
    assert {each.routed.path.rpartition("/")[2]: each.outcome for each in archive.tally.files} == {
        "Read me.txt": Outcome.UNKNOWN_FILE, NAMED: Outcome.READ,
    }  # fmt: skip


def test_chats_in_zips_of_their_own_are_told_apart():
    inner = {
        f"WhatsApp Chat - {name}.zip": zip_bytes({"_chat.txt": chat("iPhone, UK", [(at(13), ROBIN, "Hi")])})
        for name in (AMBER, "Sam")
    }
    archive, items = read_all(zipped(inner))
    assert archive.platforms == ("whatsapp",)
    assert {each.thread for each in items if each.evidence is Evidence.MESSAGES} == {AMBER, "Sam"}


def test_a_backup_is_told_with_what_to_do_instead():
    archive, _ = read_all(zipped({"Databases/msgstore.db.crypt15": b"\x01\x02"}))
    assert archive.platforms == ("whatsapp",) and "Export chat" in archive.parts[0].advice


@pytest.mark.parametrize("path", ["_chat.txt", NAMED, f"some/folder/{NAMED}"])
def test_no_template_holds_a_name(path):
    _, items = read_all(zipped({path: made.on_android()}))
    assert items and not any("amber" in each.ref.entry.casefold() for each in items)


def test_chats_go_to_one_place():
    assert fate("whatsapp", "_chat.txt") == fate("whatsapp", NAMED) == "chats"
    assert fate("whatsapp", "a chat.txt") == "renamed-chats" and fate("whatsapp", "wa.db") == "twin"


# Whatever people write


NAMES = st.sampled_from([AMBER, ROBIN, "Sam 🎈", "Zoë O'Neill", "+44 7700 900123", "سامي", "Dr. Teal", "李小龍"])
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")) | st.sampled_from(":-,/\n[]12 "), min_size=1, max_size=40
)
MOMENTS = st.integers(1_451_606_400, 1_793_000_000).map(lambda second: datetime.datetime.fromtimestamp(second, datetime.UTC))


def _is_plain(words):
    """Words that WhatsApp itself would not write, nor anybody who copies lines of a chat."""
    body = read_body(words)
    again = any(read_header(line) for line in words.split("\n"))
    return words and body.text == words and not body.media and not again


SAID = st.lists(
    st.tuples(MOMENTS, NAMES, WORDS.map(lambda each: " ".join(each.split(" ")).strip()).filter(_is_plain)), min_size=1, max_size=8
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(said=SAID, end=st.sampled_from(["\n", "\r\n"]))
@example(said=[(at(2, 3), AMBER, "a"), (at(3, 2), AMBER, "b: c")], end="\n")
def test_what_is_written_in_any_form_is_read_back(form, said, end):
    said = sorted(said, key=lambda each: each[0])
    found = tried(chat(form, said, end=end))
    assert found.outcome is Outcome.READ and len(found.messages) == len(said)
    for (when, author, words), message in zip(said, found.messages, strict=True):
        assert (message.sender, message.text.replace("\r", "")) == (author, words)
        exact = when.replace(microsecond=0, second=when.second if FORMS[form].seconds else 0)
        # Numbers that two orders can be read from give no time rather than a wrong one.
        assert message.when in (exact, None)
        if FORMS[form].order == "ymd" or when.month == when.day:
            assert message.when == exact
