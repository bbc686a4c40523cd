"""The pages of the register: what they show, change and refuse, and that no school sees another's."""

from __future__ import annotations

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from lanyard.people import actions
from lanyard.people.models import Adult, Pupil, RoleHeld
from tests.people.cast import AT, SINCE, make_adult, make_school
from tests.practice import welton

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timezone.timedelta(days=1)


@pytest.fixture
def school():
    return welton.make_welton(is_demonstration=False)


def come(adult):
    """Somebody signed in with everything that their roles ask for."""
    from lanyard.site.account.sessions import SECOND_FACTOR

    client = welton.sign_in(adult)
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


@pytest.fixture
def head(school):
    return make_adult(school, "Priya Hartwell", "head")


@pytest.fixture
def browser(head):
    return come(head)


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html5lib").main.get_text(" ").split())


def date(name: str, day) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_the_list_tells_who_is_here_coming_and_gone(school, browser):
    make_adult(school, "Sam Whitcombe")
    make_adult(school, "Leah Morrow", starts_on=TODAY + DAY)
    make_adult(school, "Owen Fairbairn", group="supply", employer="Example Supply Agency", ends_on=TODAY - DAY)
    here = text(browser.get("/people/"))
    assert "Sam Whitcombe" in here
    assert "Leah" not in here
    assert "Owen" not in here
    assert "Leah Morrow" in text(browser.get("/people/?who=coming"))
    assert "Owen Fairbairn Supply teacher, from Example Supply Agency" in text(browser.get("/people/?who=left"))
    assert "Chair of governors Designated safeguarding lead" in here
    assert browser.get("/people/?who=nonsense").status_code == 200


def test_many_adults_come_in_pages(school, browser):
    for number in range(30):
        make_adult(school, f"Person {number:02}")
    first = browser.get("/people/")
    assert "Here today: 31" in text(first)
    assert "Person 29" not in text(first)
    assert "Person 29" in text(browser.get("/people/?who=today&page=2"))
    assert 'aria-label="Pages of the register"' in first.content.decode()


def test_a_name_is_looked_for_without_standing_in_an_address(school, browser):
    make_adult(school, "Sam Whitcombe")
    response = browser.post("/people/find/", {"words": "whit sam"})
    assert response["Location"] == "/people/"
    page = text(browser.get("/people/"))
    assert "Sam Whitcombe" in page
    assert "Priya Hartwell" not in page
    browser.post("/people/find/", {})
    assert "Priya Hartwell" in text(browser.get("/people/"))


def test_adding_somebody_one_question_after_the_other(school, head, browser):
    where = browser.post("/people/add/")["Location"]
    answers = [
        {"name": " Owen  Fairbairn "},
        {"group": "supply"},
        {"employer": "Example Supply Agency"},
        {**date("starts_on", TODAY)},
        {**date("starts_on", TODAY), **date("ends_on", TODAY + 4 * DAY)},
        {"contact_with_pupils": "yes"},
        {"email": "Owen@Example.org"},
        {"line_manager": str(head.pk)},
    ]
    for answer in answers:
        where = browser.post(where, answer)["Location"]
    page = text(browser.get(where))
    assert "Owen Fairbairn" in page
    assert "Yes" in page
    where = browser.post(where)["Location"]
    owen = Adult.objects.get(group="supply")
    assert where == reverse("people:adult", args=[owen.pk])
    assert (owen.email, owen.line_manager, owen.ends_on) == ("owen@example.org", head, TODAY + 4 * DAY)
    assert owen.account.sign_in_name == "owen@example.org"


def test_a_supply_teacher_needs_a_last_day(school, browser):
    where = browser.post("/people/add/")["Location"]
    for answer in ({"name": "Owen Fairbairn"}, {"group": "supply"}, {"employer": ""}, date("starts_on", TODAY)):
        where = browser.post(where, answer)["Location"]
    assert "Enter a supply teacher’s last day" in browser.get(where).content.decode()


