"""What people say about others, kept so that the database file shows nothing of it.

The words of a record are one sealed text, bound to the school and to the record: copied to another
row it does not open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lanyard.people.keys import sealer

#: Which key of the installation seals the words of practice.
PURPOSE = "practice"


def seal(words: Mapping[str, Any], *, place: tuple[str | int, ...]) -> bytes:
    """Seal the words of one record."""
    return sealer(PURPOSE).seal(json.dumps(words).encode("utf-8"), place=place)


def unseal(sealed: bytes, *, place: tuple[str | int, ...]) -> dict[str, Any]:
    """The words of one record, opened; empty where nothing was said."""
    return json.loads(sealer(PURPOSE).unseal(sealed, place=place)) if sealed else {}
