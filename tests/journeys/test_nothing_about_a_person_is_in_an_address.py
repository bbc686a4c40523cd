"""Addresses end up in histories, logs and referrers. Every journey is watched; this is the measure used."""

from __future__ import annotations

import pytest

from tests.journeys.addresses import what_it_tells
from tests.journeys.visitor import Visitor

HERE = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "path",
    [
        "/ask/?act=found",
        "/policy/search/?child_image=yes",
        "/policy/table/found/?x=not_sure",
        "/ask/abcdefghijklmnop/answer/?seen=1",
        "/ask/abcdefghijklmnop/pupil/",
        "/ask/abcdefghijklmnop/other/pupil/",
        "/answers/found/",
    ],
)
def test_the_measure_notices(path: str) -> None:
    assert what_it_tells(f"{HERE}{path}")


@pytest.mark.parametrize(
    "path",
    ["/", "/ask/", "/ask/abcdefghijklmnop/other/", "/ask/abcdefghijklmnop/channel/describe/2/", "/ask/abcdefghijklmnop/answer/",
     "/policy/search/?q=photo", "/sign-in/?next=/policy/", "/answers/8d4f0f1e-5d1c-4f0e-9d39-1a2b3c4d5e6f/delete/"],
)  # fmt: skip
def test_the_measure_lets_pass(path: str) -> None:
    assert what_it_tells(f"{HERE}{path}") == []


def test_a_long_journey_asks_for_nothing_that_tells(desk: Visitor) -> None:
    desk.sign_in()
    desk.ask("Call, text, message, e-mail or video-call someone")
    desk.answer_all({"Who is the other person?": "A pupil at this school"}, otherwise="I don’t know")
    desk.go_to("My record")
    desk.follow("My kept answers")
    sent = [request for request in desk.watch.requests if request.is_navigation_request()]
    assert len(sent) > 6
    assert any(request.all_headers().get("referer") for request in sent)
    for request in sent:
        assert "pupil" not in request.url + request.all_headers().get("referer", "")
