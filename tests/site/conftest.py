"""A school with a policy in force, and a browser's client signed in to it."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from lanyard.oversight import actions as oversight
from lanyard.people.models import Adult, School
from tests.people.cast import AT, make_adult, make_school
from tests.site.sample import sources


@pytest.fixture
def school(db) -> School:
    """A real school whose sample policy is in force."""
    return adopt_sample(make_school())


@pytest.fixture
def invented(db, settings) -> School:
    """A demonstration's school, on an installation that is a demonstration."""
    settings.DEMONSTRATION = True
    return adopt_sample(make_school("Invented Primary School", is_demonstration=True))


@pytest.fixture
def head(school) -> Adult:
    """The head teacher of the real school."""
    return make_adult(school, "Priya Hartwell", "head")


@pytest.fixture
def signed_in(head) -> Client:
    """A client signed in as the head teacher."""
    return sign_in(Client(), head)


def adopt_sample(school: School) -> School:
    """Put the sample policy in force at a school."""
    version = oversight.receive_version(school=school, sources=sources(), by=None, at=AT)
    oversight.record_adoption(
        version=version,
        meeting="Autumn meeting",
        minute_ref="26/31",
        decided_by="the full governing body",
        adopted_on=datetime.date(2026, 9, 1),
        by=None,
        at=AT,
    )
    return school


def sign_in(client: Client, adult: Adult) -> Client:
    """Sign a client in, as a sign-in of any kind leaves its session."""
    client.force_login(adult.account)
    session = client.session
    session["began"] = session["seen"] = int(timezone.now().timestamp())
    session["second_factor"] = True
    session.save()
    return client
