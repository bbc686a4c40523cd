"""Django forms as components: labels, hints and errors belong together for everybody who listens."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template
from django.utils.html import format_html

from lanyard.components import render
from lanyard.components.forms import Checkboxes, DateField, Form, Radios, TextInput

PEOPLE = [("pupil", "A pupil"), ("parent", "A parent or carer"), ("not_known", "I don't know")]


class EveryForm(Form):
    """One field of every kind."""

    page_heading = "other"
    other = forms.ChoiceField(
        label="Who is it?",
        help_text="Choose the nearest.",
        choices=PEOPLE,
        widget=Radios(hints={"pupil": "Anyone on roll"}, divider_before="not_known"),
        error_messages={"required": "Choose who it is"},
    )
    channels = forms.MultipleChoiceField(
        label="Which ways?", choices=[("phone", "Phone"), ("other", "Another")], widget=Checkboxes(conditional={"other": "way"})
    )
    way = forms.CharField(label="Which other way?", required=False, widget=TextInput(width=20, prefix="by"))
    since = DateField(label="Since when?", help_text="For example, 27 3 2026", error_messages={"required": "Enter the date"})
    why = forms.CharField(label="Why?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(label="Where?", choices=[("", ""), ("Towns", [("bath", "Bath")])], required=False)
    count = forms.IntegerField(label="How many?", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    agree = forms.BooleanField(label="I have read it", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="abc")


def soup(made) -> BeautifulSoup:
    return BeautifulSoup(str(made), "html5lib")


def test_every_input_has_a_name_that_is_spoken():
    page = soup(EveryForm())
    for box in page.select("input:not([type=hidden]), textarea, select"):
        assert page.select_one(f'label[for="{box["id"]}"]'), box
    assert len({each["id"] for each in page.select("[id]")}) == len(page.select("[id]"))
    assert page.select_one("h1").get_text(strip=True) == "Who is it?"
    assert len(page.select("h1")) == 1
    assert not page.select("[required]")
    assert page.select_one('input[name="token"]')["value"] == "abc"


def test_choices_have_hints_a_divider_and_what_they_open():
    page = soup(EveryForm(initial={"other": "parent", "channels": ["other"]}))
    assert page.select_one("#id_other-item-hint").get_text(strip=True) == "Anyone on roll"
    assert page.select_one("#id_other")["aria-describedby"] == "id_other-item-hint"
    assert page.select_one(".govuk-radios__divider").get_text() == "or"
    assert page.select_one('input[value="parent"]').has_attr("checked")
    assert not page.select_one('input[value="pupil"]').has_attr("checked")
    assert page.select_one(".govuk-checkboxes__conditional #id_way")
    assert len(page.select("#id_way")) == 1


def test_errors_are_linked_both_ways():
    form = EveryForm({"channels": [], "since-day": "1", "since-month": "", "since-year": "", "token": "t"})
    assert not form.is_valid()
    page = soup(str(Template("{% load lanyard %}{% form_errors form %}{{ form }}").render(Context({"form": form}))))
    links = {each["href"]: each.get_text() for each in page.select(".govuk-error-summary__list a")}
    assert links["#id_other"] == "Choose who it is"
    assert links["#id_since-month"] == "Date must include a month and year"
    for href in links:
        assert page.select_one(href), href
    group = page.select_one("#id_since-error").find_parent("fieldset")
    assert group["aria-describedby"] == "id_since-hint id_since-error"
    assert "govuk-input--error" in page.select_one("#id_since-month")["class"]
    assert "govuk-input--error" not in page.select_one("#id_since-day")["class"]
    assert page.select_one("#id_since-day")["value"] == "1"


def test_a_form_without_errors_has_no_summary():
    template = Template("{% load lanyard %}{% form_errors form %}")
    assert template.render(Context({"form": EveryForm()})).strip() == ""


def test_errors_of_the_whole_form_stand_first():
    form = EveryForm({})
    form.full_clean()
    form.add_error(None, "You did that already")
    made = Template("{% load lanyard %}{% form_errors form %}").render(Context({"form": form}))
    lines = soup(made).select(".govuk-error-summary__list li")
    assert lines[0].get_text(strip=True) == "You did that already"
    assert not lines[0].select("a")


@pytest.mark.parametrize(
    ("day", "month", "year", "said"),
    [
        ("27", "", "2026", "Date must include a month"),
        ("", "", "", "Enter the date"),
        ("31", "2", "2026", "Date must be a real date"),
        ("x", "2", "2026", "Date must be a real date"),
        ("27", "3", "26", "Year must include 4 numbers"),
        ("27", "3", "99999", "Date must be a real date"),
    ],
)
def test_a_date_says_what_is_wrong_with_it(day, month, year, said):
    form = EveryForm({"since-day": day, "since-month": month, "since-year": year})
    assert form.errors["since"] == [said]


def test_a_date_is_a_date():
    form = EveryForm(
        {"other": "pupil", "channels": ["phone"], "since-day": " 27 ", "since-month": "3", "since-year": "2026", "token": "t"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["since"] == datetime.date(2026, 3, 27)
    page = soup(EveryForm(initial={"since": datetime.date(2026, 3, 27)}))
    assert [page.select_one(f"#id_since-{part}")["value"] for part in ("day", "month", "year")] == ["27", "3", "2026"]
    assert EveryForm.base_fields["since"].widget.value_omitted_from_data({}, {}, "since")
    assert EveryForm.base_fields["since"].widget.id_for_label("id_since") == "id_since-day"


def test_a_plain_django_form_renders_as_components_too():
    class Plain(forms.Form):
        name = forms.CharField(label="Name")
        kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)

    page = soup(Plain())
    assert page.select_one("input.govuk-input#id_name")
    assert page.select_one(".govuk-radios input#id_kind")


def test_one_field_renders_by_itself():
    assert soup(EveryForm()["why"].as_field_group()).select_one('textarea[rows="3"]')


def test_a_widget_that_nothing_renders_is_refused():
    class Odd(Form):
        file = forms.Field(widget=forms.Widget)

    with pytest.raises(TypeError, match="no component renders Widget"):
        str(Odd())


def test_text_is_escaped_and_html_needs_somebody_to_vouch():
    attack = "<script>alert(1)</script>"
    for made in (
        render("inset-text", text=attack),
        render("inset-text", html=attack),
        render("button", text=attack, attributes={"data-x": '"><script>'}),
        render("summary-list", rows=[{"key": {"text": attack}, "value": {"html": attack}}]),
        render("table", caption=attack, rows=[[{"text": attack}]]),
        render("search-box", action="/", label=attack, value=attack),
        str(EveryForm({"why": attack, "way": attack, "since-day": attack, "place": attack})),
    ):
        assert "<script>" not in made
    assert "<em>so</em>" in render("inset-text", html=format_html("<em>{}</em>", "so"))


def test_a_block_is_html_of_its_component():
    template = Template(
        '{% load lanyard %}{% componentblock "details" summary_text="More" %}<p>{{ words }}</p>{% endcomponentblock %}'
        '{% component "tag" options classes="govuk-tag--red" %}'
    )
    made = template.render(Context({"words": "<b>", "options": {"text": "Never"}}))
    assert re.search(r"<div class=\"govuk-details__text\"><p>&lt;b&gt;</p></div>", made)
    assert '<strong class="govuk-tag govuk-tag--red">Never</strong>' in made


def test_the_search_box_has_a_label_and_a_landmark():
    page = soup(render("search-box", action="/policy/search/", label="Search the policy", value="phone"))
    form = page.select_one("form")
    assert (form["role"], form["method"], form["action"]) == ("search", "get", "/policy/search/")
    assert page.select_one(f'label[for="{page.select_one("input")["id"]}"]')
