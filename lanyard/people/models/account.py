"""What a person signs in with. Who they are at school is the Adult it belongs to."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by what a person types."""

    def get_by_natural_key(self, name: str) -> Account:
        """The account with this sign-in name, whatever its capitals."""
        return self.get(sign_in_name=name.strip().lower())


class Account(AbstractBaseUser):
    """A way to sign in.

    It carries no rights: those follow from the roles that its adult holds at a school.
    ``sign_in_name`` need not be an e-mail address, because some adults have none from school.
    """

    sign_in_name = models.CharField(max_length=254, unique=True)
    email = models.EmailField("e-mail address", blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sign_in_name=Lower("sign_in_name")) & ~models.Q(sign_in_name=""),
                name="account_name_is_in_lower_case",
            ),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="account_email_is_unique"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"
