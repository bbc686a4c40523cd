"""A person's own phones, and nobody else's: the head teacher and whoever runs the service have no way in (2.4.4)."""

from __future__ import annotations

import json
import unicodedata
import uuid
from dataclasses import asdict, dataclass, field

from django.db.models import QuerySet

from lanyard.people.keys import sealer
from lanyard.people.queries import Scope
from lanyard.practice.models import Phone
from lanyard.proof.sealing import CannotOpen, sealer_of_passphrase


class WrongPassphrase(ValueError):
    """The words do not open this phone's entry."""


@dataclass(frozen=True)
class PhoneDetails:
    """What a vault entry says: what to tell the network and the police."""

    name: str
    numbers: list[str] = field(default_factory=list)
    network: str = ""
    telephone: str = ""


def phones(scope: Scope) -> QuerySet[Phone]:
    """The phones in the person's own vault."""
    return Phone.objects.filter(adult=scope.adult, school=scope.school)


def phone(scope: Scope, id_: uuid.UUID) -> Phone | None:
    """One of the person's own phones; ``None`` for anybody else's, as for one that never was."""
    return phones(scope).filter(pk=id_).first()


def details_of(held: Phone, *, passphrase: str = "") -> PhoneDetails:
    """Open an entry. Raises ``WrongPassphrase`` when it was locked with other words."""
    text = sealer("vault").unseal(held.sealed, place=place_of(held))
    if held.salt is not None:
        try:
            text = sealer_of_passphrase(one_spelling(passphrase), salt=bytes(held.salt)).unseal(text, place=place_of(held))
        except CannotOpen:
            raise WrongPassphrase from None
    return PhoneDetails(**json.loads(text))


def sealed_details(held: Phone, details: PhoneDetails, *, passphrase: str = "") -> bytes:
    """An entry as it is kept: sealed for its place, and first under its owner's words where there are any."""
    text = json.dumps(asdict(details)).encode("utf-8")
    if held.salt is not None:
        text = sealer_of_passphrase(one_spelling(passphrase), salt=bytes(held.salt)).seal(text, place=place_of(held))
    return sealer("vault").seal(text, place=place_of(held))


def one_spelling(passphrase: str) -> str:
    """A passphrase in one spelling, whatever keyboard typed it."""
    return unicodedata.normalize("NFKC", passphrase.strip())


def place_of(held: Phone) -> tuple[str | int, ...]:
    """Where an entry belongs: to this adult and this phone."""
    return ("phone", held.adult_id, str(held.pk))
