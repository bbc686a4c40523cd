"""An extract of a chain: checked without the log, and found out when anything in it was changed."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.log.checkpoints import LogSigner
from lanyard.proof.log.extracts import check_extract
from lanyard.proof.log.proofs import NotInTheLog, prove_inclusion
from lanyard.proof.log.tree import Frontier
from tests.proof.log.test_audit import Written

SIGNER = LogSigner(b"k" * 32)


def extract(log: Written, chain: str = "case:1") -> dict:
    """The extract of a chain of a log, as it is made for somebody outside."""
    nodes: dict[tuple[int, int], bytes] = {}
    frontier = Frontier()
    for entry in log.entries:
        nodes.update(((level, place), found) for level, place, found in frontier.append(entry.commitment))
    entries = [
        {
            "number": entry.number,
            "commitment": entry.commitment.hex(),
            "salt": entry.salt.hex() if entry.salt else None,
            "statement": entry.statement,
            "proof": [step.hex() for step in prove_inclusion(entry.number, frontier.size, lambda *at: nodes[at])],
        }
        for entry in log.entries
        if entry.chain == chain
    ]
    return {"checkpoint": SIGNER.sign(frontier.size, frontier.root()), "chain": chain, "entries": entries}


LOG = Written(30, erased=(6,))
TOLD = extract(LOG)
TEXT = json.dumps(TOLD)


def changed(*path, to) -> dict:
    told = copy.deepcopy(TOLD)
    inner = told
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return told


def test_it_shows_its_chain_and_nothing_else():
    found = check_extract(TOLD, SIGNER.keys)
    assert found.chain == "case:1"
    assert found.checkpoint.size == 30
    assert found.statements == [entry.statement for entry in LOG.entries if entry.chain == "case:1"]
    assert found.statements[2] is None, "what was erased keeps its place"
    assert "case:2" not in TEXT


def test_an_empty_chain_and_one_cut_short_hold_for_what_they_show():
    assert check_extract({**TOLD, "entries": []}, SIGNER.keys).statements == []
    assert len(check_extract({**TOLD, "entries": TOLD["entries"][:4]}, SIGNER.keys).statements) == 4


@given(st.integers(0, len(TEXT) - 1), st.sampled_from('0123456789abcdef"x:,{}[]'))
def test_no_changed_letter_passes(place, letter):
    try:
        wrong = json.loads(TEXT[:place] + letter + TEXT[place + 1 :])
    except ValueError:
        return
    if wrong != TOLD:
        with pytest.raises(NotInTheLog):
            check_extract(wrong, SIGNER.keys)


@pytest.mark.parametrize("place", range(9))
def test_an_entry_left_out_doubled_or_moved_is_found(place):
    entries = TOLD["entries"]
    without = entries[:place] + entries[place + 1 :]
    doubled = entries[: place + 1] + entries[place:]
    moved = [*without[: place + 1], entries[place], *without[place + 1 :]]
    for wrong in (without, doubled, moved):
        with pytest.raises(NotInTheLog):
            check_extract({**TOLD, "entries": wrong}, SIGNER.keys)


def test_entries_of_another_chain_or_log_do_not_pass():
    other = extract(LOG, "case:2")
    for wrong in ({**TOLD, "entries": other["entries"]}, {**other, "chain": "case:1"}):
        with pytest.raises(NotInTheLog, match="does not follow"):
            check_extract(wrong, SIGNER.keys)
    with pytest.raises(NotInTheLog, match="does not stand in the log"):
        check_extract({**TOLD, "checkpoint": extract(Written(30))["checkpoint"]}, SIGNER.keys)
    with pytest.raises(NotInTheLog, match="not genuine"):
        check_extract(TOLD, LogSigner(b"l" * 32).keys)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {**TOLD, "more": 1},
        changed("checkpoint", to=1),
        changed("chain", to=None),
        changed("entries", to={}),
        changed("entries", 0, to="entry"),
        changed("entries", 0, "more", to=1),
        changed("entries", 0, "proof", to="proof"),
        changed("entries", 0, "number", to=False),
        changed("entries", 0, "number", to="0"),
        changed("entries", 1, "number", to=2),
        changed("entries", 0, "commitment", to=TOLD["entries"][0]["commitment"].upper()),
        changed("entries", 0, "commitment", to="zz"),
        changed("entries", 0, "salt", to=None),
        changed("entries", 0, "statement", to=None),
        changed("entries", 0, "statement", to="words"),
        changed("entries", 0, "statement", "kind", to=0.5),
        changed("entries", 0, "statement", "kind", to="other"),
        changed("entries", 2, "salt", to="00" * 32),
    ],
)
def test_another_shape_is_refused(wrong):
    with pytest.raises(NotInTheLog):
        check_extract(wrong, SIGNER.keys)
