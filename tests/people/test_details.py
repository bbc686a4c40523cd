"""A school changes whom to phone and when its terms are: nothing is lost, nobody is overtaken unseen."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from lanyard.people import actions
from lanyard.people.actions.details import last_change
from lanyard.people.details import (
    ASKED_CONTACTS,
    EXAMPLE,
    OWN_CONTACTS,
    keep_past_years,
    own_lines,
    own_terms,
    read_term_lines,
    term_lines,
)
from lanyard.people.forms.details import ContactForm
from lanyard.people.models import DetailsChange, School
from lanyard.people.queries import scope_of
from lanyard.people.queries.details import details_changes
from lanyard.policy.contacts import load_contacts
from lanyard.policy.pack import find_pack
from lanyard.policy.terms import read_terms
from lanyard.practice.registers import registers_of
from lanyard.records.models import Event
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.practice.welton import Visitor, adopt, make_welton

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def autumn(year: int) -> str:
    return f"Autumn: 2/9/{year} to 18/12/{year}, half term 26/10/{year} to 30/10/{year}"


@pytest.fixture
def school() -> School:
    return make_school()


@pytest.fixture
def head(school):
    return make_adult(school, "Priya Hartwell", "head")


def change(head, phone: str, *, seen: int | None = None, contact: str = "dsl", email: str = "", hours: str = ""):
    school = head.school
    told = {"phone": phone, "email": email, "hours": hours, "checked_on": TODAY}
    seen = last_change(school, contact) if seen is None else seen
    return actions.change_contact(school=school, contact=contact, seen=seen, **told, by=head.account, at=AT)


def change_terms(head, lines: str, *, on: datetime.date = TODAY):
    told = {"terms": read_term_lines(lines), "on": on, "seen": last_change(head.school, "terms")}
    return actions.change_terms(school=head.school, **told, by=head.account, at=AT)


def test_every_contact_that_is_asked_for_is_one_of_the_registers_own():
    local = {contact.id for contact in load_contacts(find_pack("welton") / "contacts.toml") if contact.local}
    assert {id_ for id_, _ in ASKED_CONTACTS} == local
    assert set(OWN_CONTACTS) < set(ASKED_CONTACTS)


def test_a_change_is_shown_at_once_and_leaves_a_trace_without_the_number(head):
    made = change(head, "01632 960 201", hours="School days 8am to 4pm")
    line = own_lines(School.objects.get())["dsl"]
    assert (line.phone, line.hours, line.confirmed_on) == ("01632 960 201", "School days 8am to 4pm", TODAY)
    event = Event.objects.last()
    assert (event.kind, event.about, event.by_id) == ("school details changed", {"change": made.pk}, head.account.pk)


@given(some.lists(some.sampled_from(["01632 960 201", "01632 960 202", "", "back"]), max_size=8))
def test_history_tells_every_value_that_stood_there_in_order(steps):
    head = make_adult(make_school(), "Priya Hartwell", "head")
    school, stood = head.school, [None]
    for step in steps:
        last = school.details_changes.first()
        if step != "back":
            change(head, step)
        elif last is not None:
            actions.take_details_back(change=last, by=head.account, at=AT)
        now = (School.objects.get(pk=school.pk).settings.get("contacts") or {}).get("dsl")
        if now != stood[-1]:
            stood.append(now)
    told = list(school.details_changes.order_by("pk"))
    assert [each.after for each in told] == stood[1:]
    assert [each.before for each in told] == stood[:-1]


def test_whoever_was_overtaken_is_told_and_changes_nothing(head):
    change(head, "01632 960 201")
    with pytest.raises(ValidationError, match="Somebody else"):
        change(head, "01632 960 202", seen=0)
    assert own_lines(School.objects.get())["dsl"].phone == "01632 960 201"
    change(head, "01632 960 203", seen=0, contact="lado")
    assert set(own_lines(School.objects.get())) == {"dsl", "lado"}


def test_only_the_last_change_of_a_part_is_taken_back(head):
    first = change(head, "01632 960 201")
    other = change(head, "01632 960 202", contact="lado")
    change(head, "01632 960 203")
    with pytest.raises(ValidationError, match="Only the last"):
        actions.take_details_back(change=first, by=head.account, at=AT)
    actions.take_details_back(change=other, by=head.account, at=AT)
    assert {id_: line.phone for id_, line in own_lines(School.objects.get()).items()} == {"dsl": "01632 960 203"}
    marks = {each.pk: each.is_last for each in details_changes(scope_of(head.account, on=TODAY))}
    assert sum(marks.values()) == 2
    assert not marks[first.pk]
    assert not marks[other.pk]


def test_a_contact_that_nobody_asks_for_is_refused(head):
    with pytest.raises(ValidationError, match="not one of"):
        change(head, "01632 960 201", contact="police-emergency")
    with pytest.raises(ValidationError, match="not one of"):
        change(head, "01632 960 201", contact="terms")


def test_what_was_written_stays(head):
    made = change(head, "01632 960 201")
    with pytest.raises(TypeError):
        made.save()
    with pytest.raises(TypeError):
        made.delete()


def test_school_years_that_are_over_stay_and_the_others_are_replaced(head):
    change_terms(head, f"{autumn(2024)}\n{autumn(2025)}\n{autumn(2026)}")
    change_terms(head, f"{autumn(2027)}\n{autumn(2025).replace('18/12', '17/12')}")
    years = {year.name: year.terms[0].last for year in own_terms(School.objects.get()).years}
    assert years == {
        "2024/25": datetime.date(2024, 12, 18),
        "2025/26": datetime.date(2025, 12, 17),
        "2027/28": datetime.date(2027, 12, 18),
    }
    change_terms(head, "")
    assert [year.name for year in own_terms(School.objects.get()).years] == ["2024/25", "2025/26"]


years = some.lists(some.integers(2015, 2035), unique=True, max_size=5)


@given(before=years, after=years, today=some.dates(datetime.date(2015, 1, 1), datetime.date(2036, 1, 1)))
def test_no_day_of_a_year_that_is_over_changes_unless_it_is_told_anew(before, after, today):
    old, new = (read_term_lines("\n".join(autumn(year) for year in each)) for each in (before, after))
    kept = keep_past_years(new, old, on=today)
    found = {year.name for year in read_terms(kept).years} if kept else set()
    past = {year for year in before if datetime.date(year + 1, 8, 31) < today}
    assert found == {f"{year}/{(year + 1) % 100:02}" for year in {*after, *past}}


def test_terms_are_written_as_a_person_writes_them():
    assert term_lines(read_term_lines(EXAMPLE)) == (
        "Autumn: 1/9/2026 to 18/12/2026, half term 26/10/2026 to 30/10/2026\n"
        "Spring: 4/1/2027 to 25/3/2027, half term 15/2/2027 to 19/2/2027\n"
        "Summer: 12/4/2027 to 21/7/2027, half term 31/5/2027 to 4/6/2027\n"
        "Training days: 1/9/2026, 2/9/2026, 4/1/2027"
    )
    assert term_lines("") == ""


def test_terms_that_lines_cannot_say_stay_as_they_are():
    text = read_term_lines(autumn(2026)).replace("2026-09-01", "2026-08-20")
    assert term_lines(text) == text
    assert read_term_lines(term_lines(text)) == text


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"phone": "ring us", "rang": "on"}, {"phone"}),
        ({"phone": "01632 960 201"}, {"rang"}),
        ({"email": "dsl@example.org"}, {"rang"}),
        ({"email": "dsl", "rang": "on"}, {"email"}),
        ({"hours": "School days"}, {"phone"}),
        ({}, set()),
        ({"phone": "01632 960 201", "rang": "on"}, set()),
    ],
)
def test_slips_are_said_at_the_question(said, wrong):
    assert set(ContactForm({"seen": "0", **said}).errors) == wrong


class TestPages:
    @pytest.fixture
    def school(self) -> School:
        school = make_school(settings={"pack": "welton"})
        adopt(school)
        return school

    def test_the_business_manager_tells_a_number_and_everybody_finds_it(self, school):
        visitor = Visitor.at(school, "Carol Whitlow", "business_manager")
        visitor.open("/people/").follow("Whom to phone, and terms")
        assert "What is not told is shown to nobody" in visitor.text
        visitor.open("/people/school/contacts/dsl/")
        visitor.send(visitor.address, seen="0", phone="01632 960 201")
        assert "a wrong number is worse than none" in visitor.text
        visitor.send(visitor.address, seen="0", phone="01632 960 201", rang="on")
        assert "Saved: Designated safeguarding lead" in visitor.text
        teacher = Visitor.at(school)
        assert "01632 960 201" in teacher.open("/help-now/").text
        assert "Change your school’s own numbers" not in teacher.text
        assert "Change your school’s own numbers" in visitor.open("/help-now/").text

    def test_it_is_put_back(self, school):
        visitor = Visitor.at(school, "Priya Hartwell", "head")
        visitor.send("/people/school/contacts/it-lead/", seen="0", phone="01632 960 205", rang="on")
        visitor.press("Put back what was there before")
        assert "Put back as it was before: IT lead" in visitor.text
        assert own_lines(School.objects.get()) == {}
        first = DetailsChange.objects.last()
        visitor.send(f"/people/school/changes/{first.pk}/back/")
        assert "Nothing was changed. Only the last change" in visitor.text

    def test_whoever_was_overtaken_sees_it_and_may_go_on(self, school):
        one, two = Visitor.at(school, "Priya Hartwell", "head"), Visitor.at(school, "Carol Whitlow", "business_manager")
        one.send("/people/school/contacts/dsl/", seen="0", phone="01632 960 201", rang="on")
        two.send("/people/school/contacts/dsl/", seen="0", phone="01632 960 202", rang="on")
        assert "Somebody else changed this meanwhile" in two.text
        assert "Now: 01632 960 201" in two.text
        seen = two.page.find("input", attrs={"name": "seen"})["value"]
        two.send(two.address, seen=seen, phone="01632 960 202", rang="on")
        assert own_lines(School.objects.get())["dsl"].phone == "01632 960 202"

    def test_terms_are_changed_and_a_slip_loses_nothing(self, school):
        visitor = Visitor.at(school, "Priya Hartwell", "head")
        visitor.send("/people/school/terms/", seen="0", terms="Autumn: sometime")
        assert "Line 1 cannot be read" in visitor.text
        assert "Autumn: sometime" in visitor.page.find("textarea").get_text()
        visitor.send("/people/school/terms/", seen="0", terms=EXAMPLE)
        assert "Saved: terms" in visitor.text
        assert registers_of(School.objects.get()).terms == read_terms(read_term_lines(EXAMPLE))
        assert visitor.follow("Change the terms").page.find("textarea").get_text().strip() == EXAMPLE

    def test_a_number_that_nobody_rang_for_a_year_is_marked(self, school):
        day = (timezone.localdate() - 400 * DAY).isoformat()
        school.settings["contacts"] = {"lado": {"phone": "01632 960 207", "confirmed_on": day}}
        school.save()
        visitor = Visitor.at(school, "Priya Hartwell", "head").open("/people/school/")
        assert visitor.text.count("Nobody has rung or checked it for a year") == 1

    def test_another_school_finds_and_changes_nothing(self, school):
        head = make_adult(school, "Priya Hartwell", "head")
        made = change(head, "01632 960 201")
        stranger = Visitor.at(make_welton(is_demonstration=False), "Ruth Adeyemi", "head")
        assert stranger.client.post(f"/people/school/changes/{made.pk}/back/").status_code == 404
        assert "01632 960 201" not in stranger.open("/people/school/").text
        assert stranger.client.get("/people/school/contacts/police-emergency/").status_code == 404
        assert own_lines(School.objects.get(pk=school.pk))["dsl"].phone == "01632 960 201"

    def test_policy_health_follows_the_numbers(self, school):
        visitor = Visitor.at(school, "Priya Hartwell", "head")
        first = visitor.open("/policy/health/").text
        assert visitor.open("/policy/health/").text == first
        for id_, _ in ASKED_CONTACTS:
            change(visitor.adult, "01632 960 201", contact=id_)
        assert visitor.open("/policy/health/").text != first
