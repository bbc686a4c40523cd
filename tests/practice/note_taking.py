"""People who note things through the pages, as a browser without scripts sends them."""

from __future__ import annotations

import datetime
import re
from typing import Any

from lanyard.practice.models import Note
from tests.practice.welton import Visitor
from tests.support.mail_server import Mailbox

#: Words that stand nowhere else, so that finding them anywhere is finding a note.
SECRET = "the marmalade incident behind the bicycle shed"


def day(name: str, when: datetime.date) -> dict[str, str]:
    """A day as three boxes send it."""
    return {f"{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def today(visitor: Visitor) -> datetime.date:
    """The day on which the visitor's pages are shown."""
    return visitor.client.get("/note/").wsgi_request.scope.on


def walk(visitor: Visitor, start: str, *pages: dict[str, str], given: dict[str, str] | None = None) -> Visitor:
    """Begin a journey and answer its pages; ends at check your answers."""
    visitor.send(start, **(given or {}))
    for told in pages:
        before = visitor.address
        visitor.send(visitor.address, **told)
        assert visitor.response.status_code == 200
        assert visitor.address != before, visitor.text
    assert visitor.address.endswith("/check/"), visitor.text
    return visitor


def sent(visitor: Visitor) -> Note:
    """Press the last button; the note that came of it."""
    visitor.send(visitor.address)
    found = re.fullmatch(r"/note/([0-9a-f-]{36})/(receipt/)?", visitor.address)
    assert found, f"{visitor.address}: {visitor.text}"
    return Note.objects.get(pk=found[1])


def note_this(visitor: Visitor, *, what: str = SECRET, about_head: str = "no", on: datetime.date | None = None) -> Note:
    """I want this noted."""
    pages = [{"what": what}, {**day("happened_on", on or today(visitor)), "who": "JT, class 4", "witnesses": "Nobody"}]
    if "head" not in {held.role for held in visitor.adult.roles_held.all()}:
        pages.append({"about_head": about_head})
    return sent(walk(visitor, "/note/this/", *pages))


def note_judgement(visitor: Visitor, *, clause: str = "own-phone", timing: str = "done", on: datetime.date | None = None) -> Note:
    """A professional judgement."""
    return sent(
        walk(
            visitor,
            "/note/judgement/",
            {"timing": timing},
            {"departed": clause},
            {"what": SECRET, "reason": "Nobody else could be reached", "benefit": "The child got home"},
            {**day("happened_on", on or today(visitor)), "witnesses": "Mr Fernsby"},
        )
    )


def note_call(visitor: Visitor, *, deleted: str = "yes", trip: str = "Bristol", on: datetime.date | None = None) -> Note:
    """An emergency on one's own phone."""
    return sent(
        walk(
            visitor,
            "/note/emergency-call/",
            {"emergency": SECRET},
            {"reached": "parent", "reached_who": "Mother of JT", "how": "call"},
            {**day("happened_on", on or today(visitor)), "minutes": "4", "hidden": "no"},
            {"told": "The deputy, at once", "trip": trip, "deleted": deleted},
        )
    )


def note_request(visitor: Visitor, *, handle: str = "@Star_77", pupil: str = "", answered: str = "no") -> Note:
    """A pupil tried to add me."""
    return sent(
        walk(
            visitor,
            "/note/pupil-request/",
            {"platform": "Snapchat", "handle": handle, "came": "request"},
            {**day("happened_on", today(visitor)), "pupil": pupil},
            {"said": SECRET, "answered": answered},
        )
    )


def note_disclosure(visitor: Visitor, *, about: str = "no") -> Note:
    """A pupil told me something."""
    return sent(
        walk(
            visitor,
            "/note/pupil-told-me/",
            {"told": SECRET},
            {**day("happened_on", today(visitor)), "pupil": "JT", "place": "Class 4"},
            {"about": about},
            {"spoken": "yes"},
        )
    )


def note_page(visitor: Visitor, beside: Visitor) -> Note:
    """A safeguarding lead looks at a pupil's page."""
    return sent(
        walk(
            visitor,
            "/note/pupil-page/",
            {"report": "Report of Monday", "reason": SECRET},
            {"platform": "Snapchat", "handle": "star_77", "looked": "no"},
            {**day("happened_on", today(visitor)), "beside": str(beside.adult.pk)},
        )
    )


def answer(visitor: Visitor, note: Note, *, seen: int | None = None, **told: str) -> Visitor:
    """Answer a note on its page."""
    steps = note.steps.count() if seen is None else seen
    return visitor.send(f"/note/{note.pk}/answer/", seen=str(steps), **told)


def add(visitor: Visitor, note: Note, said: str) -> Visitor:
    """Add to a note."""
    walk(visitor, "/note/add/", {"added": said}, given={"note": str(note.pk)})
    return visitor.send(visitor.address)


def send_mail_to(box: Mailbox, settings: Any) -> None:
    """Let the installation send its mail to a server of the tests' own."""
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
    settings.DEFAULT_FROM_EMAIL, settings.ADDRESS = "lanyard@example.org", "https://lanyard.example.org"
