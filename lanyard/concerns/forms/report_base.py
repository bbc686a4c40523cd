"""What every page of telling shares."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import QueryDict

from lanyard.components.forms import Form
from lanyard.concerns.interview import Telling
from lanyard.concerns.words_only import Taken
from lanyard.people.journeys import shown

#: The longest text that one box takes. Browsers cut a longer one off when it is pasted.
LONGEST = 20_000
NOT_KNOWN = "Not known"


class ReportStep(Form):
    """One page. Field names are unique among all steps."""

    slug: ClassVar[str]
    title: ClassVar[str] = ""
    template: ClassVar[str] = "concerns/report/question.html"
    #: Whether this page already says what must be seen at once, so that it need not stand above it.
    says_what_is_urgent: ClassVar[bool] = False

    def __init__(self, *args: Any, telling: Telling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.telling = telling
        self.prepare()

    def prepare(self) -> None:
        """Shape the fields by what was answered before; for a step that needs it."""

    @classmethod
    def asked_if(cls, telling: Telling) -> bool:
        """Whether this step is asked, given what was answered before it."""
        return True

    @property
    def heading(self) -> str:
        """What the page is called."""
        if self.page_heading:
            return str(self.fields[self.page_heading].label)
        return self.title

    def said_in(self, data: QueryDict) -> dict[str, list[str]]:
        """What a request said to the fields of this step; anything else that it sent is not kept."""
        names = tuple(self.fields)
        return {
            key: [text[:LONGEST] for text in data.getlist(key)]
            for key in data
            if key in names or any(key.startswith(f"{name}-") for name in names)
        }

    def say_what_was_taken(self, kind: Taken) -> None:
        """Say that something was taken out of what was typed here."""
        self.add_error(self._where(kind), ValidationError(kind.reason))

    def rows(self) -> list[tuple[str, str]]:
        """What “check your answers” shows: question and answer, in words."""
        told = self.cleaned_data
        return [(str(each.label), shown(each, told.get(name)).replace("Not answered", NOT_KNOWN)) for name, each in self._seen()]

    def report_rows(self) -> list[tuple[str, str]]:
        """What the report says of this page; as a rule the same."""
        return self.rows()

    def _seen(self) -> list[tuple[str, Any]]:
        return [(name, each) for name, each in self.fields.items() if not self[name].is_hidden]

    def _where(self, kind: Taken) -> str | None:
        marked = (name for name in self.fields if any(kind.mark in text for text in self.data.getlist(name)))
        return next(marked, None)
