"""A case for the matrix of rights: a school that takes reports, and one holder with a key."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from django.utils import timezone

from lanyard.concerns.actions.doors import make_door
from lanyard.concerns.actions.evidence import begin_file, take_file
from lanyard.concerns.actions.holders import make_key
from lanyard.concerns.actions.recovery import begin_recovery, pass_drill
from lanyard.concerns.actions.reports import Report, Reporter, file_report
from lanyard.concerns.models import Case, RecoveryRequest
from lanyard.concerns.opening import opening_for, people_left_out
from lanyard.concerns.originals import OTHER
from lanyard.concerns.queries.holders import own_holder, takes_reports
from lanyard.people.queries import scope_of
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.kinds import About, Answer, Matter, RouteId
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


def case(world: Any, answers: Answers = ANSWERS) -> dict[str, Any]:
    """A case that the head teacher holds a key to, and has said why they opened it. Nobody else does."""
    unlock(world)
    now, on = timezone.now(), timezone.localdate()
    sender = world.adults["group support"]
    told = {"named": frozenset(), "reporter": sender}
    report = Report(
        opening=opening_for(world.school, answers, **told, on=on),
        rows=(("What happened?", "A group of parents writes untrue things about me."),),
        left_out=people_left_out(answers, frozenset(), sender),
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


def recovery_request(world: Any) -> dict[str, Any]:
    """The head asked that cases be brought back, which the chair may confirm."""
    head = world.adults["role head"]
    told = {"school": world.school, "taker": head, "ground": "lost", "asked_by": head, "asked_at": timezone.now()}
    return {"id": RecoveryRequest.objects.create(**told).pk}


def report_door(world: Any) -> dict[str, Any]:
    """The school's link for reports without an account."""
    head = world.adults["role head"]
    scope = scope_of(head.account, on=timezone.localdate())
    return {"capability": make_door(scope=scope, by=head.account, at=timezone.now())}


def case_for_files(world: Any) -> dict[str, Any]:
    """The same, where the report passed the gate for files; and so did the head teacher, for the next one."""
    made = case(world, replace(ANSWERS, files=Answer.YES, shows_child=Answer.NO))
    world.browsers["role head"].post(f"/cases/{made['id']}/files/", {"shows_child": "no"})
    return made


def evidence(world: Any) -> dict[str, Any]:
    """A file of such a case."""
    made = case_for_files(world)
    held = Case.objects.get(pk=made["id"])
    prepared, incoming = begin_file(held, FilePermit(RouteId.CYBERBULLYING, Answer.NO, sealed=False))
    incoming.write(b"words")
    told = {"origin": {"what": "A chat"}, "name": "chat.txt", "kind": OTHER.title, "ending": OTHER.ending}
    common = {"adult": world.adults["role head"], "account": None, "at": timezone.now()}
    item = take_file(case=held, prepared=prepared, incoming=incoming, size=5, body=told, **common)
    return {**made, "item": item.pk}
