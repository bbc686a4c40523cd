"""What is said in a case opens in its place, for the case, for recovery, and for nobody else."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanyard.proof.identities import Identity
from lanyard.proof.items import (
    ItemPlace,
    Locked,
    lock,
    make_item,
    open_item,
    open_text,
    rewrap_item,
    seal_text,
)
from lanyard.proof.sealing import CannotOpen

CASE, RECOVERY, REPORTER, OTHER = (Identity.make() for _ in range(4))
PLACE = ItemPlace(1, 7, "a")
ITEM = make_item(PLACE, case=CASE.recipient, recovery=RECOVERY.recipient, reporter=REPORTER.recipient)
ids = st.integers(0, 3) | st.text("ab1", max_size=2)
spots = st.tuples(st.builds(ItemPlace, ids, ids, ids), st.text("ab", max_size=2), st.integers(0, 3))


@given(st.text(), spots)
def test_a_text_opens_where_it_was_sealed(text, spot):
    place, field, version = spot
    sealed = seal_text(ITEM.identity, text, place=place, field=field, version=version)
    assert open_text(ITEM.identity, sealed, place=place, field=field, version=version) == text


@given(spots, spots)
def test_swaps_between_schools_cases_items_and_fields_and_roll_backs_fail(spot, other):
    assume([*map(str, spot[0]), spot[1], spot[2]] != [*map(str, other[0]), other[1], other[2]])
    sealed = seal_text(ITEM.identity, "text", place=spot[0], field=spot[1], version=spot[2])
    with pytest.raises(CannotOpen):
        open_text(ITEM.identity, sealed, place=other[0], field=other[1], version=other[2])


@given(st.text(min_size=1), st.data())
def test_a_text_that_was_cut_or_changed_does_not_open(text, data):
    sealed = seal_text(ITEM.identity, text, place=PLACE, field="what", version=1)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    for spoiled in (sealed[:at], changed, sealed + b"\0"):
        with pytest.raises(CannotOpen):
            open_text(ITEM.identity, spoiled, place=PLACE, field="what", version=1)


def test_each_item_has_a_key_of_its_own():
    other = make_item(PLACE, case=CASE.recipient, recovery=RECOVERY.recipient)
    sealed = seal_text(ITEM.identity, "text", place=PLACE, field="what", version=1)
    with pytest.raises(CannotOpen):
        open_text(other.identity, sealed, place=PLACE, field="what", version=1)
    assert other.wraps.reporter is None


@pytest.mark.parametrize(("wrapped", "opener"), [("case", CASE), ("recovery", RECOVERY), ("reporter", REPORTER)])
def test_a_wrap_opens_for_whom_it_was_made_and_for_nobody_else(wrapped, opener):
    wrap = getattr(ITEM.wraps, wrapped)
    assert open_item(wrap, by=opener, place=PLACE).reveal() == ITEM.identity.reveal()
    for nobody in {CASE, RECOVERY, REPORTER, OTHER} - {opener}:
        with pytest.raises(CannotOpen):
            open_item(wrap, by=nobody, place=PLACE)


@pytest.mark.parametrize("other", [ItemPlace(2, 7, "a"), ItemPlace(1, 8, "a"), ItemPlace(1, 7, "b"), ItemPlace(17, "", "a")])
def test_a_wrap_moved_to_another_item_opens_nothing(other):
    for wrap, opener in zip(ITEM.wraps, (CASE, RECOVERY, REPORTER), strict=True):
        with pytest.raises(CannotOpen):
            open_item(wrap, by=opener, place=other)


def test_a_wrap_made_for_one_more_opens_for_them():
    wrap = rewrap_item(ITEM.wraps.case, by=CASE, place=PLACE, to=OTHER.recipient)
    assert open_item(wrap, by=OTHER, place=PLACE).reveal() == ITEM.identity.reveal()


def test_a_locked_item_opens_for_recovery_alone():
    locked = lock(ITEM.wraps, by=CASE, place=PLACE, recovery=RECOVERY.recipient)
    assert open_item(locked.recovery, by=RECOVERY, place=PLACE).reveal() == ITEM.identity.reveal()
    assert locked.case is None and locked.reporter is None and locked.recovery != ITEM.wraps.recovery
    for nobody in (CASE, REPORTER, OTHER):
        with pytest.raises(CannotOpen):
            open_item(locked.recovery, by=nobody, place=PLACE)
    with pytest.raises(Locked):
        open_item(locked.case, by=CASE, place=PLACE)
    with pytest.raises(Locked):
        lock(locked, by=CASE, place=PLACE, recovery=RECOVERY.recipient)


def test_a_lock_does_not_trust_a_wrap_for_recovery_that_somebody_put_there():
    spoiled = ITEM.wraps._replace(recovery=b"nothing")
    locked = lock(spoiled, by=CASE, place=PLACE, recovery=RECOVERY.recipient)
    assert open_item(locked.recovery, by=RECOVERY, place=PLACE).reveal() == ITEM.identity.reveal()
    with pytest.raises(CannotOpen):
        lock(ITEM.wraps, by=OTHER, place=PLACE, recovery=RECOVERY.recipient)
