"""Many questions, one to a page: nothing is lost, nothing is made twice, nobody sees another's."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lanyard.people.actions import drafts as actions
from lanyard.people.journeys import Asked
from lanyard.people.keys import sealer
from lanyard.people.models import Draft
from lanyard.people.queries import scope_of
from lanyard.people.queries.drafts import body_of, place_of
from lanyard.proof.sealing import CannotOpen
from tests.people import sample_journey
from tests.people.cast import AT, TODAY, make_adult, make_school
from tests.site.conftest import adopt_sample, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.people.sample_journey")]


@pytest.fixture
def school():
    return adopt_sample(make_school())


@pytest.fixture
def adult(school):
    return make_adult(school)


@pytest.fixture
def client(adult) -> Client:
    return sign_in(Client(), adult)


@pytest.fixture(autouse=True)
def nothing_made():
    sample_journey.made.clear()


def begin(client: Client, **given: str) -> str:
    """Start; the address below which the draft's pages stand."""
    response = client.post("/tea/", given)
    assert response.status_code == 302
    return response["Location"].removesuffix("who/")


def answer(client: Client, address: str, **said) -> str:
    """Answer a page; where it leads."""
    response = client.post(address, said)
    assert response.status_code == 302
    return response["Location"]


def answer_all(client: Client) -> str:
    place = begin(client)
    answer(client, f"{place}who/", who="aunt")
    answer(client, f"{place}when/", **{"day-day": "1", "day-month": "9", "day-year": "2026", "words": "Lovely"})
    assert answer(client, f"{place}food/", food=["cake", "jam"]) == f"{place}check/"
    return place


def test_answers_lead_to_one_record(client, adult):
    place = answer_all(client)
    page = client.get(f"{place}check/").content.decode()
    for said in ("An aunt", "1 September 2026", "Lovely", "Cake", "Jam"):
        assert said in page
    assert answer(client, f"{place}check/") == "/made/1/"
    day = datetime.date(2026, 9, 1)
    assert sample_journey.made == [
        {"who": "aunt", "day": day, "words": "Lovely", "food": ["cake", "jam"], "by": adult.account_id}
    ]


def test_sending_again_leads_to_what_came_of_it_and_makes_nothing(client):
    place = answer_all(client)
    for address in ("check/", "check/", "who/", "when/"):
        assert answer(client, f"{place}{address}") == "/made/1/"
    assert client.get(f"{place}check/")["Location"] == "/made/1/"
    assert len(sample_journey.made) == 1
    assert bytes(Draft.objects.get().body) == b""


def test_a_question_that_does_not_arise_is_not_asked(client):
    place = begin(client)
    assert answer(client, f"{place}who/", who="dog") == f"{place}when/"
    said = {"day-day": "1", "day-month": "9", "day-year": "2026"}
    assert answer(client, f"{place}when/", **said) == f"{place}check/"
    assert client.get(f"{place}food/")["Location"] == f"{place}check/"


def test_no_question_is_reached_before_its_turn(client):
    place = begin(client)
    for address in ("when/", "food/", "check/"):
        assert client.get(f"{place}{address}")["Location"] == f"{place}who/"
        assert answer(client, f"{place}{address}", who="aunt", food="cake") == f"{place}who/"
    assert body_of(Draft.objects.get())["said"] == {}


def test_a_changed_answer_keeps_the_others(client):
    place = answer_all(client)
    assert answer(client, f"{place}who/", who="dog") == f"{place}check/"
    page = client.get(f"{place}check/").content.decode()
    assert "A dog" in page and "Lovely" in page and "Cake" not in page
    answer(client, f"{place}who/", who="aunt")
    assert "Cake" in client.get(f"{place}check/").content.decode()


def test_what_was_typed_wrongly_is_shown_again_with_what_is_wrong(client):
    place = begin(client)
    answer(client, f"{place}who/", who="dog")
    said = {"day-day": "31", "day-month": "2", "day-year": "2026", "words": "A long story"}
    assert answer(client, f"{place}when/", **said) == f"{place}when/"
    page = client.get(f"{place}when/").content.decode()
    assert "Date must be a real date" in page and "A long story" in page and 'value="31"' in page


