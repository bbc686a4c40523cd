"""SCIM 2.0: joiners and leavers as a directory tells them, one school at a time."""

from __future__ import annotations

import json
import time

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lanyard.people import actions
from lanyard.people.models import Adult
from lanyard.people.scim.answers import ERROR, LIST, PATCH, USER
from tests.people.cast import AT, make_adult, make_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
USERS = "/scim/v2/Users"


class Directory:
    """A system with a token of one school."""

    def __init__(self, school) -> None:
        told = {"school": school, "name": "Directory", "group": "support", "by": None, "at": AT}
        self.made = actions.make_provisioning_token(**told)
        self.client = Client()

    def send(self, method: str, where: str, body=None):
        """One request with the token."""
        told = {"headers": {"authorization": f"Bearer {self.made.words}"}}
        if body is not None:
            told |= {
                "data": body if isinstance(body, (str, bytes)) else json.dumps(body),
                "content_type": "application/scim+json",
            }
        return self.client.generic(method, where, **told)

    def add(self, name: str = "Sam Whitcombe", email: str = "sam@example.org", **more):
        """Bring somebody in."""
        given_name, _, family = name.rpartition(" ")
        user = {"schemas": [USER], "userName": email, "name": {"givenName": given_name, "familyName": family}, "active": True}
        return self.send("POST", USERS, {**user, **more})

    def patch(self, where: str, *operations):
        """Change somebody."""
        return self.send("PATCH", where, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def directory(school):
    return Directory(school)


def place(response) -> str:
    return f"{USERS}/{response.json()['id']}"


def test_somebody_is_brought_in_and_found(school, directory):
    response = directory.add(title="Class Teacher", externalId="abc-1")
    assert response.status_code == 201
    assert response["Content-Type"].startswith("application/scim+json")
    made = response.json()
    assert response["Location"].endswith(place(response))
    sam = Adult.objects.get(name="Sam Whitcombe")
    assert (sam.group, sam.email, sam.roll, sam.roll_key, sam.starts_on) == ("teacher", "sam@example.org", "scim", "abc-1", TODAY)
    assert not sam.account.has_usable_password()
    assert directory.send("GET", place(response)).json() == made
    assert made["active"] is True
    for asked in (
        'userName eq "SAM@example.org"',
        'externalId eq "abc-1"',
        'emails[type eq "work"].value eq "sam@example.org"',
        f'id eq "{made["id"]}"',
    ):
        found = directory.send("GET", f"{USERS}?filter={asked}").json()
        assert found["totalResults"] == 1, asked
        assert found["schemas"] == [LIST]
        assert found["Resources"] == [made]
    assert directory.send("GET", f'{USERS}?filter=userName eq "nobody@example.org"').json()["Resources"] == []


def test_what_is_not_said_follows_from_the_token(school, directory):
    directory.add()
    assert Adult.objects.get().group == "support"


def test_passwords_and_telephones_are_not_kept(directory):
    directory.add(password="Autumn-Term-1", phoneNumbers=[{"value": "07700 900123"}], addresses=[{"formatted": "1 High Street"}])
    kept = str(list(Adult.objects.values())) + str(list(Adult.objects.get().account.__dict__.items()))
    for foreign in ("Autumn", "07700", "High Street"):
        assert foreign not in kept


def test_two_of_one_name_are_told_apart_and_one_of_one_address_is_a_conflict(directory):
    assert directory.add().status_code == 201
    again = directory.add("Sam Other")
    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    assert directory.add(email="sam.other@example.org").status_code == 201


def test_an_adult_who_is_here_already_is_taken_on(school, directory):
    told = {
        "school": school,
        "name": "Sam W",
        "email": "sam@example.org",
        "group": "teacher",
        "starts_on": TODAY,
        "by": None,
        "at": AT,
    }
    sam = actions.add_adult(**told)
    assert directory.add().status_code == 201
    sam.refresh_from_db()
    assert (sam.name, sam.group, sam.roll) == ("Sam Whitcombe", "teacher", "scim")
    assert Adult.objects.count() == 1


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "active", "value": False},
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "value": {"active": False}},
    ],
)
def test_leaving_gives_a_last_day_and_deletes_nothing(directory, operation):
    where = place(directory.add())
    response = directory.patch(where, operation)
    assert response.status_code == 200
    assert response.json()["active"] is False
    sam = Adult.objects.get()
    assert sam.ends_on == TODAY
    assert directory.send("GET", f"{USERS}?filter=active eq false").json()["totalResults"] == 1
    assert directory.send("GET", f"{USERS}?filter=active eq true").json()["totalResults"] == 0
    assert directory.patch(where, {"op": "replace", "path": "active", "value": True}).json()["active"] is True
    assert Adult.objects.get().ends_on is None


