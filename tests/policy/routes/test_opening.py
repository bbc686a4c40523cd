"""The opening questions, all of them: every set of answers that anybody can give."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest

from lanyard.policy.routes.files import WordsOnly
from lanyard.policy.routes.kinds import ROLE_CONTACTS, About, Answer, Matter, RouteId
from lanyard.policy.routes.opening import (
    Answers,
    is_needed,
    next_question,
    open_matter,
)
from tests.policy.routes.given import BOOK, CONTACTS

YES, NO, NOT_SURE = Answer
ABOUTS = [frozenset(some) for size in (1, 2) for some in combinations(About, size)]
ABOUTS += [frozenset(), frozenset(About), frozenset({About.HEAD, About.CHAIR, About.DSL})]
#: Whom the reporter wants left out, and what the reporter is.
SIDES = [
    (frozenset(keep), frozenset(own))
    for keep, own in (
        ((), ()),
        (("head",), ()),
        (("dsl",), ("head",)),
        (("head", "chair"), ("dsl",)),
        (("head", "chair", "dsl", "it_lead", "data_protection_lead"), ("chair",)),
    )
]


def every_set_of_answers():
    """Every way through the questions that a person can take, asking only what is needed."""
    for danger, files in product((YES, NO), Answer):
        for shows in Answer if files != NO else (None,):
            for about, (keep, roles) in product(ABOUTS, SIDES):
                base = Answers(danger, files, shows, about, keep, reporter_roles=roles)
                for matter in Matter if is_needed("matter", base) else (None,):
                    asked = replace(base, matter=matter)
                    for harm in Answer if is_needed("harm", asked) else (None,):
                        judged = NOT_SURE if is_needed("judgement", asked) else None
                        yield replace(asked, harm=harm, judgement=judged)


@pytest.mark.exhaustive
def test_every_set_of_answers_ends_safely():
    seen = set()
    for answers in every_set_of_answers():
        opening = open_matter(BOOK, answers)
        seen.add(opening.route.id)
        # Nobody receives what is about them, and somebody does.
        assert opening.receivers.roles and not set(opening.receivers.roles) & opening.left_out, answers
        assert not set(opening.receivers.closers) & opening.left_out
        # No picture of a child, not even a possible one, is ever attached.
        if answers.shows_child in (YES, NOT_SURE):
            assert opening.route.id == RouteId.INDECENT_IMAGES, answers
        if opening.route.id == RouteId.INDECENT_IMAGES:
            assert not opening.may_attach and type(opening.files) is WordsOnly
            assert {"police-101", "lado"} <= set(opening.shown.contacts)
        if opening.may_attach:
            assert answers.shows_child == NO and answers.files != NO
        # Whoever is left out is not shown as somebody to turn to.
        hidden = {ROLE_CONTACTS.get(role) for role in opening.left_out}
        assert not hidden & set(opening.shown.contacts)
        assert opening.shown.contacts and all(CONTACTS.get(one) for one in opening.shown.contacts)
        if answers.danger in (YES, NOT_SURE):
            assert opening.shown.contacts[0] == "police-emergency"
        assert next_question(BOOK, answers) is None
    assert seen == set(RouteId)
