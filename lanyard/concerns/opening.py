"""From the answers to the questions before everything to a route, with the roles of the very people who are named."""

from __future__ import annotations

import datetime
from dataclasses import replace

from lanyard.concerns.queries.holders import adults_holding, roles_of
from lanyard.concerns.routes import book_of
from lanyard.people.models import Adult, School
from lanyard.policy.routes.kinds import About
from lanyard.policy.routes.opening import Answers, Opening, open_matter
from lanyard.policy.routes.receivers import left_out_roles


def people_left_out(answers: Answers, named: frozenset[int], reporter: Adult | None) -> frozenset[int]:
    """The adults who must not know of the case: those who are named, and whoever reports about themselves."""
    own = {reporter.pk} if reporter is not None and About.SELF in (answers.about or ()) else set()
    return named | own


def people_meant(school: School, answers: Answers, chosen: frozenset[int], *, on: datetime.date) -> frozenset[int]:
    """The adults who are named: those who were chosen, and whoever holds a role that was named.

    A role alone would not do: whoever is kept out as deputy must not receive it as safeguarding lead.
    """
    roles = left_out_roles(answers.about or (), keep_from=answers.keep_from or ())
    return chosen.union(adults_holding(school, roles, on=on).values_list("pk", flat=True))


def opening_for(school: School, answers: Answers, *, named: frozenset[int], reporter: Adult | None, on: datetime.date) -> Opening:
    """Where a report goes. Whoever is named is left out with every role they hold that day, the head included.

    Raises ``Unanswered`` when a question remains.
    """
    own = roles_of(frozenset({reporter.pk}), on=on) if reporter is not None else frozenset()
    told = replace(answers, subject_roles=roles_of(named, on=on), reporter_roles=own)
    return open_matter(book_of(school), told)
