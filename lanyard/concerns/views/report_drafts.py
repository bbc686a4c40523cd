"""The draft that a browser holds the secret of, opened for one request."""

from __future__ import annotations

import base64
import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from lanyard.concerns.actions import drafts as actions
from lanyard.concerns.actions.drafts import KEPT_FOR, DraftKey
from lanyard.concerns.interview import Page, Telling, walk, without_bytes
from lanyard.concerns.models import ReportDraft
from lanyard.concerns.queries.drafts import school_of_draft

from .report_cookies import Cookie, held, put
from .report_visitor import Visitor


@dataclass
class Held:
    """An open draft: its row, its secret, what it says, and the pages that follow from that."""

    row: ReportDraft
    key: DraftKey
    body: dict[str, Any]
    telling: Telling
    pages: list[Page]

    def telling_before(self, page: Page) -> Telling:
        """What was said on the pages before one, so that changing an answer does not show what followed from it."""
        before = Telling(self.telling.school, self.telling.scope, self.telling.on, self.telling.signed)
        for each in self.pages[: self.pages.index(page)]:
            before.answers.update(each.form.cleaned_data)
        return before


def begin(request: HttpRequest, response: HttpResponse, visitor: Visitor, *, at: datetime.datetime) -> None:
    """Begin a draft, and give the browser its secret. Without an account it goes when the browser closes."""
    body = {"whose": visitor.whose, "said": {}, "taken": {}}
    key = actions.begin_draft(school=visitor.school, body=body, at=at)
    told = {"id": str(key.id), "secret": base64.b64encode(key.secret).decode("ascii")}
    put(response, Cookie.DRAFT, told, lasts=KEPT_FOR, at=at, stays=visitor.scope is not None)


def found(request: HttpRequest, visitor: Visitor | None, *, at: datetime.datetime) -> Held | None:
    """The browser's draft. With a visitor only their own; without one it can still take in what was typed."""
    key = _key_in(request, at=at)
    school = school_of_draft(key.id) if key else None
    opened = actions.draft_of(school, key) if key and school else None
    if key is None or school is None or opened is None:
        return None
    row, body = opened
    if visitor is not None and (body["whose"] != visitor.whose or school != visitor.school):
        return None
    telling, pages = _walked(row, body, visitor)
    return Held(row, key, body, telling, pages)


def secret_in(request: HttpRequest, *, at: datetime.datetime) -> bytes | None:
    """The secret that the browser holds, whether its draft is still there or not."""
    key = _key_in(request, at=at)
    return key.secret if key else None


def say(draft: Held, page: Page, data: QueryDict, *, at: datetime.datetime) -> Held:
    """Take in what was said to a page, wrong answers too; what is no word is dropped before anything is kept."""
    slug = page.form.slug
    said = {**draft.body["said"], slug: page.form.said_in(data)}
    visitor = Visitor(draft.telling.school, draft.telling.scope)
    ahead, _ = _walked(draft.row, {**draft.body, "said": said, "taken": {}}, visitor)
    clean, taken = without_bytes(said, links=ahead.opening_answers.may_show_a_child)
    before = {each: kinds for each, kinds in draft.body["taken"].items() if each != slug}
    draft.body = {**draft.body, "said": clean, "taken": {**before, **taken}}
    actions.change_draft(draft=draft.row, secret=draft.key.secret, body=draft.body, at=at)
    draft.telling, draft.pages = _walked(draft.row, draft.body, visitor)
    return draft


def _walked(row: ReportDraft, body: dict[str, Any], visitor: Visitor | None) -> tuple[Telling, list[Page]]:
    scope = visitor.scope if visitor else None
    telling = Telling(row.school, scope, timezone.localdate(), signed=bool(body["whose"]))
    return telling, walk(telling, body["said"], body["taken"])


def _key_in(request: HttpRequest, *, at: datetime.datetime) -> DraftKey | None:
    told = held(request, Cookie.DRAFT, at=at)
    return DraftKey(uuid.UUID(told["id"]), base64.b64decode(told["secret"])) if told else None
