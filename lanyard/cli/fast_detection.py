"""The optional fast executor of the check-up's detectors (`lanyard[fast]`): all shapes of the gates in one pass of RE2.

It lives outside `lanyard.checkup`, which needs nothing but Python. It answers for each text exactly the
gates that `lanyard.checkup.detect.plain` answers, so the findings are the same.
"""

from __future__ import annotations

import re

import re2

from lanyard.checkup.detect.gates import Gates, Look, cut_words


def fast(gates: Gates) -> Look:
    """A look at texts through these gates, with RE2's sets of patterns."""
    # An Aho-Corasick automaton over the words was measured too: it has to find the ends of words
    # itself, and is then no faster than cutting the text into words and asking a set.
    words, known = gates.words, frozenset(gates.words)
    always, always_bits = set_of([(shape.pattern, bit) for shape, bit in gates.shapes if not shape.figure])
    figures, figure_bits = set_of([(shape.pattern, bit) for shape, bit in gates.shapes if shape.figure])
    match, match_figures, figure = always.Match, figures.Match, re.compile(r"[0-9]").search

    def look(folded: str) -> int:
        text = f" {folded} "
        bits = 0
        for word in known.intersection(cut_words(folded)):
            bits |= words[word]
        for number in match(text) or ():
            bits |= always_bits[number]
        if figure(text):
            for number in match_figures(text) or ():
                bits |= figure_bits[number]
        return bits

    return look


def set_of(patterns: list[tuple[str, int]]) -> tuple[re2.Set, list[int]]:
    """An RE2 set of patterns, and the bit of each by its number in the set."""
    made = re2.Set.SearchSet()
    bits = []
    for pattern, bit in patterns:
        made.Add(pattern)
        bits.append(bit)
    made.Compile()
    return made, bits
