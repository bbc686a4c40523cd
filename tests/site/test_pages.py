"""The pages that anybody may open, and the frame that every page shares."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from lanyard.policy.contacts import load_contacts
from lanyard.policy.pack import find_pack
from lanyard.site import help as helping
from tests.people.cast import make_adult, make_school
from tests.site.conftest import adopt_sample, sign_in

PAGES = ["/sign-in/", "/help-now/", "/accessibility/", "/privacy/", "/nothing/"]


def soup(client, address) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html5lib")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_the_frame(address, client):
    page = soup(client, address)
    assert page.html["lang"] == "en"
    assert re.fullmatch(r".+ – Lanyard", page.title.get_text())
    assert len(page.select("h1")) == 1
    assert page.select_one('a.govuk-skip-link[href="#main-content"]')
    assert len(page.select("main#main-content")) == 1
    assert len(page.select("header")) == len(page.select("footer")) == 1
    links = {link["href"] for link in page.select("footer a")}
    assert links == {"/help-now/", "/accessibility/", "/privacy/"}
    assert "not legal advice" in page.footer.get_text()
    assert not page.select("nav.govuk-service-navigation__wrapper")


def test_a_signed_in_page_has_the_main_pages_and_marks_one(signed_in):
    page = soup(signed_in, "/help-now/")
    links = {link.get_text(strip=True): link for link in page.select(".govuk-service-navigation__link")}
    assert list(links) == ["Ask", "My desk", "Practise", "My record", "Policy", "People", "Help now"]
    assert [name for name, link in links.items() if link.has_attr("aria-current")] == ["Help now"]
    assert "Sample Primary School" in page.header.get_text()
    assert "Signed in as Priya Hartwell" in page.get_text()
    assert page.select_one('form[method="post"][action="/sign-out/"] button')


def test_the_register_is_in_the_navigation_of_those_who_may_see_it(school):
    page = soup(sign_in(Client(), make_adult(school)), "/help-now/")
    assert "People" not in [link.get_text(strip=True) for link in page.select(".govuk-service-navigation__link")]


@pytest.mark.parametrize(
    ("address", "marked", "how"),
    [
        ("/", "Ask", "page"),
        ("/policy/", "Policy", "page"),
        ("/policy/map/", "Policy", "true"),
        ("/policy/law/", "Policy", "true"),
        ("/lessons/", "Policy", "true"),
        ("/answers/", "My record", "true"),
        ("/record/", "My record", "page"),
        ("/desk/", "My desk", "page"),
        ("/practise/", "Practise", "page"),
        ("/acknowledge/today/", "Practise", "true"),
    ],
)
def test_the_section_of_a_page_is_marked(address, marked, how, rf):
    from lanyard.site.context import navigation

    found = [
        (item["text"], "page" if item.get("current") else "true")
        for item in navigation(rf.get(address))
        if item.get("current") or item.get("active")
    ]
    assert found == [(marked, how)]


def test_pages_of_a_journey_belong_to_ask(rf):
    from lanyard.site.context import navigation

    assert [item["text"] for item in navigation(rf.get("/ask/abc/act/")) if item.get("active")] == ["Ask"]
    assert not [item for item in navigation(rf.get("/nothing/")) if item.get("active") or item.get("current")]


def test_a_real_school_bears_no_banner(signed_in):
    assert "Invented people" not in signed_in.get("/help-now/").content.decode()


@pytest.mark.django_db
def test_a_schools_colour_comes_as_a_style_sheet(client):
    assert client.get("/colour/00592f.css").content == b":root{--govuk-brand-colour:#00592f}\n"
    assert client.get("/colour/00592f.css").headers["Cache-Control"] == "public, max-age=86400, immutable"
    for colour in ("ffd700", "00592F", "fff", "red", "00592f-x"):
        assert client.get(f"/colour/{colour}.css").status_code == 404


@pytest.mark.django_db
def test_a_school_with_its_own_colour_shows_it():
    school = adopt_sample(make_school(brand_colour="#00592f"))
    page = soup(sign_in(Client(), make_adult(school)), "/help-now/")
    assert page.select_one('link[href="/colour/00592f.css"]')
    assert page.select_one('meta[name="theme-color"]')["content"] == "#00592f"


# Help now


@pytest.mark.django_db
def test_help_needs_no_sign_in_and_no_school(client):
    page = client.get("/help-now/").content.decode()
    assert 'href="tel:999"' in page
    assert 'href="tel:101"' in page
    assert "01632" not in page
    assert "Your school’s own numbers are not shown here" in page


@pytest.mark.django_db
def test_help_about_pictures_comes_first_and_never_asks_to_handle_them(client):
    page = soup(client, "/help-now/")
    urgent = " ".join(page.select_one(".lanyard-urgent").get_text().split())
    assert "do not open, copy, forward, screenshot or delete it" in urgent
    assert "phone the police and the LADO at once" in urgent
    headings = [heading.get_text() for heading in page.select("main h2")]
    assert headings[0] == "A picture or film that may show a child"
    for link in page.select("main nav a"):
        assert page.select_one(link["href"])


def test_a_demonstration_shows_its_invented_numbers_and_says_so(invented, client):
    page = client.get("/help-now/").content.decode()
    assert "01632 960" in page
    assert "Invented for the demonstration: nobody answers this number." in page


def test_a_real_school_is_never_shown_invented_numbers(signed_in):
    page = signed_in.get("/help-now/").content.decode()
    assert "01632 960" not in page
    assert "07700 900" not in page


def test_where_there_are_several_schools_a_stranger_sees_national_lines_only(invented, school, client):
    assert "01632 960" not in client.get("/help-now/").content.decode()


def test_every_contact_that_the_page_names_is_in_the_register():
    known = {contact.id for contact in load_contacts(find_pack(helping.DEFAULT_PACK) / "contacts.toml")}
    named = {each for _, ids in helping.NEEDS for each in ids} | set(helping.PICTURES)
    assert named <= known


@pytest.mark.django_db
def test_what_was_not_checked_is_said(client):
    page = client.get("/help-now/").content.decode()
    assert "Not checked:" in page


# Health


@pytest.mark.django_db
def test_health(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_an_address_carries_the_digest_of_its_file():
    from django.templatetags.static import static

    assert re.fullmatch(r"/static/lanyard\.js\?v=[0-9a-f]{12}", static("lanyard.js"))
    assert static("nothing-here.js") == "/static/nothing-here.js"


def test_the_style_sheet_asks_for_no_picture_of_gov_uks():
    from django.contrib.staticfiles import finders

    built = finders.find("built/lanyard.css")
    if built is None:
        pytest.skip("the style sheets are not built")
    with open(built, encoding="utf-8") as styles:
        assert "url(" not in styles.read()
