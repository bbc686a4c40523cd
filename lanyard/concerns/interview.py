"""Telling what happened, one question a page: the questions before everything, then the story, then the name.

``STEPS`` is the order for everybody; each step says by what was answered before it whether it is asked.
Nothing here writes: what was said comes in as a draft holds it, and the report comes out.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
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
from lanyard.policy.routes.kinds import About, Answer, Matter
from lanyard.policy.routes.opening import Answers, Opening, Shown, shown_now

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
        """Whether somebody who is signed in reports about themselves."""
        return self.signed and About.SELF in (self.opening_answers.about or ())

    @property
    def named(self) -> frozenset[int]:
        """The adults whom it is about, as far as was said: chosen, typed, or by their role."""
        chosen = frozenset(int(each) for each in self.answers.get("adults", ()) if each.isdigit())
        typed = adults_meant_by(self.answers.get("others", ""), self.school, on=self.on)
        return people_meant(self.school, self.opening_answers, chosen | typed, on=self.on)

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


@dataclass
class Page:
    """One step in somebody's telling: bound to what they said, or unbound when they were not asked yet."""

    number: int
    form: Any
    is_done: bool


def walk(telling: Telling, said: Said, taken: Mapping[str, list[str]]) -> list[Page]:
    """The pages that are asked, in order, up to the first that is not answered well.

    ``telling.answers`` holds the answers of all that are. ``taken`` says out of which answers something
    was taken; they are shown again, so that whoever wrote them knows.
    """
    from lanyard.concerns.forms.report_steps import STEPS

    pages: list[Page] = []
    for number, step in enumerate(STEPS, 1):
        if not step.asked_if(telling):
            continue
        data = posted(said[step.slug]) if step.slug in said else None
        form = step(data, telling=telling)
        done = data is not None and form.is_valid()
        for kind in taken.get(step.slug, ()) if data is not None else ():
            form.say_what_was_taken(Taken(kind))
            done = False
        pages.append(Page(number, form, done))
        if not done:
            break
        telling.answers.update(form.cleaned_data)
    return pages


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


def report_of(telling: Telling, pages: list[Page]) -> Report:
    """What is sent in, from a telling that is complete."""
    own = telling.scope.adult if telling.scope and telling.is_about_reporter else None
    return Report(
        opening=telling.opening,
        rows=[row for page in pages for row in page.form.report_rows()],
        facts=_facts(telling),
        left_out=people_left_out(telling.opening_answers, telling.named, own),
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
