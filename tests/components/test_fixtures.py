"""Every component gives the HTML that GOV.UK Frontend gives for its own examples."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.utils.safestring import mark_safe

from lanyard.components import COMPONENTS

EXAMPLES = Path(__file__).parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
OURS = {"search-box"}

#: Pieces of the names of examples that we left out on purpose, by component.
LEFT_OUT = {
    # Dropping files onto a page takes a script, and words that it shows.
    "file-upload": ("enhanced", "translated", "javascript", "drop"),
    # Our footer has no columns, and does not carry the licence of GOV.UK's own content.
    "footer": ("navigation", "three equal columns", "full gds example", "content licence"),
    # We have no use for the panel that interrupts.
    "panel": ("interruption",),
}


def examples() -> Iterator[Any]:
    """Every example of every component that we have, as pytest parameters."""
    if not EXAMPLES.is_dir():
        return
    for component in sorted(set(COMPONENTS) - OURS):
        told = json.loads((EXAMPLES / component / "fixtures.json").read_text(encoding="utf-8"))
        for example in told["fixtures"]:
            if any(piece in example["name"].lower() for piece in LEFT_OUT.get(component, ())):
                continue
            yield pytest.param(component, example, id=f"{component}: {example['name']}")


def test_the_examples_are_here():
    """Without them nothing below runs: say so loudly, and fail where the build must prove it."""
    if EXAMPLES.is_dir():
        assert len(list(examples())) > 400
    elif os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail("node_modules is missing: run python tools/build_assets.py --packages")
    else:
        pytest.skip("node_modules is missing, so no component was compared with GOV.UK Frontend")


@pytest.mark.parametrize(("component", "example"), list(examples()))
def test_a_component_matches_its_example(component: str, example: dict[str, Any]):
    ours = COMPONENTS[component](in_our_words(example["options"]))
    theirs = example["html"]
    if component == "footer":
        theirs = without_the_crown(theirs)
    assert shape(ours) == shape(theirs)


def in_our_words(told: Any, key: str = "") -> Any:
    """Options as we name them; what they call HTML is vouched for, because the examples are."""
    if isinstance(told, list):
        return [in_our_words(each, key) for each in told]
    if isinstance(told, dict):
        if key == "attributes":
            return {name: attribute(value) for name, value in told.items()}
        return {snake(name): in_our_words(value, snake(name)) for name, value in told.items() if value is not None}
    if key == "value" and isinstance(told, bool):
        return str(told).lower()
    trusted = key == "html" or key.endswith("_html") or key in {"start", "end", "navigation_start", "navigation_end"}
    return mark_safe(told) if trusted and isinstance(told, str) else told


def attribute(told: Any) -> Any:
    """Their attributes may be a value with a note that it is optional."""
    return told.get("value") if isinstance(told, dict) else told


def snake(name: str) -> str:
    """``visuallyHiddenText`` as ``visually_hidden_text``."""
    return re.sub(r"[A-Z]", lambda found: f"_{found[0].lower()}", name)


def without_the_crown(html: str) -> str:
    """A footer without the marks that belong to GOV.UK alone."""
    soup = BeautifulSoup(html, "html5lib")
    for selector in (
        ".govuk-footer__crown",
        ".govuk-footer__licence-logo",
        ".govuk-footer__licence-description",
        ".govuk-footer__meta-item:not(.govuk-footer__meta-item--grow)",
    ):
        for found in soup.select(selector):
            found.decompose()
    return str(soup.body.decode_contents())


def shape(html: str) -> list[Any]:
    """The elements, attributes and words of some HTML, whatever its white space."""
    return children(BeautifulSoup(html, "html5lib").body)


def children(parent: Tag) -> list[Any]:
    found: list[Any] = []
    for child in parent.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            words = " ".join(str(child).split())
            if words:
                found.append(words)
        else:
            found.append((child.name, attributes(child), children(child)))
    return found


def attributes(tag: Tag) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, list) else value for name, value in sorted(tag.attrs.items())}
