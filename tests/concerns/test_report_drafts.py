"""Reporting with a browser: what is refused, what survives, and that nothing is tied to anybody."""

from __future__ import annotations

import pytest

from lanyard.concerns.actions import drafts
from lanyard.concerns.models import Case, ReportDraft
from tests.concerns.browser import NUMBERS, Browser
from tests.people.cast import make_school

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven"


@pytest.fixture
def teacher(crowd) -> Browser:
    return Browser(crowd.adults["teacher"])


def only_case() -> Case:
    return Case.objects.get()


def test_nobody_else_goes_with_no_other_answer(teacher):
    teacher.begin().go_on("keep_from")
    teacher.post(keep_from=["nobody", "head"])
    assert teacher.slug == "keep_from" and "or “Nobody else”" in teacher.text


def test_an_adult_who_is_meant_has_to_be_named_or_unknown(teacher):
    teacher.begin().go_on("who")
    teacher.post(adults=[], others="")
    assert teacher.slug == "who" and "I do not know who it is" in teacher.text


def test_999_stands_on_every_page_after_it_was_needed_and_the_questions_go_on(teacher):
    teacher.begin().go_on(danger={"danger": "not_sure"})
    on_the_way = [page for page in teacher.seen if "/report/discard/" in page][1:]
    assert len(on_the_way) > 8 and all("tel:999" in page for page in on_the_way)
    assert teacher.path == "/report/check/"


def test_going_back_and_changing_an_answer_keeps_the_others(teacher):
    teacher.begin().go_on(what={"what": SECRET})
    teacher.open(f"/report/question/{NUMBERS['matter']}/").post(matter="attack")
    assert teacher.slug == "details", "the new route has questions of its own"
    teacher.go_on(details={"platform": "Example Chat", "address": "https://chat.example.org/room/7"})
    assert SECRET in teacher.text and "A threat" not in teacher.text and "https://chat.example.org/room/7" in teacher.text
    teacher.send()
    assert only_case().route == "cyberbullying"


def test_a_wrong_answer_keeps_what_was_typed(teacher):
    teacher.begin().go_on("when")
    teacher.post(**{"day-day": "31", "day-month": "2", "day-year": "2026", "time": "about ten"})
    assert teacher.slug == "when" and "Date must be a real date" in teacher.text
    assert 'value="about ten"' in teacher.page and 'value="31"' in teacher.page


def test_a_day_ahead_is_refused(teacher):
    teacher.begin().go_on("when")
    teacher.post(**{"day-day": "1", "day-month": "1", "day-year": "2999"})
    assert "must be today or in the past" in teacher.text


def test_no_page_can_be_reached_before_its_time_or_sent_half(teacher):
    teacher.begin()
    for path in (f"/report/question/{NUMBERS['what']}/", "/report/check/"):
        assert teacher.open(path).slug == "danger"
    teacher.post("/report/check/")
    teacher.post(f"/report/question/{NUMBERS['what']}/", what="hello")
    assert Case.objects.count() == 0 and teacher.slug == "danger"


def test_on_a_shared_computer_nobody_goes_on_with_another_persons_draft(teacher, crowd):
    teacher.begin().go_on(what={"what": SECRET})
    other = Browser(crowd.adults["assistant"])
    other.client.cookies["lanyard-draft"] = teacher.client.cookies["lanyard-draft"].value
    assert "Go on with it" not in other.open("/report/").text
    for path in ("/report/check/", f"/report/question/{NUMBERS['what']}/"):
        assert SECRET not in other.open(path).page and other.path == "/report/"
    assert other.post("/report/check/").path == "/report/"
    assert Case.objects.count() == 0


@pytest.mark.parametrize("spoil", ["", "nonsense", "AAAA", "=" * 40])
def test_a_cookie_that_is_not_ours_opens_nothing(teacher, spoil):
    teacher.begin().go_on("what")
    value = teacher.client.cookies["lanyard-draft"].value
    for wrong in (spoil, value[:-4], value[:10] + ("A" if value[10] != "A" else "B") + value[11:]):
        teacher.client.cookies["lanyard-draft"] = wrong
        assert teacher.open("/report/check/").path == "/report/"


