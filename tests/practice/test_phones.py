"""The vault of phones: its owner's alone, on every page and in the database file (2.4.4)."""

from __future__ import annotations

import datetime
import logging
import re
import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people import actions as people
from lanyard.people.models import Role
from lanyard.people.queries import scope_of
from lanyard.practice.actions import phones as actions
from lanyard.practice.models import Phone
from lanyard.practice.queries import phones as queries
from lanyard.practice.queries.phones import PhoneDetails, WrongPassphrase
from lanyard.proof.sealing import CannotOpen
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor, sign_in

pytestmark = pytest.mark.django_db
IMEI = "490154203237518"
TOLD = {"name": "Fairphone 5", "first": "49 015420 323751 8", "second": "", "network": "Example Mobile"}
TOLD |= {"telephone": "07700 900123"}
WORDS = "green door seven"


@pytest.fixture(autouse=True)
def no_tries_before():
    cache.clear()


def add(visitor: Visitor, **more) -> Phone:
    response = visitor.client.post("/protect/phones/add/", {**TOLD, "passphrase": "", **more})
    assert response.status_code == 302, response.content.decode()
    return Phone.objects.latest("added_at")


def words_of(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def test_the_owner_reads_the_sheet(teacher):
    held = add(teacher)
    page = words_of(teacher.client.get(f"/protect/phones/{held.pk}/lost/"))
    for said in ("49 015420 323751 8", "Example Mobile", "07700 900123", "101", "72 hours"):
        assert said in page
    assert "Fairphone 5" in words_of(teacher.client.get("/protect/phones/"))


def test_a_slip_is_said_and_nothing_typed_is_lost(teacher):
    response = teacher.client.post("/protect/phones/add/", {**TOLD, "first": "490154203237519", "passphrase": ""})
    page = response.content.decode()
    assert "One of the digits is not right" in page and 'value="Fairphone 5"' in page and 'value="490154203237519"' in page
    assert not Phone.objects.exists()


def test_one_number_is_not_kept_twice(teacher):
    response = teacher.client.post("/protect/phones/add/", {**TOLD, "second": IMEI, "passphrase": ""})
    assert "This is the first number again" in response.content.decode() and not Phone.objects.exists()


def test_nobody_else_finds_it_whatever_they_are(school, teacher):
    """Each role, everything about the phone: the answer is that of an address that never was."""
    held = add(teacher)
    never = uuid.uuid4()
    for role in Role:
        other = sign_in(make_adult(school, f"Somebody {role}", role))
        assert "Fairphone" not in words_of(other.get("/protect/phones/"))
        for page in ("lost", "change", "delete"):
            for method in (other.get, other.post):
                theirs, nobodys = method(f"/protect/phones/{held.pk}/{page}/"), method(f"/protect/phones/{never}/{page}/")
                assert theirs.status_code == nobodys.status_code == 404
                assert bare(theirs) == bare(nobodys)
    assert Phone.objects.get() == held


def bare(response) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_another_school_finds_nothing(teacher):
    held = add(teacher)
    other = sign_in(make_adult(make_school("Other Primary School"), "Priya Hartwell", "head"))
    assert other.get(f"/protect/phones/{held.pk}/lost/").status_code in (404, 503)


def test_neither_database_nor_logs_show_anything_of_it(teacher, caplog):
    with caplog.at_level(logging.DEBUG):
        held = add(teacher)
        add(teacher, passphrase=WORDS)
        teacher.client.get(f"/protect/phones/{held.pk}/lost/")
        teacher.client.post(f"/protect/phones/{held.pk}/change/", {**TOLD, "passphrase": ""})
    kept = everything_in_the_database() + caplog.text.encode()
    for secret in (IMEI, "320323751", "Fairphone", "Example Mobile", "900123", WORDS):
        assert secret.encode() not in kept


def everything_in_the_database() -> bytes:
    """Every value of every row of every table, as the database holds it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode() for value in row]
    return b"\n".join(found)


def test_words_of_ones_own_lock_it(teacher):
    held = add(teacher, passphrase=WORDS)
    assert "Fairphone" not in words_of(teacher.client.get("/protect/phones/"))
    address = f"/protect/phones/{held.pk}/lost/"
    assert IMEI[2:8] not in words_of(teacher.client.get(address))
    wrong = words_of(teacher.client.post(address, {"passphrase": "green door eight"}))
    assert "do not open it" in wrong and "015420" not in wrong
    assert "49 015420 323751 8" in words_of(teacher.client.post(address, {"passphrase": f"  {WORDS} "}))


def test_words_cannot_be_tried_for_ever(teacher):
    held = add(teacher, passphrase=WORDS)
    address = f"/protect/phones/{held.pk}/lost/"
    for _ in range(10):
        teacher.client.post(address, {"passphrase": "a wrong guess"})
    assert "Wait ten minutes" in words_of(teacher.client.post(address, {"passphrase": WORDS}))


def test_changing_replaces_and_relocks(teacher):
    held = add(teacher, passphrase=WORDS)
    teacher.client.post(f"/protect/phones/{held.pk}/change/", {**TOLD, "name": "Pixel", "passphrase": ""})
    held.refresh_from_db()
    assert not held.has_passphrase and queries.details_of(held).name == "Pixel"


def test_deleting_asks_first_and_leaves_nothing(teacher):
    held = add(teacher)
    assert "cannot be brought back" in words_of(teacher.client.get(f"/protect/phones/{held.pk}/delete/"))
    assert Phone.objects.exists()
    teacher.client.post(f"/protect/phones/{held.pk}/delete/")
    assert not Phone.objects.exists()


def test_what_is_kept_for_one_person_does_not_open_for_another(school, teacher):
    held = add(teacher)
    held.adult = make_adult(school, "Hannah Kowal")
    with pytest.raises(CannotOpen):
        queries.details_of(held)


def test_a_leavers_vault_is_emptied_the_day_after_and_no_other(school, teacher):
    held = add(teacher)
    stays = Visitor(make_adult(school, "Hannah Kowal"))
    kept = add(stays)
    people.end_adult(adult=teacher.adult, ends_on=TODAY, by=None, at=AT)
    assert actions.empty_vaults_of_leavers(on=TODAY, at=AT) == 0 and Phone.objects.filter(pk=held.pk).exists()
    assert actions.empty_vaults_of_leavers(on=TODAY + datetime.timedelta(days=1), at=AT) == 1
    assert list(Phone.objects.all()) == [kept]


@given(details=st.builds(PhoneDetails, name=st.text(), numbers=st.just([IMEI]), network=st.text(), telephone=st.text()))
def test_what_is_put_in_comes_out_again(details):
    scope = scope_of(make_adult(make_school()).account, on=TODAY)
    held = actions.add_phone(scope=scope, details=details, by=scope.account, at=AT)
    assert queries.details_of(Phone.objects.get(pk=held.pk)) == details


def test_wrong_words_are_told_from_a_spoiled_entry(school):
    scope = scope_of(make_adult(school, "Sam Whitcombe").account, on=TODAY)
    held = actions.add_phone(scope=scope, details=PhoneDetails("A"), passphrase=WORDS, by=scope.account, at=AT)
    with pytest.raises(WrongPassphrase):
        queries.details_of(held, passphrase="another door")
    held.sealed = bytes(held.sealed)[:-1]
    with pytest.raises(CannotOpen):
        queries.details_of(held, passphrase=WORDS)
