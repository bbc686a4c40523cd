"""The installation's own keys: what signs its statements, and what seals its people's private texts."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from lanyard.proof.keyfiles import read_or_make
from lanyard.proof.sealing import Sealer
from lanyard.proof.signing import Signer


@cache
def signer() -> Signer:
    """Signs what the installation states about its records."""
    return Signer(read_or_make(settings.DATA / "keys" / "signing.key"))


@cache
def sealer(purpose: str) -> Sealer:
    """Seals one kind of private text. The key stands outside the database, so its file alone shows nothing."""
    return Sealer(read_or_make(settings.DATA / "keys" / "sealing.key")).for_purpose(purpose)
