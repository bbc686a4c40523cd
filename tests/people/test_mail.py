"""The one place that mail leaves from: to whom, with which link, and that every mail keeps its words whole."""

from __future__ import annotations

import pytest
from django.core import mail as box

from lanyard.people import actions, mail, sign_in_mail
from lanyard.practice import parent_mail
from lanyard.records.models import Job
from tests.people.cast import AT, make_adult, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sends(settings):
    settings.SENDS_MAIL = True
    settings.ADDRESS = "https://lanyard.example.org"


@pytest.mark.parametrize(
    ("work", "account", "found"),
    [
        ("sam@example.org", "", "sam@example.org"),
        ("", "home@example.net", "home@example.net"),
        ("sam@example.org", "home@example.net", "sam@example.org"),
        ("", "", ""),
    ],
)
def test_mail_goes_to_the_work_address_first(work, account, found):
    adult = make_adult(make_school(), email=work)
    adult.account.email = account
    assert mail.address_of(adult) == found
    assert mail.addresses_of(adult) == {each for each in (work, account, adult.account.sign_in_name) if each}


def test_an_adult_without_a_sign_in_has_a_work_address_at_most():
    adult = make_adult(make_school(), email="Sam@Example.org", account=None)
    assert mail.addresses_of(adult) == {adult.email.lower()}
    adult.email = ""
    assert (mail.address_of(adult), mail.addresses_of(adult)) == ("", set())


@pytest.mark.parametrize("about", sign_in_mail.MAILS)
def test_every_mail_about_sign_ins_ends_in_its_page(about):
    adult = make_adult(make_school(), email="sam@example.org")
    sign_in_mail.send(account=adult.account_id, about=about, key="k")
    (sent,) = box.outbox
    assert sent.to == ["sam@example.org"]
    assert sent.body.endswith(f"https://lanyard.example.org{sign_in_mail.MAILS[about][2]}\n")
    assert mail.LINK not in sent.body


def test_no_mail_to_parents_loses_its_words():
    parent_mail.send_link(to="parent@example.org", token="token")
    parent_mail.send_code(to="parent@example.org", code="123456", key="k")
    parent_mail.send_receipt(to="parent@example.org", receipt="R-1")
    link, code, receipt = (sent.body for sent in box.outbox)
    assert "\nhttps://lanyard.example.org/family/token/\n" in link
    assert "123 456" in code
    assert "R-1" in receipt
    assert not any("{" in body for body in (link, code, receipt))


def test_a_code_is_told_of_to_who_has_a_work_address_only():
    adult = make_adult(make_school(), email="sam@example.org")
    assert adult.account.email == ""
    actions.issue_sign_in_code(adult=adult, by=None, at=AT, tell=True)
    assert Job.objects.filter(kind="sign-in mail").count() == 1


def test_nothing_is_planned_for_who_has_no_address_and_one_mail_for_one_thing():
    adult = make_adult(make_school())
    assert not sign_in_mail.plan(adult=adult, about="code", of=1, at=AT)
    adult.email = "sam@example.org"
    assert sign_in_mail.plan(adult=adult, about="code", of=1, at=AT)
    assert sign_in_mail.plan(adult=adult, about="code", of=1, at=AT)
    assert Job.objects.filter(kind="sign-in mail").count() == 1
