"""Acknowledgements: what is due of whom, what a person said, and how many have."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import School
from lanyard.people.queries import Scope
from lanyard.people.timeline import Entry
from lanyard.policy.pack import Pack
from lanyard.practice import certificates, living, queries
from lanyard.practice.living import Living
from lanyard.practice.models import Response
from lanyard.practice.policies import policy_of
from lanyard.practice.standing import Standing, Status

FEATURE = "acknowledgement"

SAID = {
    Response.AGREE: "You agreed to version {} of the policy.",
    Response.NEED_HELP: "You asked for help with version {} of the policy.",
    Response.DISAGREE: "You said that you do not agree to version {} of the policy.",
    Response.MISTAKE: "What had been recorded for you from paper about version {} was marked as a mistake.",
}


@dues.source
def acknowledgement_due(scope: Scope) -> Iterable[Due]:
    """The version in force, for whoever has still to say something to it."""
    policy = policy_of(scope.school, on=scope.on)
    if policy is None:
        return
    standing = queries.standing_of(scope, policy)
    helped = standing.status is Status.NEEDS_HELP and hasattr(standing.said, "taken_up")
    if standing.is_open or helped:
        campaign = queries.campaign_of(scope.school, policy)
        yield Due(
            kind="acknowledge",
            key=f"acknowledge:{scope.adult.pk}:{policy.pack.hash[:16]}",
            title=f"Acknowledge the policy, version {policy.pack.version}",
            why="Somebody has spoken with you about it. Say whether you agree." if helped else why(standing),
            href=reverse("practice:acknowledge"),
            clause=clause_serving(policy.pack),
            by=None if helped else queries.due_day(campaign, scope.adult),
        )


@dues.source
def answers_to_take_up(scope: Scope) -> Iterable[Due]:
    """Requests for help and noes, for whoever decides about the person."""
    policy = policy_of(scope.school, on=scope.on)
    for row in queries.answers_to_take_up(scope, policy) if policy else ():
        asks = row.response == Response.NEED_HELP
        yield Due(
            kind="acknowledgement answer",
            key=f"acknowledgement answer:{row.pk}",
            title=f"Speak with {row.adult.name} about the policy",
            why="They asked for help with it." if asks else "They do not agree to it, and may say why.",
            href=reverse("practice:acknowledgement-answers"),
            clause=clause_serving(policy.pack),
        )


@dues.source
def campaign_is_late(scope: Scope) -> Iterable[Due]:
    """A campaign whose day has passed while people are still to answer, for whoever runs it."""
    policy = policy_of(scope.school, on=scope.on) if scope.can("publish campaign") else None
    campaign = queries.campaign_of(scope.school, policy) if policy else None
    if campaign is None or campaign.due_on >= scope.on:
        return
    late = sum(place.is_late(scope.on) for place in queries.places(scope.school, policy, on=scope.on))
    if late:
        yield Due(
            kind="campaign",
            key=f"campaign:{campaign.pk}",
            title=f"{late} {'person has' if late == 1 else 'people have'} not acknowledged version {campaign.policy_version}",
            why="Their last day has passed. They are reminded; a word from you may help.",
            href=reverse("practice:acknowledgements"),
            clause=clause_serving(policy.pack),
        )


@timeline.source
def acknowledgements(scope: Scope) -> Iterable[Entry]:
    """What the person said to versions of the policy, with its certificate."""
    for row in queries.own_acknowledgements(scope):
        told = SAID[Response(row.response)].format(row.policy_version)
        yield Entry(
            at=row.said_at,
            kind="acknowledged",
            words=f"{told} On paper, before a witness." if row.witness_id and not row.corrects_id else told,
            href=reverse("practice:certificate", args=[row.pk]),
            statement={"certificate": certificates.document_of(row)},
        )


@living.source
def how_many_have(school: School, on: datetime.date) -> Iterable[Living]:
    """How many have acknowledged the version in force."""
    policy = policy_of(school, on=on)
    clause = clause_serving(policy.pack) if policy else ""
    if policy and clause:
        found = queries.places(school, policy, on=on)
        settled = sum(place.standing.status.is_settled for place in found)
        yield Living(clause, "adults have acknowledged the version in force", settled, len(found))


def why(standing: Standing) -> str:
    """Why it asks something of the person, in a sentence."""
    if standing.since is None:
        return "You have not acknowledged it yet."
    changed = len(standing.to_read) + len(standing.gone)
    what = "One clause that binds you has" if changed == 1 else f"{changed} clauses that bind you have"
    return f"{what} changed since you last agreed."


def clause_serving(pack: Pack) -> str:
    """The clause that asks for acknowledgements, by its id; empty where no clause does."""
    return next((clause.id for clause in reversed(pack.clauses) if FEATURE in clause.features), "")
