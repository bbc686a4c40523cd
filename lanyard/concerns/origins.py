"""Where a file comes from: three times, who says so, address, platform, account; each given or expressly not known.

On its way from one page to the next it is sealed into the form itself, bound to its case and to who adds the file.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from collections.abc import Mapping
from contextlib import suppress

from lanyard.concerns.models import Case
from lanyard.people.keys import sealer
from lanyard.policy.routes.history import NOT_KNOWN, moment
from lanyard.practice.templatetags.policy import day
from lanyard.practice.templatetags.policy import moment as in_words
from lanyard.proof.sealing import CannotOpen, Place

PURPOSE = "origins of files"
#: The three times that a file has before it is received, and how a page puts each.
TIMES = {"posted": "posted or sent", "seen": "first seen", "recorded": "saved, or the picture of the screen taken"}
#: Who says when something was: nobody checks it, so it stands beside each time.
SAYS = {
    "me": "I saw it myself",
    "shown": "It stands in the file, or the platform shows it",
    "told": "Somebody else told me",
}
TEXTS = {"what": "What it is", "platform": "Platform", "handle": "Account", "url": "Address"}


class NotTheOrigin(ValueError):
    """What came back is not an origin that was given for this case by this person."""


def seal_origin(origin: Mapping[str, str], *, case: Case, adder: str) -> str:
    """An origin for a hidden field: nobody reads or changes it on its way."""
    raw = json.dumps(dict(origin), ensure_ascii=False).encode("utf-8")
    return base64.urlsafe_b64encode(sealer(PURPOSE).seal(raw, place=_place(case, adder))).decode("ascii")


def open_origin(sealed: str, *, case: Case, adder: str) -> dict[str, str]:
    """The origin again. Raises ``NotTheOrigin``."""
    try:
        raw = base64.b64decode(sealed, altchars=b"-_", validate=True)
        return json.loads(sealer(PURPOSE).unseal(raw, place=_place(case, adder)))
    except (CannotOpen, binascii.Error, ValueError) as error:
        raise NotTheOrigin("this origin was not given here") from error


def origin_rows(origin: Mapping[str, str]) -> list[tuple[str, str]]:
    """An origin in words, row by row; what nobody knows is said."""
    rows = [(label, _told(origin.get(name, NOT_KNOWN))) for name, label in TEXTS.items()]
    for name, label in TIMES.items():
        when, says = origin.get(f"{name}_at", NOT_KNOWN), SAYS.get(origin.get(f"{name}_says", ""), "")
        found = moment(when)
        told = in_words(found) if found else _words(when)
        rows.append((f"When {label}", f"{told} ({says[0].lower()}{says[1:]})" if says and when != NOT_KNOWN else told))
    return rows


def _words(value: str) -> str:
    with suppress(ValueError):
        return day(datetime.date.fromisoformat(value))
    return _told(value)


def _told(value: str) -> str:
    return "Not known" if value == NOT_KNOWN or not value else value


def _place(case: Case, adder: str) -> Place:
    return (str(case.pk), adder)
