"""What a step would change, worked out by taking it on paper: nothing is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from lanyard.concerns.case_words import role_words
from lanyard.concerns.models import EvidencePlace, Holder
from lanyard.concerns.opened import OpenCase, actor_id
from lanyard.concerns.queries.desk import key_holders, names_of
from lanyard.concerns.queries.holders import holders_of
from lanyard.people.models import Adult
from lanyard.policy.routes.book import Step
from lanyard.policy.routes.history import CLOSE, ESCALATE, LEAVE_OUT, PROPOSE, REOPEN, Event, Standing
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.steps import standing
from lanyard.records import jobs


def consequences(
    opened: OpenCase,
    step: Step,
    facts: Mapping[str, str],
    left_out_adults: frozenset[int],
    *,
    by: Adult,
    at: datetime.datetime,
) -> list[str]:
    """Each thing that would be different after the step, as a sentence for whoever is about to take it."""
    event = Event(step.id, at, actor_id(by.pk), facts)
    after = standing(opened.book, opened.history.then(event))
    out = opened.left_out | left_out_adults
    said = {ESCALATE: _escalating, LEAVE_OUT: _leaving_out, PROPOSE: _proposing, CLOSE: _closing, REOPEN: _reopening}
    found = list(said[step.id](opened, after, left_out_adults, by)) if step.id in said else []
    return [*found, *_new_holders(opened, after, out, at)]


def _escalating(opened: OpenCase, after: Standing, left_out_adults: frozenset[int], by: Adult) -> Iterator[str]:
    yield f"It goes from “{opened.standing.route.title}” to “{after.route.title}”."
    yield "Everything that was done so far stays in the case, and what is due already stays due."
    if after.locked:
        yield "From then on another body has it: nobody in school looks into it or speaks with the people concerned about it."
    at_once = [step.label for step in after.route.steps if step.at_once]
    if at_once:
        yield f"Due at once: {'; '.join(at_once)}."
    if after.route.id == RouteId.INDECENT_IMAGES:
        if EvidencePlace.objects.filter(case=opened.case).exists():
            yield "Files that are kept here are locked for good. Only the recovery key opens them, for the police."
        yield "No file can be added any more, and it never goes back to another route."


def _leaving_out(opened: OpenCase, after: Standing, left_out_adults: frozenset[int], by: Adult) -> Iterator[str]:
    names = names_of(opened.case.school, set(left_out_adults))
    held = {adult.pk for adult in key_holders(opened)}
    for id_, name in sorted(names.items(), key=lambda one: one[1]):
        if id_ in held:
            yield f"{name} loses their key at once. What they have read already they know; nothing that is added can they open."
        yield f"{name} finds no trace of the case from then on, and gets no key to it whatever role they hold."
    roles = after.left_out - opened.standing.left_out
    if roles:
        yield f"Whoever holds these roles sees nothing of it either: {', '.join(role_words(role) for role in sorted(roles))}."
    yield "The key of the case is changed for everybody. This cannot be taken back."
    if not after.receivers.decider:
        yield "Nobody is left to decide about it in school or at the council. Phone children’s social care."
    elif after.receivers.decider != opened.standing.receivers.decider:
        yield f"From then on this role decides: {role_words(after.receivers.decider)}."


def _proposing(opened: OpenCase, after: Standing, left_out_adults: frozenset[int], by: Adult) -> Iterator[str]:
    others = ", ".join(role_words(role) for role in after.receivers.closers)
    yield f"A second person agrees, or keeps it open: whoever holds one of these roles, and not you. {others}."
    yield "Until then nothing but notes is added to it."


def _closing(opened: OpenCase, after: Standing, left_out_adults: frozenset[int], by: Adult) -> Iterator[str]:
    yield "It is closed. It stays here for as long as the school has to keep it, and can be opened again for a reason."
    yield "Whoever sent the report still reads what was written to them, and can add nothing more."


def _reopening(opened: OpenCase, after: Standing, left_out_adults: frozenset[int], by: Adult) -> Iterator[str]:
    yield "It is open again, where it stood before. Closing it takes two people again."


def _new_holders(opened: OpenCase, after: Standing, out: frozenset[int], at: datetime.datetime) -> Iterator[str]:
    roles = tuple(dict.fromkeys((*after.receivers.roles, *after.readers)))
    wanted = holders_of(opened.case.school, roles, but=out, on=at.astimezone(jobs.UK).date())
    have = set(Holder.objects.filter(wraps__case=opened.case).values_list("pk", flat=True))
    new = sorted(holder.adult.name for holder in wanted.values() if holder.pk not in have)
    if new:
        yield f"A key to it goes to {', '.join(new)}."
    if not any(holder.adult_id not in out for holder in wanted.values()):
        yield "Nobody who should handle it has a case key. Ask them to make theirs, then hand the case on."
