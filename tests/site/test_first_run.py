"""The first run: a school from nothing, in the browser with the operator's code or in the terminal."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from lanyard.oversight.first_run import FirstRun, Person, set_up_school
from lanyard.oversight.queries import version_in_force
from lanyard.people import actions
from lanyard.people.actions.sign_in_codes import use_sign_in_code
from lanyard.people.details import EXAMPLE, own_lines, own_terms, read_term_lines
from lanyard.people.imports.gias import find_schools
from lanyard.people.models import Adult, School, SetUpCode
from lanyard.people.queries import scope_of
from lanyard.policy.refusal import Refusal
from lanyard.practice.registers import registers_of
from tests.people.cast import AT, make_school

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SCHOOL = {"name": "St Example Primary", "council": "Sample Council", "urn": "123456", "brand_colour": "#00592f"}
PEOPLE = {"head": "Priya Hartwell", "head_email": "head@example.org", "chair": "Ruth Adeyemi", "chair_email": ""}
ADOPTION = {
    "decided_by": "the full governing board",
    "meeting": "Autumn meeting",
    "minute_ref": "26/31",
    "adopted_on-day": "13",
    "adopted_on-month": "10",
    "adopted_on-year": "2026",
}
ANSWERS = {
    "school": SCHOOL,
    "contacts": {"dsl": "01632 960 001", "lado": "01632 960 002", "rang": "on"},
    "terms": {"terms": EXAMPLE},
    "people": PEOPLE,
    "adoption": ADOPTION,
}
TOLD = FirstRun(
    name="St Example Primary",
    council="Sample Council",
    head=Person("Priya Hartwell", "head@example.org"),
    meeting="Autumn meeting",
    minute_ref="26/31",
    decided_by="the full governing board",
    adopted_on=datetime.date(2026, 10, 13),
)


@pytest.fixture
def code():
    return actions.make_set_up_code(by=None, at=timezone.now())


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html5lib").main.get_text(" ").split())


def begin(client: Client, code: str) -> str:
    return client.post("/setup/code/", {"code": code.lower().replace("-", " ")})["Location"]


def go_through(client: Client, code: str, **changes) -> str:
    """Answer every page; the last address."""
    where = begin(client, code)
    for name, told in ANSWERS.items():
        assert where == f"/setup/{name}/"
        assert client.get(where).status_code == 200
        where = client.post(where, {**told, **changes.get(name, {})})["Location"]
    return where


def test_a_school_from_nothing(client, code):
    assert "Set up your school" in text(client.get("/setup/"))
    where = go_through(client, code)
    assert where == "/setup/check/"
    page = text(client.get(where))
    for said in ("St Example Primary", "Priya Hartwell", "13 October 2026", "01632 960 001"):
        assert said in page
    response = client.post(where)
    page = text(response)
    words = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", page)[0]
    school = School.objects.get()
    head = Adult.objects.get(name="Priya Hartwell")
    assert (school.urn, school.brand_colour, school.is_demonstration) == ("123456", "#00592f", False)
    assert scope_of(head.account, on=TODAY).roles == {"head"}
    assert not head.account.has_usable_password()
    assert use_sign_in_code(sign_in_name="head@example.org", words=words, at=timezone.now()) == head.account
    in_force = version_in_force(school, on=TODAY)
    assert in_force.pack.settings["school"] == "St Example Primary"
    assert in_force.pack.settings["minute"] == in_force.adoption.minute_ref == "26/31"
    assert registers_of(school).contact("lado", school).phone == "01632 960 002"
    assert registers_of(school).contact("childrens-social-care", school) is None, "what nobody told is shown to nobody"
    assert own_terms(school).in_session(datetime.date(2026, 11, 4))
    assert not own_terms(school).in_session(datetime.date(2026, 10, 27))
    assert "01632 960 001" in client.get("/help-now/").content.decode()


def test_it_is_gone_as_soon_as_there_is_a_school(client, code):
    where = go_through(client, code)
    assert client.post(where).status_code == 200
    again = Client()
    for address in ("/setup/", "/setup/code/", "/setup/school/", "/setup/check/", "/setup/find/"):
        assert client.get(address).status_code == again.get(address).status_code == 404
        assert again.post(address, {"code": code}).status_code == 404
    assert School.objects.count() == 1


def test_of_two_who_finish_one_does(code):
    one, other = Client(), Client()
    go_through(one, code)
    go_through(other, code, school={"name": "Another"})
    assert one.post("/setup/check/").status_code == 200
    assert other.post("/setup/check/").status_code == 404
    assert School.objects.count() == 1


def test_a_demonstration_has_no_first_run(client, settings, code):
    settings.DEMONSTRATION = True
    assert client.get("/setup/").status_code == 404


def test_without_the_code_there_is_only_the_door(client, code):
    for address in ("/setup/school/", "/setup/check/", "/setup/find/"):
        assert client.get(address)["Location"] == "/setup/code/"
        assert client.post(address, SCHOOL)["Location"] == "/setup/code/"
    page = client.post("/setup/code/", {"code": "WRONG"}).content.decode()
    assert "This is not the code" in page
    assert not School.objects.exists()


def test_a_code_ends_after_a_day_many_tries_or_a_newer_one(client, code):
    newer = actions.make_set_up_code(by=None, at=timezone.now())
    assert client.post("/setup/code/", {"code": code}).status_code == 200
    for _ in range(19):
        client.post("/setup/code/", {"code": "WRONG"})
    assert client.post("/setup/code/", {"code": newer}).status_code == 200, "guessed at too often"
    old = actions.make_set_up_code(by=None, at=timezone.now() - datetime.timedelta(days=1, seconds=1))
    assert client.post("/setup/code/", {"code": old}).status_code == 200
    assert code.replace("-", "") not in str(list(SetUpCode.objects.values()))


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("school", {"urn": "12"}, "A URN has 6 digits"),
        ("school", {"brand_colour": "#ffd700"}, "contrast of 1.4 to 1"),
        ("school", {"name": ""}, "Enter the name of the school"),
        ("contacts", {"dsl": "ring me"}, "Enter a phone number"),
        ("contacts", {"rang": ""}, "Say that you rang or checked"),
        ("terms", {"terms": "Autumn some time"}, "Line 1 cannot be read"),
        ("terms", {"terms": "Autumn: 1/9/26 to 18/12/2026, half term 26/10/2026 to 30/10/2026"}, "Line 1 holds a date"),
        ("terms", {"terms": "Autumn: 18/12/2026 to 1/9/2026, half term 26/10/2026 to 30/10/2026"}, "does not lie in"),
        ("people", {"head": ""}, "Enter the head teacher"),
        ("people", {"chair_email": "head@example.org"}, "addresses of their own"),
        ("adoption", {"minute_ref": ""}, "Enter the minute reference"),
        (
            "adoption",
            {"in_force_from-day": "1", "in_force_from-month": "9", "in_force_from-year": "2026"},
            "before it was adopted",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(client, code, name, changed, said):
    begin(client, code)
    response = client.post(f"/setup/{name}/", {**ANSWERS[name], **changed})
    assert response.status_code == 200
    assert said in response.content.decode()


def test_a_page_that_was_left_out_is_asked_for(client, code):
    begin(client, code)
    client.post("/setup/adoption/", ADOPTION)
    assert client.get("/setup/check/")["Location"] == "/setup/school/"
    assert client.get("/setup/nonsense/").status_code == 404


def test_contacts_and_terms_may_come_later(client, code):
    where = go_through(client, code, contacts={"dsl": "", "lado": "", "rang": ""}, terms={"terms": ""})
    assert client.post(where).status_code == 200
    school = School.objects.get()
    assert own_lines(school) == {}
    assert own_terms(school) is None
    assert registers_of(school).terms.years == (), "invented dates are no real school's"


GIAS = (
    "URN,LA (code),LA (name),EstablishmentName,EstablishmentStatus (name),OpenDate,Town\r\n"
    "123456,800,Sample Council,St Example’s Primary School,Open,01-09-1998,Sampleton\r\n"
    "123457,800,Sample Council,St Example’s Primary School,Closed,01-09-1970,Sampleton\r\n"
    "123458,801,Other Council,Another School,Open,,\r\n"
).encode("cp1252")


def test_a_school_is_looked_up_in_the_list_of_establishments(client, code, settings, tmp_path):
    settings.DATA = tmp_path
    begin(client, code)
    assert client.get("/setup/find/").status_code == 404
    (tmp_path / "establishments.csv").write_bytes(GIAS)
    assert "Look your school up" in client.get("/setup/school/").content.decode()
    page = text(client.post("/setup/find/", {"words": "example primary"}))
    assert page.index("URN 123456") < page.index("URN 123457 (closed)")
    assert "No school of this name" in client.post("/setup/find/", {"words": "nowhere"}).content.decode()
    client.post("/setup/find/", {"urn": "123456"})
    page = BeautifulSoup(client.get("/setup/school/").content, "html5lib")
    assert page.select_one("#id_name")["value"] == "St Example’s Primary School"
    assert page.select_one("#id_council")["value"] == "Sample Council"


def test_looking_up_reads_windows_letters_and_refuses_other_lists(tmp_path):
    from lanyard.people.imports.refusal import ImportRefusal

    path = tmp_path / "list.csv"
    path.write_bytes(GIAS)
    assert [each.name for each in find_schools(path, "123456")] == ["St Example’s Primary School"]
    assert find_schools(path, "  ") == []
    path.write_bytes(b"a,b\r\n1,2\r\n")
    with pytest.raises(ImportRefusal, match="not the list of establishments"):
        find_schools(path, "x")


def test_all_of_it_or_nothing():
    with pytest.raises(Refusal):
        set_up_school(FirstRun(**{**TOLD.__dict__, "pack": "/nowhere"}), by=None, at=AT, on=TODAY)
    with pytest.raises(Refusal, match="minute"):
        set_up_school(FirstRun(**{**TOLD.__dict__, "minute_ref": ""}), by=None, at=AT, on=TODAY)
    with pytest.raises(ValidationError):
        set_up_school(FirstRun(**{**TOLD.__dict__, "urn": "12345"}), by=None, at=AT, on=TODAY)
    assert not School.objects.exists()
    assert not Adult.objects.exists()


def test_a_second_school_is_sealed_from_the_first():
    first = set_up_school(TOLD, by=None, at=AT, on=TODAY)
    second = set_up_school(FirstRun(**{**TOLD.__dict__, "name": "Another Primary", "urn": "654321"}), by=None, at=AT, on=TODAY)
    assert first.head.account != second.head.account
    assert second.head.email == "head@example.org"
    assert second.head.account.sign_in_name == "priya.hartwell"
    mine, theirs = version_in_force(first.school, on=TODAY), version_in_force(second.school, on=TODAY)
    assert mine.pack.settings["school"] != theirs.pack.settings["school"]
    assert mine.version.hash != theirs.version.hash
    assert scope_of(second.head.account, on=TODAY).school == second.school
    assert first.words not in repr(first)


def test_term_dates_as_people_write_them():
    assert read_term_lines("") == ""
    made = read_term_lines(EXAMPLE)
    assert read_term_lines(made) == made, "the register's own text is taken as it is"
    with pytest.raises(ValidationError, match="missing"):
        read_term_lines('[[year]]\nname = "x"')
    assert 'name = "Autumn"' in read_term_lines(EXAMPLE.replace("Autumn", 'Aut"umn'))


def test_a_name_with_signs_stays_in_its_line():
    told = FirstRun(**{**TOLD.__dict__, "name": "St\nExample: --- \\1 School"})
    ready = set_up_school(told, by=None, at=AT, on=TODAY)
    assert version_in_force(ready.school, on=TODAY).pack.settings["school"] == "St Example: --- \\1 School"


def test_a_school_of_the_tests_is_there_and_hides_the_first_run(client):
    make_school()
    assert client.get("/setup/").status_code == 404
