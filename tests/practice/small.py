"""Small versions of a policy, so that many can be adopted in a moment."""

from __future__ import annotations

import datetime
from functools import cache

from lanyard.oversight import actions as oversight
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope, scope_of
from lanyard.practice import actions
from lanyard.practice.acknowledging import Way, way_of
from lanyard.practice.policies import Policy, policy_of
from tests.people.cast import AT, SINCE, TODAY
from tests.policy.analysis.making import FRONT, clause, sources

RULE = "never\n  act: contact\n  other: pupil"
HEADS = "agree\n  act: share\n  other: parent"


@cache
def version(number: int, *, everybody: int = 0, heads: int = 0, facts: str = "") -> dict[str, str]:
    """One version: what binds everybody has its ``everybody``th wording, what binds heads its ``heads``th."""
    front = FRONT.replace("version: 1", f"version: {number}")
    return sources(
        clause("all", "1.1", RULE, prose=f"Words for everybody, {everybody}."),
        clause("heads", "1.2", HEADS, prose=f"Words for heads, {heads}.", binds="head"),
        front=front,
    )


def adopt(school: School, told: dict[str, str], *, days: int = 0) -> None:
    """Put a version in force, ``days`` after everybody came."""
    day = SINCE + datetime.timedelta(days=days)
    held = oversight.receive_version(school=school, sources=told, by=None, at=AT)
    oversight.record_adoption(
        version=held, meeting="A meeting", minute_ref=f"{days}", decided_by="governors", adopted_on=day, by=None, at=AT
    )


def scope(adult: Adult, *, on: datetime.date = TODAY) -> Scope:
    """Who an adult is on a day."""
    found = scope_of(adult.account, on=on)
    assert found is not None
    return found


def policy(school: School, *, on: datetime.date = TODAY) -> Policy:
    """The policy in force."""
    found = policy_of(school, on=on)
    assert found is not None
    return found


def way(adult: Adult) -> Way:
    """How far an adult has come."""
    return way_of(scope(adult), policy(adult.school))


def prepare(adult: Adult, *, at: datetime.datetime = AT) -> None:
    """Read everything and answer every situation."""
    here = way(adult)
    pack = here.policy.pack
    actions.tick_clauses(scope=scope(adult), policy_hash=pack.hash, clause_ids=[one.id for one in here.clauses], at=at)
    for scenario in here.scenarios:
        actions.pass_situation(scope=scope(adult), policy_hash=pack.hash, since_hash=here.standing.since_hash, key=scenario.key)


def say(adult: Adult, response: str, *, at: datetime.datetime = AT):
    """Say something on the website."""
    told = {"scope": scope(adult), "policy": policy(adult.school), "method": "web", "by": adult.account, "at": at}
    return actions.acknowledge(**told, response=response)


def sign_paper(witness: Adult, adult: Adult, response: str = "agree", *, signed_on: datetime.date = TODAY, at=AT, hash_=""):
    """Record what somebody signed on paper."""
    held = policy(witness.school)
    told = {"response": response, "signed_on": signed_on, "at": at, "policy_hash": hash_ or held.pack.hash}
    return actions.record_paper(scope=scope(witness), policy=held, adult=adult, **told)
