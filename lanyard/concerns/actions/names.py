"""The name of a reporter who kept it back: asked for by one holder, agreed to by another, told to the reporter."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.concerns.commitments import keep_state
from lanyard.concerns.models import Case, Item, ItemKind
from lanyard.concerns.opened import OpenCase, Unlocked, actor_id
from lanyard.concerns.queries.names import name_of
from lanyard.people.models import Account
from lanyard.people.queries import Scope
from lanyard.policy.routes.history import CLOSED
from lanyard.policy.routes.names import NameAct, why_not_name

from .exchange import recovery_of
from .items import check_unmoved, write_item
from .steps import held_open, share_with_receivers, show_others

LONGEST = 2000
TOLD = (
    "You asked to keep your name back. Two people who handle this agreed that it has to be seen, and now it is, "
    "by those who handle it and by nobody else. Why: {reason}"
)


@transaction.atomic
def act_on_name(
    *,
    scope: Scope,
    unlocked: Unlocked,
    case: Case,
    act: NameAct,
    reason: str,
    after: int | None = None,
    by: Account,
    at: datetime.datetime,
) -> Item:
    """Ask for a name that the reporter kept back, agree, refuse, or take the question back.

    Agreeing takes another person than asking, and the reporter is told with the asker’s reason.
    Raises ``NotYours`` and ``ValidationError`` in words for the person.
    """
    opened = held_open(scope, unlocked, case)
    check_unmoved(opened.case, after)
    if refused := _why_not(opened, scope, act, reason):
        raise ValidationError(refused)
    told = {"recovery": recovery_of(opened.case), "by": scope.adult, "account": by.pk, "at": at}
    body = {"act": act.value, "reason": reason.strip()}
    item = write_item(opened.case, kind=ItemKind.NAME, body=body, **told)
    if act == NameAct.ASK:
        share_with_receivers(opened, of=item, also=opened.standing.receivers.closers, at=at)
    if act == NameAct.AGREE:
        words = TOLD.format(reason=name_of(opened).reason)
        answers = opened.case.receipt.recipient
        write_item(opened.case, kind=ItemKind.MESSAGE, body={"words": words}, reporter=answers, **told)
    show_others(opened.case, of=item, at=at)
    keep_state(opened.case, at=at)
    return item


def _why_not(opened: OpenCase, scope: Scope, act: NameAct, reason: str) -> str:
    """Why somebody cannot do this about the name, whoever they are and whatever was done before."""
    name = name_of(opened)
    if not name.kept_back:
        return "The reporter did not keep their name back."
    if opened.standing.state == CLOSED:
        return "It is closed. Open it again first."
    people, who = opened.standing.receivers, opened.actor(scope.adult, scope.roles)
    if who.about_them or scope.roles.isdisjoint((*people.roles, *people.closers)):
        return "This is for somebody else to do."
    if refused := why_not_name(name.standing, act, actor_id(scope.adult.pk)):
        return refused
    if not reason.strip():
        return "Say why."
    return f"Use {LONGEST} characters or fewer." if len(reason) > LONGEST else ""
