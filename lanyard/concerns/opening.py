"""From the answers to the questions before everything to a route, with the roles of the very people who are named."""

from __future__ import annotations

import datetime
from dataclasses import replace

from lanyard.concerns.queries.holders import roles_of
from lanyard.concerns.routes import book_of
from lanyard.people.models import Adult, School
from lanyard.policy.routes.kinds import About
from lanyard.policy.routes.opening import Answers, Opening, open_matter


def people_left_out(answers: Answers, named: frozenset[int], reporter: Adult | None) -> frozenset[int]:
    """The adults who must not know of the case: those who are named, and whoever reports about themselves."""
    own = {reporter.pk} if reporter is not None and About.SELF in (answers.about or ()) else set()
    return named | own


def opening_for(school: School, answers: Answers, *, named: frozenset[int], reporter: Adult | None, on: datetime.date) -> Opening:
    """Where a report goes. Whoever is named is left out with every role they hold that day, the head included.

    Raises ``Unanswered`` when a question remains.
    """
    own = roles_of(frozenset({reporter.pk}), on=on) if reporter is not None else frozenset()
    told = replace(answers, subject_roles=roles_of(named, on=on), reporter_roles=own)
    return open_matter(book_of(school), told)
