"""How an action leaves its trace: what happened, who did it, and ids only."""

from __future__ import annotations

import structlog

from lanyard.people.models import Account, School

log = structlog.get_logger(__name__)


def note(event: str, *, by: Account | None, school: School | None = None, **ids) -> None:
    """Note that something was done. ``by`` is ``None`` for set-up on the machine itself."""
    log.info(event, by=by.pk if by else None, school=school.pk if school else None, **ids)
