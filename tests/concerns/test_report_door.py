"""The way in without an account: who makes it, whom it lets in, and that a new one shuts the old."""

from __future__ import annotations

import re

import pytest

from lanyard.concerns.actions.doors import make_door
from lanyard.concerns.models import Case, ItemKind, ReportDoor, ReportDraft
from lanyard.concerns.names import adults_meant_by
from lanyard.people import actions as people
from tests.concerns.browser import NUMBERS, Browser, everything_stored
from tests.concerns.cast import make_cast
from tests.people.cast import AT, SINCE, make_school

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven"


@pytest.fixture
def token(crowd) -> str:
    return make_door(scope=crowd.scope("head"), by=crowd.adults["head"].account, at=AT)


def through(token: str) -> Browser:
    return Browser().open(f"/report/at/{token}/")


def test_it_leads_to_the_same_pages_without_an_account_and_leaves_the_address_behind(crowd, token):
    somebody = through(token)
    assert somebody.path == "/report/" and token not in somebody.page and token not in str(somebody.client.cookies)
    somebody.begin().go_on("who")
    assert "Sam Whitcombe" not in somebody.page, "the register is nobody’s who is not signed in"
    receipt = somebody.go_on(who={"others": "Hannah Kowal"}).send()
    case = Case.objects.get()
    assert somebody.come_back(receipt).path == "/receipt/report/"
    assert case.items.filter(kind=ItemKind.REPORTER).count() == 0


def test_a_typed_name_leaves_its_owner_out(school):
    cast = make_cast(school, with_keys=("head", "chair"))
    token = make_door(scope=cast.scope("head"), by=cast.adults["head"].account, at=AT)
    told = {"naming": "kept_back", "own_name": "Ines Calder", "reached_by": "07700 900123"}
    through(token).begin().go_on(who={"others": "priya hartwell"}, name=told).send()
    assert cast.cases("head") == [] and cast.cases("chair") == [Case.objects.get()]
    (who,) = cast.open("chair", Case.objects.get()).of(ItemKind.REPORTER)
    assert (who.body["name"], who.body["reached_by"], who.body["kept_back"]) == ("Ines Calder", "07700 900123", True)
    assert b"Ines Calder" not in everything_stored()


def test_a_name_that_is_given_has_to_be_there_and_one_that_is_not_is_not_kept(crowd, token):
    somebody = through(token).begin().go_on("name")
    somebody.post(naming="given", own_name="")
    assert "Enter your name, or choose not to give it" in somebody.text
    somebody.post(naming="not_given", own_name="Ines Calder")
    assert "Ines" not in somebody.text
    somebody.send()
    assert not Case.objects.get().items.filter(kind=ItemKind.REPORTER).exists()


def test_a_new_link_shuts_the_old_and_whoever_came_by_it(crowd, token):
    somebody = through(token).begin().go_on("what")
    again = make_door(scope=crowd.scope("head"), by=crowd.adults["head"].account, at=AT)
    assert through(token).status == 404
    assert somebody.open("/report/").path == "/sign-in/"
    somebody.open(f"/report/at/{again}/")
    assert "Go on with it" in somebody.text, "what was typed is still there"
    assert ReportDoor.objects.count() == 1 and again.encode() not in everything_stored()


@pytest.mark.parametrize("wrong", ["nothing", "a" * 43, "0"])
def test_a_wrong_link_is_not_there(token, wrong):
    assert through(wrong).status == 404
    assert Browser().open("/report/").path == "/sign-in/"


def test_what_is_typed_after_the_link_was_shut_is_kept_first(crowd, token):
    somebody = through(token).begin().go_on("what")
    again = make_door(scope=crowd.scope("head"), by=crowd.adults["head"].account, at=AT)
    somebody.post(f"/report/question/{NUMBERS['what']}/", what=SECRET)
    assert somebody.path == "/sign-in/"
    somebody.open(f"/report/at/{again}/").open("/report/check/")
    assert SECRET in somebody.open(f"/report/question/{NUMBERS['what']}/").page


def test_a_draft_without_an_account_goes_when_the_browser_closes(crowd, token):
    somebody = through(token).begin()
    assert not somebody.client.cookies["lanyard-draft"]["max-age"]
    signed = Browser(crowd.adults["teacher"]).begin()
    assert signed.client.cookies["lanyard-draft"]["max-age"] == 7 * 24 * 3600


def test_somebody_who_signs_in_in_between_does_not_get_it(crowd, token):
    somebody = through(token).begin().go_on(what={"what": SECRET})
    other = Browser(crowd.adults["teacher"])
    other.client.cookies["lanyard-draft"] = somebody.client.cookies["lanyard-draft"].value
    assert "Go on with it" not in other.open("/report/").text


def test_it_leads_to_its_own_school_alone(crowd, token):
    make_cast(make_school("Another school"), with_keys=())
    through(token).begin().go_on().send()
    assert Case.objects.get().school == crowd.school and ReportDraft.objects.count() == 0


def test_the_poster_shows_the_link_once_it_is_made_and_not_after_it_was_put_away(crowd):
    head = Browser(crowd.adults["head"])
    assert "There is none yet." in head.open("/report/link/").text
    head.post("/report/link/")
    assert head.path == "/report/link/poster/" and "<svg" in head.page
    token = re.search(r"/report/at/([\w-]+)/", head.page)[1]
    assert through(token).path == "/report/"
    assert token.encode() not in everything_stored()
    assert token in head.open("/report/link/poster/").page, "printing can be tried again"
    head.post("/report/link/poster/")
    assert head.path == "/report/link/" and token not in head.open("/report/link/poster/").page
    assert "cannot be shown again" in head.text


@pytest.mark.parametrize("who", ["teacher", "dsl", "chair", "it_lead"])
def test_only_head_and_business_manager_make_it(crowd, who):
    somebody = Browser(crowd.adults[who])
    for path in ("/report/link/", "/report/link/poster/"):
        assert somebody.open(path).status == 403 and somebody.post(path).status == 403
    assert not ReportDoor.objects.exists()
    people.give_role(adult=crowd.adults["assistant"], role="business_manager", held_from=SINCE, by=None, at=AT)
    assert Browser(crowd.adults["assistant"]).open("/report/link/").status == 200


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Hannah Kowal", {"assistant"}),
        ("HANNAH", {"assistant"}),
        ("Mr Bellamy, deputy head teacher", {"dsl"}),
        ("priya and Tom\nMrs Adeyemi", {"head", "dsl", "chair"}),
        ("Hártwell", {"head"}),
        ("the head teacher", set()),
        ("a parent from my class, Ines Calder", set()),
        ("", set()),
    ],
)
def test_whom_a_typed_name_means(crowd, typed, meant):
    found = adults_meant_by(typed, crowd.school, on=AT.date())
    assert found == {crowd.adults[who].pk for who in meant}