def test_a_wrong_secret_opens_no_draft(teacher, school):
    teacher.begin()
    draft = ReportDraft.objects.get()
    assert drafts.draft_of(school, drafts.DraftKey(draft.pk, bytes(32))) is None


def test_the_cookies_tell_scripts_and_other_sites_nothing(teacher):
    teacher.begin().go_on()
    draft = teacher.client.cookies["lanyard-draft"]
    teacher.send()
    for cookie in (draft, teacher.client.cookies["lanyard-sent"]):
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"


def test_a_second_press_shows_the_same_receipt_and_makes_no_second_case(teacher):
    teacher.begin().go_on()
    draft = teacher.client.cookies["lanyard-draft"].value
    receipt = teacher.send()
    teacher.client.cookies["lanyard-draft"] = draft
    del teacher.client.cookies["lanyard-sent"]
    assert teacher.post("/report/check/").receipt == receipt
    assert Case.objects.count() == 1
    assert teacher.open("/report/sent/").receipt == receipt


def test_two_presses_at_once_find_one_draft_and_make_one_case(teacher, monkeypatch):
    teacher.begin().go_on()
    from lanyard.concerns.views import report

    def both(**more):
        filed = file_report(**more)
        assert not file_report(**more).is_new, "the other press, between filing and deleting"
        return filed

    file_report = report.file_report
    monkeypatch.setattr(report, "file_report", both)
    teacher.send()
    assert Case.objects.count() == 1


def test_the_receipt_is_put_away_for_good(teacher):
    teacher.begin().go_on().send()
    teacher.post("/report/sent/")
    assert teacher.path == "/receipt/"
    assert teacher.open("/report/sent/").path == "/report/"


def test_nobody_else_sees_the_receipt_in_the_same_browser(teacher, crowd):
    receipt = teacher.begin().go_on().send()
    other = Browser(crowd.adults["assistant"])
    other.client.cookies["lanyard-sent"] = teacher.client.cookies["lanyard-sent"].value
    assert receipt not in other.open("/report/sent/").page.replace("<wbr>", "")
    assert other.path == "/report/"


def test_thrown_away_is_gone_after_asking(teacher):
    teacher.begin().go_on("what")
    assert "nobody can bring it back" in teacher.open("/report/discard/").text
    assert ReportDraft.objects.count() == 1
    teacher.post("/report/discard/")
    assert ReportDraft.objects.count() == 0 and "Start now" in teacher.text


def test_a_school_that_takes_none_says_so_kindly_and_keeps_nothing():
    from tests.people.cast import make_adult

    somebody = Browser(make_adult(make_school("New")))
    somebody.open("/report/")
    assert "cannot take reports here yet" in somebody.text and "Start now" not in somebody.text
    assert "999" in somebody.text
    somebody.post("/report/")
    assert somebody.status == 409 and ReportDraft.objects.count() == 0


def test_where_nobody_has_a_key_yet_the_page_says_whom_to_phone(teacher, crowd):
    teacher.begin().go_on()
    assert "do not rely on it being read today" in teacher.text
    teacher.send()
    assert only_case().wraps.count() == 0


def test_no_address_holds_a_name_an_answer_or_a_receipt(teacher, crowd):
    receipt = teacher.begin().go_on(who={"adults": [str(crowd.adults["head"].pk)]}).send()
    for page in teacher.seen:
        assert receipt.split("-")[0] not in "".join(part.split('"')[0] for part in page.split('href="')[1:])
    assert all(number.isdigit() for number in [teacher.path.strip("/").split("/")[-1]] if teacher.slug)


def test_the_log_of_requests_never_says_who(teacher, crowd, caplog):
    import logging

    caplog.set_level(logging.INFO)
    receipt = teacher.begin().go_on(what={"what": SECRET}).send()
    teacher.come_back(receipt)
    teacher.post(words="More")
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict) and record.msg.get("event") == "answered"]
    ours = [line for line in lines if str(line["route"]).startswith("concerns:")]
    assert len(ours) > 20 and {line["account"] for line in ours} == {None}
    said = " ".join(str(record.msg) + str(record.args) for record in caplog.records)
    for word in (SECRET, receipt, receipt.split("-")[1], "Whitcombe"):
        assert word not in said
