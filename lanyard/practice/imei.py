"""The 15 digits of a phone (IMEI): checked as it is typed, shown as it is read out."""

from __future__ import annotations

from stdnum import imei as standard
from stdnum.exceptions import InvalidChecksum, ValidationError

LENGTH = 15


class WrongImei(ValueError):
    """What was typed is no IMEI; the message says what is wrong and what to do."""


def read_imei(typed: str) -> str:
    """The 15 digits of what was typed, with its spaces, dots and hyphens left out.

    The last digit checks the others (Luhn), so that a slip is found now and not when the phone is gone.
    """
    digits = "".join(letter for letter in typed if letter not in " .-/\u00a0\u2010\u2011\u2013")
    if not (digits.isascii() and digits.isdigit()):
        raise WrongImei("Enter digits only. Dial *#06# on the phone to see its number")
    if len(digits) == LENGTH + 1:
        raise WrongImei("This has 16 digits, so it is the number with its software version. Enter the 15 digits called IMEI")
    if len(digits) != LENGTH:
        raise WrongImei(f"The number must have 15 digits. This has {len(digits)}")
    try:
        standard.validate(digits)
    except InvalidChecksum:
        raise WrongImei("One of the digits is not right. Compare them with the phone, where *#06# shows them") from None
    except ValidationError:
        raise WrongImei("This is not the number of a phone. Dial *#06# on the phone to see its number") from None
    return digits


def spoken(digits: str) -> str:
    """An IMEI in the groups in which it is read out on the telephone."""
    return f"{digits[:2]} {digits[2:8]} {digits[8:14]} {digits[14:]}"
