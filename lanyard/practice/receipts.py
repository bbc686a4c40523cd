"""What a parent can name on the telephone to say which answer they mean. It opens nothing."""

from __future__ import annotations

import base64
import hashlib
from typing import Protocol


class Kept(Protocol):
    """Something with a key of its own."""

    pk: object


def receipt_of(kept: Kept) -> str:
    """A record's receipt: twelve letters and figures, in groups of four, none of which can be misheard for another."""
    digest = hashlib.sha256(f"receipt {kept.pk}".encode()).digest()
    letters = base64.b32encode(digest).decode("ascii").translate(str.maketrans("ILOSBZ", "189346"))[:12]
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))
