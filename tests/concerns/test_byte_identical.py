"""Whoever a case is about sees the same service with it and without it: every address, byte for byte.

Each of those who could be the subject walks every address of the site, twice in the same world: once
with cases about them in which everything was done that can be, once before any of it. Compared are
status, headers, length, bytes, and how often the database was asked. A run without any case, done twice, says what
differs from one request to the next by itself, and that nothing else is left out of sight.
"""

from __future__ import annotations

import copy
import datetime
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core import mail
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches, path, reverse
from django.utils import timezone

from lanyard.concerns.actions.reports import Reporter
from lanyard.concerns.models import Case, Holder
from lanyard.concerns.opened import Unlocked
from lanyard.concerns.queries.holders import key_of, place_of_holder
from lanyard.people.dues import dues_of
from lanyard.people.queries import scope_of
from lanyard.policy.routes.kinds import About, Answer, Matter
from lanyard.proof.holders import unlock
from lanyard.records import jobs
from lanyard.site import urls
from tests.concerns import lived
from tests.concerns.cast import PASSPHRASE, Cast, send
from tests.site.test_rights_matrix import ADDRESSES, make_world, place
from tests.support import cases
from tests.support.samples import SAMPLES, World

#: The samples of the matrix end requests behind the back of the code.
pytestmark = [pytest.mark.django_db, pytest.mark.tampers, pytest.mark.once, pytest.mark.xdist_group("byte-identical")]
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
SUBJECTS = ("group teacher", "role head", "role chair", "role dsl", "role business_manager", "role it_lead")
#: What is drawn anew for each request whatever happened: tokens, nonces, and the words that are offered for a passphrase.
DRAWN = re.compile(rb'lanyard-words">[a-z ]+<|name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|\'nonce-[^\']*\'')
#: One header more is not compared: ``Expires``, which is the moment of the answer, by the machine's own clock.
#: Addresses that end the sign-in, with which nothing could be compared afterwards.
ENDS = re.compile(r"sign-out|logout")
#: Addresses that answer otherwise each time by themselves: a new secret for an app.
BY_ITSELF = frozenset({"/account/app/"})
ASKED = ("/search/?q=report", "/search/?q=case", "/no/such/page/", "/cases/?state=closed", "/?page=2")


