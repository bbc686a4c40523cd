"""What a holder typed, on its way from one page to the next: sealed to their own case key, in their session.

Whoever runs the machine finds nothing readable there, and it opens only while the case key is unlocked.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from lanyard.concerns.opened import Unlocked
from lanyard.proof.identities import seal_to
from lanyard.proof.sealing import CannotOpen

KEY = "carried"


@dataclass(frozen=True)
class Carried:
    """What was typed, and why it was refused; ``error`` is empty for what is on its way to be checked."""

    said: QueryDict
    error: str = ""


def carry(
    request: HttpRequest,
    unlocked: Unlocked,
    path: str,
    *,
    names: Iterable[str],
    error: str = "",
    said: QueryDict | None = None,
) -> None:
    """Keep what was sent (or ``said`` before) for the page of this path: these fields and their parts."""
    wanted, sent = tuple(names), request.POST if said is None else said
    kept = {key: sent.getlist(key) for key in sent if key in wanted or any(key.startswith(f"{name}-") for name in wanted)}
    sealed = seal_to(unlocked.identity.recipient, json.dumps([path, kept, error]).encode("utf-8"))
    request.session[KEY] = {"to": _mark(path), "said": base64.b64encode(sealed).decode("ascii")}


def carried(request: HttpRequest, unlocked: Unlocked, path: str, *, keep: bool = False) -> Carried | None:
    """What was kept for this page, once (``keep`` leaves it there); ``None`` when nothing was."""
    held = request.session.get(KEY)
    if held is None or held["to"] != _mark(path):
        return None
    if not keep:
        del request.session[KEY]
    try:
        to, said, error = json.loads(unlocked.identity.open(base64.b64decode(held["said"])))
    except CannotOpen:
        return None
    if to != path:
        return None
    made = QueryDict(mutable=True)
    for key, texts in said.items():
        made.setlist(key, texts)
    return Carried(made, error)


def drop(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(KEY, None)


def _mark(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8")).hexdigest()
