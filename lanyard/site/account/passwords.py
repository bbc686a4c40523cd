"""What a password must be: long, and not one that everybody tries first. Nothing about signs and capitals."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SHORTEST, LONGEST = 12, 200
#: The numbers, years and signs that people put around a word to make a password longer.
ADDED = re.compile(r"^[\W\d_]{1,6}|[\W\d_]{1,6}$")


class Length:
    """Twelve signs or more."""

    def validate(self, password: str, user=None) -> None:
        """Refuse what can be guessed by trying everything, or is too long to work out."""
        if len(password) < SHORTEST:
            raise ValidationError(f"Password must be {SHORTEST} characters or more", code="short")
        if len(password) > LONGEST:
            raise ValidationError(f"Password must be {LONGEST} characters or fewer", code="long")

    def get_help_text(self) -> str:
        """What the page says beforehand."""
        return f"Use {SHORTEST} characters or more. Three words that do not belong together are easy to remember."


class NotCommon(CommonPasswordValidator):
    """Not on the list of what is tried first, nor such a word with numbers around it, nor one sign again and again."""

    def validate(self, password: str, user=None) -> None:
        """Refuse a password that would be among the first guesses."""
        plain = password.lower().strip()
        bare = ADDED.sub("", plain)
        repeated = re.fullmatch(r"(.{1,4}?)\1*", plain, re.DOTALL) and len(set(plain)) < 5
        halved = plain[: len(plain) // 2] if plain[: len(plain) // 2] * 2 == plain else ""
        if repeated or {plain, bare, halved, ADDED.sub("", halved)} & self.passwords:
            raise ValidationError("Choose a password that is harder to guess: this one is often used", code="common")

    def get_help_text(self) -> str:
        """What the page says beforehand."""
        return "Do not use a password that is often used, such as your school’s name and a year."


class NotTheName:
    """Not made of the person's own sign-in name."""

    def validate(self, password: str, user=None) -> None:
        """Refuse a password in which the sign-in name stands."""
        name = getattr(user, "sign_in_name", "") or ""
        told = {part for part in re.split(r"[@.\-_+]", name.lower()) if len(part) > 3} | {name.lower()}
        left = password.lower()
        for part in sorted(told - {""}, key=len, reverse=True):
            left = left.replace(part, "")
        if len(left) < SHORTEST // 2:
            raise ValidationError("Choose a password that does not contain your sign-in name", code="name")

    def get_help_text(self) -> str:
        """What the page says beforehand."""
        return "Do not use your sign-in name."
