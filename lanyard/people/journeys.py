"""Many questions, one to a page, and a record at the end.

A journey lists its steps; a step is a form with one question, or a few that belong together::

    class WhoStep(Step):
        slug = "who"
        page_heading = "who"
        who = forms.ChoiceField(label="Who is it?", choices=…, widget=Radios())

    class WhichClubStep(Step):
        slug = "club"
        @classmethod
        def asked_if(cls, asked): return asked.answers.get("who") == "club"

    class Declaring(Journey):
        name = "declare"                       # also the name of its addresses: declare, declare-step, declare-check
        title = "Declare a social contact"
        clause = "social-contact"              # the clause that it serves
        permission = "use"
        steps = (WhoStep, WhichClubStep)
        def finish(self, asked, *, by, at): return reverse(…)   # calls one action, returns where to go

    urlpatterns = [*Declaring.urls("declare/new/")]

What a person types is kept at once in a sealed draft, wrong answers too, so that neither an
expired sign-in nor a lost connection loses a word. The last page is always *check your answers*.
Sending twice makes one record. No answer stands in an address.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.urls import URLPattern, path
from django.utils.formats import date_format

from lanyard.components.forms import Form

from .queries.scope import Scope

#: The longest text that one box takes; a form as a whole is capped by the site.
LONGEST = 20_000


@dataclass
class Asked:
    """What a step may look at: who is asked, on which day, under which policy, and what was answered before it.

    ``given`` are the few ids that the page before handed over (never a fact about a person).
    """

    scope: Scope
    on: datetime.date
    policy: Any
    given: dict[str, str]
    answers: dict[str, Any] = field(default_factory=dict)


class Step(Form):
    """One page of a journey. Field names are unique within the journey."""

    slug: ClassVar[str]
    template: ClassVar[str] = "people/journey/step.html"

    def __init__(self, *args, asked: Asked, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.prepare()

    def prepare(self) -> None:
        """Shape the fields by what was answered before; for a step that needs it."""

    @classmethod
    def asked_if(cls, asked: Asked) -> bool:
        """Whether this step is asked at all, given what was answered before it."""
        return True

    def rows(self) -> list[tuple[str, str]]:
        """What *check your answers* shows of this step: question and answer, in words."""
        return [(str(each.label), shown(each.field, self.cleaned_data.get(name))) for name, each in self._visible()]

    def _visible(self) -> Iterator[tuple[str, forms.BoundField]]:
        for name in self.fields:
            if not self[name].is_hidden:
                yield name, self[name]


@dataclass
class Page:
    """A step in one person's journey: bound to what they said, or ``form`` unbound when they have not been asked."""

    step: type[Step]
    form: Step
    is_done: bool


class Journey:
    """A list of steps and what comes of them."""

    name: ClassVar[str]
    title: ClassVar[str]
    clause: ClassVar[str] = ""
    permission: ClassVar[str] = "use"
    steps: ClassVar[tuple[type[Step], ...]]
    #: Said on the first page: what this is for, what one needs, how long it takes.
    lead: ClassVar[str] = ""
    start_template: ClassVar[str] = "people/journey/start.html"
    check_template: ClassVar[str] = "people/journey/check.html"
    #: Said above the last button: what sending does.
    promise: ClassVar[str] = ""
    send: ClassVar[str] = "Send"
    #: The ids that the page before may hand over.
    takes: ClassVar[tuple[str, ...]] = ()

    def may_begin(self, asked: Asked) -> bool:
        """Whether this person may begin with what was handed over; if not, the page was never there."""
        return True

    def start_context(self, asked: Asked) -> dict[str, Any]:
        """What the first page shows beside ``lead``."""
        return {}

    def initial(self, asked: Asked) -> dict[str, Any]:
        """What is known before the first question, by field; a person may change it."""
        return {}

    def finish(self, asked: Asked, *, by: Any, at: datetime.datetime) -> str:
        """Make the record by one action and return the address of what came of it.

        It runs in one transaction with emptying the draft. A ``ValidationError`` is shown on the
        last page, and nothing is made.
        """
        raise NotImplementedError

    def walk(self, asked: Asked, said: dict[str, dict[str, list[str]]]) -> list[Page]:
        """The pages that this person is asked, in order, up to the first that is not answered well.

        ``asked.answers`` holds the answers of all that are.
        """
        pages: list[Page] = []
        initial = self.initial(asked)
        for step in self.steps:
            if not step.asked_if(asked):
                continue
            data = posted(said[step.slug]) if step.slug in said else None
            form = step(data, asked=asked, initial=initial)
            done = data is not None and form.is_valid()
            pages.append(Page(step, form, done))
            if not done:
                break
            asked.answers.update(form.cleaned_data)
        return pages

    @classmethod
    def urls(cls, prefix: str) -> list[URLPattern]:
        """The addresses of the journey below ``prefix``, which ends in a slash."""
        from . import journey_views as views

        return [
            path(prefix, views.start(cls), name=cls.name),
            path(f"{prefix}<uuid:draft>/check/", views.check(cls), name=f"{cls.name}-check"),
            path(f"{prefix}<uuid:draft>/discard/", views.discard(cls), name=f"{cls.name}-discard"),
            path(f"{prefix}<uuid:draft>/<slug:step>/", views.step(cls), name=f"{cls.name}-step"),
        ]


def said_in(form: Step, data: QueryDict) -> dict[str, list[str]]:
    """What a request said to the fields of a step; anything else that it sent is not kept."""
    names = tuple(form.fields)
    return {
        key: [text[:LONGEST] for text in data.getlist(key)]
        for key in data
        if key in names or any(key.startswith(f"{name}-") for name in names)
    }


def posted(said: dict[str, list[str]]) -> QueryDict:
    """What was said to a step, as a request brought it."""
    made = QueryDict(mutable=True)
    for key, texts in said.items():
        made.setlist(key, texts)
    return made


def shown(kind: forms.Field, value: Any) -> str:
    """An answer in words."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(kind, forms.MultipleChoiceField):
        labels = dict(_flat(kind.choices))
        return "\n".join(str(labels.get(each, each)) for each in value or ()) or "None"
    if isinstance(kind, forms.ChoiceField):
        return str(dict(_flat(kind.choices)).get(value, value)) if value else "Not answered"
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    return str(value) if value not in (None, "") else "Not answered"


def _flat(choices) -> Iterator[tuple[str, Any]]:
    for value, said in choices:
        if isinstance(said, (list, tuple)):
            yield from said
        else:
            yield str(value), said
