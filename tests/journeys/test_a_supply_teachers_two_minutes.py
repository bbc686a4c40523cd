"""A supply teacher's two minutes: scan, sign in, ten clauses, three situations, agree; by keyboard, no scripts, 360 px."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.acknowledging import answer_everything
from tests.journeys.visitor import Visitor
from tests.journeys.ways import HARDEST, Way


def test_from_the_printed_code_to_the_certificate(arrive: Callable[[Way], Visitor]) -> None:
    office = arrive(HARDEST)
    office.sign_in("Carol Whitlow")
    office.open("/acknowledgements/paper/poster/")
    assert office.page.get_by_role("img", name="Code to scan").count() == 1
    address = office.page.locator("main strong").first.inner_text()
    assert address == f"{office.watch.address}/acknowledge/today/"
    visitor = arrive(HARDEST)
    visitor.sign_in("Owen Fairbairn")
    visitor.open("/acknowledge/today/")
    assert visitor.heading == "Two minutes before you start"
    visitor.press("I have read this")
    assert len(answer_everything(visitor)) == 3
    assert visitor.heading == "What you say to version 2026"
    visitor.choose("I agree to keep to it")
    visitor.press("Say it")
    assert visitor.heading == "Certificate of acknowledgement"
    assert "The two-minute pack" in visitor.main()


def test_the_code_leads_to_the_sign_in_and_back(arrive: Callable[[Way], Visitor]) -> None:
    visitor = arrive(HARDEST)
    visitor.open("/acknowledge/today/")
    assert visitor.path == "/sign-in/"
    assert "next=/acknowledge/today/" in visitor.page.url
