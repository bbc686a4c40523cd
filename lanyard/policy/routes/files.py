"""The question gate (2.7.1, 2.7.4, 2.8.3): whether a file may exist at all.

Whoever stores a byte asks for a ``FilePermit``, and there is only one way to get one: the person said
that no picture or video could show a child undressed or in a sexual way, and the route takes files.
The outcome for every other answer is ``WordsOnly``, which has nothing to attach with.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from lanyard.policy.routes.book import Route
from lanyard.policy.routes.history import Standing
from lanyard.policy.routes.kinds import ALLOWED, Answer, Decision, RouteId, refuse

#: Sealed material may be opened once the last advice that was asked for has come (2.7.5).
ASKED, RECEIVED = "advice-asked", "advice-received"

#: Routes that never take a file, whatever the data says.
NEVER = frozenset({RouteId.INDECENT_IMAGES, RouteId.ALLEGATION, RouteId.SAFEGUARDING})


#: What can carry a picture inside words, and what people call it.
_CARRIERS = (
    (re.compile(r"\bdata\s*:\s*(?:(?:image|video|audio|application|text)/|,|[^\s,;]*;\s*base64)", re.IGNORECASE), "a picture"),
    (re.compile(r"\b(?:blob|file|content)\s*:\s*/", re.IGNORECASE), "a link"),
    (re.compile(r"<\s*(?:img|image|video|audio|svg|object|embed|iframe|picture|source|a)\b|!\[", re.IGNORECASE), "a picture"),
    (re.compile(r"[a-z][a-z0-9+.-]{0,60}\s{0,99}:\s{0,99}//|\bwww\.", re.IGNORECASE), "a link"),
    # Bounded, so that a long text is looked through in no time: no part of a name on the network has more than 63 signs.
    (re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}\.[a-z]{2,63}/\S", re.IGNORECASE), "a link"),
    (re.compile(r"[A-Za-z0-9+/_=-]{120,}"), "a file"),
    (re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffc\ufffd]"), "a file"),
)


@dataclass(frozen=True, slots=True)
class FilePermit:
    """The leave to store files with one matter. It cannot be made for a route or an answer that allows none.

    ``sealed`` means that nobody opens them before advice has come (2.7.5).
    """

    route: RouteId
    shows_child: Literal[Answer.NO]
    sealed: bool

    def __post_init__(self) -> None:
        if self.route in NEVER or self.shows_child != Answer.NO:
            raise ValueError("No file may be kept here: words only.")


@dataclass(frozen=True, slots=True)
class WordsOnly:
    """No file may be kept, and why. It holds no permit, so nothing can be attached."""

    reason: str


def permit_files(route: Route, shows_child: Answer | None) -> FilePermit | WordsOnly:
    """The leave to keep files on a route, given the answer at the gate; ``None`` when nobody answered it."""
    if shows_child in (Answer.YES, Answer.NOT_SURE) or route.id == RouteId.INDECENT_IMAGES:
        return WordsOnly("A picture here may show a child. Nothing is opened, copied or sent. Say in words what you know.")
    if route.files == "never" or route.id in NEVER:
        return WordsOnly("This is told in words. Copy nothing: whoever handles it will say what is needed.")
    if shows_child is None:
        return WordsOnly("Answer first what the pictures, videos or files could show. Then you can add them.")
    return FilePermit(route.id, Answer.NO, sealed=route.files == "sealed")


def files_of(now: Standing, shows_child: Answer | None) -> FilePermit | WordsOnly:
    """The leave to add files to a matter where it stands now, given the answer at the gate for these files.

    A matter that was ever on the route of indecent images takes none, whatever is answered later.
    """
    if was_about_images(now):
        return permit_files(now.phases[-1].route, Answer.NOT_SURE)
    return permit_files(now.route, shows_child)


def was_about_images(now: Standing) -> bool:
    """Whether a picture may show a child. Files that are already kept are then locked away from the school."""
    return any(phase.route.id == RouteId.INDECENT_IMAGES for phase in now.phases)


def may_open_files(now: Standing) -> Decision:
    """Whether somebody may open the files of a matter: never with a possible picture of a child, never before advice."""
    if was_about_images(now):
        return refuse("A picture here may show a child. Nobody in school opens anything; the police say what happens to it.")
    sealed = [phase for phase in now.phases if phase.route.files == "sealed"]
    advice = [event.step for phase in sealed for event in phase.events if event.step in (ASKED, RECEIVED)]
    if sealed and advice[-1:] != [RECEIVED]:
        return refuse("Nobody opens this before the advice of Schools’ HR or the LADO has been written down.")
    if now.locked:
        return refuse("Another body has it. They say what may be opened.")
    return ALLOWED


def why_not_words(text: str) -> str:
    """Why a text may not stand where words only are taken; an empty text when it may.

    Pictures pasted as text, links that lead to one, and files in disguise are refused. Account names and
    e-mail addresses are words.
    """
    # Wide letters and invisible signs make the same link: what is compared has neither.
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    found = next((what for pattern, what in _CARRIERS if pattern.search(plain)), "")
    if not found:
        return ""
    return f"This holds {found}. Say it in words only: who, when, which device or account, and where it is."
