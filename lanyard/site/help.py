"""The telephone numbers of the help page."""

from __future__ import annotations

from django.http import HttpRequest


def contacts_for(request: HttpRequest) -> list:
    """Whom to phone; filled from the policy pack's register of contacts."""
    return []
