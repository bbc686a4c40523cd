"""Files that are known and not read, where a dialect names them as a feature to say so: pages, and shapes seen by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from lanyard.checkup.archive.dialects import Feature
from lanyard.checkup.archive.members import Member, Owner
from lanyard.checkup.archive.outcomes import Unsupported

from .kinds import Row


def decode(member: Member, feature: Feature, owner: Owner) -> Iterator[Row]:
    """Reads nothing. Raises ``Unsupported``."""
    raise Unsupported
