"""A case for the matrix of rights: a school that takes reports, and one holder with a key."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone

from lanyard.concerns.actions.holders import make_key
from lanyard.concerns.actions.recovery import begin_recovery, pass_drill
from lanyard.concerns.actions.reports import Report, Reporter, file_report
from lanyard.concerns.opening import opening_for, people_left_out
from lanyard.concerns.queries.holders import own_holder, takes_reports
from lanyard.people.queries import scope_of
from lanyard.policy.routes.kinds import About, Answer, Matter
from lanyard.policy.routes.opening import Answers

PASSPHRASE = "four words nobody guessed"
ANSWERS = Answers(
    danger=Answer.NO,
    files=Answer.NO,
    about=frozenset({About.OUTSIDER}),
    keep_from=frozenset(),
    matter=Matter.ATTACK,
    harm=Answer.NO,
)


def unlock(world: Any, who: str = "role head") -> None:
    """Let somebody make their key, once, and unlock it in their browser."""
    now, adult = timezone.now(), world.adults[who]
    scope = scope_of(adult.account, on=timezone.localdate())
    if not takes_reports(world.school):
        _, shares = begin_recovery(school=world.school, keepers=("Chair", "Council", "Safe"), by=None, at=now)
        pass_drill(school=world.school, shares=tuple(share.words for share in shares)[:2], by=None, at=now)
    if own_holder(scope) is None:
        make_key(scope=scope, passphrase=PASSPHRASE, by=adult.account, at=now)
    # A key that is open already stays as it is: unlocking it again would end what other pages were opened with.
    if world.browsers[who].get("/cases/unlock/", {"next": "/cases/key/"}).headers.get("Location") != "/cases/key/":
        world.browsers[who].post("/cases/unlock/", {"case_passphrase": PASSPHRASE})


def case(world: Any) -> dict[str, Any]:
    """A case that the head teacher holds a key to, and has said why they opened it. Nobody else does."""
    unlock(world)
    now, on = timezone.now(), timezone.localdate()
    sender = world.adults["group support"]
    told = {"named": frozenset(), "reporter": sender}
    report = Report(
        opening=opening_for(world.school, ANSWERS, **told, on=on),
        rows=(("What happened?", "A group of parents writes untrue things about me."),),
        left_out=people_left_out(ANSWERS, frozenset(), sender),
        reporter=Reporter(sender, kept_back=True),
    )
    filed = file_report(school=world.school, report=report, draft=secrets.token_bytes(32), by=None, at=now)
    world.browsers["role head"].post(f"/cases/{filed.case.pk}/read/", {"reason": "handle"})
    return {"id": filed.case.pk}


def escalating(world: Any) -> dict[str, Any]:
    """A case that the head teacher is about to take to another route."""
    made = case(world)
    path = f"/cases/{made['id']}/steps/escalate/"
    world.browsers["role head"].post(path, {"to": "low-level-concern", "reason": "A colleague wrote some of it.", "after": "9"})
    return {**made, "step": "escalate"}
