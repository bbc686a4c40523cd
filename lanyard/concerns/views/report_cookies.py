"""What a reporter's browser holds: the way in, the secret of a draft, a receipt for a while.

Each is sealed under the installation's key, so that nobody reads it on a shared computer, and bound to
what it is for. None says who somebody is.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lanyard.people.keys import sealer
from lanyard.proof.sealing import CannotOpen

#: A year: how long a browser may keep a cookie that the server itself bounds no further.
PURPOSE = "cookies of reporters"


class Cookie(StrEnum):
    """What a cookie is for, and its name."""

    DOOR = "door"
    DRAFT = "draft"
    SENT = "sent"
    RECEIPT = "receipt"
    FILES = "files"

    @property
    def label(self) -> str:
        """Its name in the browser."""
        return f"__Host-lanyard-{self.value}" if settings.SECURE else f"lanyard-{self.value}"


def put(
    response: HttpResponse,
    cookie: Cookie,
    told: dict[str, Any],
    *,
    lasts: datetime.timedelta,
    at: datetime.datetime,
    stays: bool = False,
) -> None:
    """Give the browser a sealed cookie that is believed for a while. ``stays`` keeps it when the browser closes."""
    body = {"told": told, "until": int((at + lasts).timestamp())}
    sealed = sealer(PURPOSE).seal(json.dumps(body).encode("utf-8"), place=(cookie.value,))
    response.set_cookie(
        cookie.label,
        base64.urlsafe_b64encode(sealed).decode("ascii"),
        max_age=int(lasts.total_seconds()) if stays else None,
        path="/",
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def held(request: HttpRequest, cookie: Cookie, *, at: datetime.datetime) -> dict[str, Any] | None:
    """What a cookie says; ``None`` for none, for one that is over and for one that is not ours."""
    try:
        raw = base64.b64decode(request.COOKIES.get(cookie.label, ""), altchars=b"-_", validate=True)
        body = json.loads(sealer(PURPOSE).unseal(raw, place=(cookie.value,)))
    except (CannotOpen, binascii.Error, ValueError):
        return None
    return body["told"] if body["until"] > at.timestamp() else None


def drop(response: HttpResponse, *cookies: Cookie) -> None:
    """Have the browser forget."""
    for cookie in cookies:
        response.delete_cookie(cookie.label, path="/", samesite="Lax")
