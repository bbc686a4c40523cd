"""Mails that say where to look and nothing else.

No mail leaves the installation unless its operator named a mail server; a demonstration only ever
writes into its own outbox folder.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.mail import EmailMessage


def is_sent() -> bool:
    """Whether this installation sends mail at all."""
    return settings.SENDS_MAIL


def send(*, to: str, subject: str, words: str, key: str) -> None:
    """Send a mail to one person, with a link and without content.

    The same ``key`` gives the same message id, so that a mail server may drop a repetition.
    """
    if not to:
        return
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    id_ = hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{id_}@{domain}>", "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, f"{words}\n", to=[to], headers=headers).send()
