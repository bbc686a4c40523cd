"""Every address × everybody: each role, each group, a stranger, a leaver and another school's head.

An address is opened to whom the permission of its view says, and to nobody else. What is missing
is said in words: a view without ``@needs``, an address with arguments without a sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from lanyard.people import checkpoints
from lanyard.people.journeys import Journey
from lanyard.people.models import Adult, Group, Role
from lanyard.people.queries import scope_of
from lanyard.people.rights import can, permission_of
from lanyard.site.account.sessions import SECOND_FACTOR
from tests.people.cast import make_adult, make_school
from tests.practice import welton
from tests.support.samples import SAMPLES, World, draft_of

pytestmark = pytest.mark.django_db

#: What an open page answers: itself, the next page, or that it takes another method.
OPEN = frozenset({200, 302, 303, 405})
#: What a page that needs no sign-in may answer besides: it may have nothing there, or a key of its own.
PUBLIC = OPEN | {400, 401, 404}


@dataclass(frozen=True)
class Address:
    """One address of the service and its view."""

    name: str
    pattern: URLPattern

    @property
    def has_arguments(self) -> bool:
        """Whether something must be put into it."""
        return bool(self.pattern.pattern.converters) or self.pattern.pattern.regex.groups > 0

    @property
    def journey(self) -> type[Journey] | None:
        """The journey that it is a page of."""
        return getattr(self.pattern.callback, "journey", None)

    @property
    def is_public(self) -> bool:
        """Whether it needs no sign-in."""
        return not getattr(self.pattern.callback, "login_required", True)

    @property
    def is_conditional(self) -> bool:
        """Whether it is the start of a journey that not everybody can begin at any time."""
        return self.journey is not None and self.journey.may_begin is not Journey.may_begin

    @property
    def is_of_a_sign_in(self) -> bool:
        """Whether it depends on how somebody signs in: nobody names a passkey that they do not have."""
        return self.permission == "own sign-in"

    @property
    def may_also_answer(self) -> set[int]:
        """What somebody with the permission may get although the page is open to them."""
        if self.is_of_a_sign_in:
            return {403, 404}
        return {404} if self.has_arguments or self.is_conditional else set()

    @property
    def permission(self) -> str | None:
        """What its view takes."""
        return permission_of(self.pattern.callback, self.pattern.name)


def addresses(patterns=None, space: str = "") -> Iterator[Address]:
    """Every address of the urlconf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}:{pattern.name}" if space else str(pattern.name), pattern)
        else:
            yield from addresses(pattern.url_patterns, pattern.namespace or space)


ADDRESSES = list(addresses())
EACH = pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The two schools, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def make_world(*, is_demonstration: bool = False) -> World:
    """The two schools, and somebody for each role and each group."""
    school = welton.make_welton(is_demonstration=is_demonstration)
    adults = {f"role {role}": make_adult(school, f"Holder {role}", role) for role in Role.values}
    adults |= {f"group {group}": make_adult(school, f"Member {group}", group=group) for group in Group.values}
    another = make_school("Another Primary School", is_demonstration=is_demonstration)
    welton.adopt(another)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    owner = adults[f"group {Group.TEACHER}"]
    checkpoints.send_daily(on=timezone.localdate(), at=timezone.now())
    stranger = make_adult(another, "Head of another school", "head")
    # Signed in once: what a test does to a sign-in is rolled back with the test.
    browsers = {who: sign_in(adult) for who, adult in {**adults, "stranger": stranger}.items()}
    return World(
        school=school,
        adults=adults,
        browsers=browsers,
        stranger=stranger,
        leaver=make_adult(school, "Former head", "head", ends_on=yesterday),
        owner=owner,
        owner_client=browsers[f"group {Group.TEACHER}"],
    )


def sign_in(adult: Adult) -> Client:
    """A client signed in with everything that any role asks for."""
    client = welton.sign_in(adult)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def place(address: Address, world: World) -> str:
    """The address with something real in it."""
    if not address.has_arguments:
        return reverse(address.name)
    if address.journey and address.name not in SAMPLES:
        told = draft_of(address.journey, world)
        return reverse(address.name, kwargs={name: told[name] for name in address.pattern.pattern.converters})
    assert address.name in SAMPLES, (
        f"The address {address.name} ({address.pattern.pattern}) has arguments. Add {address.name!r} to SAMPLES "
        f"in tests/support/samples.py, with a function that makes what it leads to."
    )
    return reverse(address.name, kwargs=SAMPLES[address.name].make(world))


@pytest.mark.once
@EACH
def test_every_view_says_who_may_use_it(address):
    assert address.is_public or address.permission, (
        f"The view of {address.name} says neither @needs(PERMISSION) nor @login_not_required. "
        f"Permissions stand in lanyard/people/rights.toml; everybody's own things take “use”."
    )
    assert not (address.is_public and getattr(address.pattern.callback, "permission", None)), "it says both"


def test_every_address_asks_this_database_what_it_understands(world):
    """On each database; who may open what is the same on all, so that the whole matrix is run once."""
    who = "role head"
    for address in ADDRESSES:
        with transaction.atomic():
            check(address, place(address, world), who, world.adults[who], world.browsers[who])
            transaction.set_rollback(True)


@pytest.mark.once
@EACH
def test_it_opens_to_whom_it_says_and_to_nobody_else(address, world):
    where = place(address, world)
    reached = set()
    for who, adult in world.adults.items():
        client = world.browsers[who]
        reached.add(check(address, where, who, adult, client))
    if not address.is_public and not address.is_of_a_sign_in and not address.is_conditional:
        assert reached & OPEN, f"nobody reaches {where}: the sample leads to nothing, or nobody has the permission"


def check(address: Address, where: str, who: str, adult: Adult, client: Client) -> int:
    """Open an address as somebody, and compare with what its view declares."""
    status = client.get(where).status_code
    if address.is_public:
        assert status in PUBLIC, f"{who} at {where}: {status}"
        return status
    decision = can(scope_of(adult.account, on=timezone.localdate()), address.permission)
    if not decision.allowed:
        refusal = client.get(where)
        assert refusal.status_code == 403, f"{who} at {where}: {refusal.status_code}, although {decision.reason}"
        assert decision.reason.split("’")[0] in refusal.content.decode(), "the page says why"
        assert client.post(where).status_code == 403
    else:
        allowed = (
            OPEN
            | ({404} if address.has_arguments or address.is_conditional else set())
            | ({403, 404} if address.is_of_a_sign_in else set())
        )
        assert status in allowed, f"{who} at {where}: {status}, although {decision.reason}"
    return status


@pytest.mark.once
@EACH
def test_it_is_closed_to_whoever_is_not_signed_in(address, world):
    response = Client().get(place(address, world))
    if address.is_public:
        assert response.status_code in PUBLIC
    else:
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("site:sign-in"))


@pytest.mark.once
@EACH
def test_it_is_closed_to_a_leaver(address, world):
    client = sign_in(world.leaver)
    assert client.get(place(address, world)).status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.once
@EACH
def test_another_schools_head_finds_nothing_of_ours(address, world):
    status = world.browsers["stranger"].get(place(address, world)).status_code
    if address.is_public or not address.has_arguments:
        assert status in PUBLIC | {403}
    elif address.name in SAMPLES and SAMPLES[address.name].common:
        assert status in OPEN | {403}
    else:
        assert status in {403, 404, 405}