def test_somebody_at_the_desk_is_in_scope_at_once(school, browser):
    told = {"name": "Marek Zielin", "group": "contractor", "employer": "Example Catering", "contact_with_pupils": "no"}
    wrong = browser.post("/people/visitor/", {**told, **date("ends_on", TODAY - DAY)})
    assert "The last day must be today or later" in wrong.content.decode()
    response = browser.post("/people/visitor/", {**told, **date("ends_on", TODAY)}, follow=True)
    marek = Adult.objects.get(name="Marek Zielin")
    assert marek.is_in_scope(TODAY)
    assert not marek.is_in_scope(TODAY + DAY)
    assert not marek.contact_with_pupils
    assert "in scope of the policy now" in text(response)


@pytest.mark.parametrize(
    ("what", "told", "field", "value"),
    [
        ("name", {"name": "Sam Field"}, "name", "Sam Field"),
        ("group", {"group": "support"}, "group", "support"),
        ("employer", {"employer": "Agency"}, "employer", "Agency"),
        ("email", {"email": "New@Example.org"}, "email", "new@example.org"),
        ("first-day", date("starts_on", SINCE + DAY), "starts_on", SINCE + DAY),
        ("contact", {"contact_with_pupils": "no"}, "contact_with_pupils", False),
    ],
)
def test_one_thing_is_changed_at_a_time(school, browser, what, told, field, value):
    sam = make_adult(school)
    where = reverse("people:change", args=[sam.pk, what])
    assert browser.get(where).status_code == 200
    assert browser.post(where, told)["Location"] == reverse("people:adult", args=[sam.pk])
    sam.refresh_from_db()
    assert getattr(sam, field) == value


def test_a_line_manager_comes_from_the_same_school(school, head, browser):
    sam, stranger = make_adult(school), make_adult(make_school("Other"), "Tom Bellamy")
    where = reverse("people:change", args=[sam.pk, "manager"])
    assert "Tom Bellamy" not in browser.get(where).content.decode()
    assert browser.post(where, {"line_manager": str(stranger.pk)}).status_code == 200
    browser.post(where, {"line_manager": str(head.pk)})
    sam.refresh_from_db()
    assert sam.line_manager == head


def test_what_is_wrong_is_said_and_changes_nothing(school, browser):
    sam = make_adult(school, email="sam@example.org")
    other = make_adult(school, "Hannah Kowal")
    where = reverse("people:change", args=[other.pk, "email"])
    assert "has this e-mail address already" in browser.post(where, {"email": "SAM@example.org"}).content.decode()
    where = reverse("people:change", args=[sam.pk, "name"])
    assert "Enter their name" in browser.post(where, {"name": " "}).content.decode()
    assert browser.get(reverse("people:change", args=[sam.pk, "password"])).status_code == 404
    assert browser.get(reverse("people:change", args=[sam.pk, "last-day"])).status_code == 404


def test_leaving_ends_roles_and_moving_the_last_day_does_too(school, browser):
    sam = make_adult(school, "Sam Whitcombe", "it_lead")
    where = reverse("people:leave", args=[sam.pk])
    assert "on or after their first day" in browser.post(where, date("ends_on", SINCE - DAY)).content.decode()
    browser.post(where, date("ends_on", TODAY + 10 * DAY))
    sam.refresh_from_db()
    assert sam.ends_on == TODAY + 10 * DAY
    browser.post(reverse("people:change", args=[sam.pk, "last-day"]), date("ends_on", TODAY))
    assert sam.roles_held.get().held_until == TODAY
    browser.post(reverse("people:change", args=[sam.pk, "last-day"]), {})
    sam.refresh_from_db()
    assert sam.ends_on is None


