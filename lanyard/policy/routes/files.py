"""The question gate (2.7.1, 2.7.4, 2.8.3): whether a file may exist at all.

Whoever stores a byte asks for a ``FilePermit``, and there is only one way to get one: the person said
that no picture or video could show a child undressed or in a sexual way, and the route takes files.
The outcome for every other answer is ``WordsOnly``, which has nothing to attach with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lanyard.policy.routes.book import Route
from lanyard.policy.routes.kinds import Answer, RouteId

#: Routes that never take a file, whatever the data says.
NEVER = frozenset({RouteId.INDECENT_IMAGES, RouteId.ALLEGATION, RouteId.SAFEGUARDING})


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
