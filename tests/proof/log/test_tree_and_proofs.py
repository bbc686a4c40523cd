"""The tree and its proofs: right for every size, and nothing else passes for them."""

from __future__ import annotations

import itertools

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.log.proofs import (
    NotInTheLog,
    check_consistency,
    check_inclusion,
    prove_consistency,
    prove_inclusion,
    root_at,
)
from lanyard.proof.log.tree import EMPTY, Frontier, root_of
from tests.proof.log.growing import Grown, changed

MOST = 40
LOG = Grown(300)
sizes = st.integers(1, 300)


def test_every_size_has_the_root_that_pymerkle_gives_it():
    theirs = pymerkle.InmemoryTree(algorithm="sha256", disable_security=False)
    assert LOG.roots[0] == EMPTY == theirs.get_root()
    for size, leaf in enumerate(LOG.leaves, 1):
        theirs.append_entry(leaf)
        assert theirs.get_root() == LOG.roots[size]


@pytest.mark.parametrize("size", range(65))
def test_the_root_of_any_size_follows_from_the_nodes_kept(size):
    assert root_at(size, LOG.node) == LOG.roots[size] == root_of(LOG.leaves[:size])


@pytest.mark.parametrize("size", range(1, MOST))
def test_every_entry_of_every_size_is_proved(size):
    for index in range(size):
        proof = prove_inclusion(index, size, LOG.node)
        assert len(proof) <= (size - 1).bit_length()
        check_inclusion(LOG.leaves[index], index=index, size=size, root=LOG.roots[size], proof=proof)


@pytest.mark.parametrize("new", range(MOST))
def test_every_size_goes_on_from_every_smaller_one(new):
    for old in range(new + 1):
        proof = prove_consistency(old, new, LOG.node)
        check_consistency(old=old, old_root=LOG.roots[old], new=new, new_root=LOG.roots[new], proof=proof)


@given(size=sizes, index=st.integers(0, 299), place=st.integers(0, 10_000))
def test_a_proof_of_an_entry_holds_and_no_changed_byte_does(size, index, place):
    index %= size
    proof, root, leaf = prove_inclusion(index, size, LOG.node), LOG.roots[size], LOG.leaves[index]
    check_inclusion(leaf, index=index, size=size, root=root, proof=proof)
    wrong = [(changed(leaf, place), root, proof), (leaf, changed(root, place), proof)]
    wrong += [(leaf, root, [*proof[:at], changed(step, place), *proof[at + 1 :]]) for at, step in enumerate(proof)]
    wrong += [(leaf, root, proof[:-1])] if proof else []
    wrong += [(leaf, root, [*proof, root])]
    for leaf_, root_, proof_ in wrong:
        with pytest.raises(NotInTheLog):
            check_inclusion(leaf_, index=index, size=size, root=root_, proof=proof_)


@given(size=sizes, index=st.integers(0, 299), other=st.integers(0, 299))
def test_a_proof_is_of_one_place_only(size, index, other):
    index, other = index % size, other % size
    proof = prove_inclusion(index, size, LOG.node)
    if index != other:
        with pytest.raises(NotInTheLog):
            check_inclusion(LOG.leaves[index], index=other, size=size, root=LOG.roots[size], proof=proof)
        with pytest.raises(NotInTheLog):
            check_inclusion(LOG.leaves[other], index=index, size=size, root=LOG.roots[size], proof=proof)


@given(new=sizes, old=st.integers(1, 300), place=st.integers(0, 10_000))
def test_a_proof_that_a_log_goes_on_holds_and_no_changed_byte_does(new, old, place):
    old = 1 + (old - 1) % new
    proof, before, after = prove_consistency(old, new, LOG.node), LOG.roots[old], LOG.roots[new]
    check_consistency(old=old, old_root=before, new=new, new_root=after, proof=proof)
    wrong = [(changed(before, place), after, proof), (before, changed(after, place), proof)]
    wrong += [(before, after, [*proof[:at], changed(step, place), *proof[at + 1 :]]) for at, step in enumerate(proof)]
    wrong += [(before, after, [*proof, after])] + ([(before, after, proof[:-1])] if proof else [])
    for before_, after_, proof_ in wrong:
        with pytest.raises(NotInTheLog):
            check_consistency(old=old, old_root=before_, new=new, new_root=after_, proof=proof_)


@pytest.mark.parametrize(("old", "new"), list(itertools.combinations(range(1, 18), 2)))
def test_a_log_that_was_rewritten_does_not_go_on_from_the_old_one(old, new):
    other = Grown(new, salt="rewritten")
    proof = prove_consistency(old, new, other.node)
    with pytest.raises(NotInTheLog):
        check_consistency(old=old, old_root=LOG.roots[old], new=new, new_root=other.roots[new], proof=proof)


def test_what_no_log_has_is_neither_proved_nor_believed():
    for index, size in [(-1, 3), (3, 3), (0, 0)]:
        with pytest.raises(ValueError, match="no entry"):
            prove_inclusion(index, size, LOG.node)
        with pytest.raises(NotInTheLog, match="no such entry"):
            check_inclusion(b"", index=index, size=size, root=EMPTY, proof=[])
    for old, new in [(-1, 3), (4, 3)]:
        with pytest.raises(ValueError, match="does not go on"):
            prove_consistency(old, new, LOG.node)
        with pytest.raises(NotInTheLog, match="shorter"):
            check_consistency(old=old, old_root=EMPTY, new=new, new_root=EMPTY, proof=[])


def test_a_proof_is_made_of_hashes_and_as_long_as_it_must_be():
    with pytest.raises(NotInTheLog, match="no hash"):
        check_inclusion(b"", index=0, size=2, root=EMPTY, proof=[b"short"])
    with pytest.raises(NotInTheLog, match="no hash"):
        check_consistency(old=1, old_root=EMPTY, new=2, new_root=EMPTY, proof=[b"short"])
    with pytest.raises(NotInTheLog, match="too short"):
        check_consistency(old=3, old_root=LOG.roots[3], new=5, new_root=LOG.roots[5], proof=[])
    wrong = [(0, LOG.roots[1], 4, LOG.roots[4], []), (0, EMPTY, 4, LOG.roots[4], [EMPTY]), (4, LOG.roots[4], 4, LOG.roots[5], [])]
    for old, old_root, new, new_root, proof in wrong:
        with pytest.raises(NotInTheLog, match="another log"):
            check_consistency(old=old, old_root=old_root, new=new, new_root=new_root, proof=proof)


def test_a_log_goes_on_from_what_is_kept_of_it():
    for size in range(40):
        kept = Frontier(0)
        for leaf in LOG.leaves[:size]:
            kept.append(leaf)
        again = Frontier.read(size, bytes(kept))
        again.append(LOG.leaves[size])
        assert again.root() == LOG.roots[size + 1]


@pytest.mark.parametrize(("size", "kept"), [(1, b""), (0, b"x" * 32), (3, b"x" * 32), (1, b"x" * 33), (-1, b"x" * 32)])
def test_what_does_not_belong_to_a_size_is_refused(size, kept):
    with pytest.raises(ValueError, match="not the parts"):
        Frontier.read(size, kept)
