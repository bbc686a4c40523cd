"""Bringing a list in through the browser, from the file to what was done."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lanyard.people import actions
from lanyard.people.models import Adult, ColumnMapping, Pupil, RollImport, WaitingImport
from lanyard.people.receiving import Capped
from tests.people.cast import make_adult, make_school
from tests.people.imports.rolls import STAFF, data_sync_2, sheet, staff_sheet, transfer_file, zipped
from tests.people.test_register_pages import come, text
from tests.practice import welton

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def school():
    return welton.make_welton(is_demonstration=False)


@pytest.fixture
def browser(school):
    return come(make_adult(school, "Priya Hartwell", "head"))


def bring(browser, content, kind: str = "adults", complete: str = "everybody", name: str = "list.csv", **more):
    files = content if isinstance(content, list) else [SimpleUploadedFile(name, content)]
    return browser.post(reverse("people:import", args=[kind]), {"files": files, "complete": complete, **more})


def confirm(browser, where: str, **more):
    page = BeautifulSoup(browser.get(where).content, "html5lib")
    return browser.post(where, {"plan": page.select_one('input[name="plan"]')["value"], **more})


def test_a_list_of_ones_own_from_the_file_to_the_register(school, browser):
    where = bring(browser, staff_sheet())["Location"]
    assert where.endswith("/columns/")
    page = text(browser.get(where))
    assert "3 rows and is written in UTF-8" in page
    chosen = {
        "given_name": "First name",
        "family_name": "Surname",
        "key": "Staff code",
        "email": "Email address",
        "group": "Post",
    }
    plan = browser.post(where, chosen)["Location"]
    page = text(browser.get(plan))
    assert "Nothing has changed yet" in page
    assert "Would be added 3" in page
    assert "(row 2)" in page
    assert not Adult.objects.filter(name="Sam Whitcombe").exists()
    done = confirm(browser, plan)["Location"]
    page = text(browser.get(done))
    assert "Added: 3" in page
    assert "confirmed by Priya Hartwell" in page
    assert "Column “Surname” family_name" in page
    kept = RollImport.objects.get()
    assert kept.file_hash in page
    assert not WaitingImport.objects.exists()
    assert ColumnMapping.objects.get().mapping["key"] == "Staff code"
    assert "Adults," in text(browser.get("/import/"))


def test_the_mapping_is_kept_for_the_next_list(school, browser):
    odd = sheet([("Wer", "Nummer"), ("Sam Whitcombe", "7")])
    where = bring(browser, odd)["Location"]
    assert "Choose the column with the name" in browser.post(where, {}).content.decode()
    assert "chosen twice" in browser.post(where, {"name": "Wer", "key": "Wer"}).content.decode()
    browser.post(where, {"name": "Wer", "key": "Nummer", "everybody_is": "teacher"})
    page = BeautifulSoup(browser.get(bring(browser, odd)["Location"]).content, "html5lib")
    chosen = {
        each["name"]: each.select_one("option[selected]")["value"]
        for each in page.select("select")
        if each.select_one("option[selected]")
    }
    assert chosen["name"] == "Wer"
    assert chosen["key"] == "Nummer"


def test_a_known_format_goes_straight_to_the_plan_and_passwords_are_gone(school, browser):
    where = bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"]
    page = browser.get(where).content.decode()
    assert "Microsoft School Data Sync" in page
    assert "Never read: password, phone, sms" in " ".join(page.split())
    assert "Autumn-Term" not in page
    waiting = WaitingImport.objects.get()
    assert b"Autumn" not in bytes(waiting.sealed)
    files = [SimpleUploadedFile(name, content) for name, content in data_sync_2().items()]
    assert bring(browser, files)["Location"].startswith("/import/waiting/")
    assert WaitingImport.objects.count() == 1, "a person's older file is forgotten"


def test_pupils_come_in_from_a_transfer_file(school, browser):
    where = bring(browser, transfer_file(), "pupils", "some", "file.xml")["Location"]
    confirm(browser, where)
    assert Pupil.objects.filter(school=school).count() == 2
    assert "Zoë O’Neill" in text(browser.get("/people/pupils/"))


def test_nothing_happens_when_people_changed_in_between(school, browser):
    where = bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"]
    seen = BeautifulSoup(browser.get(where).content, "html5lib").select_one('input[name="plan"]')["value"]
    make_adult(school, "Tom Bellamy")
    response = browser.post(where, {"plan": seen})
    assert response.status_code == 409
    assert "Somebody changed the register after this plan was made" in text(response)
    assert not Adult.objects.filter(name="Sam Whitcombe").exists()
    assert confirm(browser, where).status_code == 302


def test_many_leavers_are_confirmed_apart(school, browser):
    confirm(browser, bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"])
    fewer = data_sync_2()
    fewer["users.csv"] = b"\r\n".join(fewer["users.csv"].split(b"\r\n")[:2]) + b"\r\n"
    where = bring(browser, zipped(fewer), name="roll.zip")["Location"]
    assert "This would end unusually many people" in text(browser.get(where))
    response = confirm(browser, where)
    assert "Say that they have really left" in response.content.decode()
    assert not Adult.objects.filter(school=school, ends_on__isnull=False).exists()
    done = confirm(browser, where, many="on")["Location"]
    assert "Left: 2" in text(browser.get(done))


def test_a_file_can_be_forgotten(school, browser):
    where = bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"]
    assert "Nothing was changed" in text(browser.post(f"{where}forget/", follow=True))
    assert browser.get(where).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Name,Role\r\nSam\0,Teacher\r\n", "list.csv", "NUL"),
        (b"%PDF-1.7", "list.csv", "a PDF"),
        (b"", "list.csv", "empty"),
        (b"Name,Role\r\n", "list.csv", "headings and no rows"),
        (zipped({"../users.csv": b"a"}), "roll.zip", "folders"),
        (b"<!DOCTYPE CTfile [<!ENTITY a 'b'>]><CTfile/>", "file.xml", "lists pupils|definitions"),
        (b"x" * (20 * 1024 * 1024 + 1), "list.csv", "larger than 20 MB"),
    ],
    ids=["nul", "pdf", "empty", "no-rows", "zip", "xml", "large"],
)
def test_a_hostile_file_gets_the_page_again_with_words(school, browser, content, name, said):
    before = list(Adult.objects.values_list())
    response = bring(browser, content, name=name)
    assert response.status_code == 200
    assert re.search(said, response.content.decode())
    assert not WaitingImport.objects.exists()
    assert list(Adult.objects.values_list()) == before


def test_what_is_missing_is_asked_for(school, browser):
    page = browser.post(reverse("people:import", args=["adults"]), {}).content.decode()
    assert "Choose a file" in page
    assert "Choose whom the file lists" in page
    assert browser.get("/import/parents/").status_code == 404


def test_far_too_much_is_refused_before_it_is_read(rf):
    handler = Capped(rf.post("/"), most=10)
    handler.handle_raw_input(None, {}, 50, b"")
    with pytest.raises(RequestDataTooBig):
        handler.handle_raw_input(None, {}, 51, b"")


def test_every_other_page_refuses_a_file(school, browser):
    """A page that takes words gets no further with a file than with any broken request."""
    sam = make_adult(school)
    for where in (reverse("people:change", args=[sam.pk, "name"]), "/people/find/", "/people/visitor/", "/sign-in/", "/ask/"):
        response = browser.post(where, {"name": SimpleUploadedFile("x.csv", b"a")})
        assert response.status_code in (400, 405), where


def test_the_forms_token_is_asked_for_here_too(school):
    browser = come(make_adult(school, "Priya Hartwell", "head"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert bring(strict, staff_sheet()).status_code == 403
    assert not WaitingImport.objects.exists()


def test_nobody_else_finds_a_file_that_waits(school, browser):
    where = bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"]
    colleague = come(make_adult(school, "Carol Whitlow", "business_manager"))
    other = make_school("Other")
    welton.adopt(other)
    stranger = come(make_adult(other, "Tom Bellamy", "head"))
    for somebody in (colleague, stranger):
        for address in (where, f"{where}columns/", f"{where}forget/"):
            assert somebody.get(address).status_code in (404, 405)
            assert somebody.post(address).status_code in (404, 405)
    assert WaitingImport.objects.count() == 1
    done = confirm(browser, where)["Location"]
    assert colleague.get(done).status_code == 200
    assert stranger.get(done).status_code == 404


def test_doubts_come_first_and_lead_to_the_person(school, browser):
    make_adult(school, "Sam Whitcombe")
    make_adult(school, "Sam Whitcombe")
    where = bring(browser, sheet([("Name", "Role"), ("Sam Whitcombe", "Teacher")]))["Location"]
    plan = browser.post(where, {"name": "Name", "group": "Role"})["Location"]
    page = text(browser.get(plan))
    assert "Several people here have this name." in page
    assert "There is nothing to apply." in page


def test_long_plans_come_in_pages(school, browser):
    rows = [(f"Person {number}", "Teacher") for number in range(120)]
    where = bring(browser, sheet([("Name", "Role"), *rows]))["Location"]
    plan = browser.post(where, {"name": "Name", "group": "Role"})["Location"]
    assert "Person 100" not in text(browser.get(plan))
    assert "Person 100" in text(browser.get(f"{plan}?show=create&page=3"))
    assert browser.get(f"{plan}?show=nonsense&page=99").status_code == 200


def test_a_system_gets_a_token_that_is_shown_once(school, browser):
    response = browser.post("/import/systems/add/", {"name": "Directory", "group": "teacher"})
    words = BeautifulSoup(response.content, "html5lib").select(".lanyard-code")[1].get_text()
    page = browser.get("/import/systems/all/").content.decode()
    assert "Directory" in page
    assert words not in page
    assert Client().get("/scim/v2/Users", headers={"authorization": f"Bearer {words}"}).status_code == 200
    token = school.provisioning_tokens.get()
    assert words not in str(token.__dict__)
    browser.post(reverse("people:system-end", args=[token.pk]))
    assert Client().get("/scim/v2/Users", headers={"authorization": f"Bearer {words}"}).status_code == 401
    assert "Directory, on" in text(browser.get("/import/systems/all/"))


def test_staff_are_in_the_register_once_the_import_is_done(school, browser):
    confirm(browser, bring(browser, zipped(data_sync_2()), name="roll.zip")["Location"])
    page = text(browser.get("/people/"))
    for _, given, family, _, _ in STAFF:
        assert f"{given} {family}" in page
    sam = Adult.objects.get(name="Sam Whitcombe")
    assert "Kept up to date by an imported list" in text(browser.get(reverse("people:adult", args=[sam.pk])))
    assert actions.open_account(adult=sam, by=None, at=timezone.now()) == sam.account
