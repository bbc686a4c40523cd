"""Reporting with a browser: the way through, what survives, what nobody ever finds again."""

from __future__ import annotations

import pytest

from lanyard.concerns.models import Case, ItemKind, ReportDraft
from lanyard.records.log.checkpoints import note_of_report
from lanyard.records.models import Event
from tests.concerns.browser import NUMBERS, Browser, everything_stored
from tests.practice.welton import sign_in

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven"


@pytest.fixture
def teacher(cast) -> Browser:
    return Browser(cast.adults["teacher"])


def only_case() -> Case:
    return Case.objects.get()


def test_from_the_first_page_to_the_receipt(teacher, cast):
    receipt = teacher.begin().go_on(what={"what": SECRET}).send()
    case = only_case()
    told = cast.open("head", case).report
    assert ["What happened?", SECRET] in told["rows"]
    assert (case.route, told["left_out_adults"]) == ("low-level-concern", [])
    assert len(receipt.replace("-", "")) == 40
    note = note_of_report(str(case.pk))
    assert note and note.splitlines()[-1] in teacher.page, "the checkpoint stands on the receipt"
    assert note.splitlines()[-1] in teacher.come_back(receipt).page, "and whenever its holder comes back"
    assert ReportDraft.objects.count() == 0
    assert SECRET.encode() not in everything_stored() and receipt.encode() not in everything_stored()


def test_whoever_is_chosen_by_name_is_left_out_from_the_first_byte(teacher, cast):
    head = str(cast.adults["head"].pk)
    teacher.begin().go_on(who={"adults": [head]}).send()
    assert cast.cases("chair") == [only_case()] and cast.cases("head") == []
    assert cast.open("chair", only_case()).left_out == {cast.adults["head"].pk}


def test_a_typed_name_leaves_out_everybody_who_shares_a_part_of_it(teacher, cast):
    teacher.begin().go_on(who={"adults": [], "others": "Mrs HARTWELL, I think"}).send()
    assert cast.cases("head") == [] and cast.cases("chair") == [only_case()]


@pytest.mark.parametrize(("about", "left_out"), [("head", "head"), ("dsl", "dsl"), ("chair", "chair")])
def test_a_role_that_is_named_leaves_out_its_holder_whatever_else_they_are(teacher, cast, about, left_out):
    teacher.begin().go_on(about={"about": [about]}, who={"adults": []}).send()
    assert cast.cases(left_out) == []
    assert Case.objects.count() == 1


def test_from_whom_it_is_kept_does_not_receive_it_by_another_role(teacher, cast):
    teacher.begin().go_on(keep_from={"keep_from": ["head"]}).send()
    assert cast.cases("head") == [] and cast.cases("chair") == [only_case()]


def test_a_report_about_oneself_names_its_sender_and_never_reaches_them(cast):
    head = Browser(cast.adults["head"])
    head.begin().go_on(about={"about": ["self"]}, judgement={"judgement": "not_sure"})
    assert not any("Do you want to give your name?" in page for page in head.seen)
    head.send()
    assert "Note a professional judgement" in head.text
    assert cast.cases("head") == []
    (who,) = cast.open("chair", only_case()).of(ItemKind.REPORTER)
    assert who.body["name"] == "Priya Hartwell"


@pytest.mark.parametrize(
    ("naming", "name", "kept_back", "event"),
    [("given", "Sam Whitcombe", False, 1), ("kept_back", "Sam Whitcombe", True, 0), ("not_given", None, None, 0)],
)
def test_a_name_goes_along_as_its_owner_chose(teacher, cast, naming, name, kept_back, event):
    teacher.begin().go_on(name={"naming": naming}).send()
    found = cast.open("head", only_case()).of(ItemKind.REPORTER)
    assert [(one.body["name"], one.body["kept_back"]) for one in found] == ([(name, kept_back)] if name else [])
    account = cast.adults["teacher"].account.pk
    assert Event.objects.filter(kind="report received", by_id=account).count() == event
    if not event:
        assert not Event.objects.filter(by_id=account).exists()
    assert "Sam Whitcombe" not in str(cast.open("head", only_case()).report)


def test_a_sign_in_that_ends_while_somebody_types_loses_nothing(teacher, cast):
    teacher.begin().go_on("what")
    del teacher.client.cookies["sessionid" if "sessionid" in teacher.client.cookies else "lanyard"]
    teacher.post(what=SECRET)
    assert teacher.path == "/sign-in/" and SECRET not in teacher.page
    again = sign_in(cast.adults["teacher"])
    for name, cookie in again.cookies.items():
        teacher.client.cookies[name] = cookie.value
    assert "Go on with it" in teacher.open("/report/").text
    assert SECRET in teacher.open("/report/check/").open(f"/report/question/{NUMBERS['what']}/").page
    teacher.open("/report/check/").go_on().send()
    assert ["What happened?", SECRET] in cast.open("head", only_case()).report["rows"]


def test_whoever_is_attacked_does_not_handle_it_themselves_and_need_not_be_named(cast):
    head = Browser(cast.adults["head"])
    head.begin().go_on(about={"about": ["self"]}, matter={"matter": "attack"})
    assert any("Do you want to give your name?" in page for page in head.seen)
    head.send()
    assert cast.cases("head") == [] and cast.cases("chair") == [only_case()]
    assert cast.open("chair", only_case()).of(ItemKind.REPORTER) == []
