"""Exactly the right people can open a case: at filing, after somebody is shut out, after a lost passphrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.proof.casekeys import CasePlace, hand_on, make_case, open_case, rotate, share_case
from lanyard.proof.identities import Identity
from lanyard.proof.items import ItemPlace, make_item, open_item
from lanyard.proof.sealing import CannotOpen

PLACE = CasePlace(1, 7)
RECOVERY = Identity.make()
HEAD, SAFEGUARDING, DEPUTY, CHAIR = "head", "safeguarding lead", "deputy", "chair"
HOLDERS = {holder: Identity.make() for holder in (HEAD, SAFEGUARDING, DEPUTY, CHAIR)}
RECIPIENTS = {holder: identity.recipient for holder, identity in HOLDERS.items()}
some = st.sets(st.sampled_from(sorted(HOLDERS)))


def opened_by(key, holder, identity, place=PLACE):
    wrap = key.recovery if holder is None else key.holders[holder]
    return open_case(wrap, by=identity, place=place, holder=holder, recipient=key.recipient)


def item(case, name):
    return make_item(ItemPlace(*PLACE, name), case=case, recovery=RECOVERY.recipient)


@given(some)
def test_each_holder_but_those_left_out_opens_a_new_case_and_so_does_recovery(left_out):
    new = make_case(PLACE, holders=RECIPIENTS, recovery=RECOVERY.recipient, leaving_out=left_out)
    assert set(new.key.holders) == set(HOLDERS) - left_out
    for holder in new.key.holders:
        assert opened_by(new.key, holder, HOLDERS[holder]).reveal() == new.identity.reveal()
    assert opened_by(new.key, None, RECOVERY).reveal() == new.identity.reveal()
    assert new.identity.recipient == new.key.recipient
    for outside in left_out:
        for holder in (*new.key.holders, None):
            with pytest.raises(CannotOpen):
                opened_by(new.key, holder, HOLDERS[outside])


@given(some, some, st.sets(st.sampled_from("abcd")))
def test_a_new_key_shuts_out_whoever_is_left_out_of_everything_stored(before, after, names):
    first = make_case(PLACE, holders=RECIPIENTS, recovery=RECOVERY.recipient, leaving_out=before)
    items = {name: item(first.key.recipient, name) for name in names}
    wraps = {name: each.wraps.case for name, each in items.items()}
    second = rotate(first.identity, place=PLACE, items=wraps, holders=RECIPIENTS, recovery=RECOVERY.recipient, leaving_out=after)
    assert set(second.items) == names and second.key.recipient != first.key.recipient
    later = item(second.key.recipient, "later")
    for holder in second.key.holders:
        case = opened_by(second.key, holder, HOLDERS[holder])
        for name, each in items.items():
            assert open_item(second.items[name], by=case, place=ItemPlace(*PLACE, name)).reveal() == each.identity.reveal()
        assert open_item(later.wraps.case, by=case, place=ItemPlace(*PLACE, "later")).reveal() == later.identity.reveal()
    # Neither with a key of their own nor with the old key of the case does anybody left out come to anything.
    for outside in [first.identity, *[HOLDERS[holder] for holder in after]]:
        for wrap in (second.key.recovery, *second.key.holders.values(), *second.items.values(), later.wraps.case):
            with pytest.raises(CannotOpen):
                outside.open(wrap)


def test_an_old_wrap_that_is_put_back_does_not_open_the_case():
    first = make_case(PLACE, holders=RECIPIENTS, recovery=RECOVERY.recipient)
    second = rotate(first.identity, place=PLACE, items={}, holders=RECIPIENTS, recovery=RECOVERY.recipient)
    rolled_back = second.key._replace(holders=first.key.holders, recovery=first.key.recovery)
    for holder, identity in {**HOLDERS, None: RECOVERY}.items():
        with pytest.raises(CannotOpen, match="present key"):
            opened_by(rolled_back, holder, identity)


def test_nothing_is_returned_when_one_item_does_not_open():
    case = make_case(PLACE, holders=RECIPIENTS, recovery=RECOVERY.recipient)
    good, moved = item(case.key.recipient, "a").wraps.case, item(case.key.recipient, "b").wraps.case
    with pytest.raises(CannotOpen):
        rotate(case.identity, place=PLACE, items={"a": good, "c": moved}, holders=RECIPIENTS, recovery=RECOVERY.recipient)


@pytest.mark.parametrize("other", [CasePlace(2, 7), CasePlace(1, 8), CasePlace("17", "")])
def test_a_wrap_moved_to_another_case_opens_nothing(other):
    new = make_case(PLACE, holders=RECIPIENTS, recovery=RECOVERY.recipient)
    for holder, identity in {**HOLDERS, None: RECOVERY}.items():
        with pytest.raises(CannotOpen):
            opened_by(new.key, holder, identity, other)


def test_a_holder_called_recovery_is_not_recovery():
    new = make_case(PLACE, holders={"recovery": HOLDERS[HEAD].recipient}, recovery=RECOVERY.recipient)
    with pytest.raises(CannotOpen):
        open_case(new.key.holders["recovery"], by=HOLDERS[HEAD], place=PLACE, holder=None, recipient=new.key.recipient)


def test_a_case_is_shared_with_one_more_holder():
    new = make_case(PLACE, holders={}, recovery=RECOVERY.recipient)
    wrap = share_case(new.identity, place=PLACE, holder=HEAD, to=RECIPIENTS[HEAD])
    opened = open_case(wrap, by=HOLDERS[HEAD], place=PLACE, holder=HEAD, recipient=new.key.recipient)
    assert opened.reveal() == new.identity.reveal()


@pytest.mark.parametrize("giver", [DEPUTY, None])
def test_after_a_lost_passphrase_another_holder_or_recovery_hands_the_cases_on(giver):
    cases = {CasePlace(1, number): None for number in range(3)}
    new = {place: make_case(place, holders=RECIPIENTS, recovery=RECOVERY.recipient) for place in cases}
    fresh, opener = Identity.make(), HOLDERS.get(giver, RECOVERY)
    wraps = {
        place: (made.key.recipient, made.key.recovery if giver is None else made.key.holders[giver])
        for place, made in new.items()
    }
    given_on = hand_on(wraps, by=opener, giver=giver, taker=HEAD, to=fresh.recipient)
    assert set(given_on) == set(cases)
    for place, wrap in given_on.items():
        opened = open_case(wrap, by=fresh, place=place, holder=HEAD, recipient=new[place].key.recipient)
        assert opened.reveal() == new[place].identity.reveal()
        with pytest.raises(CannotOpen):
            open_case(wrap, by=HOLDERS[HEAD], place=place, holder=HEAD, recipient=new[place].key.recipient)
    with pytest.raises(CannotOpen):
        hand_on(wraps, by=HOLDERS[CHAIR], giver=giver, taker=HEAD, to=fresh.recipient)
