"""What ``lanyard checkup`` says before there is an archive."""

from __future__ import annotations

import json

import pytest

from lanyard.checkup.archive.dialects import load_dialects
from lanyard.checkup.items import Evidence


def test_alone_it_explains_itself(in_process):
    code, out, err = in_process("checkup")
    assert (code, err) == (0, "")
    assert "Nothing is sent anywhere" in out and "lanyard checkup --instructions facebook" in out
    for dialect in load_dialects():
        assert dialect.id in out


@pytest.mark.parametrize("dialect", load_dialects(), ids=lambda each: each.id)
def test_it_says_how_to_ask_each_platform(in_process, dialect):
    for name in (dialect.id, dialect.label.upper()):
        code, out, err = in_process("checkup", "--instructions", name)
        assert (code, err) == (0, "")
        assert "1. " in out and " ".join(dialect.instructions[-1].split()) in " ".join(out.split())


def test_a_slip_in_a_platforms_name_is_answered_with_what_was_meant(in_process):
    code, out, err = in_process("checkup", "--instructions", "snapcaht")
    assert (code, out) == (2, "")
    assert "Did you mean “snapchat”?" in err


def test_it_lists_the_platforms_with_what_they_show_and_how_that_is_known(in_process):
    code, out, err = in_process("checkup", "--platforms")
    assert (code, err) == (0, "")
    assert "No format was tried out on a live account" in " ".join(out.split())
    told = json.loads(in_process("checkup", "--platforms", "--json")[1])
    assert [each["id"] for each in told["platforms"]] == [each.id for each in load_dialects()]
    for each in told["platforms"]:
        assert set(each["evidence"]) == {kind.value for kind in Evidence}
        assert f"{each['label']} ({each['id']})" in out


def test_instructions_as_json(in_process):
    told = json.loads(in_process("checkup", "--instructions", "x", "--json")[1])
    assert told["platform"] == "x" and len(told["steps"]) > 1
