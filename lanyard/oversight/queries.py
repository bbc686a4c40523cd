"""Which version of the policy binds a school on a day, ready to answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from lanyard.people.models import School
from lanyard.policy.engine import Engine
from lanyard.policy.pack import Pack
from lanyard.practice.policies import Version

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

    @cached_property
    def history(self) -> tuple[Version, ...]:
        """Every version that was put in force and not set aside, the oldest first, each once."""
        found: dict[str, Version] = {}
        for adoption in reversed(adoptions(self._school)):
            if adoption.set_aside_on is None:
                told = Version(adoption.version.hash, adoption.version.version, adoption.in_force_from)
                found.setdefault(told.hash, told)
        return tuple(found.values())

    def version_named(self, hash: str) -> packs.Compiled | None:  # noqa: A002
        """One of the school's versions by its hash, ready to ask; ``None`` for one it does not hold."""
        if hash == self.pack.hash:
            return packs.Compiled(self.pack, self.engine)
        found = versions(self._school).filter(hash=hash).first()
        return compiled_version(found) if found else None

    def pack_named(self, hash: str) -> Pack | None:  # noqa: A002
        """The same, to read only."""
        if hash == self.pack.hash:
            return self.pack
        found = versions(self._school).filter(hash=hash).first()
        return readable_version(found) if found else None

    @property
    def _school(self) -> int:
        return self.version.school_id


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
    return packs.compiled(version.hash, name=_name(version), read_sources=lambda: _sources(version))


def readable_version(version: PolicyVersion) -> Pack:
    """A version ready to read, in force or not."""
    return packs.readable(version.hash, name=_name(version), read_sources=lambda: _sources(version))


def _name(version: PolicyVersion) -> str:
    return f"{version.pack_id} {version.version}"


def _sources(version: PolicyVersion) -> dict[str, str]:
    return PolicyVersion.objects.values_list("sources", flat=True).get(pk=version.pk)


def adoptions(school: School | int) -> QuerySet[Adoption]:
    """Every adoption of a school, the newest first."""
    return (
        Adoption.objects.filter(version__school=school)
        .select_related("version")
        .defer("version__sources")
        .order_by("-in_force_from", "-recorded_at", "-pk")
    )


def versions(school: School | int) -> QuerySet[PolicyVersion]:
    """Every version that a school holds, adopted or not, in the order they came."""
    return PolicyVersion.objects.filter(school=school).defer("sources").order_by("received_at", "pk")


def has_policy_in_force(*, on: datetime.date) -> bool:
    """Whether any school of the installation has a policy in force."""
    return any(adoption_in_force(school, on=on) for school in School.objects.all())


def warm(*, on: datetime.date) -> int:
    """Compile the policy of every school, so that nobody's first question waits; how many there are."""
    found = [version_in_force(school, on=on) for school in School.objects.all()]
    return sum(each is not None for each in found)
