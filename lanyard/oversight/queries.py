"""Which version of the policy binds a school on a day, ready to answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lanyard.people.models import School
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack

from . import packs
from .models import Adoption, PolicyVersion


@dataclass(frozen=True)
class InForce:
    """The policy that binds a school on a day: readable, askable, and with the record that put it in force."""

    pack: Pack
    engine: Engine
    version: PolicyVersion
    adoption: Adoption
    in_force_from: datetime.date


def version_in_force(school: School, *, on: datetime.date) -> InForce | None:
    """The version whose adoption is in force at the school on a day; ``None`` when there is none (1.2.1)."""
    adoption = adoption_in_force(school, on=on)
    if adoption is None:
        return None
    made = compiled_version(adoption.version)
    return InForce(made.pack, made.engine, adoption.version, adoption, adoption.in_force_from)


def adoption_in_force(school: School, *, on: datetime.date) -> Adoption | None:
    """The adoption that holds on a day: the latest to come into force that was not set aside by then."""
    return (
        Adoption.objects.filter(version__school=school, in_force_from__lte=on)
        .filter(Q(set_aside_on__isnull=True) | Q(set_aside_on__gt=on))
        .select_related("version")
        .defer("version__sources")
        .order_by("-in_force_from", "-recorded_at", "-pk")
        .first()
    )


def compiled_version(version: PolicyVersion) -> packs.Compiled:
    """A version ready to read and ask, in force or not."""
    return packs.compiled(
        version.hash,
        name=f"{version.pack_id} {version.version}",
        read_sources=lambda: PolicyVersion.objects.values_list("sources", flat=True).get(pk=version.pk),
    )


def adoptions(school: School) -> QuerySet[Adoption]:
    """Every adoption of a school, the newest first."""
    return (
        Adoption.objects.filter(version__school=school)
        .select_related("version")
        .defer("version__sources")
        .order_by("-in_force_from", "-recorded_at", "-pk")
    )


def versions(school: School) -> QuerySet[PolicyVersion]:
    """Every version that a school holds, adopted or not, in the order they came."""
    return PolicyVersion.objects.filter(school=school).defer("sources").order_by("received_at", "pk")


def has_policy_in_force(*, on: datetime.date) -> bool:
    """Whether any school of the installation has a policy in force."""
    return any(adoption_in_force(school, on=on) for school in School.objects.all())


def warm(*, on: datetime.date) -> int:
    """Compile the policy of every school, so that nobody's first question waits; how many there are."""
    found = [version_in_force(school, on=on) for school in School.objects.all()]
    return sum(each is not None for each in found)
