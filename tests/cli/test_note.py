"""``lanyard note``: kept for its owner alone, and brought into the service word for word."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.practice.written_notes import FIRST, MOST, NotANote, WrittenNote, read, spell

TYPED = "A pupil waited at the gate.\nI walked with her to the office.\n\n2026-03-02\n4pm\nJT, class 4\nIn person\nMr Fernsby\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANYARD_NOTES", str(tmp_path / "notes"))
    return tmp_path / "notes"


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_note_is_written_listed_shown_and_deleted(in_process, folder, types):
    types(TYPED)
    code, said, _ = in_process("note", "new")
    assert code == 0 and "bring in a note" in " ".join(said.split())
    (path,) = folder.iterdir()
    assert in_process("note", "list")[1].split() == [path.stem]
    shown = in_process("note", "show", path.stem)[1]
    note = read(shown)
    assert note.what == "A pupil waited at the gate.\nI walked with her to the office."
    assert (note.day.isoformat(), note.about, note.who) == ("2026-03-02", "4pm", "JT, class 4")
    assert (note.channel, note.witnesses) == ("In person", "Mr Fernsby")
    assert in_process("note", "delete", path.stem)[0] == 0
    assert "no note" in in_process("note", "list")[1]


def test_only_its_owner_may_read_it(in_process, folder, types):
    before = os.umask(0)
    try:
        types(TYPED)
        assert in_process("note", "new")[0] == 0
    finally:
        os.umask(before)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_in_a_second_are_two(in_process, folder, types):
    for _ in range(3):
        types(TYPED)
        assert in_process("note", "new")[0] == 0
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize("typed", ["", "\n", "x\n\nyesterday\n", "x\n\n2999-01-01\n", f"{'x' * (MOST + 1)}\n\n\n"])
def test_what_cannot_be_a_note_is_not_kept(in_process, folder, types, typed):
    types(typed)
    code, _, said = in_process("note", "new")
    assert code == 2 and "kept" in said
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize("name", ["../../etc/passwd", "20260101-000000", "x", "20260101-000000/../x"])
def test_no_name_leads_out_of_the_folder(in_process, folder, name):
    for command in ("show", "delete"):
        code, _, said = in_process("note", command, name)
        assert code == 2 and "is not a note on this machine" in said


def test_a_file_that_is_no_note_is_refused(in_process, folder):
    folder.mkdir()
    (folder / "20260101-000000.txt").write_text("Dear head")
    code, _, said = in_process("note", "show", "20260101-000000")
    assert code == 1 and "does not begin like a note" in said


lines = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60).map(lambda text: " ".join(text.split()))
paragraphs = st.lists(lines, min_size=1, max_size=5).map("\n".join).map(str.strip).filter(bool)


@given(
    st.builds(
        WrittenNote,
        written_at=st.datetimes(timezones=st.timezones()).map(lambda at: at.replace(microsecond=0)),
        day=st.dates(),
        what=paragraphs,
        about=lines,
        who=lines,
        channel=lines,
        witnesses=lines,
    )
)
def test_what_is_spelled_is_read_again(note):
    again = read(spell(note).replace("\n", "\r\n"))
    assert again.what.split("\n")[0].strip() == note.what.split("\n")[0].strip()
    assert (again.day, again.about, again.who, again.channel, again.witnesses) == (
        note.day,
        note.about,
        note.who,
        note.channel,
        note.witnesses,
    )
    assert abs(again.written_at - note.written_at).total_seconds() < 60


@given(st.text(max_size=200))
def test_any_other_text_is_explained(text):
    for tried in (text, FIRST + text, f"{FIRST}2026-01-01T00:00:00+00:00\n{text}"):
        with contextlib.suppress(NotANote):
            assert read(tried).what
