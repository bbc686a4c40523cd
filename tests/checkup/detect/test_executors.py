"""The fast executor opens the gates that the plain one opens, so the findings are the same."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.detect.benign import messages, posts
from bench.detect.personal import cases, hard_negatives
from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.detect.gates import gates_for
from lanyard.checkup.detect.plain import plain
from lanyard.checkup.detect.text import fold

try:
    import re2  # noqa: F401
except ImportError:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip("LOUD: lanyard[fast] is not installed, so its findings are not compared", allow_module_level=True)

from lanyard.cli.fast_detection import fast

NAMES = ("Amelia Hughes", "Tomos ap Rhys")
GATES = gates_for(fold(name) for name in NAMES)
PLAIN, FAST = plain(GATES), fast(GATES)
ALPHABET = "abcdeimnorstuw 0123457@.,-'\"!*$()éİ\n"
WORDS = sorted(word.decode() for word in GATES.words)


@given(st.text(ALPHABET, max_size=60))
def test_both_open_the_same_gates_for_random_letters(text: str):
    assert PLAIN(fold(text)) == FAST(fold(text))


@given(st.lists(st.sampled_from(WORDS) | st.text(ALPHABET, max_size=5), max_size=12), st.sampled_from([" ", "", "-", "  ", "é"]))
def test_both_open_the_same_gates_for_random_words(words: list[str], between: str):
    text = between.join(words)
    assert PLAIN(text) == FAST(text)


def test_both_find_the_same_in_authored_texts():
    texts = [*posts(), *messages(200), *(case.text for case in cases(8)), *(case.text for case in hard_negatives())]
    chance = random.Random(3)
    texts += [" ".join(chance.choices(WORDS, k=12)) for _ in range(100)]
    one = Detector(load_checks(), names=NAMES)
    other = Detector(load_checks(), names=NAMES, executor=fast)
    assert [one.spans(text) for text in texts] == [other.spans(text) for text in texts]
    assert any(one.spans(text) for text in texts)
