"""The page of the checkpoints: the one of the day, printable; it says nothing about what happened since."""

from __future__ import annotations

import re
import subprocess

import pytest
from django.utils import timezone

from lanyard.people import checkpoints
from lanyard.people.models import CheckpointAddress
from lanyard.proof.log.checkpoints import read_checkpoint
from lanyard.records import events, jobs
from lanyard.records.log.checkpoints import last_daily
from lanyard.records.log.keys import log_keys
from lanyard.records.models import CheckpointStamp
from tests.people.cast import make_school
from tests.practice.welton import Visitor
from tests.proof.authority import Authority
from tests.support.oracles import program
from tests.support.stamping import stamping

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
PAGE, CHOOSE, STAMP = "/desk/checkpoints/", "/desk/checkpoints/addresses/", "/desk/checkpoints/stamp/"


@pytest.fixture
def head(welton) -> Visitor:
    """The head teacher."""
    return Visitor.at(welton, "Harriet Moss", "head")


def sign() -> None:
    checkpoints.send_daily(on=timezone.localdate(), at=timezone.now())


def seen(visitor: Visitor) -> str:
    """The page without what changes with every request by itself: the mask of the form's token."""
    return TOKEN.sub("", visitor.client.get(PAGE).content.decode())


def test_it_says_that_there_is_none_yet(head):
    assert "There is no checkpoint yet" in head.open(PAGE).text
    assert head.open("/desk/checkpoints/note/").address == PAGE


def test_it_shows_the_checkpoint_of_the_day_with_its_code_and_the_keys(head):
    sign()
    head.open(PAGE)
    shown = [each.get_text() for each in head.page.find_all("pre")]
    assert read_checkpoint(shown[0], log_keys()).size % 128 == 0
    assert shown[1:] == [log_keys().verifier, log_keys().p256_pem]
    assert head.page.find("svg", class_="lanyard-qr")
    assert "mailed to nobody" in head.text
    response = head.client.get("/desk/checkpoints/note/")
    assert response.content.decode() == shown[0]
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    program("openssl")
    return Authority(tmp_path_factory.mktemp("time") / "authority")


def test_it_says_that_nobody_is_asked_for_timestamps(head):
    sign()
    assert "because none is set up for this service" in head.open(PAGE).text
    assert head.open(STAMP).address == PAGE


def test_it_says_when_and_by_whom_it_was_stamped_and_hands_the_reply_out(head, authority, settings, tmp_path):
    with stamping(settings, authority):
        assert head.open(STAMP).address == PAGE
        sign()
        assert "no timestamp of an outside authority yet" in head.open(PAGE).text
        assert head.open(STAMP).address == PAGE
        jobs.run_due(at=timezone.now(), worker="tests")
    at = timezone.localtime(CheckpointStamp.objects.get().stamped_at)
    settings.TIMESTAMPS = ""
    said = f"An outside authority, Sample Time, stamped it on {at.day} {at:%B %Y} at {at:%H:%M}"
    assert said in head.open(PAGE).text, "it stays when nobody is asked any more"
    response = head.client.get(STAMP)
    assert response["Content-Type"] == "application/timestamp-reply"
    assert response["Content-Disposition"] == f'attachment; filename="checkpoint-{last_daily().size}.tsr"'
    note = head.client.get("/desk/checkpoints/note/").content
    (tmp_path / "checkpoint.txt").write_bytes(note)
    (tmp_path / "checkpoint.tsr").write_bytes(response.content)
    told = ["-in", "checkpoint.tsr", "-data", "checkpoint.txt", "-CAfile", str(authority.folder / "ca.pem")]
    assert subprocess.run(["openssl", "ts", "-verify", *told], cwd=tmp_path, capture_output=True).returncode == 0


def test_what_is_stamped_about_a_report_changes_nothing_that_is_shown(head, welton, authority, settings):
    manager = Visitor.at(welton, "Carol Whitlow", "business_manager")
    for is_up in (True, False):
        with stamping(settings, authority) as asked:
            sign()
            jobs.run_due(at=timezone.now(), worker="tests")
            before, queue = seen(head), manager.open("/desk/jobs/").text
            file, asked.is_up, count = head.client.get(STAMP).content, is_up, len(asked.asked)
            checkpoints.send(school=welton, report=f"report-{is_up}", at=timezone.now())
            assert (seen(head), manager.open("/desk/jobs/").text) == (before, queue)
            jobs.run_due(at=timezone.now(), worker="tests")
            assert len(asked.asked) == count + 1
            assert (seen(head), manager.open("/desk/jobs/").text) == (before, queue)
            assert head.client.get(STAMP).content == file


def test_it_is_the_same_to_the_byte_whatever_was_written_down_since(head, welton):
    """Whoever might be the subject of a report looks at it before and after."""
    sign()
    before = seen(head)
    for number in range(300):
        events.append("job tried again", at=timezone.now(), school=welton.pk, case=number)
    checkpoints.send(school=welton, report="7", at=timezone.now())
    assert seen(head) == before


def test_the_head_chooses_where_they_go_and_stops_it(head):
    head.open(CHOOSE).send(CHOOSE, keeper="outside", email="keeper@council.example.org")
    assert "keeper@council.example.org" in head.open(PAGE).text
    head.send(CHOOSE, keeper="chair", email="")
    assert "The chair of governors" in head.open(PAGE).text
    address = CheckpointAddress.objects.get(keeper="outside")
    assert head.client.post(f"{CHOOSE}{address.pk}/end/").status_code == 302
    assert "keeper@council.example.org" not in head.open(PAGE).text
    assert head.client.post(f"{CHOOSE}{address.pk}/end/").status_code == 404


def test_a_second_person_confirms_an_address_and_the_first_cannot(head, welton):
    head.send(CHOOSE, keeper="outside", email="keeper@council.example.org")
    address = CheckpointAddress.objects.get()
    assert "waits for a second person" in head.open(PAGE).text
    assert "Somebody other than who added it" in head.send(f"{CHOOSE}{address.pk}/confirm/").text
    lead = Visitor.at(welton, "Ola Brand", "data_protection_lead")
    lead.open(PAGE).press("I know that this is outside the school")
    assert "confirmed to be outside the school" in lead.text
    assert lead.client.post(f"{CHOOSE}{address.pk + 1}/confirm/").status_code == 404


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Select who keeps them"),
        ({"keeper": "nobody"}, "Select who keeps them"),
        ({"keeper": "outside"}, "Enter the e-mail address"),
        ({"keeper": "outside", "email": "no address"}, "correct format"),
    ],
)
def test_what_is_missing_is_said(head, told, said):
    head.send(CHOOSE, **told)
    assert said in head.text
    assert head.title.startswith("Error: ")
    assert not CheckpointAddress.objects.exists()


def test_the_same_twice_is_said(head):
    head.send(CHOOSE, keeper="chair", email="")
    head.send(CHOOSE, keeper="chair", email="")
    assert "already" in head.text


def test_another_schools_addresses_are_not_there(head):
    theirs = make_school("Another Primary School")
    told = {"keeper": "outside", "email": "other@council.example.org", "added_at": timezone.now()}
    address = CheckpointAddress.objects.create(school=theirs, **told)
    assert "other@council" not in head.open(PAGE).text
    assert head.client.post(f"{CHOOSE}{address.pk}/end/").status_code == 404


def test_who_sees_it_has_a_way_there_from_the_desk(head, welton):
    assert PAGE in str(head.open("/desk/").page)
    assert PAGE not in str(Visitor.at(welton).open("/desk/").page)
