"""The key that signs the log's checkpoints: one file, outside the database and beside the other keys."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from lanyard.proof.keyfiles import read_or_make
from lanyard.proof.log.checkpoints import Keys, LogSigner


@cache
def log_signer() -> LogSigner:
    """What signs checkpoints. Its key names the log, so a backup without it cannot go on as the same log."""
    return LogSigner(read_or_make(settings.DATA / "keys" / "log.key"))


def log_keys() -> Keys:
    """The public keys by which anybody checks this log's checkpoints."""
    return log_signer().keys
