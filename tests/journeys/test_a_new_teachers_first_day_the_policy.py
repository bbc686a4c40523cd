"""A new teacher's first day, as far as the policy goes: read what binds her, find out what it means, agree, take the proof."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from lanyard.proof.signing import check
from tests.journeys.acknowledging import answer_everything, read_everything
from tests.journeys.visitor import Visitor
from tests.journeys.ways import HARDEST, WITHOUT_SCRIPTS, Way


def test_read_try_agree_and_take_the_certificate(arrive: Callable[[Way], Visitor]) -> None:
    visitor = arrive(HARDEST)
    visitor.sign_in("Hannah Kowal")
    visitor.go_to("Practise")
    visitor.follow("Acknowledge the policy")
    assert visitor.heading == "Acknowledge the policy"
    assert "Please do it by" in visitor.main()
    visitor.follow("Say whether you agree")
    visitor.choose("I agree to keep to it")
    visitor.press("Say it")
    expect(visitor.page.get_by_text("Read every clause and answer the situations first").first).to_be_visible()
    visitor.open("/acknowledge/read/")
    assert read_everything(visitor) > 40
    assert visitor.heading
    assert len(answer_everything(visitor)) == 5
    assert visitor.heading == "What you say to version 2026"
    visitor.choose("I agree to keep to it")
    visitor.press("Say it")
    assert visitor.heading == "Certificate of acknowledgement"
    expect(visitor.page.get_by_text("It is on record.")).to_be_visible()
    file = visitor.page.request.get(f"{visitor.watch.address}{visitor.path}certificate.json")
    told = check(json.loads(file.body())).statement
    assert told["response"] == "agree" and told["adult"]["name"] == "Hannah Kowal"
    visitor.go_to("My record")
    assert "You agreed to version 2026 of the policy." in visitor.main()
    visitor.open("/acknowledge/")
    assert visitor.heading == "You have agreed to this version"
    visitor.go_to("My desk")
    assert "Acknowledge the policy" not in visitor.main()


def test_whoever_agreed_last_year_reads_what_changed(arrive: Callable[[Way], Visitor]) -> None:
    visitor = arrive(WITHOUT_SCRIPTS)
    visitor.sign_in("Sam Whitcombe")
    visitor.open("/acknowledge/")
    assert "You agreed to version 2025." in visitor.main()
    expect(visitor.page.get_by_role("heading", name="What changes for you")).to_be_visible()
    visitor.follow("Say whether you agree")
    visitor.choose("I need help with it first")
    visitor.press("Say it")
    assert visitor.heading == "Record of what you said"
