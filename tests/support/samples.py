"""What to put into addresses that have arguments, so that the matrix of rights can open them.

The pages of a journey (``lanyard.people.journeys``) need no entry, unless it cannot begin without
something that the page before hands over: then ``GIVEN``. Any other address with arguments, such as
``/answers/<uuid:id>/``, needs an entry in ``SAMPLES``: its name, and a function that makes something
it leads to and returns the arguments. The function gets the ``World``: ``world.school``,
``world.owner`` (a teacher, whose own the thing should be), ``world.owner_client`` (their browser) and
``world.adults`` by role or group. Say ``common=True`` when every school has the same thing there, as
with the clauses of a policy; everything else must be 404 for the head of another school.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from lanyard.people import actions as people
from lanyard.people.actions import absences, checkpoint_addresses, drafts, feeds
from lanyard.people.actions.details import last_change
from lanyard.people.actions.drafts import begin_draft
from lanyard.people.imports.rows import AdultRow, Roll, roll_as_json
from lanyard.people.imports.tables import Table, table_as_json
from lanyard.people.journeys import Journey
from lanyard.people.models import Adult, CheckpointAddress, Compromise, RollImport, School
from lanyard.people.queries import scope_of
from lanyard.practice.actions import notes, phones, profiles
from lanyard.practice.check_up_program import program_of
from lanyard.practice.note_states import Kind
from lanyard.practice.queries.phones import PhoneDetails
from lanyard.records.models import Job
from tests.support import acknowledged, cases, lending, sharing


@dataclass
class World:
    """A school with one adult for each role and each group, and another school with a head."""

    school: School
    adults: dict[str, Adult]
    stranger: Adult
    leaver: Adult
    owner: Adult
    owner_client: Client
    browsers: dict[str, Client]


@dataclass(frozen=True)
class Sample:
    """How to fill an address: ``make(world)`` returns its arguments."""

    make: Callable[[World], dict[str, Any]]
    common: bool = False


def always(**arguments: Any) -> Sample:
    """The same arguments in every school."""
    return Sample(lambda world: arguments, common=True)


def journey(world: World) -> dict[str, Any]:
    """A journey that the owner began, at its first question."""
    world.owner_client.get("/")
    response = world.owner_client.post("/ask/", {"act": "accept_friend"})
    found = re.fullmatch(r"/ask/([\w-]+)/([\w-]+)/", response["Location"])
    assert found, response["Location"]
    return {"journey": found[1], "fact": found[2]}


def journey_alone(world: World) -> dict[str, Any]:
    """A journey that the owner began."""
    return {"journey": journey(world)["journey"]}


def describing(world: World) -> dict[str, Any]:
    """A journey that waits for the owner to say how they would be in touch."""
    response = world.owner_client.post("/ask/", {"act": "contact"})
    begun = response["Location"].split("/")[2]
    world.owner_client.post(f"/ask/{begun}/other/", {"answer": "parent"})
    return {"journey": begun, "fact": "channel"}


def describing_platform(world: World) -> dict[str, Any]:
    """The same, where they named a platform that can be used in several ways."""
    told = describing(world)
    world.owner_client.post(f"/ask/{told['journey']}/channel/describe/", {"name": "WhatsApp"})
    return told


def kept_answer(world: World) -> dict[str, Any]:
    """An answer that the owner kept."""
    begun = journey_alone(world)["journey"]
    world.owner_client.post(f"/ask/{begun}/keep/")
    return {"id": world.owner.kept_answers.first().pk}


def phone(world: World) -> dict[str, Any]:
    """A phone in the owner's vault."""
    now = timezone.now()
    scope = scope_of(world.owner.account, on=timezone.localdate())
    held = phones.add_phone(
        scope=scope, details=PhoneDetails(name="My phone", numbers=["490154203237518"]), by=world.owner.account, at=now
    )
    world.owner.phones.exclude(pk=held.pk).delete()
    return {"id": held.pk}


def profile(world: World) -> dict[str, Any]:
    """A professional profile that the owner asked for."""
    scope, today = scope_of(world.owner.account, on=timezone.localdate()), timezone.localdate()
    words = {"page": "A network", "shows": "My subject", "why": "To learn"}
    told = {"words": words, "starts_on": today, "ends_on": today, "by": world.owner.account, "at": timezone.now()}
    return {"id": profiles.ask_for_profile(scope=scope, **told).pk}


def feed(world: World) -> dict[str, Any]:
    """The owner's calendar feed."""
    scope = scope_of(world.owner.account, on=timezone.localdate())
    return {"secret": feeds.make_feed(scope=scope, role="", by=world.owner.account, at=timezone.now())}


