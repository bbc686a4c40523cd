"""The pages of cases: what a holder finds, and that nobody else finds anything."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanyard.concerns.actions.exchange import add_to_report
from lanyard.concerns.actions.reports import Reporter
from lanyard.concerns.models import CaseWrap, Item, ItemKind
from lanyard.concerns.queries.receipts import exchanged, returned_with
from lanyard.people.dues import dues_of
from lanyard.policy.routes.kinds import About, Answer, Matter
from tests.concerns.cast import send
from tests.concerns.desk import Holder
from tests.people.cast import AT
from tests.practice.welton import Visitor

pytestmark = pytest.mark.django_db
#: What differs from one request to the next whatever happened.
CHANGING = re.compile(rb'(name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*")')


@pytest.fixture
def head(cast) -> Holder:
    return Holder(cast, "head")


def test_an_empty_list_says_what_it_is_for(head):
    head.open("/cases/")
    assert head.heading == "Your cases"
    assert "becomes a case and stands here" in head.text


def test_the_list_shows_ones_own_and_never_a_sequence_or_a_number_of_all(cast, head):
    for _ in range(3):
        filed = send(cast, about=("assistant",))
    send(cast, about=("head",), whom=frozenset({About.HEAD}))
    head.open("/cases/")
    assert head.text.count("Case ") == 3
    assert filed.case.reference in head.text
    assert not re.search(r"\b(4|four) (cases|reports)\b", head.text)
    assert not re.search(rf"\b{filed.case.sequence}\b cases", head.text)


def test_it_can_be_narrowed_to_a_way_and_to_what_is_open(cast, head):
    low, attack = send(cast), send(cast, matter=Matter.ATTACK, whom=frozenset({About.OUTSIDER}))
    head.open("/cases/?route=cyberbullying")
    assert attack.case.reference in head.text and low.case.reference not in head.text
    head.open("/cases/?state=closed")
    assert "You have no such case" in head.text
    head.open("/cases/?route=nonsense&state=nonsense&page=99")
    assert low.case.reference in head.text


def test_what_is_late_comes_first(cast, head):
    old = send(cast, matter=Matter.ALLEGATION)
    new = send(cast)
    head.open("/cases/")
    assert "Late" in head.text
    assert head.text.index(old.case.reference) < head.text.index(new.case.reference)


def test_a_case_asks_once_in_a_sign_in_why_it_is_opened_and_keeps_the_answer(cast, head):
    case = send(cast, words="Kestrelhaven").case
    head.open(f"/cases/{case.pk}/")
    assert head.heading == f"Before you open case {case.reference}"
    assert "Kestrelhaven" not in head.text
    head.fill(reason="other", words="")
    assert "Say why you open it" in head.text
    head.fill(reason="other", words="The union asked")
    assert "Kestrelhaven" in head.text
    assert "The union asked" in head.text
    head.open(f"/cases/{case.pk}/")
    assert head.heading == f"Case {case.reference}"
    assert Item.objects.filter(case=case, kind=ItemKind.READING).count() == 1
    again = Holder(cast, "head").open(f"/cases/{case.pk}/")
    assert again.address.endswith("/read/"), "another sign-in is asked again"


def test_locked_cases_lead_to_the_passphrase_and_nothing_else(cast):
    case = send(cast, words="Kestrelhaven").case
    visitor = Visitor(cast.adults["head"]).open(f"/cases/{case.pk}/")
    assert visitor.address == "/cases/unlock/"
    assert "Kestrelhaven" not in visitor.response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "read/", "message/", "name/", "incident/", "summaries/lado/", "steps/note/", "steps/close/check/"]
)
def test_whoever_has_no_key_gets_what_they_get_for_a_case_that_never_was(cast, path):
    case, never = send(cast, about=("head",), whom=frozenset({About.HEAD})).case, uuid.uuid4()
    for who in ("head", "dsl"):
        holder = Holder(cast, who)
        for method in ("get", "post"):
            there = getattr(holder.client, method)(f"/cases/{case.pk}/{path}")
            nowhere = getattr(holder.client, method)(f"/cases/{never}/{path}")
            assert there.status_code == nowhere.status_code
            assert nowhere.status_code == 404 or method == "post"
            assert CHANGING.sub(b"", there.content) == CHANGING.sub(b"", nowhere.content)
            assert dict(there.headers) == dict(nowhere.headers)


@pytest.mark.tampers
def test_a_changed_row_blocks_the_case_and_says_what_to_do(cast, head):
    case = send(cast, words="Kestrelhaven").case
    head.step(case, "note", words="Seen")
    Item.objects.filter(case=case, kind=ItemKind.STEP).update(written_at=AT)
    for path in ("", "message/", "steps/note/"):
        answer = head.client.get(f"/cases/{case.pk}/{path}")
        assert answer.status_code == 409
        assert "not as it was written" in answer.content.decode()
        assert "Kestrelhaven" not in answer.content.decode()
    before = Item.objects.filter(case=case).count()
    for path, told in (("steps/note/", {"words": "x", "after": "9"}), ("message/", {"words": "x", "after": "9"})):
        assert head.client.post(f"/cases/{case.pk}/{path}", told).status_code == 409
    assert Item.objects.filter(case=case).count() == before


def test_the_page_of_a_case_has_everything_in_its_order(cast, head):
    case = send(cast, about=("assistant",), words="Kestrelhaven", matter=Matter.ALLEGATION).case
    head.read(case)
    headings = [each.get_text() for each in head.page.find("main").find_all("h2")]
    assert headings == [
        "Where it stands",
        "What must happen now",
        "Whom to phone",
        "What to say, and what not to",
        "What you can do",
        "The report, in the reporter’s words",
        "Messages to and from the reporter",
        "What has happened since",
        "Checklist",
        "Who can see this case",
    ]
    assert "Priya Hartwell" in head.text and "Hannah Kowal" in head.text
    assert "Do not ask questions to find out whether it is true" in head.text


def test_while_another_body_has_it_no_step_of_an_inquiry_is_offered_and_it_says_why(cast, head):
    case = send(cast, about=("assistant",), matter=Matter.ALLEGATION).case
    assert not {"adult-spoken-to", "looked-into", "outcome", "judgement-looked-for"} & set(head.steps_offered(case))
    assert "Nobody in school looks into it" in head.text
    head.open(f"/cases/{case.pk}/steps/looked-into/")
    assert head.address == f"/cases/{case.pk}/"
    assert "Another body has it" in head.text
    head.step(case, "lado-told", spoke_to="Ms Vale", reference="L-12", advice="Wait")
    head.step(case, "lado-released", spoke_to="Ms Vale", reference="L-12", reason="Below the threshold")
    assert {"adult-spoken-to", "looked-into", "judgement-looked-for"} <= set(head.steps_offered(case))


def test_the_judgements_are_linked_where_the_step_is_offered(cast, head):
    case = send(cast, about=("assistant",)).case
    head.read(case).open(f"/cases/{case.pk}/steps/judgement-looked-for/")
    assert head.page.find("a", href="/note/judgements/")


def test_what_nobody_knows_is_said_and_never_left_empty(cast, head):
    case = send(cast, matter=Matter.ALLEGATION).case
    head.read(case).open(f"/cases/{case.pk}/steps/lado-told/")
    head.fill(spoke_to="Ms Vale", reference="", advice="Wait")
    assert "There is a problem" in head.text and "Answer “The reference they gave”" in head.text
    assert head.page.find("textarea", attrs={"name": "advice"}).get_text().strip() == "Wait", "nothing typed is lost"
    head.fill(**{"spoke_to": "Ms Vale", "reference": "", "reference-unknown": "on", "advice": "Wait"})
    assert head.address == f"/cases/{case.pk}/"
    assert "Not known" in head.text


def test_a_day_and_time_are_kept_and_none_lies_ahead(cast, head):
    case = send(cast).case
    head.read(case).open(f"/cases/{case.pk}/steps/note/")
    late = {"happened_at-day": "1", "happened_at-month": "1", "happened_at-year": "2099"}
    head.fill(words="Seen", **late, **{"happened_at-time": "09:00"})
    assert "It cannot have happened later than now" in head.text
    head.fill(words="Seen", **{**late, "happened_at-year": "2026"})
    assert "Enter the time as well" in head.text
    head.fill(words="Seen", **{**late, "happened_at-year": "2026", "happened_at-time": "14.05"})
    assert "1 January 2026 at 2:05pm" in head.text


def test_two_presses_make_one_step_and_a_stale_page_loses_nothing(cast, head):
    case = send(cast).case
    head.read(case).open(f"/cases/{case.pk}/steps/note/")
    after = head.form.find("input", attrs={"name": "after"})["value"]
    for _ in range(2):
        head.send(f"/cases/{case.pk}/steps/note/", words="Once only", after=after)
    assert Item.objects.filter(case=case, step="note").count() == 1
    assert "Something was added to this while you were writing" in head.text
    assert head.page.find("textarea", attrs={"name": "words"}).get_text().strip() == "Once only"
    head.fill(words="Once more")
    assert Item.objects.filter(case=case, step="note").count() == 2


def test_that_somebody_else_read_it_meanwhile_holds_nobody_up(cast, head):
    case = send(cast, matter=Matter.MATERIAL, files=Answer.YES, shows_child=Answer.YES, harm=None).case
    head.read(case).open(f"/cases/{case.pk}/steps/note/")
    Holder(cast, "dsl").read(case)
    head.fill(words="Still mine")
    assert head.address == f"/cases/{case.pk}/"


def test_messages_pass_both_ways_and_new_ones_stand_on_the_desk(cast, head):
    filed = send(cast)
    head.read(filed.case).open(f"/cases/{filed.case.pk}/message/")
    head.fill(words="Thank you for telling us.")
    assert "Thank you for telling us." in head.text
    returned = returned_with(filed.receipt)
    assert [one.body["words"] for one in exchanged(returned)] == ["Thank you for telling us."]
    add_to_report(returned=returned, words="It was on Tuesday.", at=AT)
    assert CaseWrap.objects.get(case=filed.case, holder__adult=cast.adults["head"]).read_at is None
    assert "case-unread" in {due.kind for due in dues_of(cast.scope("head"))}
    assert "It was on Tuesday." in head.read(filed.case).text
    assert "case-unread" not in {due.kind for due in dues_of(cast.scope("head"))}


def test_a_summary_says_what_is_known_and_not_known_for_the_rest(cast, head):
    case = send(cast, about=("assistant",), words="Hannah Kowal messaged a pupil at night.", matter=Matter.ALLEGATION).case
    head.step(case, "lado-told", spoke_to="Ms Vale", reference="L-12", advice="Wait")
    head.open(f"/cases/{case.pk}/summaries/lado/")
    text = head.page.find("textarea").get_text()
    assert "Hannah Kowal messaged a pupil at night." in text
    assert "date of birth: Hannah Kowal" in text and "Priya Hartwell" in text
    assert "The child: name, school year: not known" in text
    assert "reference L-12" in text
    assert head.client.get(f"/cases/{case.pk}/summaries/ico/").status_code == 404


def test_a_name_that_is_kept_back_is_nowhere_until_two_people_agreed(cast, head):
    teacher = cast.adults["teacher"]
    filed = send(cast, reporter=Reporter(teacher, kept_back=True))
    case = filed.case
    assert teacher.name not in head.read(case).response.content.decode()
    head.open(f"/cases/{case.pk}/name/").fill(button="Ask a second person", words="The police ask for a witness.")
    assert teacher.name not in head.text
    head.open(f"/cases/{case.pk}/name/")
    assert "You asked for it yourself" in head.text
    head.fill(words="I agree with myself", act="agree")
    assert "This takes a second person." in head.text
    assert teacher.name not in head.read(case).response.content.decode()
    chair = Holder(cast, "chair").read(case)
    assert teacher.name not in chair.response.content.decode()
    chair.open(f"/cases/{case.pk}/name/").fill(button="Agree: show the name", words="It is needed.")
    assert teacher.name in chair.text
    assert teacher.name in head.read(case).text
    (told,) = exchanged(returned_with(filed.receipt))
    assert "The police ask for a witness." in told.body["words"]
    assert teacher.name not in told.body["words"]


def test_a_no_keeps_the_name_back(cast, head):
    teacher = cast.adults["teacher"]
    case = send(cast, reporter=Reporter(teacher, kept_back=True)).case
    head.read(case).open(f"/cases/{case.pk}/name/").fill(button="Ask a second person", words="I am curious.")
    chair = Holder(cast, "chair").read(case)
    chair.open(f"/cases/{case.pk}/name/").fill(button="Do not agree", words="That is no reason.")
    assert teacher.name not in chair.response.content.decode()
    assert "Did not agree" in chair.text


def test_neither_a_long_list_nor_a_long_case_asks_the_database_more_often(cast, head):
    case = send(cast).case
    head.step(case, "note", words="Once")

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert head.client.get(path).status_code == 200
        return len(found)

    few = asked("/cases/"), asked(f"/cases/{case.pk}/")
    for number in range(5):
        send(cast)
        head.step(case, "note", words=f"Again {number}")
    assert (asked("/cases/"), asked(f"/cases/{case.pk}/")) == few


def test_the_list_opens_nothing_and_needs_no_passphrase(cast):
    case = send(cast).case
    visitor = Visitor(cast.adults["head"]).open("/cases/")
    assert visitor.address == "/cases/" and case.reference in visitor.text
