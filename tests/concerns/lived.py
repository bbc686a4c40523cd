"""A school in which everything was done that leaves a row: reports, steps, words both ways, files, keys, recovery."""

from __future__ import annotations

import datetime
import io

from lanyard.concerns.actions import evidence, exchange, holders, incidents, readings, recovering, steps
from lanyard.concerns.actions.doors import make_door
from lanyard.concerns.actions.recovery import pass_drill
from lanyard.concerns.actions.reports import Filed, Reporter
from lanyard.concerns.models import Case, CaseWrap
from lanyard.concerns.queries.receipts import returned_with
from lanyard.people.models import Adult
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.kinds import About, Answer, Matter, RouteId
from lanyard.proof.blobs import BLOCK
from lanyard.proof.log.checkpoints import Checkpoint, read_checkpoint
from lanyard.proof.timestamps import Stamp
from lanyard.records.log import writing
from lanyard.records.log.checkpoints import record_sent, sign_checkpoint
from lanyard.records.log.keys import log_keys
from lanyard.records.log.stamps import record_stamp
from lanyard.records.models import CheckpointReason, LogEntry
from tests.concerns.cast import PASSPHRASE, Cast, send
from tests.people.cast import AT, make_adult

NEXT = AT + datetime.timedelta(hours=1)
#: That a reply is a timestamp is looked at before it is kept; here it is kept as it is.
STAMP = Stamp(b"a reply", bytes(32), AT, "CN=Sample Time", AT)
FILES = (b"first file " * 40, b"second file " * 9_000)


def attack(cast: Cast, **more) -> Filed:
    """A report of an attack from outside, with room for files."""
    told = {"files": Answer.YES, "shows_child": Answer.NO, "matter": Matter.ATTACK, "whom": frozenset({About.OUTSIDER})}
    return send(cast, **{**told, **more})


def add_file(case: Case, text: bytes, *, at: datetime.datetime = AT) -> None:
    """Evidence, as it comes in from a reporter."""
    prepared, incoming = evidence.begin_file(case, FilePermit(RouteId(case.route), Answer.NO, sealed=False))
    with incoming:
        stream = io.BytesIO(text)
        while piece := stream.read(BLOCK):
            incoming.write(piece)
        stored = incoming.finish()
    told = {"prepared": prepared, "stored": stored, "body": {"origin": {"platform": "not known"}}, "adult": None, "account": None}
    evidence.keep_evidence(case=case, **told, at=at)


def step(cast: Cast, who: str, case: Case, name: str, *, at: datetime.datetime = NEXT, out=frozenset(), **facts: str) -> None:
    """A step that somebody takes."""
    scope = cast.scope(who)
    told = {"scope": scope, "unlocked": cast.keys[who], "by": scope.account, "at": at, "left_out_adults": out}
    steps.take_step(case=case, step=name, facts=facts, **told)


def earlier(cast: Cast) -> None:
    """What was there before the older copy was made."""
    head = cast.adults["head"]
    cast.first = send(cast, about=("assistant",), words="Kestrelhaven", reporter=Reporter(cast.adults["teacher"]))
    cast.second = attack(cast, words="Windhover")
    add_file(cast.second.case, FILES[0])
    step(cast, "head", cast.first.case, "note", words="Looked at")
    make_door(scope=cast.scope("head"), by=head.account, at=AT)
    sign_checkpoint(reason=CheckpointReason.DAILY, of="2026-11-22", at=AT)


def later(cast: Cast) -> None:
    """What was done since."""
    head, first, second = cast.adults["head"], cast.first, cast.second
    returned = returned_with(first.receipt)
    exchange.add_to_report(returned=returned, words="It happened again.", at=NEXT)
    told = {"adult": head, "by": head.account, "at": NEXT}
    exchange.write_to_reporter(case=cast.open("head", first.case), words="Thank you.", **told)
    who = {"scope": cast.scope("head"), "unlocked": cast.keys["head"], "by": head.account, "at": NEXT}
    readings.read_case(case=first.case, reason="handle", **who)
    add_file(second.case, FILES[1], at=NEXT)
    about = {"actor": "", "target": "A colleague", "words": "A post", "occasion": ""}
    incidents.note_incident(case=second.case, told=about, happened_at=AT, **who)
    send(cast, about=("head",), whom=frozenset({About.HEAD}), at=NEXT)
    send(cast, files=Answer.YES, shows_child=Answer.YES, matter=None, harm=None, at=NEXT)
    attack(cast, at=NEXT)
    make_door(scope=cast.scope("head"), by=head.account, at=NEXT)
    holders.change_key(scope=cast.scope("head"), old=PASSPHRASE, new=f"{PASSPHRASE} more", by=head.account, at=NEXT)
    second_head = make_adult(cast.school, "Second Head", "head")
    cast.adults["second head"] = second_head
    cast.keys["second head"] = holders.make_key(
        scope=cast.scope("second head"), passphrase=PASSPHRASE, by=second_head.account, at=NEXT
    )
    holders.hand_on_cases(to=second_head, **who)
    asked = recovering.ask_recovery(scope=cast.scope("head"), taker=cast.adults["chair"], ground="lost", by=head.account, at=NEXT)
    recovering.refuse_recovery(scope=cast.scope("head"), request=asked, act=recovering.Act.WITHDRAW, by=head.account, at=NEXT)
    recovering.ask_recovery(scope=cast.scope("head"), taker=cast.adults["chair"], ground="left", by=head.account, at=NEXT)
    pass_drill(school=cast.school, shares=cast.shares[:2], by=None, at=NEXT)
    number = LogEntry.objects.filter(chain=None, event_id__isnull=False).order_by("number").first().number
    writing.erase(number=number, authority="A court", reason="It was ordered", by=None, at=NEXT)
    signed = sign_checkpoint(reason=CheckpointReason.DAILY, of="2026-11-23", at=NEXT)
    record_sent(checkpoint=signed, school=cast.school.pk, address=1, at=NEXT)
    record_stamp(checkpoint=signed, place=0, stamp=STAMP, at=NEXT)


def checkpoint_outside() -> Checkpoint:
    """What somebody outside has of the log as it is now."""
    made = sign_checkpoint(reason=CheckpointReason.HAND, of="outside", at=NEXT)
    last = sign_checkpoint(reason=CheckpointReason.HAND, of="outside, with the one before in it", at=NEXT)
    assert last.size > made.size
    return read_checkpoint(last.note, log_keys())


def open_all(cast: Cast) -> list:
    """Every case opened by each who has a key to it, with every word; raises for what does not open."""
    found = []
    for who, unlocked in cast.keys.items():
        scope = cast.scope(who)
        adult = Adult.objects.get(pk=scope.adult.pk)
        for wrap in CaseWrap.objects.filter(holder=unlocked.holder).order_by("case"):
            opened = cast.open(who, wrap.case)
            found.append((adult.pk, wrap.case_id, [one.body for one in opened.items], opened.standing.state))
    return found
