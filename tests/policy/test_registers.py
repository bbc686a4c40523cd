"""The parts that all registers share: days, numbers, sources, and refusals that say where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.refusal import Refusal
from lanyard.policy.registers import Entry, RegisterReader, Source, add_months, is_stale, oldest, pick


@pytest.fixture
def entry_of(tmp_path):
    def make(text: str) -> Entry:
        file = tmp_path / "register.toml"
        file.write_text(text, encoding="utf-8")
        return RegisterReader(file).start()

    return make


def messages(entry: Entry) -> str:
    return "\n".join(str(problem) for problem in entry.reader.problems)


def test_a_day_is_read_and_a_missing_one_is_nothing(entry_of):
    entry = entry_of("checked = 2026-11-22")
    assert entry.day("checked") == dt.date(2026, 11, 22)
    assert entry.day("confirmed_on") is None
    assert not entry.reader.problems


@pytest.mark.parametrize("value", ["2026-11-22T10:00:00", '"soon"'])
def test_something_that_is_no_day_is_refused(entry_of, value):
    entry = entry_of(f"checked = {value}")
    assert entry.day("checked") is None
    assert "“checked” must be a day" in messages(entry)


def test_a_day_that_is_needed_is_asked_for(entry_of):
    entry = entry_of("")
    assert entry.needed_day("checked") == dt.date.min
    assert "“checked” is missing. Give it as a day such as 2026-11-22." in messages(entry)


def test_a_needed_day_that_is_wrong_is_complained_about_once(entry_of):
    entry = entry_of("checked = 3")
    assert entry.needed_day("checked") == dt.date.min
    assert len(entry.reader.problems) == 1


def test_a_list_of_days_holds_days_only(entry_of):
    entry = entry_of('inset = [2026-09-01, "later", 2026-09-02T09:00:00]\nother = [2026-09-01]')
    assert entry.days("inset") == (dt.date(2026, 9, 1),)
    assert "“inset” must hold days only" in messages(entry)
    assert entry.days("other") == (dt.date(2026, 9, 1),)
    assert entry.days("missing") == ()


@pytest.mark.parametrize("value", ["-1", "true", '"ten"'])
def test_a_number_is_whole_and_not_negative(entry_of, value):
    entry = entry_of(f"count = {value}")
    assert entry.number("count") == 0
    assert "“count” must be a whole number" in messages(entry)


def test_a_number_has_a_default_only_where_one_is_given(entry_of):
    entry = entry_of("count = 20")
    assert (entry.number("count"), entry.number("or_count", 0)) == (20, 0)
    assert not entry.reader.problems
    entry.number("extension")
    assert "“extension” is missing" in messages(entry)


def test_sources_say_what_they_show_and_when_they_were_read(entry_of):
    entry = entry_of('source = [{ address = "gov.uk", shows = "the number", checked = 2026-11-22 }]')
    assert entry.sources() == (Source("gov.uk", "the number", dt.date(2026, 11, 22)),)
    entry = entry_of('source = [{ address = "gov.uk", read = 2026-11-22 }]')
    entry.sources()
    assert "“shows” is missing" in messages(entry)
    assert "“checked” is missing" in messages(entry)
    assert "“read” is not a key" in messages(entry)


def test_a_settled_key_is_not_complained_about(entry_of):
    entry = entry_of("channels = 1")
    entry.settled("channels")
    entry.finish()
    assert not entry.reader.problems


def test_a_name_that_the_register_does_not_hold_is_refused_with_a_suggestion(entry_of):
    entry = entry_of("")
    reader = entry.reader
    assert isinstance(reader, RegisterReader)
    reader.check_known(entry, "replaced_by", ["uk-gdpr", "uk-gdrp"], ["uk-gdpr"])
    assert len(reader.problems) == 1
    assert "Did you mean “uk-gdpr”?" in messages(entry)


def test_an_entry_is_verified_exactly_when_nothing_is_left_unverified(entry_of):
    entry = entry_of("")
    source = Source("gov.uk", "all of it", dt.date(2026, 11, 22))
    entry.check_verified(True, (), (source,))
    entry.check_verified(False, ("the date",), ())
    assert not entry.reader.problems
    entry.check_verified(True, ("the date",), (source,))
    entry.check_verified(True, (), ())
    entry.check_verified(False, (), (source,))
    assert [problem.suggestion for problem in entry.reader.problems] == [
        "Set verified = false.",
        "Add a source with the day you read it.",
        "List the facts under “unverified”.",
    ]


def test_a_register_that_is_not_there_is_refused_with_its_place(tmp_path: Path):
    with pytest.raises(Refusal, match=r"law\.toml: this file cannot be read"):
        RegisterReader(tmp_path / "law.toml")


def test_a_register_that_is_not_text_is_refused(tmp_path: Path):
    file = tmp_path / "law.toml"
    file.write_bytes(b"title = \xff\xfe")
    with pytest.raises(Refusal, match="cannot be read"):
        RegisterReader(file)


def test_a_register_that_is_not_toml_is_refused_with_its_line(tmp_path: Path):
    file = tmp_path / "law.toml"
    file.write_text("first = 1\nsecond = = 2\n")
    with pytest.raises(Refusal, match=r"law\.toml:2: "):
        RegisterReader(file).refuse()


def test_an_unknown_id_is_answered_with_suggestions():
    class Lead:
        id = "it-lead"

    assert pick([Lead], "it-lead", "contact") is Lead
    with pytest.raises(KeyError, match="There is no contact “it-leed”. Did you mean it-lead?"):
        pick([Lead], "it-leed", "contact")
    with pytest.raises(KeyError, match="There is no contact “zzz”.'"):
        pick([Lead], "zzz", "contact")


def test_an_entry_is_as_old_as_its_oldest_check():
    old, new = Source("a", "x", dt.date(2026, 11, 1)), Source("b", "y", dt.date(2026, 11, 22))
    assert oldest([new, old]) == dt.date(2026, 11, 1)
    assert oldest([]) is None


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2028, 1, 30), 1, dt.date(2028, 2, 29)),
        (dt.date(2026, 8, 31), 1, dt.date(2026, 9, 30)),
        (dt.date(2026, 9, 3), 1, dt.date(2026, 10, 3)),
        (dt.date(2026, 12, 15), 3, dt.date(2027, 3, 15)),
        (dt.date(2026, 11, 22), 12, dt.date(2027, 11, 22)),
        (dt.date(2026, 11, 30), 0, dt.date(2026, 11, 30)),
        (dt.date(2026, 12, 31), 12, dt.date(2027, 12, 31)),
    ],
)
def test_months_end_on_the_same_date_or_the_last_of_a_shorter_month(day, count, expected):
    assert add_months(day, count) == expected


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 60))
def test_months_land_in_the_month_that_was_meant(day, count):
    later = add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day <= day.day


def test_a_check_goes_stale_after_its_months_and_not_before():
    checked = dt.date(2026, 11, 1)
    assert not is_stale(checked, dt.date(2027, 11, 1), 12)
    assert is_stale(checked, dt.date(2027, 11, 2), 12)
    assert is_stale(None, dt.date(2026, 11, 1), 12)
