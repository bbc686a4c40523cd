"""Each format is known by what it looks like, and read down to the few things that the register needs."""

from __future__ import annotations

import datetime

import pytest

from lanyard.people.imports.formats import formats, recognise
from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import roll_as_json, roll_from_json
from lanyard.people.imports.uploads import take
from tests.people.imports.rolls import (
    SECRET,
    STAFF,
    data_sync_1,
    data_sync_2,
    oneroster,
    pupil,
    read,
    sheet,
    staff_sheet,
    transfer_file,
    zipped,
)

NAMES = [f"{given} {family}" for _, given, family, _, _ in STAFF]


def test_every_folder_is_a_format_with_words_for_a_person():
    assert [each.id for each in formats()] == ["ctf", "oneroster", "school_data_sync", "census", "sheet"]
    for each in formats():
        assert each.title
        assert each.does.endswith(".")


@pytest.mark.parametrize(
    ("files", "format_"),
    [
        (data_sync_1(), "school_data_sync"),
        (data_sync_2(), "school_data_sync"),
        (oneroster("1.1"), "oneroster"),
        (oneroster("1.2"), "oneroster"),
        ({"list.csv": staff_sheet()}, "sheet"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_staff_come_in_from_every_format_without_pupils_parents_and_passwords(files, format_, packed):
    given = [("roll.zip", zipped(files))] if packed else list(files.items())
    assert recognise(take(given), "adults").id == format_
    roll = read(dict(given))
    staying = [row for row in roll.rows if not row.left]
    assert [row.name for row in staying] == NAMES
    assert all(row.key for row in staying)
    assert not any(row.problems for row in roll.rows)
    kept = str(roll_as_json(roll))
    assert SECRET not in kept
    for foreign in ("Ada", "Joan", "07700"):
        assert foreign not in kept
    assert roll_from_json(roll_as_json(roll)) == roll


def test_what_rolls_call_people_becomes_the_policys_groups():
    assert [row.group for row in read(data_sync_2()).rows] == ["teacher", "teacher", "support"]
    assert {row.group for row in read(data_sync_1()).rows} == {"teacher"}
    assert [row.group for row in read(staff_sheet()).rows] == ["teacher", "teacher", "support"]


def test_dates_addresses_and_leavers_are_read():
    sync = read(data_sync_2()).rows[0]
    assert (sync.starts_on, sync.email) == (datetime.date(2024, 9, 2), "sam.whitcombe@example.org")
    gone = read(oneroster("1.2")).rows[-1]
    assert (gone.name, gone.left) == ("Gone Longago", True)
    assert read(data_sync_1()).rows[0].email is None


def test_passwords_are_named_as_unread():
    assert "password" in read(data_sync_2()).unread
    assert "Password" in read(data_sync_1()).unread
    assert "password" in read(oneroster("1.1")).unread


def test_changes_alone_end_nobody():
    assert read(oneroster("1.1")).complete
    roll = read(oneroster("1.1", delta=True))
    assert not roll.complete
    assert "changes only" in roll.warnings[0]


def test_a_export_of_many_schools_is_read_for_one_or_refused():
    files = oneroster("1.1")
    more = files["orgs.csv"] + sheet([("o-3", "active", "", "Other Primary School", "school", "654321", "o-1")])
    assert len(read({**files, "orgs.csv": more}, school_name="sample primary school").rows) == 4
    assert len(read({**files, "orgs.csv": more}, urn="123456").rows) == 4
    with pytest.raises(ImportRefusal, match="lists no adults of this school"):
        read({**files, "orgs.csv": more}, urn="654321")
    with pytest.raises(ImportRefusal, match="2 schools"):
        read({**files, "orgs.csv": more}, school_name="Third")


@pytest.mark.parametrize(("version", "sex"), [("19.0", "Gender"), ("25.0", "Sex"), ("99.9", "Anything")])
def test_a_transfer_file_of_any_year_gives_names_numbers_and_years_alone(version, sex):
    roll = read({"file.xml": transfer_file(version, sex)}, "pupils")
    assert [(row.name, row.year_group, row.starts_on) for row in roll.rows] == [
        ("Ada Field", "4", None),
        ("Zoë O’Neill", "4", None),
    ]
    assert roll.rows[0].key == "A801200005001"
    for foreign in ("2017", "WBRI", "Stranger", "Before", "2021"):
        assert foreign not in str(roll_as_json(roll))


def test_a_transfer_file_with_a_name_space_is_read_too():
    content = transfer_file().replace(b"<CTfile>", b'<CTfile xmlns="http://example.org/ctf">')
    assert len(read({"file.xml": content}, "pupils").rows) == 2


def test_pupils_come_in_from_oneroster_the_census_and_a_list():
    one = read(oneroster("1.1"), "pupils").rows
    assert [(row.name, row.year_group, row.key) for row in one] == [("Ada Field", "4", "A801200005001")]
    census = sheet(
        [
            ("UPN", "Surname", "Forename", "DOB", "Sex", "NCyearActual", "RegGroup"),
            ("A801200005001", "Field", "Ada", "2017-03-04", "F", "4", "Oak"),
        ]
    )
    roll = read({"census.csv": census}, "pupils")
    assert (roll.format, roll.rows[0].class_name, roll.unread) == ("census", "Oak", ("DOB", "Sex"))
    assert "2017" not in str(roll_as_json(roll))


def test_a_pupil_list_is_not_taken_for_staff():
    with pytest.raises(ImportRefusal, match="which lists pupils"):
        read({"file.xml": transfer_file()}, "adults")
    with pytest.raises(ImportRefusal, match="which lists adults"):
        read(data_sync_2(), "pupils")


def test_a_file_in_windows_letters_is_read_and_said_to_be():
    rows = [("First name", "Last name", "Role"), ("Zoë", "O’Neill", "Teacher")]
    windows, modern = read(sheet(rows, "cp1252")), read(sheet(rows, "utf-8-sig"))
    assert (windows.encoding, modern.encoding) == ("cp1252", "utf-8")
    assert windows.rows == modern.rows
    assert windows.rows[0].name == "Zoë O’Neill"


def test_semicolons_and_tabs_separate_too():
    text = staff_sheet().decode()
    for sign in (";", "\t"):
        assert read(text.replace(",", sign).encode()).rows == read(text.encode()).rows


def test_a_row_that_cannot_be_read_says_why_and_stands_alone():
    roll = read(
        sheet(
            [
                ("Name", "Email", "Role", "Start date"),
                ("", "not an address", "Zookeeper", "31/2/2026"),
                ("Sam Whitcombe", "", "Teacher", "3/9/26"),
            ]
        )
    )
    first, second = roll.rows
    assert len(first.problems) == 4
    assert second.problems == ("the first day cannot be read: write it as 3/9/2026 or 2026-09-03",)


def test_formulas_stay_the_text_that_they_are():
    row = read(sheet([("Name", "Role"), ('=HYPERLINK("http://example.org")', "Teacher")])).rows[0]
    assert row.name == '=HYPERLINK("http://example.org")'


def test_a_pupil_may_have_a_check_letter_that_does_not_fit(db):
    from tests.people.cast import make_school
    from tests.people.imports.rolls import plan

    content = transfer_file(pupils=[pupil("A801200005001", "Field", "Ada"), pupil("B801200005001", "Wood", "Ben")])
    made = plan(make_school(), read({"file.xml": content}, "pupils"))
    assert made.counts["create"] == 2
    assert "1 unique pupil number has a check letter that does not fit (row 1)" in made.warnings[0]
