"""Mails that say where to look and nothing else: the one place from which any leaves.

No mail leaves the installation unless its operator named a mail server; a demonstration only ever
writes into its own outbox folder. What each mail says stands beside what it is about: reminders,
sign-ins, questions to parents.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.mail import EmailMessage

from .models import Adult

#: Where a mail's words hold the link to the page that it is about.
LINK = "{link}"


def is_sent() -> bool:
    """Whether this installation sends mail at all."""
    return settings.SENDS_MAIL


def address_of(adult: Adult) -> str:
    """Where an adult gets mail: their work address, else that of their sign-in; empty where there is none."""
    return adult.email or (adult.account.email if adult.account else "")


def addresses_of(adult: Adult) -> set[str]:
    """Every address by which an adult may get mail, in small letters."""
    told = {adult.email, adult.account.email, adult.account.sign_in_name} if adult.account else {adult.email}
    return {each.lower() for each in told if each}


def send(*, to: str, subject: str, words: str, key: str, page: str = "") -> None:
    """Send a mail to one person, with a link to ``page`` and without content; none where there is no address.

    The same ``key`` gives the same message id, so that a mail server may drop a repetition.
    """
    if not to:
        return
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    id_ = hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{id_}@{domain}>", "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    body = f"{words.rstrip()}\n".replace(LINK, f"{settings.ADDRESS}{page}")
    EmailMessage(subject, body, to=[to], headers=headers).send()
