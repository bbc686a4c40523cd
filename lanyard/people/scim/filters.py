"""Filters of the one shape that provisioning uses: an attribute equals a value (RFC 7644 §3.4.2.2)."""

from __future__ import annotations

import datetime
import json
import re

from django.db.models import Q, QuerySet

from lanyard.people.models import Adult

from .answers import ScimError

_SHAPE = re.compile(
    r'\s*(?P<path>[A-Za-z][\w.:\[\]" -]*?)\s+(?P<verb>[A-Za-z]{2})\s+(?P<value>"(?:[^"\\]|\\.)*"|true|false)\s*', re.IGNORECASE
)
_ADDRESS = ("username", "emails", "emails.value", 'emails[type eq "work"].value')
LONGEST = 600


def narrow(adults: QuerySet[Adult], told: str, on: datetime.date) -> QuerySet[Adult]:
    """The adults for whom the filter holds; raises ``ScimError`` for what is no such filter."""
    if not told:
        return adults
    found = _SHAPE.fullmatch(told) if len(told) <= LONGEST else None
    if found is None or found["verb"].lower() != "eq":
        raise ScimError(400, "Only “attribute eq value” can be asked.", "invalidFilter")
    path = found["path"].lower()
    try:
        value = json.loads(found["value"] if found["value"].startswith('"') else found["value"].lower())
    except ValueError as error:
        raise ScimError(400, "The value of the filter is not well written.", "invalidFilter") from error
    if path == "active" and isinstance(value, bool):
        gone = Q(ends_on__isnull=False, ends_on__lte=on)
        return adults.exclude(gone) if value else adults.filter(gone)
    if not isinstance(value, str) or "\0" in value:
        raise ScimError(400, "The value of the filter is not of the attribute’s kind.", "invalidFilter")
    if path in _ADDRESS:
        return adults.filter(email__iexact=value)
    if path == "externalid":
        return adults.filter(Q(roll_key=value) | Q(roll_key="", email__iexact=value))
    if path == "id":
        return adults.filter(account_id=int(value)) if value.isascii() and value.isdigit() and len(value) < 19 else adults.none()
    raise ScimError(400, "Ask by userName, externalId, emails, id or active.", "invalidFilter")
