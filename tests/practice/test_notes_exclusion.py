"""Whoever a note concerns finds no trace of it: every page is the same, byte for byte, with it and without it."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from lanyard.people import timeline
from lanyard.people.dues import dues_of
from lanyard.people.models import Role
from lanyard.people.queries import scope_of
from lanyard.practice import actions, living
from lanyard.practice.models import Note
from lanyard.practice.note_states import Step
from lanyard.records import jobs
from tests.people.cast import make_school
from tests.practice.note_taking import (
    answer,
    note_call,
    note_disclosure,
    note_page,
    note_request,
    note_this,
    send_mail_to,
    today,
)
from tests.practice.welton import Visitor, adopt
from tests.support.mail_server import mail_server

#: Who finds what does not hang on the database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What differs from one request to the next whatever happened.
CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value="[^"]*"|Seen [^<]*|nonce="[^"]*"|lanyard-words">[a-z ]+<)')
#: Pages that a test must not walk through: they end the sign-in, show a new secret each time, or sign the moment.
LEFT_OUT = re.compile(r"sign-out|logout|^account/app/|^record/record.json")


def addresses(patterns, before: str = "") -> Iterator[str]:
    """Every address of the service that takes no argument."""
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not re.search(r"[<(\\]", route) and not LEFT_OUT.search(route):
            yield f"/{route}"


def clause_pages(visitor: Visitor) -> list[str]:
    """The pages of the clauses that notes are counted on."""
    ids = ("boundaries", "own-phone", "pupil-pages", "pupil-information", "professional-judgement")
    return [f"/policy/clauses/{id_}/" for id_ in ids]


def everything_seen(visitor: Visitor, more: list[str]) -> dict[str, tuple[int, bytes]]:
    """How every page answers somebody."""
    found = {}
    for address in [*sorted(set(addresses(get_resolver().url_patterns))), *clause_pages(visitor), *more]:
        response = visitor.client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = (response.status_code, CHANGING.sub(b"", body))
    scope = scope_of(visitor.adult.account, on=today(visitor))
    found["dues"] = (0, repr(dues_of(scope)).encode())
    found["timeline"] = (0, repr(timeline.timeline_of(scope)).encode())
    ids = [address.split("/")[3] for address in clause_pages(visitor)]
    found["living"] = (0, repr([living.living_by(scope.school, id_, on=scope.on) for id_ in ids]).encode())
    return found


@pytest.fixture
def head(school) -> Visitor:
    return Visitor.at(school, "Priya Hartwell", Role.HEAD)


@pytest.fixture
def chair(school) -> Visitor:
    return Visitor.at(school, "Ruth Adeyemi", Role.CHAIR, group="governor")


@pytest.fixture
def lead(school) -> Visitor:
    return Visitor.at(school, "Tom Bellamy", Role.DSL)


def same(before: dict, after: dict) -> None:
    assert before.keys() == after.keys()
    assert [address for address in before if before[address] != after[address]] == []


def test_the_head_finds_no_trace_of_a_note_about_them(teacher, head, chair):
    for _ in range(5):
        note_this(teacher)  # Enough for a count on the clause's page, which one more would change.
    probe = f"/note/{uuid.UUID(int=7)}/"
    before = everything_seen(head, [probe])
    note = note_this(teacher, about_head="yes")
    answer(chair, note, step="asks", words="When was that?")
    after = everything_seen(head, [probe])
    same(before, after)
    there, never = head.client.get(f"/note/{note.pk}/"), head.client.get(probe)
    assert there.status_code == never.status_code == 404
    assert CHANGING.sub(b"", there.content).replace(str(note.pk).encode(), b"") == CHANGING.sub(b"", never.content).replace(
        str(uuid.UUID(int=7)).encode(), b""
    )


def test_the_head_finds_no_trace_of_what_a_pupil_said_about_them(teacher, head, chair, lead):
    for _ in range(5):
        note_disclosure(teacher)
    before = everything_seen(head, [])
    note = note_disclosure(teacher, about="head")
    answer(chair, note, reference="LADO 14")
    same(before, everything_seen(head, []))


def test_a_head_who_looks_after_the_queue_finds_no_trace_of_the_mail_to_the_chair(teacher, school, settings):
    head = Visitor.at(school, "Priya Hartwell", Role.HEAD, Role.IT_LEAD, Role.BUSINESS_MANAGER)
    chair = Visitor.at(school, "Ruth Adeyemi", Role.CHAIR, group="governor", email="ruth.adeyemi@example.org")
    with mail_server() as box:
        send_mail_to(box, settings)
        before = everything_seen(head, [])
        note_disclosure(teacher, about="head")
        same(before, everything_seen(head, []))
        jobs.run_due(at=timezone.now(), worker="tests")
        assert [message["To"] for message in box.messages] == [chair.adult.email]
        same(before, everything_seen(head, []))


def test_a_safeguarding_lead_finds_no_trace_of_what_a_pupil_said_about_them(teacher, head, lead):
    for _ in range(5):
        note_disclosure(teacher)
    before = everything_seen(lead, [])
    note_disclosure(teacher, about="lead")
    same(before, everything_seen(lead, []))


def test_a_later_head_does_not_find_a_note_about_the_one_before(teacher, head, chair, school):
    note = note_this(teacher, about_head="yes")
    newcomer = Visitor.at(school, "Someone New", Role.HEAD)
    assert newcomer.open(f"/note/{note.pk}/").response.status_code == 404
    assert chair.open(f"/note/{note.pk}/").response.status_code == 200


def test_a_head_who_becomes_chair_still_finds_nothing(teacher, head, school):
    note = note_this(teacher, about_head="yes")
    from lanyard.people import actions as people

    people.give_role(adult=head.adult, role=Role.CHAIR, held_from=today(head), by=None, at=note.noted_at)
    assert head.open(f"/note/{note.pk}/").response.status_code == 404
    assert head.send(f"/note/{note.pk}/answer/", seen="0", step="reads").response.status_code == 404


# Other people's ids


def test_nobody_without_a_part_opens_a_note_or_takes_a_step(teacher, school, head, lead, chair):
    notes = [note_this(teacher), note_call(teacher, deleted="no"), note_request(teacher), note_disclosure(teacher)]
    notes.append(note_page(lead, teacher))
    stranger = Visitor.at(school, "Hannah Kowal")
    governor = Visitor.at(school, "Alma Green", Role.GOVERNOR, group="governor")
    manager = Visitor.at(school, "Carol Whitlow", Role.BUSINESS_MANAGER)
    for visitor in (stranger, governor, manager):
        for note in notes:
            for ending in ("", "receipt/"):
                assert visitor.open(f"/note/{note.pk}/{ending}").response.status_code == 404
            assert visitor.send(f"/note/{note.pk}/confirm/", step="confirms_deletion").response.status_code == 404
            assert visitor.send(f"/note/{note.pk}/answer/", seen="0", step="reads").response.status_code in (403, 404)
            assert visitor.send("/note/add/", note=str(note.pk)).response.status_code == 404
    assert not Note.objects.filter(steps__isnull=False).exists()


def test_nobody_answers_their_own(head, chair, lead):
    note = note_this(head)
    answer(head, note, step="reads")
    call = note_call(lead)
    answer(lead, call, step="countersigns")
    assert not note.steps.exists() and not call.steps.filter(kind="countersigns").exists()
    scope = scope_of(head.adult.account, on=today(head))
    told = {"scope": scope, "step": Step.COUNTERSIGNS, "by": head.adult.account}
    assert actions.take_steps_together(notes=[(note, 0)], at=note.noted_at, **told) == 0


def test_a_note_of_another_school_is_as_if_it_never_was(teacher, head):
    note = note_this(teacher)
    elsewhere = make_school("Another Primary School", settings={"pack": "welton"})
    adopt(elsewhere)
    for roles in ((Role.HEAD,), (Role.CHAIR,), (Role.DSL,)):
        outsider = Visitor.at(elsewhere, "Head Elsewhere", *roles)
        assert outsider.open(f"/note/{note.pk}/").response.status_code == 404
        assert note.number not in outsider.open("/note/received/").text
        scope = scope_of(outsider.adult.account, on=today(outsider))
        with pytest.raises(actions.NotYours):
            actions.take_note_step(scope=scope, note=note, step=Step.READS, by=outsider.adult.account, at=note.noted_at)


def test_the_second_adult_reads_none_of_it_and_answers_nothing(lead, teacher, head):
    note = note_page(lead, teacher)
    assert teacher.open(f"/note/{note.pk}/receipt/").response.status_code == 404
    assert teacher.send(f"/note/{note.pk}/answer/", seen="0", step="reads").response.status_code == 403
    assert head.send(f"/note/{note.pk}/confirm/", step="was_there").response.status_code == 200
    assert not note.steps.exists()


def test_a_reader_who_has_left_reads_nothing(teacher, head, school):
    note = note_this(teacher)
    held = head.adult.roles_held.get()
    type(held).objects.filter(pk=held.pk).update(held_until=today(head) - datetime.timedelta(days=1))
    assert head.open(f"/note/{note.pk}/").response.status_code == 404
