"""Whatever is given to the loader, it loads or refuses; it never fails in another way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanyard.policy.engine import compile_pack
from lanyard.policy.pack import SOURCES, load_sources, read_sources
from lanyard.policy.refusal import Refusal
from tests.policy.strategies import MadePolicy, policies
from tests.policy.worlds import make_sources

SMALL = make_sources(
    """
### 1.1 Calls {#calls}
Ring nobody at {school}.

```clause
force: must not
binds: all adults
purpose: safety
```
```rule
never
  act: call
  other: pupil
  unless: emergency · device: own
    fine
      duty: tell_head now
  note: A note.
```
```example
A story.
act: call · other: pupil · emergency: no → never
```
```always
when: act: report
then: silent, not tell_head
```
```reading
number: 1
settles: contradiction calls; gap act: report
decision: So.
basis: Us.
```
"""
)


def load(sources: Mapping[str, str]) -> bool:
    """Load and compile; False when it is refused. Every problem must say something and where."""
    try:
        compile_pack(load_sources(sources, name="chance"))
    except Refusal as refusal:
        for problem in refusal.problems:
            if not problem.message or problem.file not in SOURCES:
                raise AssertionError(problem) from refusal
            if not 0 <= problem.line <= sources[problem.file].count("\n") + sources[problem.file].count("\r") + 1:
                raise AssertionError(problem) from refusal
        return False
    return True


def test_the_small_policy_loads() -> None:
    assert load(SMALL)


@pytest.mark.parametrize("file", SOURCES)
@given(text=st.text(max_size=200))
def test_any_text_is_loaded_or_refused(file: str, text: str) -> None:
    load({**SMALL, file: text})
    load({**SMALL, file: SMALL[file] + text})


def pieces(file: str) -> st.SearchStrategy[str]:
    """Texts made of the words and signs that mean something in a file."""
    signs = [
        "\n",
        "\n\n",
        "  ",
        ": ",
        ", ",
        " · ",
        " → ",
        "```",
        "```rule",
        "### ",
        "## ",
        "{#",
        "}",
        "---",
        "[[",
        "]]",
        "[",
        "]",
        '"',
        " = ",
    ]
    words = sorted(set(SMALL[file].replace("\n", " ").split(" ")))
    return st.lists(st.sampled_from([*signs, *words]), max_size=60).map("".join)


@pytest.mark.parametrize("file", SOURCES)
@given(data=st.data())
def test_meaningful_signs_in_any_order_are_loaded_or_refused(file: str, data: st.DataObject) -> None:
    load({**SMALL, file: data.draw(pieces(file))})
    load({**SMALL, file: SMALL[file] + "\n" + data.draw(pieces(file))})


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """A text with lines left out, doubled, swapped, cut short, indented or put elsewhere."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["leave out", "double", "swap", "cut", "indent", "move", "replace a letter"]))
        if kind == "leave out" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, max(len(lines[at]) - 1, 0)))]
        elif kind == "indent":
            lines[at] = draw(st.sampled_from(["  ", "    ", "\t"])) + lines[at]
        elif kind == "move":
            lines.insert(other, lines.pop(at))
        elif lines[at]:
            place = draw(st.integers(0, len(lines[at]) - 1))
            lines[at] = lines[at][:place] + draw(st.characters(exclude_categories=["Cs"])) + lines[at][place + 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize("file", SOURCES)
@given(data=st.data())
@settings(max_examples=150)
def test_a_spoilt_policy_is_loaded_or_refused(file: str, data: st.DataObject) -> None:
    load({**SMALL, file: data.draw(spoilt(SMALL[file]))})


@given(policies(), st.data())
def test_made_up_policies_spoilt_are_loaded_or_refused(policy: MadePolicy, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(SOURCES))
    load({**policy.sources, file: data.draw(spoilt(policy.sources[file]))})


@cache
def welton() -> Mapping[str, str]:
    """The sources of the policy that comes with Lanyard."""
    return read_sources("welton")


@given(data=st.data())
@settings(max_examples=10)
def test_the_welton_policy_spoilt_is_loaded_or_refused(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(SOURCES))
    load({**welton(), file: data.draw(spoilt(welton()[file]))})


@given(data=st.data())
@settings(max_examples=60)
def test_a_rule_is_never_lost_without_a_word(data: st.DataObject) -> None:
    """With one line of a rule's fences or headings spoilt, the rules are all there or the policy is refused."""
    lines = SMALL["policy.md"].split("\n")
    marked = [number for number, line in enumerate(lines) if line.startswith(("```rule", "### "))]
    at = data.draw(st.sampled_from(marked))
    place = data.draw(st.integers(0, len(lines[at]) - 1))
    letter = data.draw(st.sampled_from(" `~#:Rx"))
    lines[at] = lines[at][:place] + letter + lines[at][place + data.draw(st.integers(0, 1)) :]
    try:
        pack = load_sources({**SMALL, "policy.md": "\n".join(lines)}, name="chance")
    except Refusal:
        return
    assert [rule.verdict for rule in pack.rules] == ["never", "fine"]
