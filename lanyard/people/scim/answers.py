"""What the endpoint answers: resources, lists and errors in the shapes of RFC 7643 and RFC 7644."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import JsonResponse
from django.urls import reverse

from lanyard.people.actions.provisioning import is_here
from lanyard.people.models import Adult

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MEDIA = "application/scim+json"
MOST_RESULTS = 200


class ScimError(Exception):
    """A request that is refused, as RFC 7644 §3.12 tells it."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


def answer(body: dict[str, Any] | None, status: int = 200, **headers: str) -> JsonResponse:
    """A body in SCIM's own media type; ``None`` for no body."""
    made = JsonResponse(body or {}, status=status, content_type=MEDIA, headers=headers)
    if body is None:
        made.content = b""
    return made


def refuse(error: ScimError) -> JsonResponse:
    """An error."""
    body: dict[str, Any] = {"schemas": [ERROR], "status": str(error.status), "detail": error.detail}
    if error.kind:
        body["scimType"] = error.kind
    headers = {"WWW-Authenticate": 'Bearer realm="Lanyard"'} if error.status == 401 else {}
    return answer(body, error.status, **headers)


def user(adult: Adult, base: str, on: datetime.date) -> dict[str, Any]:
    """An adult as a system sees them. The id is that of their sign-in, which stays theirs when they come back."""
    given, _, family = adult.name.rpartition(" ")
    return {
        "schemas": [USER],
        "id": str(adult.account_id),
        "externalId": adult.roll_key or adult.email,
        "userName": adult.email,
        "name": {"formatted": adult.name, "givenName": given, "familyName": family},
        "displayName": adult.name,
        "emails": [{"value": adult.email, "type": "work", "primary": True}],
        "userType": adult.group,
        "active": is_here(adult, on),
        "meta": {"resourceType": "User", "location": base + reverse("people:scim-user", args=[adult.account_id])},
    }


def listed(resources: list[dict[str, Any]], total: int, start: int = 1) -> dict[str, Any]:
    """A list, or a page of one."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }


def provider_config() -> dict[str, Any]:
    """What this endpoint can do (RFC 7643 §5)."""
    no = {"supported": False}
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_RESULTS},
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer token",
                "description": "A token that the school made for one system, in the Authorization header.",
                "primary": True,
            }
        ],
    }


def resource_types() -> list[dict[str, Any]]:
    """The one kind of resource (RFC 7643 §6)."""
    return [
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": "User",
            "name": "User",
            "endpoint": "/Users",
            "description": "An adult of the school",
            "schema": USER,
        }
    ]


def _attribute(name: str, does: str, *, type_: str = "string", required: bool = False, unique: str = "none", **more: Any) -> dict:
    return {
        "name": name,
        "type": type_,
        "multiValued": False,
        "description": does,
        "required": required,
        "caseExact": False,
        "mutability": "readWrite",
        "returned": "default",
        "uniqueness": unique,
        **more,
    }


def schemas() -> list[dict[str, Any]]:
    """What is kept of a user, and nothing else (RFC 7643 §7)."""
    names = [
        _attribute("formatted", "The whole name"),
        _attribute("givenName", "First names"),
        _attribute("familyName", "Last name"),
    ]
    addresses = [
        _attribute("value", "The address"),
        _attribute("type", "work"),
        _attribute("primary", "Always true", type_="boolean"),
    ]
    attributes = [
        _attribute("userName", "The work e-mail address", required=True, unique="server"),
        _attribute("name", "The name", type_="complex", subAttributes=names),
        _attribute("displayName", "The whole name"),
        _attribute("emails", "The work e-mail address", type_="complex", multiValued=True, subAttributes=addresses),
        _attribute("userType", "teacher, support, supply, governor, contractor or volunteer"),
        _attribute("title", "A job title, from which the user type is read where that is missing", returned="never"),
        _attribute("active", "Whether they are at the school", type_="boolean"),
    ]
    told = "urn:ietf:params:scim:schemas:core:2.0:Schema"
    return [{"schemas": [told], "id": USER, "name": "User", "description": "An adult of the school", "attributes": attributes}]