def test_deleting_is_leaving_and_coming_back_keeps_the_id(directory):
    where = place(directory.add())
    assert directory.send("DELETE", where).status_code == 204
    sam = Adult.objects.get()
    assert sam.ends_on == TODAY
    earlier = TODAY - timezone.timedelta(days=30)
    Adult.objects.filter(pk=sam.pk).update(starts_on=earlier, ends_on=TODAY - timezone.timedelta(days=1))
    back = directory.patch(where, {"op": "replace", "path": "active", "value": True})
    assert back.json()["active"] is True
    assert place(back) == where
    assert Adult.objects.count() == 2


def test_the_head_teacher_is_never_ended_by_a_system(school, directory):
    head = make_adult(school, "Priya Hartwell", "head", email="head@example.org")
    response = directory.patch(f"{USERS}/{head.account_id}", {"op": "replace", "path": "active", "value": False})
    assert response.status_code == 409
    assert "head teacher" in response.json()["detail"]
    head.refresh_from_db()
    assert head.ends_on is None


def test_names_and_addresses_change(directory):
    where = place(directory.add())
    told = directory.patch(
        where,
        {"op": "replace", "path": "name.familyName", "value": "Field"},
        {"op": "add", "path": f"{USER}:userName", "value": "Sam.Field@example.org"},
        {"op": "replace", "path": "phoneNumbers", "value": []},
        {"op": "replace", "path": "title", "value": "Teacher"},
    ).json()
    assert (told["displayName"], told["userName"], told["userType"]) == ("Sam Field", "sam.field@example.org", "teacher")
    user = {"schemas": [USER], "userName": "sam@example.org", "name": {"formatted": "Sam Whitcombe"}, "active": False}
    told = directory.send("PUT", where, user).json()
    assert (told["displayName"], told["active"]) == ("Sam Whitcombe", False)


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "move", "path": "active"}, "invalidSyntax"),
        ({"op": "replace", "path": "shoeSize", "value": 9}, "invalidPath"),
        ({"op": "replace", "path": "active", "value": "perhaps"}, "invalidValue"),
        ({"op": "replace", "path": "userName", "value": "no address"}, "invalidValue"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "replace", "value": 7}, "invalidValue"),
        ({"op": "replace", "path": "name.givenName", "value": {"$ne": ""}}, "invalidValue"),
        ({"op": "replace", "path": "name.familyName", "value": "x" * 300}, "invalidValue"),
        ("active", "invalidSyntax"),
    ],
)
def test_a_wrong_operation_is_refused_as_the_standard_says(directory, operation, kind):
    where = place(directory.add())
    before = list(Adult.objects.values())
    response = directory.patch(where, {"op": "replace", "path": "displayName", "value": "Other"}, operation)
    told = response.json()
    assert (response.status_code, told["scimType"], told["schemas"], told["status"]) == (400, kind, [ERROR], "400")
    assert list(Adult.objects.values()) == before, "either all operations count or none"


@pytest.mark.parametrize("body", ["", "not json", "[]", '{"a":', "[" * 100_000, json.dumps({"schemas": []}), "x" * 70_000])
def test_a_body_that_is_no_user_is_refused(directory, body):
    assert directory.send("POST", USERS, body).status_code in (400, 413)
    assert not Adult.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [
        "userName",
        'userName co "a"',
        'userName eq "a" or id eq "1"',
        'password eq "x"',
        "active eq 1",
        'userName eq "' + "x" * 900,
    ],
)
def test_other_filters_are_refused(directory, asked):
    response = directory.send("GET", f"{USERS}?filter={asked}")
    assert (response.status_code, response.json()["scimType"]) == (400, "invalidFilter")


