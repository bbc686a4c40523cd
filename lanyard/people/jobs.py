"""What is done about people without anybody asking."""

from __future__ import annotations

import datetime

from lanyard.records import jobs

from .actions.drafts import clear_old_drafts


@jobs.daily("old drafts")
def throw_old_drafts_away(*, on: datetime.date, at: datetime.datetime) -> None:
    """Throw away drafts that nobody came back to, and the shells of those that were sent."""
    clear_old_drafts(at=at)
