"""Writing the accounts that adults sign in with."""

from __future__ import annotations

import datetime

from django.db import transaction

from lanyard.people.models import Account

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
