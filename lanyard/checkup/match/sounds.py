"""A key that names of the same sound share, for English, Welsh and the usual transliterations."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^x", "s"),
        (r"^(?:rh|hr)", "r"),
        (r"^ll", "l"),
        (r"mb$", "m"),
        (r"ph|ff", "f"),
        (r"bh|mh|w|v", "f"),
        (r"dd|dh|th|tt", "t"),
        (r"sch|sh|tch|ch|cz|sz|zh|ti(?=[ao])", "x"),
        (r"dg(?=[eiy])|g(?=[eiy])|j", "j"),
        (r"gh(?=[aeiou])", "g"),
        (r"gh", ""),
        (r"ck|cq|q|kh|c(?![eiy])", "k"),
        (r"c|z", "s"),
        (r"x", "x"),
        (r"ae|ai|ay|ei|ey|ee|ea|ie|i|y", "e"),
        (r"ou|oo|u", "o"),
        (r"(?<=.)h", ""),
        (r"(?<=.)[aeo]", ""),
        (r"^[aeo]", "a"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65_536)
def sound_of(name: str) -> str:
    """The key of a folded name: ``stephen`` and ``steven`` have the same; ``""`` where too little is left to tell."""
    for pattern, into in _RULES:
        name = pattern.sub(into, name)
    return name if len(name) >= 2 else ""