def test_the_school_is_not_left_without_a_head_unknowingly(school, head):
    chair = come(make_adult(school, "Ruth Adeyemi", "chair", "business_manager", group="governor"))
    where = reverse("people:leave", args=[head.pk])
    response = chair.post(where, date("ends_on", TODAY))
    assert "Nobody would be head teacher after this day" in response.content.decode()
    head.refresh_from_db()
    assert head.ends_on is None
    again = chair.post(where, {**date("ends_on", TODAY), "asked-about-head": "1"})
    assert "Nobody would be head teacher" in again.content.decode()
    chair.post(where, {**date("ends_on", TODAY), "asked-about-head": "1", "without": "on"})
    head.refresh_from_db()
    assert head.ends_on == TODAY


def test_a_second_head_may_go_without_a_question(school, head):
    tom = make_adult(school, "Tom Bellamy", "head")
    chair = come(make_adult(school, "Ruth Adeyemi", "chair", group="governor"))
    held = tom.roles_held.get()
    assert chair.post(reverse("people:end-role", args=[tom.pk, held.pk]), date("held_until", TODAY)).status_code == 302
    held = head.roles_held.get()
    where = reverse("people:end-role", args=[head.pk, held.pk])
    tomorrow = date("held_until", TODAY + DAY)
    assert "Nobody would be head teacher" in chair.post(where, tomorrow).content.decode()
    assert chair.post(where, {**tomorrow, "asked-about-head": "1", "without": "on"}).status_code == 302


def test_roles_are_given_by_whom_the_table_names(school, head, browser):
    sam = make_adult(school)
    where = reverse("people:give-role", args=[sam.pk])
    page = browser.get(where).content.decode()
    assert "It is for the chair of governors to record who is head teacher." in page
    assert browser.post(where, {"role": "head", **date("held_from", TODAY)}).status_code == 200
    assert not sam.roles_held.exists()
    assert "lie in their time" in browser.post(where, {"role": "dsl", **date("held_from", SINCE - DAY)}).content.decode()
    browser.post(where, {"role": "dsl", **date("held_from", TODAY)})
    assert sam.roles_held.get().role == "dsl"
    assert "already" in browser.post(where, {"role": "dsl", **date("held_from", TODAY)}).content.decode()
    chair = come(make_adult(school, "Ruth Adeyemi", "chair", group="governor"))
    chair.post(where, {"role": "head", **date("held_from", TODAY)})
    assert set(sam.roles_held.values_list("role", flat=True)) == {"dsl", "head"}


def test_nobody_gives_or_ends_a_role_of_their_own(school, head, browser):
    where = reverse("people:give-role", args=[head.pk])
    browser.post(where, {"role": "dsl", **date("held_from", TODAY)})
    assert head.roles_held.count() == 1
    held = head.roles_held.get()
    response = browser.post(reverse("people:end-role", args=[head.pk, held.pk]), date("held_until", TODAY))
    assert "You may not end this role" in response.content.decode()
    assert RoleHeld.objects.get().held_until is None
    assert "Somebody else records your own roles" in text(browser.get(reverse("people:adult", args=[head.pk])))


def test_coming_back_begins_a_new_time(school, browser):
    sam = make_adult(school, ends_on=TODAY - 30 * DAY)
    where = reverse("people:return", args=[sam.pk])
    assert "must come after the last day" in browser.post(where, date("starts_on", SINCE)).content.decode()
    browser.post(where, date("starts_on", TODAY))
    assert Adult.objects.filter(name=sam.name, school=school).count() == 2
    assert browser.get(reverse("people:return", args=[Adult.objects.get(starts_on=TODAY).pk])).status_code == 404


def test_the_sheet_holds_no_formula(school, browser):
    make_adult(school, '=HYPERLINK("http://example.org")', employer="+44")
    response = browser.get("/people/sheet/")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1][0] == '\'=HYPERLINK("http://example.org")'
    assert rows[1][2] == "'+44"
    assert "attachment" in response["Content-Disposition"]


def test_a_deputy_sees_people_and_changes_nothing(school):
    deputy, sam = come(make_adult(school, "Tom Bellamy", "deputy")), make_adult(school)
    page = deputy.get(reverse("people:adult", args=[sam.pk])).content.decode()
    assert "Sam Whitcombe" in page
    assert "Change" not in page
    assert deputy.get(reverse("people:change", args=[sam.pk, "name"])).status_code == 403
    assert "Add an adult" not in deputy.get("/people/").content.decode()