def test_what_an_action_refuses_is_said_and_nothing_is_made(client):
    place = answer_all(client)
    answer(client, f"{place}when/", **{"day-day": "1", "day-month": "9", "day-year": "2026", "words": "refuse"})
    response = client.post(f"{place}check/")
    assert response.status_code == 409 and "There is no more tea." in response.content.decode()
    assert Draft.objects.get().sent_at is None and not sample_journey.made


def test_what_was_typed_outlives_the_sign_in(client, adult):
    place = begin(client)
    answer(client, f"{place}who/", who="aunt")
    Session.objects.all().delete()
    again = sign_in(Client(), adult)
    assert f"{place}check/" in again.get("/tea/").content.decode()
    assert again.get(f"{place}check/")["Location"] == f"{place}when/"


def test_what_the_page_before_handed_over_is_kept_and_nothing_else(client):
    begin(client, pot="7", sugar="8")
    assert body_of(Draft.objects.get())["given"] == {"pot": "7"}
    assert client.post("/tea/", {"pot": "somebody-else"}).status_code == 404


def test_a_draft_can_be_thrown_away(client):
    place = begin(client)
    assert answer(client, f"{place}discard/") == "/tea/"
    assert not Draft.objects.exists() and client.get(f"{place}who/").status_code == 404


def bare(response) -> bytes:
    """A page without the token that every form carries and that is never the same twice."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_nobody_finds_the_draft_of_another(client, school):
    place = begin(client)
    other = sign_in(Client(), make_adult(school, "Priya Hartwell", "head"))
    never = f"/tea/{uuid.uuid4()}/"
    for address in ("who/", "check/"):
        assert other.get(f"{place}{address}").status_code == 404
        assert bare(other.get(f"{place}{address}")) == bare(other.get(f"{never}{address}"))
    assert other.post(f"{place}who/", {"who": "dog"}).status_code == 404
    assert other.post(f"{place}discard/").status_code == 404
    assert Draft.objects.count() == 1


@given(st.text(min_size=8, max_size=200))
def test_the_database_shows_nothing_of_a_draft(words):
    adult = make_adult(make_school())
    scope = scope_of(adult.account, on=TODAY)
    draft = actions.begin_draft(scope=scope, journey="tea", body={"said": words}, at=AT)
    kept = bytes(Draft.objects.values_list("body", flat=True).get(pk=draft.pk))
    assert words.encode("utf-8", "surrogatepass") not in kept
    assert body_of(Draft.objects.get(pk=draft.pk)) == {"said": words}


def test_a_draft_moved_to_another_person_does_not_open(client, school):
    begin(client)
    draft = Draft.objects.get()
    draft.adult = make_adult(school, "Hannah Kowal")
    with pytest.raises(CannotOpen):
        sealer("drafts").unseal(draft.body, place=place_of(draft))


def test_old_drafts_are_thrown_away(adult):
    scope = scope_of(adult.account, on=TODAY)
    for days in (0, 29, 31):
        actions.begin_draft(scope=scope, journey="tea", body={}, at=AT - datetime.timedelta(days=days))
    assert actions.clear_old_drafts(at=AT) == 1 and Draft.objects.count() == 2


def test_only_the_latest_drafts_of_a_kind_are_kept(adult):
    scope = scope_of(adult.account, on=TODAY)
    for minute in range(actions.MOST_KEPT + 5):
        actions.begin_draft(scope=scope, journey="tea", body={}, at=AT + datetime.timedelta(minutes=minute))
    kept = Draft.objects.order_by("begun_at").values_list("begun_at", flat=True)
    assert len(kept) == actions.MOST_KEPT and kept[0] == AT + datetime.timedelta(minutes=5)


def test_a_journey_is_walked_the_same_way_however_often(adult):
    """Walking takes nothing from what was said: the pages depend on the answers alone."""
    said = {"who": {"who": ["aunt"]}, "when": {"day-day": ["1"], "day-month": ["9"], "day-year": ["2026"]}}
    pages = [sample_journey.Tea().walk(Asked(scope_of(adult.account, on=TODAY), TODAY, None, {}), said) for _ in range(2)]
    assert [[page.step.slug for page in each] for each in pages] == [["who", "when", "food"]] * 2
