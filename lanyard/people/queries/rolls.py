"""The register as a roll is compared with it, and what imports left behind."""

from __future__ import annotations

import datetime
import uuid

from django.db.models import Q, QuerySet

from lanyard.people.imports.plans import Known
from lanyard.people.imports.rows import ADULTS
from lanyard.people.models import (
    Adult,
    ColumnMapping,
    ProvisioningToken,
    Pupil,
    Role,
    RoleHeld,
    RollImport,
    School,
    WaitingImport,
)

from .scope import Scope

ADULT_FIELDS = ("name", "email", "group", "employer", "starts_on", "ends_on", "contact_with_pupils", "roll", "roll_key")
PUPIL_FIELDS = ("given_name", "family_name", "class_name", "year_group", "starts_on", "ends_on", "roll_key")
HEAD_STAYS = "is the head teacher: end their time here by hand, once somebody else is head teacher"


def known_people(school: School, kind: str, *, format: str, on: datetime.date) -> list[Known]:  # noqa: A002
    """Everybody of a kind whom the school's register holds, leavers too. For planning only: it starts from no person."""
    return _known_adults(school, format, on) if kind == ADULTS else _known_pupils(school)


def _known_adults(school: School, format_: str, on: datetime.date) -> list[Known]:
    heads = set(
        RoleHeld.objects.filter(Q(held_until__isnull=True) | Q(held_until__gte=on), adult__school=school, role=Role.HEAD)
        .values_list("adult", flat=True)
        .distinct()
    )
    found = []
    for told in Adult.objects.filter(school=school).order_by("pk").values("pk", *ADULT_FIELDS):
        id_ = told.pop("pk")
        found.append(
            Known(
                id=id_,
                name=told["name"],
                key=told["roll_key"] if told["roll"] == format_ else "",
                email=told["email"],
                starts_on=told["starts_on"],
                ends_on=told["ends_on"],
                on_roll=bool(told["roll"]),
                values=told,
                held=HEAD_STAYS if id_ in heads else "",
            )
        )
    return found


def _known_pupils(school: School) -> list[Known]:
    found = []
    for told in Pupil.objects.filter(school=school).order_by("pk").values("pk", *PUPIL_FIELDS):
        id_ = told.pop("pk")
        found.append(
            Known(
                id=id_,
                name=f"{told['given_name']} {told['family_name']}",
                key=told["roll_key"],
                email="",
                starts_on=told["starts_on"],
                ends_on=told["ends_on"],
                on_roll=True,
                values=told,
            )
        )
    return found


def waiting_import(scope: Scope, id: uuid.UUID) -> WaitingImport | None:  # noqa: A002
    """A file that this very person brought and that still waits; ``None`` for anybody else's."""
    return WaitingImport.objects.filter(pk=id, school=scope.school, made_by=scope.account).select_related("school").first()


def roll_imports(scope: Scope) -> QuerySet[RollImport]:
    """The imports that were applied at the person's own school, the newest first."""
    return RollImport.objects.filter(school=scope.school).select_related("applied_by__adult")


def roll_import(scope: Scope, number: int) -> RollImport | None:
    """One of them."""
    return roll_imports(scope).filter(pk=number).first()


def kept_mapping(school: School, kind: str) -> dict[str, str]:
    """The mapping of columns that a school kept for its own lists; empty when there is none."""
    found = ColumnMapping.objects.filter(school=school, kind=kind).first()
    return dict(found.mapping) if found else {}


def provisioning_tokens(scope: Scope) -> QuerySet[ProvisioningToken]:
    """The systems that may tell the person's own school of joiners and leavers."""
    return ProvisioningToken.objects.filter(school=scope.school).select_related("made_by__adult")


def touched_people(scope: Scope, done: RollImport) -> dict[str, list[Adult] | list[Pupil]]:
    """Whom an import of the person's own school touched, by what it did to them; in the order of names."""
    model = Adult if done.kind == ADULTS else Pupil
    ids = {sort: done.result.get(sort, []) for sort in ("create", "return", "change", "leave")}
    found = model.objects.filter(school=scope.school).in_bulk([id_ for listed in ids.values() for id_ in listed])
    return {
        sort: sorted((found[id_] for id_ in listed if id_ in found), key=lambda each: each.name) for sort, listed in ids.items()
    }


def is_head(adult: Adult, *, on: datetime.date) -> bool:
    """Whether somebody is head teacher on the day or will be, so that no roll and no system may end them."""
    return RoleHeld.objects.filter(Q(held_until__isnull=True) | Q(held_until__gte=on), adult=adult, role=Role.HEAD).exists()


def live_token(digest: str) -> ProvisioningToken | None:
    """The token with this digest, if it still counts."""
    return ProvisioningToken.objects.filter(digest=digest, ended_at__isnull=True).select_related("school").first()


def provisioned_adults(school: School) -> QuerySet[Adult]:
    """The adults of whom a system of this school may be told: those with a work address and a sign-in of their own."""
    found = Adult.objects.filter(school=school, account__isnull=False).exclude(email="")
    return found.select_related("school", "account").order_by("account_id")