class Seen(NamedTuple):
    """One answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    queries: int


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[tuple[World, Cast]]:
    """A school with everybody in it, whose head, chair and safeguarding lead have unlocked keys. The clock stands still."""
    patch = pytest.MonkeyPatch()
    patch.setattr(timezone, "now", lambda: NOW)
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_world()
        adults = {who.partition(" ")[2]: adult for who, adult in made.adults.items() if who.startswith("role ")}
        cast = Cast(made.school, {**adults, "teacher": made.adults["group teacher"]}, {})
        for who in ("head", "chair", "dsl"):
            cases.unlock(made, f"role {who}")
        yield made, cast
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(scope="module")
def places(world) -> list[str]:
    """Every address with something real in it, made once for both runs."""
    made, _ = world
    # An address without a sample is for the matrix of rights to complain of.
    known = [each for each in ADDRESSES if not each.has_arguments or each.journey or each.name in SAMPLES]
    found = [place(address, made) for address in known if not ENDS.search(str(address.pattern.pattern))]
    told = [*dict.fromkeys(found), *ASKED]
    # What a process reads once and keeps is read now.
    walk(made, "role head", told, NOW)
    return told


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done here is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def look(client: Any, address: str) -> Seen:
    """Open one address, in a browser that brings the same cookies each time."""
    held = copy.copy(client.cookies)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    # Words that are offered for a passphrase are longer or shorter; what is left of the body is compared in full.
    told = DRAWN.sub(b"", body)
    kept = {name: value for name, value in response.headers.items() if name not in ("Expires", "Content-Length")}
    headers = [("length", str(len(told)))]
    headers += [(name, DRAWN.sub(b"", value.encode()).decode()) for name, value in kept.items()]
    headers += [(f"cookie {name}", str(len(each.value))) for name, each in response.cookies.items()]
    client.cookies = held
    return Seen(response.status_code, tuple(sorted(headers)), told, len(asked))


def walk(world: World, who: str, places: list[str], at: datetime.datetime) -> dict[str, Seen]:
    """All that somebody can see: pages, their desk, the mails that came to them."""
    adult, found = world.adults[who], {}
    mail.outbox.clear()
    with undone():
        jobs.run_due(at=at + datetime.timedelta(days=3), worker="here", limit=1000)
    address = adult.account.email if hasattr(adult.account, "email") else adult.account.sign_in_name
    mine = sorted((one.subject, one.body) for one in mail.outbox if address in one.recipients())
    found["mails"] = Seen(len(mine), (), repr(mine).encode(), 0)
    for each in places:
        with undone():
            found[each] = look(world.browsers[who], each)
    with undone():
        found["desk"] = Seen(0, (), repr(dues_of(scope_of(adult.account, on=timezone.localdate()))).encode(), 0)
    return found


def differing(one: dict[str, Seen], other: dict[str, Seen]) -> dict[str, list[str]]:
    """Where two walks differ, and in what."""
    assert list(one) == list(other)
    return {
        address: [name for name in Seen._fields if getattr(one[address], name) != getattr(other[address], name)]
        for address in one
        if one[address] != other[address]
    }


def accuse(cast: Cast, who: str) -> list[Case]:
    """Cases about somebody, by every route that can be about an adult, and all that is done in one."""
    about, reporter = who.partition(" ")[2], Reporter(cast.adults["hr_contact"])
    whom = frozenset({About.HEAD if about == "head" else About.CHAIR if about == "chair" else About.ADULT})
    files = {"files": Answer.YES, "shows_child": Answer.NO}
    made = [
        send(cast, about=(about,), whom=whom, words="Kestrelhaven", reporter=reporter, at=NOW, **told).case
        for told in ({}, {"matter": Matter.ALLEGATION}, {"matter": Matter.ATTACK, **files}, {"harm": Answer.YES})
    ]
    made.append(
        send(cast, about=(about,), whom=whom, matter=None, harm=None, files=Answer.YES, shows_child=Answer.YES, at=NOW).case
    )
    held = [(key, each) for key in cast.keys for each in made if each.wraps.filter(holder=cast.keys[key].holder).exists()]
    assert held and about not in {key for key, _ in held}, "somebody else handles it"
    for key, each in held:
        lived.step(cast, key, each, "note", at=NOW, words="Windhover")
    return made


def paths_of(made: list[Case]) -> list[str]:
    """The addresses of cases, which the subject might guess."""
    found = []
    for address in ADDRESSES:
        converters = address.pattern.pattern.converters
        if address.name.startswith("concerns:") and "id" in converters:
            kinds = {name: type(each).__name__ for name, each in converters.items()}
            rest = {
                name: {"IntConverter": 1, "UUIDConverter": uuid.UUID(int=7)}.get(kind, "note") for name, kind in kinds.items()
            }
            found += [reverse(address.name, kwargs={**rest, "id": each.pk}) for each in made[:3]]
    return found


def with_and_without(world: World, cast: Cast, who: str, places: list[str]) -> dict[str, list[str]]:
    """Where the walks of a subject with and without cases about them differ."""
    with undone():
        made = accuse(cast, who)
        more = [*places, *paths_of(made), f"/cases/{uuid.UUID(int=7)}/"]
        with_it = walk(world, who, more, NOW)
    assert not Case.objects.filter(pk__in=[each.pk for each in made]).exists()
    return differing(walk(world, who, more, NOW), with_it)


@pytest.fixture(scope="module", autouse=True)
def keys(world) -> None:
    """The keys of the cast, as identities in the test's own hands."""
    _, cast = world
    for who in ("head", "chair", "dsl"):
        holder = Holder.objects.get(adult=cast.adults[who], ended_at__isnull=True)
        cast.keys[who] = Unlocked(holder, unlock(key_of(holder), PASSPHRASE, place=place_of_holder(holder)))


def test_nothing_else_differs_by_itself(world, places):
    """The control: two runs without a case are the same but for what is drawn anew, and for the addresses named above."""
    made, _ = world
    first, again = (walk(made, "role head", places, NOW) for _ in range(2))
    assert set(differing(first, again)) == BY_ITSELF
    assert sum(each.status == 200 for each in first.values()) > 60


@pytest.mark.parametrize("who", SUBJECTS)
def test_the_subject_sees_the_same_with_a_case_and_without(world, places, who):
    made, cast = world
    found = with_and_without(made, cast, who, [each for each in places if each not in BY_ITSELF])
    assert found == {}


def count_of_cases(request: HttpRequest) -> HttpResponse:
    """A view that tells too much, although only in how long its answer is."""
    return HttpResponse("x" * Case.objects.count())


def one_question_more(request: HttpRequest) -> HttpResponse:
    """A view that tells nothing, but asks the database once more where there is a case."""
    return HttpResponse("nothing" if [Case.objects.first() for _ in Case.objects.all()] else "nothing")


@pytest.mark.parametrize(
    ("leak", "how"),
    [(count_of_cases, {"headers", "body"}), (one_question_more, {"queries"})],
)
def test_the_walk_finds_a_leak(world, monkeypatch, leak: Callable, how):
    made, cast = world
    with monkeypatch.context() as patch:
        patch.setattr(urls, "urlpatterns", [path("leak/", login_not_required(leak)), *urls.urlpatterns])
        clear_url_caches()
        found = with_and_without(made, cast, "group teacher", ["/leak/"])
    clear_url_caches()
    assert set(found["/leak/"]) & how and set(found) == {"/leak/"}