def test_a_teacher_does_not_see_the_register(school):
    teacher = come(make_adult(school))
    for where in ("/people/", "/people/pupils/", "/import/", "/people/add/"):
        assert teacher.get(where).status_code == 403


def test_every_page_of_another_schools_people_answers_as_if_it_never_was(school, browser):
    """School A's head with school B's numbers finds what a number that nobody has finds."""
    other = make_school("Other Primary School")
    stranger = make_adult(other, "Carol Whitlow", "it_lead", email="carol@example.org")
    told = {"given_name": "Ada", "family_name": "Field", "starts_on": TODAY}
    pupil = actions.add_pupil(school=other, by=None, at=AT, **told)
    held = stranger.roles_held.get()
    addresses = [
        ("people:adult", [stranger.pk]),
        *(("people:change", [stranger.pk, what]) for what in ("name", "email", "manager", "last-day")),
        ("people:leave", [stranger.pk]),
        ("people:return", [stranger.pk]),
        ("people:give-role", [stranger.pk]),
        ("people:end-role", [stranger.pk, held.pk]),
        ("people:pupil", [pupil.pk]),
        ("people:pupil-leave", [pupil.pk]),
    ]
    before = (Adult.objects.filter(school=other).values_list(), Pupil.objects.values_list(), RoleHeld.objects.values_list())
    before = [list(each) for each in before]
    for name, arguments in addresses:
        nobody = reverse(name, args=[10**9, *arguments[1:]])
        for method in ("get", "post"):
            data = (
                {"name": "Taken", "role": "head", **date("ends_on", TODAY), **date("held_until", TODAY)}
                if method == "post"
                else {}
            )
            theirs, none = getattr(browser, method)(reverse(name, args=arguments), data), getattr(browser, method)(nobody, data)
            assert theirs.status_code == none.status_code, name
            assert theirs.status_code == 404 or (theirs.status_code, method) == (405, "post")
            assert plain(theirs) == plain(none)
    # A role of theirs under somebody of ours is nobody's either.
    sam = make_adult(school)
    assert browser.get(reverse("people:end-role", args=[sam.pk, held.pk])).status_code == 404
    assert "Carol" not in browser.get("/people/").content.decode()
    assert "Ada" not in browser.get("/people/pupils/").content.decode()
    assert "Carol" not in browser.get("/people/sheet/").content.decode()
    after = (
        Adult.objects.filter(school=other).values_list(),
        Pupil.objects.values_list(),
        RoleHeld.objects.filter(adult__school=other).values_list(),
    )
    assert [list(each) for each in after][:2] == before[:2]


def plain(response) -> str:
    """A page without what differs at every request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def test_pupils_are_added_found_and_ended(school, browser):
    told = {
        "given_name": "Zoë",
        "family_name": "O’Neill",
        "class_name": "Oak",
        "year_group": "Year 4",
        **date("starts_on", TODAY),
    }
    browser.post("/people/pupils/add/", told)
    zoe = Pupil.objects.get()
    assert zoe.year_group == "4"
    make = {"given_name": "Ada", "family_name": "Field", "starts_on": TODAY}
    actions.add_pupil(school=school, by=None, at=AT, **make)
    for words in ("zoë", "oak", zoe.reference.lower()):
        browser.post("/people/pupils/find/", {"words": words})
        page = text(browser.get("/people/pupils/"))
        assert "Zoë O’Neill" in page
        assert "Ada" not in page
    browser.post("/people/pupils/find/", {})
    browser.post(reverse("people:pupil-leave", args=[zoe.pk]), date("ends_on", TODAY - DAY))
    zoe.refresh_from_db()
    assert zoe.ends_on is None, "a last day before the first is refused"
    browser.post(reverse("people:pupil-leave", args=[zoe.pk]), date("ends_on", TODAY))
    zoe.refresh_from_db()
    assert zoe.ends_on == TODAY
