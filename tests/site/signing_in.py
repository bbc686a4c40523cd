"""Somebody at a real school with a password, and what a browser does to sign in as them."""

from __future__ import annotations

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from lanyard.people.models import Adult
from tests.people.cast import make_adult

PASSWORD = "violet ladder seven"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_password(school, name: str = "Sam Whitcombe", *roles: str, password: str = PASSWORD, **more) -> Adult:
    """An adult who has chosen a password."""
    adult = make_adult(school, name, *roles, **more)
    adult.account.set_password(password)
    adult.account.save()
    return adult


def give_app(adult: Adult) -> None:
    """Let an adult have an authenticator app."""
    TOTP.activate(adult.account, SECRET)


def give_recovery_codes(adult: Adult) -> list[str]:
    """Let an adult have recovery codes; the codes."""
    return RecoveryCodes.activate(adult.account).get_unused_codes()


def app_code(secret: str = SECRET, *, step: int = 0) -> str:
    """What the app shows now, or ``step`` half minutes later."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + step))


def enter(client: Client, adult: Adult, password: str = PASSWORD, **more):
    """Send the sign-in form."""
    return client.post("/account/sign-in/", {"login": adult.account.sign_in_name, "password": password, **more})


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return "_auth_user_id" in client.session


def words(response) -> str:
    """What a page says, without its marks, forms' tokens and references."""
    plain = re.sub(r"<input[^>]*>|<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", plain).strip()


def forget_limits() -> None:
    """Begin a test without anybody's earlier tries."""
    cache.clear()


def has_app(adult: Adult) -> bool:
    """Whether an adult has an authenticator app."""
    return Authenticator.objects.filter(user=adult.account, type=Authenticator.Type.TOTP).exists()
