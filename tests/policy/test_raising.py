"""Where to take a worry: every way ends with something to do and somebody to tell."""

from __future__ import annotations

import pytest

from lanyard.policy.contacts import load_contacts
from lanyard.policy.features import load_features
from lanyard.policy.law import load_law_register
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.raising import load_ways
from lanyard.policy.refusal import Refusal

FOLDER = BUILT_IN / "welton"
GOOD = '[[way]]\nid = "a"\ntitle = "A"\nfits = "Always."\nsteps = ["Speak."]\ntell = ["head"]\n'


@pytest.fixture(scope="module")
def ways():
    return load_ways(FOLDER / "raising.toml")


def test_what_cannot_wait_comes_first(ways):
    urgent = [way.urgent for way in ways]
    assert urgent == sorted(urgent, reverse=True) and len(ways) == len(urgent)
    assert [way.id for way in ways][:3] == ["child", "images", "allegation"]


def test_whatever_a_way_names_is_there(ways):
    contacts = {contact.id for contact in load_contacts(FOLDER / "contacts.toml")}
    law = {entry.id for entry in load_law_register(FOLDER / "law.toml")}
    features = {feature.id for feature in load_features(BUILT_IN / "features.toml")}
    linked = set(load_pack("welton").linked)
    for way in ways:
        assert set(way.tell) <= contacts, way.id
        assert set(way.law) <= law, way.id
        assert {way.procedure} <= linked | {""}, way.id
        assert {way.page} <= features | {""}, way.id


def test_an_accusation_warns_before_it_names_anybody(ways):
    assert [way.id for way in ways if way.names_nobody] == ["allegation"]
    assert ways.get("allegation").law == ("education-2002-s141f",)


def test_pictures_are_left_alone(ways):
    told = " ".join(ways.get("images").steps)
    assert "Do not open" in told and "Do not copy, capture, print, send or delete" in told
    assert {"police-101", "lado"} <= set(ways.get("images").tell)


def test_a_mistyped_way_is_suggested(ways):
    with pytest.raises(KeyError, match="grievance"):
        ways.get("grievence")


@pytest.mark.parametrize("line", ['steps = ["Speak."]', 'tell = ["head"]'])
def test_a_way_that_leads_nowhere_is_refused(tmp_path, line):
    file = tmp_path / "raising.toml"
    file.write_text(GOOD)
    assert len(load_ways(file)) == 1
    file.write_text(GOOD.replace(line + "\n", ""))
    with pytest.raises(Refusal, match="what to do and whom to tell"):
        load_ways(file)


def test_two_ways_of_one_name_are_refused(tmp_path):
    file = tmp_path / "raising.toml"
    file.write_text(GOOD + GOOD)
    with pytest.raises(Refusal, match="way"):
        load_ways(file)
