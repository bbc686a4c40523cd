"""Writing the accounts that adults sign in with."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from lanyard.people.models import Account, Adult

from .noting import note


@transaction.atomic
def add_account(*, sign_in_name: str, email: str = "", by: Account | None, at: datetime.datetime) -> Account:
    """Make an account without a password; how it signs in is set afterwards."""
    account = Account(sign_in_name=sign_in_name.strip().lower(), email=email.strip(), created_at=at)
    account.set_unusable_password()
    account.full_clean(exclude=["password"])
    account.save()
    note("account added", by=by, at=at, account_added=account.pk)
    return account


@transaction.atomic
def change_email(*, account: Account, email: str, by: Account | None, at: datetime.datetime) -> bool:
    """Let an account have another e-mail address; ``False``, and no change, when another account has it."""
    told = email.strip().lower()
    if told and Account.objects.filter(email__iexact=told).exclude(pk=account.pk).exists():
        return False
    account.email = told
    account.full_clean(exclude=["password"])
    account.save(update_fields=["email"])
    note("account changed", by=by, at=at, account=account.pk)
    return True


@transaction.atomic
def open_account(*, adult: Adult, by: Account | None, at: datetime.datetime) -> Account:
    """Make an adult's account, which nobody can sign in with until a code or another way in is given.

    Its name is the work address; where somebody has that already, perhaps at another school of
    the installation, it is made from the person's name.
    """
    if adult.account is not None:
        return adult.account
    free = bool(adult.email) and not _is_taken(adult.email)
    account = add_account(
        sign_in_name=adult.email if free else _free_name(adult.name), email=adult.email if free else "", by=by, at=at
    )
    adult.account = account
    adult.save(update_fields=["account"])
    note("sign-in given", by=by, at=at, school=adult.school, adult=adult.pk)
    return account


def _is_taken(email: str) -> bool:
    return Account.objects.filter(Q(sign_in_name=email.lower()) | Q(email__iexact=email)).exists()


def _free_name(name: str) -> str:
    """A sign-in name from somebody's own, such as sam.whitcombe, with a number by chance when that is taken."""
    base = slugify(name).replace("-", ".")[:200] or "person"
    tried = base
    while Account.objects.filter(sign_in_name=tried).exists():
        # By chance: counting on would tell how many of that name there are on the installation.
        tried = f"{base}.{secrets.randbelow(9000) + 1000}"
    return tried
