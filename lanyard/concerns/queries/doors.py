"""The door for reporters without an account: which school it leads to."""

from __future__ import annotations

import hashlib

from lanyard.concerns.models import ReportDoor
from lanyard.people.models import School


def hash_of(token: str) -> str:
    """What is kept of a door's token. It has 256 bits of chance, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode()).hexdigest()


def door_of(school: School) -> ReportDoor | None:
    """The school's door, if it has made one."""
    return ReportDoor.objects.filter(school=school).first()


def door_with(token_hash: str) -> ReportDoor | None:
    """The door of a token's hash, as long as it has not been renewed."""
    return ReportDoor.objects.select_related("school").filter(token_hash=token_hash).first()
