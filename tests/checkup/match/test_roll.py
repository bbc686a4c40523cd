"""Reading a roll: whatever headings, honest about rows, silent about names."""

from __future__ import annotations

import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.match import BadRoll, Role, read_roll

AT = datetime.date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Forename,Surname\nKatherine,Jones\n",
        "Legal Forename;Legal Surname\r\nKatherine;Jones\r\n",
        "UPN\tFirst name\tLast_Name\nA1\tKatherine\tJones\n",
        "Name\n\"Jones, Katherine\"\n",
        "Pupil Name\nKatherine Jones\n",
        "Class list printed 1 December\n\nSurname,Forename\nJones,Katherine\n",
        "\ufeffSURNAME,FORENAME\nJONES,KATHERINE\n",
    ],
)  # fmt: skip
def test_a_list_is_read_with_whatever_headings(text):
    roll = read_roll(text)
    assert [(each.given, each.family) for each in roll.people] == [(("katherine",), ("jones",))]


def test_bytes_and_open_files_are_read_in_the_encodings_of_schools():
    text = "Forename,Surname\nZoë,Müller\n"
    for told in (text.encode(), text.encode("utf-8-sig"), text.encode("cp1252"), text.encode("utf-16")):
        assert read_roll(told).people[0].given == ("zoe",)
        assert read_roll(io.BytesIO(told)).people[0].family == ("muller",)
    assert read_roll(io.StringIO(text)).people[0].shown == "Zoë Müller"


def test_preferred_middle_and_double_names_are_all_kept():
    roll = read_roll("Forename,Middle names,Surname,Known as\nMary-Kate,Rose Ann,Smith-Penhaligon,Molly\n")
    person = roll.people[0]
    assert person.given == ("marykate", "mary", "kate", "molly")
    assert person.middle == ("rose", "ann")
    assert person.family == ("smith", "penhaligon", "smithpenhaligon")
    assert person.shown == "Molly Smith-Penhaligon"


def test_a_row_without_a_whole_name_is_skipped_and_told_by_its_number():
    roll = read_roll("Forename,Surname\nKatherine,Jones\n,Ahmed\nOliver,\n\nAma,Boateng\n")
    assert (len(roll.people), roll.skipped) == (2, (3, 4))


def test_headings_that_were_not_understood_are_told():
    assert read_roll("Forename,Surname,Shoe size\nKatherine,Jones,3\n").unsure == ("Shoe size",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("a,b\nKatherine,Jones\n", "no columns for the first and the last name"),
        ("Forename,Surname\n", "No row of the file has both"),
        ("Forename,Surname\n,\n", "No row of the file has both"),
        ("Forename,Surname\0\nKatherine,Jones\n", "not a text file"),
        ('Forename,Surname\nOliver,Reed\n"Katherine,Jones' + "x" * 3000, "Row 3: a cell has more than"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_row_but_no_name(text, words):
    with pytest.raises(BadRoll, match=words) as refused:
        read_roll(text)
    assert "Katherine" not in str(refused.value) and "Jones" not in str(refused.value)


def test_who_has_left_is_a_former_pupil_and_with_a_sibling_at_home_one_to_think_of():
    roll = read_roll(
        "Forename,Surname,Leaving date,Address\n"
        "Katherine,Jones,,1 Elm Row BA1\nMark,Jones,31/08/2024,1 Elm Row BA1\nAma,Boateng,2020-07-22,9 Oak Way\n"
        "Oliver,Jones,31/08/2027,4 Ash End\n",
        at=AT,
    )
    assert [each.role for each in roll.people] == [Role.PUPIL, Role.SIBLING, Role.FORMER, Role.PUPIL]


def test_without_a_day_a_leaving_date_makes_nobody_a_former_pupil():
    roll = read_roll("Forename,Surname,Leaving date\nMark,Jones,31/08/2024\n")
    assert roll.people[0].role is Role.PUPIL


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("Pupil", Role.PUPIL),
        ("Leaver", Role.FORMER),
        ("Former pupil", Role.FORMER),
        ("Former with sibling", Role.SIBLING),
        ("Parent/Carer", Role.PARENT),
        ("", Role.PUPIL),
    ],
)
def test_a_role_is_read_in_the_words_of_systems(told, role):
    assert read_roll(f"Forename,Surname,Role\nKatherine,Jones,{told}\n").people[0].role is role


def test_parents_are_read_beside_their_children_and_one_parent_is_one_person():
    roll = read_roll(
        "Forename,Surname,Family ID,Parent 1 Name,Parent 1 Email,Mother Forename,Mother Surname\n"
        "Katherine,Jones,F1,Mark Jones,mark@example.net,Ann,Price\nOwen,Jones,F1,Mark Jones,mark@example.net,Ann,Price\n"
    )
    parents = {each.shown: each for each in roll.people if each.role is Role.PARENT}
    assert parents.keys() == {"Mark Jones", "Ann Price"}
    assert all(len(each.children) == 2 for each in parents.values())
    assert parents["Mark Jones"].emails == ("mark@example.net",)


@pytest.mark.parametrize(("year", "born"), [("R", 2021), ("Reception", 2021), ("1", 2020), ("Year 6", 2015), ("", None)])
def test_a_year_group_tells_about_when_somebody_was_born(year, born):
    assert read_roll(f"Forename,Surname,Year\nKatherine,Jones,{year}\n", at=AT).people[0].born == born


CTF = """<?xml version="1.0" encoding="utf-8"?>
<CTfile><CTFpupilData><Pupil><UPN>X</UPN><Surname>Jones</Surname><Forename>Katherine</Forename><DOB>2016-04-03</DOB>
<BasicDetails><PreferredForename>Katie</PreferredForename><NCyearActual>5</NCyearActual></BasicDetails>
<Address><AddressLines><AddressLine1>1 Elm Row</AddressLine1></AddressLines></Address>
<Contacts><Contact><Surname>Price</Surname><Forename>Ann</Forename><Email>ann@example.net</Email></Contact></Contacts>
<SchoolHistory><School><Surname>Wrong</Surname></School></SchoolHistory></Pupil>
<Pupil><Surname>Ahmed</Surname><Forename>Muhammad</Forename></Pupil></CTFpupilData></CTfile>"""


def test_a_common_transfer_file_is_read():
    roll = read_roll(CTF.encode())
    first, parent, second = roll.people
    assert (first.given, first.family, first.born, first.shown) == (("katherine", "katie"), ("jones",), 2016, "Katie Jones")
    assert (parent.role, parent.given, parent.children) == (Role.PARENT, ("ann",), (0,))
    assert second.given == ("muhammad",)


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "Jones">]><a>&b;</a>',
        '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<a>" * 60 + "</a>" * 60,
        "<CTfile><Pupil><Surname>Jones",
        "<CTfile/>",
        "<a><?php x?></a>",
    ],
)
def test_xml_that_a_roll_has_no_need_of_is_refused(text):
    with pytest.raises(BadRoll) as refused:
        read_roll(text)
    assert "Jones" not in str(refused.value) and "passwd" not in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_a_roll_or_is_refused(text):
    try:
        roll = read_roll(text)
    except BadRoll:
        return
    assert roll.people


@given(st.binary(max_size=200))
def test_any_bytes_are_a_roll_or_are_refused(told):
    try:
        read_roll(b"Forename,Surname\n" + told)
    except BadRoll:
        return
