"""Tables are read by the names of their columns, wherever the header stands."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.checkup.archive.csv_text import header_of, read_rows
from lanyard.checkup.archive.outcomes import Damaged, KnownEmpty, NotRead, UnknownShape

from .files import member

CELLS = st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)


def rows(content: str | bytes, header: tuple[str, ...] = ("First Name", "Connected On")) -> list[dict[str, str]]:
    return list(read_rows(member(content, "table.csv"), header=header))


def test_notes_above_the_header_are_passed_over():
    content = (
        'Notes:\n"Some addresses, as you know, may be missing."\n\nFirst Name,Last Name,Connected On\nAda,Example,08 Feb 2026\n'
    )
    assert rows(content) == [{"firstname": "Ada", "lastname": "Example", "connectedon": "08 Feb 2026"}]


@pytest.mark.parametrize(
    "header",
    ["FIRST NAME,CONNECTED ON", "First_Name,connected_on", "\ufeffFirst Name,Connected On", '"First Name","Connected On"'],
)
def test_columns_are_named_without_regard_to_case_space_and_underscore(header):
    assert rows(f"{header}\nAda,x\n") == [{"firstname": "Ada", "connectedon": "x"}]


@given(
    st.lists(st.tuples(CELLS, CELLS).filter(lambda row: any(each.strip() for each in row)), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_cells_come_back_as_they_were_written(table, ending):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([("From", "Content"), *table])
    got = rows(out.getvalue(), ("from", "content"))
    assert [(each["from"], each["content"]) for each in got] == table


def test_a_row_that_is_too_short_is_filled_and_one_too_long_says_what_is_beyond():
    assert rows("First Name,Connected On\nAda\nBo,x,,more\n") == [
        {"firstname": "Ada", "connectedon": ""},
        {"firstname": "Bo", "connectedon": "x", "": "more"},
    ]


def test_a_second_table_below_is_read_by_its_own_header():
    content = "First Name,Connected On\nAda,x\n\nConnected On,URL,First Name\ny,u,Bo\n"
    assert [each["firstname"] for each in rows(content)] == ["Ada", "Bo"]


def test_only_a_header_or_nothing_is_empty():
    for content in ("First Name,Connected On\n", "", "\n\n"):
        with pytest.raises(KnownEmpty):
            rows(content)


def test_a_table_without_the_header_is_an_unknown_shape():
    with pytest.raises(UnknownShape) as caught:
        rows("Vorname,Nachname\nAda,x\n")
    assert caught.value.missing == {"firstname", "connectedon"} and not caught.value.extra


def test_a_cell_that_never_ends_is_damaged_and_is_not_quoted():
    with pytest.raises(Damaged) as caught:
        rows('First Name,Connected On\n"private ' + "x\n" * 200_000)
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert "private" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_usual_encodings_are_read(encoding):
    assert rows("First Name,Connected On\nZoë,x\n".encode(encoding))[0]["firstname"] == "Zoë"


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_and_nothing_else(content):
    try:
        list(read_rows(member(content), header=("a",)))
    except NotRead:
        pass


def test_the_names_in_the_first_rows_tell_tables_apart():
    assert frozenset(("from", "to", "conversationid")) in header_of(member("\nFrom,To,Conversation ID\nA,B,1\n"))
