"""The gate: nothing can make a permit where a picture may show a child."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from lanyard.policy.routes.files import (
    NEVER,
    FilePermit,
    WordsOnly,
    files_of,
    may_open_files,
    permit_files,
    was_about_images,
    why_not_words,
)
from lanyard.policy.routes.kinds import Answer, RouteId
from lanyard.policy.routes.steps import standing
from tests.policy.routes.given import BOOK, matter
from tests.policy.routes.walks import do

ESCALATED = {"to": "indecent-images", "reason": "It may show a child."}


def test_a_permit_is_given_for_a_plain_no_alone():
    given = {}
    for route, answer in product(BOOK, (*Answer, None)):
        given[route.id, answer] = permit_files(route, answer)
    allowed = {(route, answer) for (route, answer), one in given.items() if isinstance(one, FilePermit)}
    assert allowed == {
        (route, Answer.NO) for route in (RouteId.OTHER_MATERIAL, RouteId.LOW_LEVEL, RouteId.CYBERBULLYING, RouteId.PUPIL_CONTACT)
    }
    assert all(one.reason for one in given.values() if isinstance(one, WordsOnly))
    assert given[RouteId.OTHER_MATERIAL, Answer.NO].sealed and not given[RouteId.CYBERBULLYING, Answer.NO].sealed


@pytest.mark.parametrize("route", sorted(NEVER))
def test_a_permit_cannot_be_made_by_hand_for_a_route_of_words(route):
    with pytest.raises(ValueError, match="words only"):
        FilePermit(route, Answer.NO, sealed=True)


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_SURE, None])
def test_a_permit_cannot_be_made_by_hand_for_another_answer(answer):
    with pytest.raises(ValueError, match="words only"):
        FilePermit(RouteId.CYBERBULLYING, answer, sealed=False)


def test_words_only_has_nothing_to_attach_with():
    words = permit_files(BOOK.get("indecent-images"), Answer.NO)
    assert type(words) is WordsOnly
    assert [name for name in dir(words) if not name.startswith("_")] == ["reason"]


def test_once_about_images_never_a_file_again():
    history = matter("cyberbullying")
    assert isinstance(files_of(standing(BOOK, history), Answer.NO), FilePermit)
    now = standing(BOOK, do(history, "escalate", "head", ESCALATED))
    assert was_about_images(now)
    for answer in (*Answer, None):
        assert isinstance(files_of(now, answer), WordsOnly)
    assert not may_open_files(now) and "police" in may_open_files(now).reason


def test_not_even_data_that_leads_out_of_images_brings_files_back():
    images, attack = (standing(BOOK, matter(route)) for route in ("indecent-images", "cyberbullying"))
    forged = replace(attack, phases=(*images.phases, *attack.phases))
    assert forged.route.id == RouteId.CYBERBULLYING
    assert isinstance(files_of(forged, Answer.NO), WordsOnly) and not may_open_files(forged)


def test_sealed_material_is_opened_after_the_last_advice_only():
    asked = {"advice_from": "hr", "reason": "It is about conduct at work.", "spoke_to": "not known"}
    advice = {"spoke_to": "Jo", "advice": "You may look.", "reference": "not known"}
    history = matter("other-material")
    for step, facts, may in (
        (None, None, False),
        ("advice-asked", asked, False),
        ("advice-received", advice, True),
        ("advice-asked", asked, False),
        ("advice-received", advice, True),
    ):
        history = do(history, step, "head", facts) if step else history
        assert bool(may_open_files(standing(BOOK, history))) is may, step
    onward = do(history, "escalate", "head", {"to": "allegation", "reason": "Advice."})
    assert standing(BOOK, onward).route.id == RouteId.ALLEGATION
    assert "Another body" in may_open_files(standing(BOOK, onward)).reason
    assert may_open_files(standing(BOOK, matter("cyberbullying")))


@pytest.mark.parametrize(
    "text",
    [
        "data:image/png;base64,iVBORw0KGgo=",
        "DATA : image/jpeg,xx",
        "see d\u200bata:image/png;base64,AAAA",
        "ｄａｔａ：image/png;base64,AAAA",
        "blob:https://example.org/1",
        "data:;base64,AAAA",
        "data:,AAAA",
        "file:///C:/picture.png",
        "it is at https://example.org/x",
        "hxxp : //example.org",
        "www.example.org",
        "example.org/picture",
        "pics.example.co.uk/a?b",
        "<img src=x>",
        "< IMG src=x>",
        "<a href=x>",
        "![it](x)",
        "<svg onload=x>",
        "iVBORw0KGgo" * 20,
        "PNG\x00\x1a",
        "here: \ufffc",
    ],
)
def test_pictures_links_and_files_do_not_pass_for_words(text):
    assert "in words only" in why_not_words(text)
    assert why_not_words(f"He wrote, and then\n{text}\nand more.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kim told me at 10:15 that it is on the tablet in room 4; nobody has opened it.",
        "The account is @nobody.here on Snapchat, or nobody@example.org.",
        "He and/or she saw it on 3/11/2026.\r\n\tThen I rang 101.",
        "The file: I never saw it. Data: names, addresses. Content: not known.",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "She said “it hurt” – and left… Ça va? 😟",
    ],
)
def test_words_are_words(text):
    assert why_not_words(text) == ""
