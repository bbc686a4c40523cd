"""The audit: a whole log passes, and whatever is done to its entries before a checkpoint is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.canonical import NotPlain
from lanyard.proof.log.audit import Audit, Entry
from lanyard.proof.log.checkpoints import Checkpoint
from lanyard.proof.log.commitments import BEGINNING, commit, link, new_salt, opens
from lanyard.proof.log.tree import Frontier
from tests.proof.log.growing import changed

CHAINS = ("case:1", "case:2", None)


class Written:
    """A log of some entries, as it is written, with a checkpoint of every size."""

    def __init__(self, count: int, erased: tuple[int, ...] = ()) -> None:
        self.entries: list[Entry] = []
        self.frontier = Frontier()
        self.checkpoints = [self.checkpoint()]
        links: dict[str | None, tuple[int, bytes]] = {}
        for index in range(count):
            chain = CHAINS[index % 3]
            number, before = links.get(chain, (0, BEGINNING))
            stated = {"name": chain, "number": number, "before": before.hex()} if chain else None
            statement = {"kind": "sample", "event": index, "chain": stated}
            salt = new_salt()
            made = commit(statement, salt=salt)
            after = link(before, made) if chain else None
            links[chain] = (number + 1, after or BEGINNING)
            gone = index in erased
            self.entries.append(Entry(index, made, None if gone else salt, None if gone else statement, chain, after))
            self.frontier.append(made)
            self.checkpoints.append(self.checkpoint())

    def checkpoint(self) -> Checkpoint:
        return Checkpoint("lanyard/log/test", self.frontier.size, self.frontier.root())

    def audit(self, entries=None, *checkpoints: Checkpoint, size=None, parts=None, erased=()) -> list[str]:
        found = Audit(checkpoints)
        for entry in self.entries if entries is None else entries:
            found.take(entry)
        size, parts = size or found.frontier.size, parts or bytes(found.frontier)
        return [finding.words for finding in found.finish(size=size, parts=parts, erased=erased)]


LOG = Written(30)


@pytest.mark.parametrize("count", range(12))
def test_a_log_as_it_was_written_passes(count):
    log = Written(count)
    assert log.audit(None, *log.checkpoints) == []


def test_the_nodes_of_a_level_and_above_are_kept_for_comparing():
    found = Audit()
    for entry in LOG.entries:
        found.take(entry, keep_from_level=3)
    assert sorted(found.nodes) == [(3, 0), (3, 1), (3, 2), (4, 0)]


def test_what_was_erased_is_empty_and_passes_when_the_log_says_so():
    log = Written(12, erased=(3, 7))
    assert log.audit(None, *log.checkpoints, erased=(3, 7)) == []
    assert log.audit(erased=(3,)) == ["Entry 7 is empty, and no later entry says that it was erased."]
    assert log.audit(erased=(3, 7, 8)) == ["Entry 8 is said to be erased, and is not empty."]


def test_a_log_that_was_cut_off_is_found_although_it_agrees_with_itself():
    last = LOG.checkpoints[-1]
    assert LOG.audit(LOG.entries[:25]) == [], "without a checkpoint nobody could know"
    assert LOG.audit(LOG.entries[:25], last) == ["5 entries at the end are missing: a checkpoint counts 30."]


def test_a_log_that_was_written_anew_is_found():
    other = Written(30)
    assert other.audit() == []
    assert LOG.audit(other.entries, LOG.checkpoints[20]) == [
        "The first 20 entries are not those that a checkpoint was signed for."
    ]
    assert LOG.audit(None, LOG.checkpoints[20], other.checkpoints[20]), "of two checkpoints of one size one is false"


def test_a_log_that_would_be_continued_from_elsewhere_is_found():
    assert LOG.audit(size=29, parts=bytes(LOG.frontier))
    assert LOG.audit(size=30, parts=changed(bytes(LOG.frontier), 3))


@given(index=st.integers(0, 29), place=st.integers(0, 400), how=st.sampled_from(["commitment", "salt", "link"]))
def test_a_changed_byte_is_found(index, place, how):
    held = getattr(LOG.entries[index], how) or b"x" * 32
    wrong = list(LOG.entries)
    wrong[index] = wrong[index]._replace(**{how: changed(held, place)})
    assert LOG.audit(wrong, LOG.checkpoints[-1])


@given(index=st.integers(0, 28), other=st.integers(1, 29), how=st.sampled_from(["swap", "delete", "double", "move", "renumber"]))
def test_entries_that_were_moved_deleted_or_doubled_are_found(index, other, how):
    other = max(other, index + 1)
    wrong = list(LOG.entries)
    if how == "swap":
        wrong[index], wrong[other] = wrong[other]._replace(number=index), wrong[index]._replace(number=other)
    elif how == "move":
        wrong[index], wrong[other] = wrong[other], wrong[index]
    elif how == "double":
        wrong.insert(other, wrong[index])
    else:
        del wrong[index]
        if how == "renumber":
            wrong = [entry._replace(number=number) for number, entry in enumerate(wrong)]
    assert LOG.audit(wrong, LOG.checkpoints[-1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"statement": {"kind": "other", "event": 5, "chain": None}},
        {"statement": None},
        {"salt": None},
        {"salt": b"short"},
        {"statement": {"kind": 0.5, "chain": None}},
        {"chain": "case:1"},
        {"chain": "case:1", "link": link(BEGINNING, LOG.entries[5].commitment)},
        {"link": BEGINNING},
        {"salt": None, "statement": None},
    ],
)
def test_an_entry_that_says_something_else_is_found(wrong):
    assert LOG.entries[5].chain is None
    entries = list(LOG.entries)
    entries[5] = entries[5]._replace(**wrong)
    assert any("Entry 5 " in words for words in LOG.audit(entries))


def test_an_entry_taken_out_of_its_chain_is_found():
    entries = list(LOG.entries)
    entries[4] = entries[4]._replace(chain=None, link=None)
    assert any("Entry 4 does not follow" in words for words in LOG.audit(entries))


def test_a_chain_is_shown_without_the_rest_of_the_log():
    shown = [entry for entry in LOG.entries if entry.chain == "case:1"]
    before = BEGINNING
    for number, entry in enumerate(shown):
        assert opens(entry.commitment, entry.statement, salt=entry.salt)
        assert entry.statement["chain"] == {"name": "case:1", "number": number, "before": before.hex()}
        before = link(before, entry.commitment)
        assert entry.link == before


def test_a_commitment_says_nothing_and_opens_to_one_statement_only():
    salt = new_salt()
    told = {"kind": "sample", "at": "2026-11-22"}
    made = commit(told, salt=salt)
    assert made == commit({"at": "2026-11-22", "kind": "sample"}, salt=salt), "the order of names does not matter"
    assert made != commit(told, salt=new_salt())
    assert opens(made, told, salt=salt)
    assert not opens(made, {**told, "kind": "other"}, salt=salt)
    assert not opens(made, told, salt=new_salt())
    assert not opens(made, told, salt=b"")
    with pytest.raises(ValueError, match="32 bytes"):
        commit(told, salt=b"short")
    with pytest.raises(NotPlain):
        commit({"kind": 0.5}, salt=salt)
