"""How an action leaves its trace: what happened, who did it and when, and ids only."""

from __future__ import annotations

import datetime

from lanyard.people.models import Account, School
from lanyard.records import events


def note(kind: str, *, by: Account | None, at: datetime.datetime, school: School | None = None, **ids: object) -> None:
    """Write the event of an action. ``by`` is ``None`` for set-up on the machine itself."""
    events.append(kind, by=by.pk if by else None, school=school.pk if school else None, at=at, **ids)
