"""Codes to scan, drawn in the page: nothing is fetched for them."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(text: str) -> SafeString:
    """A text as a QR code, as large as its box."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=4, omitsize=True, svgclass="lanyard-qr", lineclass=None)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="Code to scan" ', 1))  # noqa: S308 - drawn here, of squares
