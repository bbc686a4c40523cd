"""Telling what happened, one question a page: the questions before everything, then the story, then the name.

Nothing here writes: what was said comes in as a draft holds it, and the report comes out. The pages
themselves, in order, are in ``forms.report_steps``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from lanyard.concerns.actions.reports import Report, Reporter
from lanyard.concerns.names import adults_meant_by
from lanyard.concerns.opening import opening_for, people_left_out, people_meant
from lanyard.concerns.queries.holders import roles_of
from lanyard.concerns.routes import book_of
from lanyard.concerns.words_only import Taken, take_out
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.policy.routes.book import Book
from lanyard.policy.routes.kinds import About, Answer, Matter, RouteId
from lanyard.policy.routes.opening import Answers, Opening, Shown, route_of, shown_now

#: What happens to the reporter: it says nothing about who did it.
OWN_MATTERS = frozenset({RouteId.CYBERBULLYING, RouteId.PASSWORD})

Said = dict[str, dict[str, list[str]]]
#: The questions with one answer, and what their answers are.
_SINGLE = {"danger": Answer, "files": Answer, "shows_child": Answer, "matter": Matter, "harm": Answer, "judgement": Answer}


@dataclass
class Telling:
    """Who tells, on which day, and what they said so far. ``scope`` is ``None`` for somebody without an account.

    ``signed`` says that the draft was begun signed in: the sign-in may have ended since.
    """

    school: School
    scope: Scope | None
    on: datetime.date
    signed: bool = False
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        """The routes of the school's policy."""
        return book_of(self.school)

    @property
    def opening_answers(self) -> Answers:
        """The answers to the questions before everything, as the policy’s routes understand them."""
        told: dict[str, Any] = {name: kind(self.answers[name]) for name, kind in _SINGLE.items() if name in self.answers}
        if "about" in self.answers:
            told["about"] = frozenset(About(each) for each in self.answers["about"])
        if "keep_from" in self.answers:
            told["keep_from"] = frozenset(self.answers["keep_from"])
        return Answers(**told)

    @property
    def is_about_reporter(self) -> bool:
        """Whether somebody who is signed in reports about themselves. Who is attacked reports about others (2.8).

        Raises ``Unanswered`` while a question remains.
        """
        told = self.opening_answers
        return self.signed and About.SELF in (told.about or ()) and route_of(told) not in OWN_MATTERS

    @property
    def named(self) -> frozenset[int]:
        """The adults whom it is about, as far as was said: chosen, typed, or by their role."""
        chosen = frozenset(int(each) for each in self.answers.get("adults", ()) if each.isdigit())
        typed = adults_meant_by(self.answers.get("others", ""), self.school, on=self.on)
        return people_meant(self.school, self.opening_answers, chosen | typed, on=self.on)

    @property
    def left_out(self) -> frozenset[int]:
        """The adults who must not know of it: those who are named, and whoever reports about themselves."""
        own = self.scope.adult if self.scope else None
        return people_left_out(self.opening_answers, self.named, own)

    @property
    def opening(self) -> Opening:
        """Where it goes. Raises ``Unanswered`` while a question remains."""
        own = self.scope.adult if self.scope else None
        return opening_for(self.school, self.opening_answers, named=self.named, reporter=own, on=self.on)

    @property
    def shown(self) -> Shown:
        """What must be seen already; nobody whom it is about is among whom to phone."""
        return shown_now(self.book, replace(self.opening_answers, subject_roles=self.subject_roles))

    @property
    def subject_roles(self) -> frozenset[str]:
        """The roles of whoever is named."""
        return roles_of(self.named, on=self.on)


def without_bytes(said: Said, *, links: bool) -> tuple[Said, dict[str, list[str]]]:
    """What was said with everything taken out that is no word, and out of which steps something was taken."""
    kept: Said = {}
    taken: dict[str, list[str]] = {}
    for slug, fields in said.items():
        found: set[Taken] = set()
        kept[slug] = {}
        for name, texts in fields.items():
            clean = [take_out(text, links=links) for text in texts]
            kept[slug][name] = [text for text, _ in clean]
            found = found.union(*(kinds for _, kinds in clean))
        if found:
            taken[slug] = sorted(found)
    return kept, taken


def posted(said: Mapping[str, list[str]]) -> QueryDict:
    """What was said to a step, as a request brought it."""
    made = QueryDict(mutable=True)
    for key, texts in said.items():
        made.setlist(key, texts)
    return made


def report_of(telling: Telling, rows: Sequence[tuple[str, str]]) -> Report:
    """What is sent in, from a telling that is complete; ``rows`` are its questions and answers."""
    return Report(
        opening=telling.opening,
        rows=rows,
        facts=_facts(telling),
        left_out=telling.left_out,
        reporter=reporter_of(telling),
    )


def reporter_of(telling: Telling) -> Reporter:
    """Who sends it, as far as they want it known. Whoever reports about themselves is named by that."""
    told = telling.answers
    if telling.is_about_reporter and telling.scope:
        return Reporter(adult=telling.scope.adult)
    kept_back = told.get("naming") == "kept_back"
    if told.get("naming") not in ("given", "kept_back"):
        return Reporter()
    if telling.scope is not None:
        return Reporter(adult=telling.scope.adult, kept_back=kept_back)
    return Reporter(name=told.get("own_name", ""), reached_by=told.get("reached_by", ""), kept_back=kept_back)


def _facts(telling: Telling) -> dict[str, str]:
    """Since when somebody in school knew, where a clock of the law counts from that (2.3.7)."""
    known = telling.answers.get("known_since")
    return {"happened_at": known.isoformat()} if known else {}