def test_lists_come_in_pages(directory):
    for number in range(5):
        directory.add(f"Person {number}", f"person.{number}@example.org")
    page = directory.send("GET", f"{USERS}?startIndex=2&count=2").json()
    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (5, 2, 2)
    assert [each["displayName"] for each in page["Resources"]] == ["Person 1", "Person 2"]
    assert directory.send("GET", f"{USERS}?count=0").json()["Resources"] == []
    assert directory.send("GET", f"{USERS}?startIndex=-3").json()["startIndex"] == 1
    assert directory.send("GET", f"{USERS}?count=many").status_code == 400


def test_what_the_endpoint_can_do_is_told(directory):
    config = directory.send("GET", "/scim/v2/ServiceProviderConfig").json()
    assert config["patch"]["supported"]
    assert not config["bulk"]["supported"]
    assert directory.send("GET", "/scim/v2/Schemas").json()["totalResults"] == 1
    names = [each["name"] for each in directory.send("GET", f"/scim/v2/Schemas/{USER}").json()["attributes"]]
    assert "password" not in names
    assert directory.send("GET", "/scim/v2/ResourceTypes").json()["Resources"][0]["endpoint"] == "/Users"
    assert directory.send("GET", "/scim/v2/Schemas/urn:other").status_code == 404
    refused = directory.send("POST", "/scim/v2/Schemas", {})
    assert (refused.status_code, refused["Allow"]) == (405, "GET")


@pytest.mark.parametrize("words", ["", "Bearer", "Bearer nonsense", "Basic abc", "Bearer " + "x" * 5000, "Bearer \udcff"])
def test_without_a_token_there_is_nothing(school, words):
    make_adult(school, email="sam@example.org")
    for where in (USERS, f"{USERS}/1", "/scim/v2/ServiceProviderConfig", "/scim/v2/Schemas"):
        response = Client().get(where, headers={"authorization": words.encode("utf-8", "replace").decode()})
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert "sam" not in response.content.decode()


def test_a_token_that_was_ended_opens_nothing(directory):
    actions.end_provisioning_token(token=directory.made.token, by=None, at=AT)
    assert directory.send("GET", USERS).status_code == 401


def test_one_school_finds_nothing_of_another(directory):
    other = make_school("Other")
    theirs = Directory(other)
    where = place(theirs.add("Carol Whitlow", "carol@example.org"))
    missing = directory.send("GET", f"{USERS}/999999")
    for method, body in (
        ("GET", None),
        ("PUT", {"userName": "x@example.org"}),
        ("PATCH", {"schemas": [PATCH]}),
        ("DELETE", None),
    ):
        response = directory.send(method, where, body)
        assert response.status_code == 404
        assert response.content == missing.content
    assert directory.send("GET", USERS).json()["totalResults"] == 0
    assert directory.send("GET", f'{USERS}?filter=userName eq "carol@example.org"').json()["totalResults"] == 0
    # The same person at both schools: neither learns of the other.
    assert directory.add("Carol Whitlow", "carol@example.org").status_code == 201
    carol = Adult.objects.get(school=other)
    assert (carol.name, carol.ends_on) == ("Carol Whitlow", None)


def test_the_token_is_kept_as_a_digest_and_its_last_day_of_use(directory):
    directory.add()
    token = directory.made.token
    token.refresh_from_db()
    assert token.last_used_on == TODAY
    assert directory.made.words not in str(token.__dict__)
    assert directory.made.words not in repr(directory.made)


class Fuzzed(TestCase):
    """Nothing that a directory may send is a fault of ours."""

    values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
        max_leaves=6,
    )
    names = st.sampled_from(
        ["userName", "name", "emails", "active", "displayName", "title", "externalId", "name.givenName", "meta", "x"]
    )

    @settings(max_examples=60, deadline=None)
    @given(st.dictionaries(names, values, max_size=5), st.text(max_size=30))
    def test_any_json(self, user, asked):
        directory = Directory(make_school(f"School {time.monotonic_ns()}"))
        assert directory.send("POST", USERS, user).status_code in (201, 400, 409)
        where = place(directory.add())
        operations = [{"op": "replace", "path": name, "value": value} for name, value in user.items()]
        assert directory.patch(where, *operations).status_code in (200, 400, 409)
        assert directory.client.get(
            USERS, {"filter": asked}, headers={"authorization": f"Bearer {directory.made.words}"}
        ).status_code in (200, 400)
