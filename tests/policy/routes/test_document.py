"""docs/routes.md says what the routes do."""

from __future__ import annotations

import runpy
import sys

from lanyard.policy.pack import BUILT_IN
from lanyard.policy.routes.document import document
from tests.policy.routes.given import BOOK, CLOCKS

DOCUMENT = BUILT_IN.parent.parent / "docs" / "routes.md"


def test_the_document_is_up_to_date():
    wanted = "write it anew: python -m lanyard.policy.routes.document > docs/routes.md"
    assert DOCUMENT.read_text(encoding="utf-8") == document(BOOK, CLOCKS), wanted


def test_the_command_writes_the_same(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "lanyard.policy.routes.document")
    runpy.run_module("lanyard.policy.routes.document", run_name="__main__")
    assert capsys.readouterr().out == document(BOOK, CLOCKS)


def test_every_step_and_route_is_told():
    text = document(BOOK, CLOCKS)
    for route in BOOK:
        assert f"## {route.title}\n" in text
        assert all(f"| {step.label}" in text for step in route.steps), route.id
