"""Who receives a matter: every set of roles that may be left out."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from lanyard.policy.routes.kinds import ROLE_CONTACTS, About
from lanyard.policy.routes.receivers import LADDER, LAST_CONTACT, left_out_roles, receivers
from tests.policy.routes.given import BOOK, CONTACTS

ROLES = tuple(ROLE_CONTACTS)
SETS = [frozenset(some) for some in chain.from_iterable(combinations(ROLES, size) for size in range(len(ROLES) + 1))]


@pytest.mark.parametrize("route", BOOK.routes, ids=lambda route: route.id)
def test_nobody_who_is_left_out_receives_anything(route):
    for left_out in SETS:
        found = receivers(route.receives, left_out)
        assert not {*found.roles, *found.closers, found.decider} & left_out
        assert len(set(found.roles)) == len(found.roles) and set(found.roles) <= set(found.closers)
        assert found.contacts and all(CONTACTS.get(one) for one in found.contacts)
        remaining = [role for role in LADDER if role not in left_out]
        assert found.decider == (remaining[0] if remaining else "")
        if remaining:
            assert found.roles
        if len(remaining) > 1:
            assert len(found.closers) >= 2
        if not found.roles:
            assert found.contacts == (LAST_CONTACT,)


def test_roles_are_left_out_for_each_of_the_reasons():
    assert left_out_roles([About.HEAD, About.CHAIR, About.DSL]) == {"head", "chair", "dsl"}
    assert left_out_roles([About.ADULT, About.PUPIL, About.OUTSIDER, About.UNKNOWN], reporter_roles=["head"]) == set()
    assert left_out_roles([About.SELF], reporter_roles=["head"]) == {"head"}
    assert left_out_roles([About.ADULT], subject_roles=["deputy"], keep_from=["dsl", "lado_contact"]) == {"deputy", "dsl"}