def compromise(world: World) -> dict[str, Any]:
    """A report that the password of somebody else at the school may be known; their sign-in goes on in the tests."""
    told = {"adult": world.adults["group support"], "reported_by": world.owner.account, "reported_at": timezone.now()}
    return {"number": Compromise.objects.create(**told).pk}


def absence(world: World) -> dict[str, Any]:
    """Days on which the owner is away, long past."""
    day = timezone.localdate() - timedelta(days=500 + world.owner.absences.count())
    told = {"away_from": day, "away_until": day, "by": world.owner.account, "at": timezone.now()}
    return {"absence": absences.record_absence(adult=world.owner, **told).pk}


def given_up_job(world: World) -> dict[str, Any]:
    """A job of the school that was given up."""
    now = timezone.now()
    told = {"kind": "daily derivation", "key": f"sample:{now}", "school_id": world.school.pk}
    return {"job": Job.objects.create(**told, due_at=now, queued_at=now, dead_at=now).pk}


def adult(world: World) -> dict[str, Any]:
    """The owner, as somebody in the register."""
    return {"number": world.owner.pk}


def leaver(world: World) -> dict[str, Any]:
    """Somebody who left."""
    return {"number": world.leaver.pk}


def held_role(world: World) -> dict[str, Any]:
    """A role that somebody holds, which the head teacher may end."""
    holder = world.adults["role it_lead"]
    return {"number": holder.pk, "held": holder.roles_held.get().pk}


def pupil(world: World) -> dict[str, Any]:
    """A pupil on roll."""
    today, now = timezone.localdate(), timezone.now()
    told = {"given_name": "Ada", "family_name": "Field", "starts_on": today}
    return {"number": people.add_pupil(school=world.school, by=None, at=now, **told).pk}


def done_import(world: World) -> dict[str, Any]:
    """An import that was applied."""
    told = {"kind": "adults", "format": "sheet", "file_hash": "0" * 64, "encoding": "utf-8", "result": {}}
    return {"number": RollImport.objects.create(school=world.school, applied_at=timezone.now(), **told).pk}


def system(world: World) -> dict[str, Any]:
    """A system that may tell of joiners and leavers."""
    told = {"name": "Directory", "group": "teacher", "by": None, "at": timezone.now()}
    return {"number": people.make_provisioning_token(school=world.school, **told).token.pk}


def waiting_import(world: World) -> dict[str, Any]:
    """A list that the head brought, read and not yet confirmed."""
    return _waiting(world, roll_as_json(Roll("adults", "sheet", (AdultRow(2, name="Sam Whitcombe", group="teacher"),), "utf-8")))


def waiting_columns(world: World) -> dict[str, Any]:
    """A list whose columns nobody has explained yet."""
    return _waiting(
        world, table_as_json(Table(("Name",), ((2, ("Sam Whitcombe",)),), "utf-8")), by="role business_manager", is_mapped=False
    )


def _waiting(world: World, content: dict[str, Any], *, by: str = "role head", is_mapped: bool = True) -> dict[str, Any]:
    """A list that waits for whoever brought it; a person has one at a time."""
    told = {"kind": "adults", "format": "sheet", "file_hash": "0" * 64, "encoding": "utf-8", "options": {}}
    whose, at = world.adults[by].account, timezone.now()
    return {"id": people.hold_import(school=world.school, content=content, is_mapped=is_mapped, by=whose, at=at, **told).pk}


def adding(world: World) -> dict[str, Any]:
    """An adult whom the head has begun to add."""
    scope = scope_of(world.adults["role head"].account, on=timezone.localdate())
    body = {"given": {}, "said": {}}
    return {"draft": begin_draft(scope=scope, journey="add", body=body, at=timezone.now()).pk}


def note(world: World) -> dict[str, Any]:
    """Something that the owner wanted noted, which the head reads."""
    today = timezone.localdate()
    who = {"scope": scope_of(world.owner.account, on=today), "by": world.owner.account, "at": timezone.now()}
    return {"id": notes.write_note(kind=Kind.NOTED, rows=[("What?", "A visit")], happened_on=today, **who).pk}


#: What the page before a journey hands over, by the journey's name, where it cannot begin without.
GIVEN: dict[str, Callable[[World], dict[str, str]]] = {
    "note-add": lambda world: {"note": str(note(world)["id"])},
}


def draft_of(kind: type[Journey], world: World) -> dict[str, Any]:
    """A draft of a journey that somebody who may has begun, and the step at which it waits."""
    adults = [world.owner, *world.adults.values()]
    adult = next(each for each in adults if scope_of(each.account, on=timezone.localdate()).can(kind.permission))
    scope = scope_of(adult.account, on=timezone.localdate())
    body = {"given": GIVEN.get(kind.name, lambda world: {})(world), "said": {}}
    held = drafts.begin_draft(scope=scope, journey=kind.name, body=body, at=timezone.now())
    return {"draft": held.pk, "step": kind.steps[0].slug}


