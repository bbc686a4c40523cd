"""A school's own colour must stay readable: white letters stand on it."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

LEAST_CONTRAST = 4.5
HEX = re.compile(r"#[0-9a-f]{6}")


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, from 0 (black) to 1 (white), as WCAG defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def validate_brand_colour(colour: str) -> None:
    """Refuse what is not ``#rrggbb`` in lower case, or too pale for white letters."""
    if not HEX.fullmatch(colour):
        raise ValidationError("Write the colour as # and six letters or numbers, such as #1d4f91")
    if (found := contrast(colour, "#ffffff")) < LEAST_CONTRAST:
        raise ValidationError(
            f"White letters on this colour have a contrast of {found:.1f} to 1. "
            f"Choose a darker one: at least {LEAST_CONTRAST} to 1 is needed for everyone to read them"
        )
