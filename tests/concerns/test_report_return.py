"""Coming back with a receipt: what it opens, what it never shows, and how often it can be tried."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lanyard.concerns.actions.exchange import add_to_report, take_reporters_step, write_to_reporter
from lanyard.concerns.actions.steps import take_step
from lanyard.concerns.forms.report_return import label_of
from lanyard.concerns.models import Item, ItemKind
from lanyard.concerns.queries.receipts import Stage, reporters_steps, returned_with, stage_of
from lanyard.people.models import SignInTries
from lanyard.policy.routes.kinds import Matter
from lanyard.proof.receipts import Receipt, make_receipt
from lanyard.records.models import Event
from tests.concerns.browser import Browser, everything_stored
from tests.concerns.cast import make_cast, send
from tests.people.cast import AT

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven"


@pytest.fixture
def filed(crowd):
    """A report of an attack online, which nobody has a key to yet."""
    return send(crowd, matter=Matter.ATTACK)


@pytest.fixture
def handled(school):
    """The same, where the head has a key."""
    cast = make_cast(school, with_keys=("head",))
    return cast, send(cast, matter=Matter.ATTACK)


@pytest.mark.parametrize("shape", [str, str.lower, lambda told: str(told).replace("-", " "), lambda told: f"  {told}\n"])
def test_it_is_read_however_it_is_written(filed, shape):
    somebody = Browser().come_back(shape(str(filed.receipt)))
    assert somebody.path == "/receipt/report/"
    assert "It was received." in somebody.text


@pytest.mark.parametrize(("told", "said"), [("", "Enter your receipt"), ("ABC", "never has the sign"), ("2345", "40 signs")])
def test_a_slip_of_the_pen_is_told_before_anything_is_looked_up(filed, told, said):
    somebody = Browser().come_back(told)
    assert said in somebody.text and not SignInTries.objects.exists()


def test_a_wrong_one_gets_the_same_words_whether_its_first_part_exists_or_not(filed):
    near = str(Receipt(filed.receipt.look_up, make_receipt().secret))
    for wrong in (near, str(make_receipt())):
        somebody = Browser().come_back(wrong)
        assert "No report has this receipt" in somebody.text and somebody.path == "/receipt/"


def test_five_tries_lock_a_receipt_for_every_process_and_a_right_one_forgives(filed):
    near = str(Receipt(filed.receipt.look_up, make_receipt().secret))
    for _ in range(4):
        Browser().come_back(near)
    assert Browser().come_back(str(filed.receipt)).path == "/receipt/report/", "the fifth try was right"
    for _ in range(5):
        Browser().come_back(near)
    locked = Browser().come_back(str(filed.receipt))
    assert locked.status == 429 and "tried too often" in locked.text
    assert filed.receipt.look_up.encode() not in b"".join(one.digest.encode() for one in SignInTries.objects.all())


def test_it_never_ties_somebody_who_is_signed_in_to_the_report(crowd, filed):
    teacher = Browser(crowd.adults["teacher"])
    before = dict(teacher.client.session.items())
    teacher.come_back(str(filed.receipt)).post(words=SECRET)
    assert dict(teacher.client.session.items()) == before
    assert Item.objects.filter(kind=ItemKind.ADDITION, by__isnull=True).count() == 1
    assert not Event.objects.filter(by_id=crowd.adults["teacher"].account.pk).exists()
    assert SECRET.encode() not in everything_stored() and str(filed.receipt).encode() not in everything_stored()


def test_it_shows_nothing_of_whoever_handles_it_and_no_number(handled):
    cast, filed = handled
    head = cast.adults["head"]
    write_to_reporter(case=cast.open("head", filed.case), words=SECRET, adult=head, by=head.account, at=AT)
    somebody = Browser().come_back(str(filed.receipt))
    assert SECRET in somebody.text and "The school wrote" in somebody.text and "It is being handled." in somebody.text
    for hidden in ("Priya", "Hartwell", filed.case.reference, str(filed.case.pk)):
        assert hidden not in somebody.page
    assert str(filed.receipt).split("-")[1] not in somebody.page


def test_how_far_it_has_come(handled):
    cast, filed = handled
    returned = returned_with(filed.receipt)
    assert stage_of(returned) == Stage.RECEIVED
    who = {"scope": cast.scope("head"), "unlocked": cast.keys["head"], "by": cast.adults["head"].account}
    take_step(case=filed.case, step="note", facts={"words": "Read."}, at=AT, **who)
    assert stage_of(returned_with(filed.receipt)) == Stage.HANDLED


def test_what_is_added_reaches_the_holder_and_two_presses_add_once(handled):
    cast, filed = handled
    somebody = Browser().come_back(str(filed.receipt))
    for _ in range(2):
        somebody.post("/receipt/report/", words=SECRET)
    assert [one.body["words"] for one in cast.open("head", filed.case).of(ItemKind.ADDITION)] == [SECRET]
    returned = returned_with(filed.receipt)
    add_to_report(returned=returned, words="Something else.", at=AT)
    add_to_report(returned=returned, words=SECRET, at=AT)
    assert len(cast.open("head", filed.case).of(ItemKind.ADDITION)) == 3


def test_wishes_are_taken_down_and_changed_as_often_as_somebody_likes(handled):
    cast, filed = handled
    somebody = Browser().come_back(str(filed.receipt))
    somebody.open(address_of(somebody, "Say what you wish"))
    somebody.post(wants_told="nothing", wants_action="Make it stop", wants_police="undecided")
    assert somebody.path == "/receipt/report/" and "You can change it." in somebody.text
    somebody.open(address_of(somebody, "Say what you wish"))
    assert 'value="undecided" checked' in somebody.page.replace("  ", " ") or "checked" in somebody.page
    assert "Make it stop" in somebody.page
    somebody.post(wants_told="everything", wants_action="", wants_police="no")
    wishes = cast.open("head", filed.case).standing.last("wishes-recorded")
    assert wishes.facts == {"wants_told": "everything", "wants_action": "not known", "wants_police": "no"}
    assert wishes.by == "reporter" and not cast.open("head", filed.case).standing.ignored


def address_of(browser: Browser, label: str) -> str:
    """Where a link of the page leads."""
    before = browser.page.split(f">{label}</a>")[0]
    return before.rsplit('href="', 1)[1].split('"')[0]


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        ("outcome", {"outcome": "no-action", "reason": "x"}),
        ("propose-closing", {"reason": "x"}),
        ("leave-somebody-out", {"person": "1", "reason": "x"}),
        ("wishes-recorded", {"wants_told": "everything"}),
        ("wishes-recorded", {"wants_told": "everything", "wants_action": "x", "wants_police": "maybe"}),
    ],
)
def test_the_action_itself_refuses_what_is_not_the_reporters_to_do(filed, step, facts):
    before = Item.objects.count()
    with pytest.raises(ValidationError):
        take_reporters_step(returned=returned_with(filed.receipt), step=step, facts=facts, at=AT)
    with pytest.raises(KeyError):
        take_reporters_step(returned=returned_with(filed.receipt), step="no-such-step", facts={}, at=AT)
    assert Item.objects.count() == before


def test_every_step_that_is_offered_can_be_taken_as_its_page_asks(crowd):
    for matter in Matter:
        filed = send(crowd, matter=matter)
        somebody = Browser().come_back(str(filed.receipt))
        for step in reporters_steps(returned_with(filed.receipt)):
            somebody.open(address_of(somebody, label_of(step)))
            told = dict.fromkeys((*step.facts, *step.may_give), "Words")
            told |= {"wants_told": "everything", "wants_police": "no", "category": "threat"}
            somebody.post(**told)
            assert somebody.path == "/receipt/report/", (matter, step.id, somebody.text[:400])


@pytest.mark.parametrize("number", [0, 1, 99])
def test_a_step_of_somebody_else_is_not_there(filed, number):
    somebody = Browser().come_back(str(filed.receipt))
    assert somebody.open(f"/receipt/report/say/{number}/").status == 404


def test_on_the_way_of_images_links_and_bytes_are_refused_and_the_words_stay(crowd):
    from lanyard.policy.routes.kinds import Answer

    filed = send(crowd, files=Answer.YES, shows_child=Answer.NOT_SURE, matter=None, harm=None)
    somebody = Browser().come_back(str(filed.receipt))
    assert 'type="file"' not in somebody.page
    before = everything_stored()
    somebody.post(words="It was at https://example.org/x when I heard. data:image/png;base64," + "QUJD" * 90)
    assert somebody.status == 422 and "taken out" in somebody.text
    assert "when I heard." in somebody.text and "example.org" not in somebody.page and "QUJDQUJD" not in somebody.page
    assert everything_stored() == before
    elsewhere = Browser().come_back(str(send(crowd, matter=Matter.ATTACK).receipt))
    elsewhere.post(words="It is at https://example.org/x")
    assert "https://example.org/x" in elsewhere.text and elsewhere.path == "/receipt/report/"


@pytest.mark.tampers
def test_closed_is_closed(filed):
    filed.case.closed_at = filed.case.opened_at
    filed.case.save(update_fields=["route", "closed_at", "due_at"])
    somebody = Browser().come_back(str(filed.receipt))
    assert "It was closed." in somebody.text and "Add to your report" not in somebody.text
    somebody.post("/receipt/report/", words=SECRET)
    assert "send a new report" in somebody.text.lower() and not Item.objects.filter(kind=ItemKind.ADDITION).exists()


def test_leaving_forgets_it_and_without_the_cookie_nothing_is_there(filed):
    somebody = Browser().come_back(str(filed.receipt))
    cookie = somebody.client.cookies["lanyard-receipt"]
    assert cookie["httponly"] and str(filed.receipt) not in cookie.value and not cookie["max-age"]
    somebody.post("/receipt/leave/")
    for path in ("/receipt/report/", "/receipt/report/say/1/"):
        assert somebody.open(path).path == "/receipt/"


def test_the_cookie_of_a_receipt_is_over_after_a_while(filed, monkeypatch):
    import datetime

    from lanyard.concerns.views import report_return

    monkeypatch.setattr(report_return, "LASTS", datetime.timedelta(seconds=-1))
    assert Browser().come_back(str(filed.receipt)).path == "/receipt/"


def test_only_whoever_was_attacked_says_what_is_wished(school):
    cast = make_cast(school, with_keys=("head",))
    filed = send(cast, matter=Matter.CONDUCT)
    who = {"scope": cast.scope("head"), "unlocked": cast.keys["head"], "by": cast.adults["head"].account, "at": AT}
    take_step(case=filed.case, step="escalate", facts={"to": "cyberbullying", "reason": "It is online."}, **who)
    returned = returned_with(filed.receipt)
    assert returned.case.route == "cyberbullying"
    assert "wishes-recorded" not in {step.id for step in reporters_steps(returned)}
    told = {"wants_told": "everything", "wants_action": "x", "wants_police": "no"}
    with pytest.raises(ValidationError):
        take_reporters_step(returned=returned, step="wishes-recorded", facts=told, at=AT)
