"""Where passkeys can be used at all, and letting a page use them."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

#: Every other page refuses a browser these powers.
POWERS = ("publickey-credentials-create", "publickey-credentials-get")


def passkeys_work(request: HttpRequest) -> bool:
    """Whether browsers let pages of this address use passkeys: those with a name, and https or this machine."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def as_json(options: dict) -> str:
    """What a device is asked, as the page hands it to the browser."""
    return json.dumps(options)


def with_passkeys(view: Callable) -> Callable:
    """Let this page, and no page inside it, ask the device for a passkey."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        from lanyard.site.middleware import REFUSED_POWERS

        response = view(request, *args, **kwargs)
        told = [f"{power}=({'self' if power in POWERS else ''})" for power in REFUSED_POWERS]
        response.headers["Permissions-Policy"] = ", ".join(told)
        return response

    return answer
