"""What helps besides the story, route by route. Whatever nobody knows is left empty, and then says “not known”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lanyard.policy.routes.kinds import RouteId


class Detail(NamedTuple):
    """Something that helps: a line of text, several lines, a choice of a fact of the routes, or a day and time."""

    name: str
    label: str
    hint: str = ""
    kind: str = "line"


_DEVICE = Detail("device", "Which device or account is it?", "In words, such as “the laptop of class 4”.")
_WHERE_KEPT = Detail("where_kept", "Where is the device now?")
_HANDLED = Detail("handled_by", "Who has touched it since?", "", "lines")
_CALLS = Detail(
    "calls", "Whom have you told already, when, and what did they say?", "With the reference, if you got one.", "lines"
)
_WORDS = Detail("own_words", "Which words were used, as exactly as you remember?", "Add nothing and explain nothing.", "lines")
_PLATFORM = Detail("platform", "Which app, site or game?")
_HANDLE = Detail("handle", "Which account or name did they use?")

DETAILS: Mapping[RouteId, tuple[Detail, ...]] = {
    RouteId.INDECENT_IMAGES: (
        _DEVICE,
        _WHERE_KEPT,
        _HANDLED,
        Detail("seen_what", "Who says that they saw what is on it?", "Ask nobody about it: only what you heard anyway.", "lines"),
        _CALLS,
    ),
    RouteId.OTHER_MATERIAL: (_DEVICE, _WHERE_KEPT, _HANDLED),
    RouteId.ALLEGATION: (_WORDS, Detail("safe_now", "Is the child safe now, as far as you know?", "", "lines"), _CALLS),
    RouteId.SAFEGUARDING: (_WORDS, _CALLS),
    RouteId.LOW_LEVEL: (Detail("setting", "What else should the reader know about the setting?", "", "lines"),),
    RouteId.CYBERBULLYING: (
        Detail("category", "What kind of attack is it?", "", "choice"),
        _PLATFORM,
        Detail("address", "At which address can it be seen?", "Copy it from the top of the browser, if you have it."),
        _HANDLE,
    ),
    RouteId.PASSWORD: (
        Detail("account", "Which account is it?", "The name you sign in with. Never the password itself."),
        Detail("noticed", "What did you notice?", "", "lines"),
    ),
    RouteId.DATA_BREACH: (
        Detail(
            "known_since", "When did you first know of it?", "For example, 27 3 2026. The law counts 72 hours from then.", "day"
        ),
        Detail("what_data", "What got out, and whose is it?", "", "lines"),
        Detail("how_many", "About how many people does it concern?"),
        Detail("stopped", "What has been done to stop it?", "", "lines"),
    ),
    RouteId.PUPIL_CONTACT: (_PLATFORM, _HANDLE, Detail("answered", "What did you do about it?", "", "lines")),
    RouteId.OTHER_PROCEDURE: (),
}