def details_change(world: World) -> dict[str, Any]:
    """A number that the head changed."""
    told = {"phone": "01632 960 201", "email": "", "hours": "", "checked_on": timezone.localdate()}
    seen, by = last_change(world.school, "dsl"), world.adults["role head"].account
    made = people.change_contact(school=world.school, contact="dsl", seen=seen, **told, by=by, at=timezone.now())
    # Told again it is no change; then the one before is still the last.
    return {"number": made.pk if made else seen}


def checkpoint_address(world: World) -> dict[str, Any]:
    """An address to which the school's checkpoints are mailed."""
    head = world.adults["role head"]
    scope = scope_of(head.account, on=timezone.localdate())
    told = {"keeper": "outside", "email": f"keeper.{CheckpointAddress.objects.count()}@example.org"}
    made = checkpoint_addresses.add_checkpoint_address(scope=scope, **told, by=head.account, at=timezone.now())
    CheckpointAddress.objects.filter(school=world.school).exclude(pk=made.pk).update(ended_at=timezone.now())
    return {"address": made.pk}


SAMPLES: dict[str, Sample] = {
    "oversight:checkpoint-address-confirm": Sample(checkpoint_address),
    "oversight:checkpoint-address-end": Sample(checkpoint_address),
    "set-up:step": always(name="school"),
    "people:add-check": Sample(adding),
    "people:add-discard": Sample(adding),
    "people:add-step": Sample(lambda world: {**adding(world), "step": "name"}),
    "people:import-plan": Sample(waiting_import),
    "people:import-columns": Sample(waiting_columns),
    "people:import-drop": Sample(waiting_import),
    "people:adult": Sample(adult),
    "people:change": Sample(lambda world: {**adult(world), "what": "name"}),
    "people:leave": Sample(adult),
    "people:return": Sample(leaver),
    "people:give-role": Sample(adult),
    "people:end-role": Sample(held_role),
    "people:pupil": Sample(pupil),
    "people:pupil-leave": Sample(pupil),
    "people:import": always(kind="adults"),
    "people:import-done": Sample(done_import),
    "people:system-end": Sample(system),
    "people:scim-schema": always(id="urn:ietf:params:scim:schemas:core:2.0:User"),
    "people:scim-user": always(number=1),
    "people:details-contact": always(id="dsl"),
    "people:details-back": Sample(details_change),
    "site:colour": always(colour="1d4f91"),
    "openid_connect_login": Sample(lambda world: {"provider_id": "google"}),
    "openid_connect_callback": Sample(lambda world: {"provider_id": "google"}),
    "account_unlink": Sample(lambda world: {"provider_id": "google"}),
    "mfa_edit_webauthn": Sample(lambda world: {"pk": 1}),
    "mfa_remove_webauthn": Sample(lambda world: {"pk": 1}),
    "sign-ins:one": Sample(lambda world: {"adult": world.owner.pk}),
    "sign-ins:act": Sample(lambda world: {"adult": world.owner.pk, "act": "unlock"}),
    "sign-ins:settled": Sample(compromise),
    "people:away-adult": Sample(lambda world: {"adult": world.owner.pk}),
    "people:back": Sample(absence),
    "people:calendar-feed": Sample(feed),
    "practice:question": Sample(journey),
    "practice:describe": Sample(describing),
    "practice:part": Sample(describing_platform),
    "practice:capability": Sample(lambda world: {**describing(world), "number": 1}),
    "practice:check": Sample(journey_alone),
    "practice:answer": Sample(journey_alone),
    "practice:carry-on": Sample(journey_alone),
    "practice:keep": Sample(journey_alone),
    "practice:delete": Sample(kept_answer),
    "practice:check-up-program": Sample(lambda world: {"mark": program_of(world.school).mark}, common=True),
    "practice:acknowledge-clause": always(id="friends"),
    "practice:acknowledge-situation": always(number=1),
    "practice:certificate": Sample(acknowledged.answer),
    "practice:certificate-file": Sample(acknowledged.answer),
    "practice:acknowledgement-taken-up": Sample(acknowledged.answer),
    "practice:paper-pack": always(group="supply"),
    "practice:paper-mistake": Sample(acknowledged.paper),
    "practice:profile-decide": Sample(profile),
    "practice:profile-end-anothers": Sample(profile),
    "practice:profile-end": Sample(profile),
    "practice:phone-change": Sample(phone),
    "practice:phone-sheet": Sample(phone),
    "practice:phone-delete": Sample(phone),
    "practice:note": Sample(note),
    "practice:note-receipt": Sample(note),
    "practice:note-confirm": Sample(note),
    "practice:note-answer": Sample(note),
    "practice:notes-together": always(kind="own-phone"),
    "practice:on-record": Sample(journey_alone),
    "practice:declaration": Sample(sharing.declaration),
    "practice:declaration-confirm": Sample(sharing.declaration),
    "practice:declaration-withdraw": Sample(sharing.declaration),
    "practice:declaration-reading": Sample(sharing.declaration),
    "practice:agreement": Sample(sharing.agreement),
    "practice:agreement-take-back": Sample(sharing.agreement),
    "practice:agreement-close": Sample(sharing.agreement),
    "practice:agreement-slips": Sample(sharing.agreement),
    "practice:agreement-decision": Sample(sharing.agreement),
    "practice:agreement-end": Sample(sharing.agreement),
    "practice:agreement-paper": Sample(sharing.pupil_of_agreement),
    "practice:family": Sample(sharing.family, common=True),
    "practice:family-send": Sample(sharing.family, common=True),
    "practice:family-code": Sample(sharing.family, common=True),
    "practice:family-answer": Sample(sharing.family, common=True),
    "practice:family-take-back": Sample(sharing.family, common=True),
    "concerns:report-enter": Sample(cases.report_door, common=True),
    "concerns:report-question": always(number=1),
    "concerns:receipt-say": always(number=1),
    "practice:protocol": Sample(sharing.protocol),
    "practice:protocol-decision": Sample(sharing.protocol),
    "practice:protocol-end": Sample(sharing.protocol),
    "practice:route-change": Sample(sharing.route),
    "practice:route-retire": Sample(sharing.route),
    "practice:boundary": always(channel="email"),
    "practice:equipment-book-step": Sample(lambda world: {**lending.booking(world), "step": "when"}),
    "practice:equipment-book-check": Sample(lending.booking),
    "practice:equipment-book-discard": Sample(lending.booking),
    "practice:loan": Sample(lending.loan),
    "practice:loan-pick-up": Sample(lending.loan),
    "practice:loan-cancel": Sample(lending.loan),
    "practice:loan-return": Sample(lambda world: lending.loan(world, is_out=True)),
    "practice:loan-extend": Sample(lending.loan),
    "practice:loan-look-over": Sample(lending.loan),
    "practice:equipment-entry": Sample(lambda world: {"id": lending.thing_to_lend(world).pk}),
    "practice:equipment-change": Sample(lambda world: {"id": lending.thing_to_lend(world).pk}),
    "practice:equipment-retire": Sample(lambda world: {"id": lending.thing_to_lend(world).pk}),
    "practice:found-step": Sample(lambda world: {**lending.finding(world), "step": "device"}),
    "practice:found-check": Sample(lending.finding),
    "practice:found-discard": Sample(lending.finding),
    "practice:found-told": Sample(lending.found),
    "practice:found-decide": Sample(lending.found),
    "concerns:recover": Sample(cases.recovery_request),
    "concerns:recovery-refuse": Sample(cases.recovery_request),
    "concerns:case": Sample(cases.case),
    "concerns:case-read": Sample(cases.case),
    "concerns:case-message": Sample(cases.case),
    "concerns:case-name": Sample(cases.case),
    "concerns:case-incident": Sample(cases.case),
    "concerns:case-summary": Sample(lambda world: {**cases.case(world), "summary": "platform"}),
    "concerns:case-step": Sample(lambda world: {**cases.case(world), "step": "answered"}),
    "concerns:case-step-check": Sample(cases.escalating),
    "concerns:case-files": Sample(cases.case_for_files),
    "concerns:case-file-about": Sample(cases.case_for_files),
    "concerns:case-file": Sample(cases.case_for_files),
    "concerns:case-evidence": Sample(cases.evidence),
    "concerns:case-evidence-take": Sample(cases.evidence),
    "concerns:case-bundle": Sample(cases.case_for_files),
    "concerns:case-platforms": Sample(cases.case),
    "concerns:kit-category": always(category="parent-group"),
    "oversight:try-again": Sample(given_up_job),
    "oversight:kept-answer": Sample(kept_answer),
    "oversight:ask-again": Sample(kept_answer),
    "oversight:clause": always(id="2.3.6"),
    "oversight:try": always(id="2.3.6", number=1),
    "oversight:table": always(act="contact"),
    "oversight:law-entry": always(id="computer-misuse-1990"),
    "oversight:lesson": always(id="before-you-post"),
    "oversight:feature": always(id="policy-pages"),
}
