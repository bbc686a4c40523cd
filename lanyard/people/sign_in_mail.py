"""Mails about sign-ins: where to look, and nothing that a stranger who reads them could use."""

from __future__ import annotations

from django.conf import settings

from . import mail
from .models import Account

#: What each mail says: its subject, what to do, and the page. None holds a code, a name or what happened.
MAILS = {
    "code": (
        "Signing in to Lanyard",
        "Your school has made a sign-in code for you, which somebody will hand to you or read out. You can type it in here:",
        "/account/code/",
    ),
    "compromise": (
        "Something in Lanyard needs you",
        "Something about sign-ins at your school needs you today. Sign in to see what it is:",
        "/people/sign-ins/",
    ),
    "way-back": (
        "Something in Lanyard needs you",
        "Somebody was let back in from the machine that runs Lanyard for your school. Sign in to see whether that is right:",
        "/desk/",
    ),
    "factors": (
        "Your sign-in to Lanyard",
        "Somebody who looks after sign-ins at your school has changed yours. If you did not ask for it, phone the school now.",
        "/help-now/",
    ),
}


def send(*, account: int, about: str, key: str) -> None:
    """Send one of the mails to whoever an account belongs to, if they are there and have an address."""
    found = Account.objects.filter(pk=account, is_active=True).select_related("adult").first()
    if found is None:
        return
    address = found.email or getattr(getattr(found, "adult", None), "email", "")
    subject, words, page = MAILS[about]
    mail.send(to=address, subject=subject, words=f"{words}\n\n{settings.ADDRESS}{page}", key=key)
