"""Bulk matching: what Splink says at small size is what the matcher says, and nothing that is written holds a name."""

from __future__ import annotations

import csv
import json
import sys
from importlib.util import find_spec

import pytest

from lanyard.checkup.match import Matcher, read_roll
from lanyard.cli.bulk.tables import read_contacts
from lanyard.cli.commands import run
from tests.checkup.match.people import FILLING, ROLL

needs_splink = pytest.mark.skipif(
    not (find_spec("splink") and find_spec("duckdb")), reason="NOT TESTED: bulk matching, because lanyard[bulk] is not installed"
)
needs_spark = pytest.mark.skipif(not find_spec("pyspark"), reason="NOT TESTED: Spark, because PySpark is not installed")

CONTACTS = """\
Display name,Handle,Email,Adult
Katie Jones,,,a
,katiejones09,,a
"Penhaligon, Ollie",,,a
Mo Ahmed,,,b
Dai Rhys,,,b
Shivaun O'Brien,,,b
K Jones,,,b
Kathrine Jonse,,,b
,arthur.webb_x,,b
Maisie Pitman,,,b
Gwendolyn Quill,,,a
Some Body,,mahmed@pupils.example.org,a
,1234567890,,a
"""


@pytest.fixture
def files(tmp_path):
    """A file of contacts and one of a roll."""
    contacts, roll = tmp_path / "contacts.csv", tmp_path / "roll.csv"
    contacts.write_text(CONTACTS)
    roll.write_text(f"{ROLL}{FILLING}\nKatherine,,Jones,,2,,\n")
    return contacts, roll


def match(files, *more):
    contacts, roll = files
    out = contacts.parent / "links.csv"
    assert run(["match-bulk", str(contacts), str(roll), "--out", str(out), *more]) == 0
    with out.open() as file:
        return list(csv.DictReader(file))


def tops(rows):
    return {int(row["contact"]): row for row in rows if row["rank"] == "1"}


@needs_splink
@pytest.mark.filterwarnings("ignore")
def test_the_likeliest_person_is_the_one_that_the_matcher_finds(files):
    links = tops(match(files))
    roll = read_roll(files[1].read_text())
    told = read_contacts(files[0])
    for adult in "ab":
        own = [each for each in told if each.adult == adult]
        for each, matched in zip(own, Matcher(roll).compare(one.contact for one in own), strict=True):
            if matched.candidates and matched.candidates[0].probability > 0.05:
                first = matched.candidates[0]
                assert int(links[each.row]["person"]) == first.person.row
                assert int(links[each.row]["same_name"]) == first.same_name
                assert float(links[each.row]["probability"]) == pytest.approx(first.probability, abs=0.15)


@needs_splink
@pytest.mark.filterwarnings("ignore")
def test_what_is_written_holds_rows_and_no_names(files, capsys):
    rows = match(files)
    assert rows
    told = json.dumps(rows) + capsys.readouterr().out
    assert not [name for name in ("Katie", "Jones", "Ahmed", "Webb") if name.lower() in told.lower()]
    assert {row["exact_address"] for row in rows} == {"true", "false"}


@needs_splink
@pytest.mark.filterwarnings("ignore")
def test_people_of_one_name_are_counted(files):
    assert tops(match(files))[2]["same_name"] == "2"


@needs_splink
@needs_spark
@pytest.mark.filterwarnings("ignore")
def test_spark_says_the_same_as_duckdb(files, tmp_path):
    duck = match(files)
    (tmp_path / "links.csv").unlink()
    assert match(files, "--engine", "spark") == duck


def test_without_the_extra_it_is_said_what_to_install(files, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "splink", None)
    assert run(["match-bulk", *map(str, files), "--out", str(files[0].parent / "links.csv")]) == 1
    assert "pip install 'lanyard[bulk]'" in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(files, capsys):
    assert run(["match-bulk", *map(str, files), "--out", str(files[0])]) != 0
    (files[0].parent / "links.csv").write_text("mine")
    assert run(["match-bulk", *map(str, files), "--out", str(files[0].parent / "links.csv")]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (files[0].parent / "links.csv").read_text() == "mine"


def test_contacts_are_read_with_their_adult_and_row(files):
    told = read_contacts(files[0])
    assert [(each.adult, each.row) for each in told[:3]] == [("a", 2), ("a", 3), ("a", 4)]
    assert told[1].contact.handle == "katiejones09"
