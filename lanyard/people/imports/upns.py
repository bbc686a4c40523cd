"""Unique pupil numbers: their check letter is looked at, and never a reason to turn a pupil away.

Real rolls hold numbers whose letter does not fit; the pupil is there all the same.
"""

from __future__ import annotations

import re

from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.gb import upn

_SHAPE = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]")


def looks_like_upn(key: str) -> bool:
    """Whether a number has the shape of a UPN, whatever its check letter."""
    return bool(_SHAPE.fullmatch(key.replace(" ", "").upper()))


def fits(key: str) -> bool:
    """Whether the check letter fits. An authority that is not on our list counts for nothing."""
    bare = key.replace(" ", "").upper()
    try:
        upn.validate(bare)
    except InvalidComponent:
        return upn.calc_check_digit(bare[1:]) == bare[0]
    except (ValidationError, ValueError):
        return False
    return True
