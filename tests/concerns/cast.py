"""A school that takes reports: its people, their keys, and ways to send and to open."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass, field

from lanyard.concerns.actions import holders as keys
from lanyard.concerns.actions.recovery import begin_recovery, pass_drill
from lanyard.concerns.actions.reports import Filed, Report, Reporter, file_report
from lanyard.concerns.opened import OpenCase, Unlocked
from lanyard.concerns.opening import opening_for, people_left_out
from lanyard.concerns.queries.cases import open_wrap, wrap_of, wraps_of
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope, scope_of
from lanyard.policy.routes.kinds import About, Answer, Matter
from lanyard.policy.routes.opening import Answers
from tests.people.cast import AT, make_adult

PASSPHRASE = "four words nobody guessed"
ROLES = {
    "Priya Hartwell": "head",
    "Tom Bellamy": "dsl",
    "Ruth Adeyemi": "chair",
    "Dan Okoro": "deputy",
    "Ida Lead": "it_lead",
    "Carol Finch": "data_protection_lead",
}


@dataclass
class Cast:
    """The people of one school, and their unlocked keys."""

    school: School
    adults: dict[str, Adult]
    keys: dict[str, Unlocked]
    shares: tuple[str, ...] = field(default=(), repr=False)

    def scope(self, who: str, at: datetime.datetime = AT) -> Scope:
        found = scope_of(self.adults[who].account, on=at.date())
        assert found is not None
        return found

    def cases(self, who: str) -> list:
        return [wrap.case for wrap in wraps_of(self.scope(who))]

    def open(self, who: str, case) -> OpenCase:
        wrap = wrap_of(self.scope(who), case.pk)
        assert wrap is not None
        return open_wrap(wrap, self.keys[who])


def ready(school: School, at: datetime.datetime = AT) -> tuple[str, ...]:
    """Make a school take reports; the words of its recovery shares."""
    _, shares = begin_recovery(school=school, keepers=("Chair", "Council", "Safe"), by=None, at=at)
    words = tuple(share.words for share in shares)
    pass_drill(school=school, shares=words[:2], by=None, at=at)
    return words


def make_cast(school: School, *, with_keys: tuple[str, ...] = ("head", "dsl", "chair"), at: datetime.datetime = AT) -> Cast:
    """A school with one adult in each role that receives reports, and a teacher and an assistant.

    Making a key is slow on purpose, so only some have theirs.
    """
    words = ready(school, at)
    adults = {role: make_adult(school, name, role) for name, role in ROLES.items()}
    adults["teacher"] = make_adult(school, "Sam Whitcombe")
    adults["assistant"] = make_adult(school, "Hannah Kowal")
    cast = Cast(school, adults, {}, words)
    for role in with_keys:
        scope = cast.scope(role, at)
        cast.keys[role] = keys.make_key(scope=scope, passphrase=PASSPHRASE, by=adults[role].account, at=at)
    return cast


def answers(**told) -> Answers:
    """Every question answered, with what a test says otherwise."""
    given = {
        "danger": Answer.NO,
        "files": Answer.NO,
        "shows_child": None,
        "about": frozenset({About.ADULT}),
        "keep_from": frozenset(),
        "matter": Matter.CONDUCT,
        "harm": Answer.NO,
        "judgement": None,
    }
    return Answers(**{**given, **told})


def send(
    cast: Cast,
    *,
    about: tuple[str, ...] = (),
    words: str = "Something was said in the corridor.",
    reporter: Reporter | None = None,
    draft: bytes | None = None,
    by=None,
    whom: frozenset[About] | None = None,
    at: datetime.datetime = AT,
    **told,
) -> Filed:
    """Send a report about the adults of these names in the cast."""
    named = frozenset(cast.adults[who].pk for who in about)
    told, adult = answers(**({"about": whom} if whom else {}), **told), (reporter or Reporter()).adult
    report = Report(
        opening=opening_for(cast.school, told, named=named, reporter=adult, on=at.date()),
        rows=(("What happened?", words),),
        left_out=people_left_out(told, named, adult),
        reporter=reporter or Reporter(),
    )
    return file_report(school=cast.school, report=report, draft=draft or secrets.token_bytes(32), by=by, at=at)
