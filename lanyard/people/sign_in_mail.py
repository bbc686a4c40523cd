"""Mails about sign-ins: where to look, and nothing that a stranger who reads them could use."""

from __future__ import annotations

import datetime

from lanyard.records import jobs

from . import mail
from .models import Adult

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


def plan(*, adult: Adult, about: str, of: int, at: datetime.datetime) -> bool:
    """Have a mail sent once the transaction that calls for it is kept; whether the person has an address.

    ``of`` is the number of what it is about: for each, one mail.
    """
    if adult.account is None or not mail.address_of(adult):
        return False
    key = f"sign-in-mail:{about}:{of}:{adult.account_id}"
    jobs.enqueue("sign-in mail", key=key, due_at=at, at=at, account=adult.account_id, about=about, of=of)
    return True


def send(*, account: int, about: str, key: str) -> None:
    """Send one of the mails to whoever an account belongs to, if it is still open."""
    found = Adult.objects.filter(account=account, account__is_active=True).select_related("account").first()
    if found is not None:
        subject, words, page = MAILS[about]
        mail.send(to=mail.address_of(found), subject=subject, words=f"{words}\n\n{mail.LINK}", key=key, page=page)
