"""Writing which system may tell of joiners and leavers, and what it tells (SCIM 2.0)."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from lanyard.people.models import Account, Adult, ProvisioningToken, School
from lanyard.people.queries.rolls import HEAD_STAYS, is_head

from .accounts import open_account
from .adults import add_adult, bring_adult_back, change_adult, end_adult
from .noting import note
from .sign_in_codes import withdraw_sign_in_codes
from .sign_in_sessions import end_sign_ins

ROLL = "scim"


@dataclass(frozen=True)
class MadeToken:
    """A new token as its maker sees it, this once."""

    token: ProvisioningToken
    words: str

    def __repr__(self) -> str:
        return f"MadeToken({self.token})"


def digest_of(words: str) -> str:
    """What is kept of a token. It is long and made by chance, so a plain digest cannot be guessed from."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make_provisioning_token(*, school: School, name: str, group: str, by: Account | None, at: datetime.datetime) -> MadeToken:
    """Let a system tell of the school's joiners and leavers."""
    words = secrets.token_urlsafe(32)
    token = ProvisioningToken(school=school, name=name.strip(), group=group, digest=digest_of(words), made_at=at, made_by=by)
    token.full_clean()
    token.save()
    note("provisioning token made", by=by, at=at, school=school, token=token.pk)
    return MadeToken(token, words)


@transaction.atomic
def end_provisioning_token(*, token: ProvisioningToken, by: Account | None, at: datetime.datetime) -> None:
    """Stop a system from telling anything, at once."""
    if token.ended_at is not None:
        return
    token.ended_at, token.ended_by = at, by
    token.save(update_fields=["ended_at", "ended_by"])
    note("provisioning token ended", by=by, at=at, school=token.school, token=token.pk)


@transaction.atomic
def note_token_used(*, token: ProvisioningToken, by: None, on: datetime.date, at: datetime.datetime) -> None:
    """Remember the day on which a system last told something; once a day."""
    if token.last_used_on != on:
        ProvisioningToken.objects.filter(pk=token.pk).update(last_used_on=on)


@transaction.atomic
def provision_adult(
    *,
    token: ProvisioningToken,
    name: str,
    email: str,
    key: str,
    group: str | None,
    on: datetime.date,
    by: None,
    at: datetime.datetime,
) -> Adult:
    """Bring in somebody whom a system tells of. An adult with that address and no sign-in is taken for them."""
    found = Adult.objects.filter(school=token.school, email=email, account__isnull=True).select_related("school").first()
    if found is None:
        told = {"name": name, "email": email, "group": group or token.group, "starts_on": on, "roll": ROLL, "roll_key": key}
        found = add_adult(school=token.school, by=None, at=at, **told)
    else:
        change_adult(adult=found, name=name, roll=ROLL, roll_key=key, by=None, at=at)
    open_account(adult=found, by=None, at=at)
    note("system told of an adult", by=None, at=at, school=token.school, token=token.pk, adult=found.pk)
    return found


@transaction.atomic
def change_provisioned(
    *,
    token: ProvisioningToken,
    adult: Adult,
    active: bool,
    on: datetime.date,
    by: None,
    at: datetime.datetime,
    **values: object,
) -> Adult:
    """Change what a system tells of somebody, and let them leave or come back.

    Leaving ends their sign-ins at once. The only head teacher is never ended by a system.
    """
    change_adult(adult=adult, by=None, at=at, **{**values, "roll": ROLL})
    if not active and is_here(adult, on):
        if is_head(adult, on=on):
            raise ValidationError(f"This person {HEAD_STAYS}.")
        end_adult(adult=adult, ends_on=max(on, adult.starts_on), by=None, at=at)
        if adult.account is not None:
            end_sign_ins(account=adult.account)
            withdraw_sign_in_codes(account=adult.account, by=None, at=at)
    elif active and not is_here(adult, on):
        if adult.ends_on is not None and adult.ends_on >= on:
            change_adult(adult=adult, ends_on=None, by=None, at=at)
        else:
            adult = bring_adult_back(adult=adult, starts_on=on, by=None, at=at)
    note("system told of an adult", by=None, at=at, school=token.school, token=token.pk, adult=adult.pk)
    return adult


def is_here(adult: Adult, on: datetime.date) -> bool:
    """Whether a system should see somebody as active: not once their last day has come."""
    return adult.ends_on is None or adult.ends_on > on
