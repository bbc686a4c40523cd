"""What a system sent: a whole user, or operations on one (RFC 7644 §3.3 and §3.5.2), read down to what is kept."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from lanyard.people.imports.values import join_name, read_email, read_group
from lanyard.people.models import Adult

from .answers import PATCH, USER, ScimError

MOST_BYTES = 64 * 1024
MOST_OPERATIONS = 100
LONGEST_NAME = 200

#: Attributes of a user that other systems send and that are of no concern here. They are passed over.
PASSED_OVER = frozenset(
    "schemas meta id groups roles password phonenumbers ims photos addresses entitlements x509certificates nickname profileurl "
    "preferredlanguage locale timezone name.middlename name.honorificprefix name.honorificsuffix".split()
)
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user"
_WORK = re.compile(r'emails\[(?:type|primary) eq (?:"work"|true)\]\.value', re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What a system says of somebody. ``group`` is ``None`` where it does not say what they are."""

    given: str = ""
    family: str = ""
    whole: str = ""
    email: str = ""
    key: str = ""
    group: str | None = None
    active: bool = True

    @property
    def name(self) -> str:
        """The name as the register keeps it."""
        found = join_name(self.given, self.family) or self.whole
        if not found or len(found) > LONGEST_NAME:
            raise ScimError(400, "Give a name of at most 200 letters.", "invalidValue")
        return found


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The body, which is one JSON object of a sensible size."""
    if len(request.body) > MOST_BYTES:
        raise ScimError(413, "The request is too large.")
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise ScimError(400, "The body is not JSON.", "invalidSyntax") from error
    if not isinstance(told, dict):
        raise ScimError(400, "The body is not a JSON object.", "invalidSyntax")
    return told


def as_told(adult: Adult, active: bool) -> Told:
    """What is known of somebody, as the starting point of operations."""
    given, _, family = adult.name.rpartition(" ")
    return Told(given, family, adult.name, adult.email, adult.roll_key, adult.group, active)


def read_user(told: Mapping[str, Any], before: Told | None = None) -> Told:
    """A whole user, as POST and PUT send it."""
    found = before or Told()
    for name, value in told.items():
        found = set_value(found, name, value)
    if not any(name.lower() == "username" for name in told):
        raise ScimError(400, "Give a userName: the work e-mail address.", "invalidValue")
    return replace(found, key=found.key or found.email)


def apply_operations(told: Mapping[str, Any], before: Told) -> Told:
    """The operations of a PATCH, one after the other; either all count or none."""
    if PATCH not in (told.get("schemas") or ()):
        raise ScimError(400, "This is no PatchOp.", "invalidSyntax")
    operations = told.get("Operations")
    if not isinstance(operations, list) or not 0 < len(operations) <= MOST_OPERATIONS:
        raise ScimError(400, f"Give from 1 to {MOST_OPERATIONS} operations.", "invalidSyntax")
    found = before
    for operation in operations:
        if not isinstance(operation, dict):
            raise ScimError(400, "An operation is not an object.", "invalidSyntax")
        found = _operate(found, operation)
    return found


def _operate(found: Told, operation: Mapping[str, Any]) -> Told:
    verb, path, value = str(operation.get("op", "")).lower(), operation.get("path"), operation.get("value")
    if verb not in ("add", "replace", "remove"):
        raise ScimError(400, "An operation is one of add, replace and remove.", "invalidSyntax")
    if path is not None and not isinstance(path, str):
        raise ScimError(400, "A path is a text.", "invalidPath")
    if verb == "remove":
        if not path:
            raise ScimError(400, "Say what is to be removed.", "noTarget")
        return _remove(found, path)
    if path:
        return set_value(found, path, value)
    if not isinstance(value, dict):
        raise ScimError(400, "Without a path the value is an object.", "invalidValue")
    for name, each in value.items():
        found = set_value(found, name, each)
    return found


def _remove(found: Told, path: str) -> Told:
    name = _plain(path)
    if name in ("username", "emails", "emails.value", "name", "displayname", "active", "name.familyname"):
        raise ScimError(400, "This cannot be removed.", "mutability")
    return set_value(found, path, "") if name in ("name.givenname", "externalid") else _check_known(found, name)


def set_value(found: Told, path: str, value: Any) -> Told:
    """One attribute by its path."""
    name = _plain(path)
    if name == "name" and isinstance(value, dict):
        for part, each in value.items():
            found = set_value(found, f"name.{part}", each)
        return found
    if name == "emails":
        return _set_emails(found, value)
    if name in ("username", "emails.value"):
        return replace(found, email=_email(value))
    if name == "active":
        return replace(found, active=_flag(value))
    if name in ("title", "usertype"):
        return replace(found, group=read_group(_text(value)) or found.group)
    texts = {"name.givenname": "given", "name.familyname": "family", "externalid": "key"}
    if name in texts:
        return replace(found, **{texts[name]: _text(value)})
    if name in ("name.formatted", "displayname"):
        # The parts say more; the whole counts only where there are none.
        return replace(found, whole=_text(value))
    return _check_known(found, name)


def _check_known(found: Told, name: str) -> Told:
    if (
        name in PASSED_OVER
        or name.split(".")[0] in PASSED_OVER
        or name.startswith(ENTERPRISE)
        or name.split("[")[0] in PASSED_OVER
    ):
        return found
    raise ScimError(400, "A path names nothing that a user has.", "invalidPath")


def _plain(path: str) -> str:
    bare = path.strip()
    if bare.lower().startswith(f"{USER.lower()}:"):
        bare = bare[len(USER) + 1 :]
    return "emails.value" if _WORK.fullmatch(bare) else bare.lower()


def _set_emails(found: Told, value: Any) -> Told:
    listed = value if isinstance(value, list) else [value]
    chosen = [each for each in listed if isinstance(each, dict) and each.get("value")]
    if not chosen:
        raise ScimError(400, "emails holds no address.", "invalidValue")
    first = min(chosen, key=lambda each: (each.get("type") != "work", not each.get("primary")))
    # Where both are told, the user name is the address that a person signs in with.
    return found if found.email else replace(found, email=_email(first["value"]))


def _email(value: Any) -> str:
    try:
        return read_email(_text(value))
    except ValueError as error:
        raise ScimError(400, "userName must be the work e-mail address.", "invalidValue") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_NAME or any(ord(sign) < 32 for sign in value):
        raise ScimError(400, "A value is not a short text.", "invalidValue")
    return " ".join(value.split())


def _flag(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise ScimError(400, "active is true or false.", "invalidValue")
    return value
