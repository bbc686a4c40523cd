"""The ways in which people come: at a desk, on a small phone, without scripts, with a keyboard alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

#: Where screenshots go; none are taken unless it is set.
SCREENS = Path(os.environ["LANYARD_SCREENS"]) if os.environ.get("LANYARD_SCREENS") else None

#: The narrowest screen that WCAG 2.2 asks for (1.4.10). Pictures are easier to judge at the width of a phone.
NARROW = 360 if SCREENS else 320
WIDE = 1280


@dataclass(frozen=True)
class Way:
    """How somebody uses the service."""

    name: str
    width: int
    scripts: bool = True
    keyboard: bool = False

    def context_options(self) -> dict[str, object]:
        """What to pass to Playwright's `browser.new_context`."""
        height = 640 if self.width < 600 else 900
        return {
            "viewport": {"width": self.width, "height": height},
            "java_script_enabled": self.scripts,
            "locale": "en-GB",
            "timezone_id": "Europe/London",
        }


DESK = Way("at a desk", WIDE)
PHONE = Way("on a small phone", NARROW)
WITHOUT_SCRIPTS = Way("on a small phone without scripts", NARROW, scripts=False)
KEYBOARD = Way("with a keyboard alone", WIDE, keyboard=True)
#: All of it at once, on a phone of 360 pixels, as a screen reader or a switch uses it.
HARDEST = Way("on a small phone without scripts, with a keyboard alone", 360, scripts=False, keyboard=True)

EVERY_WAY = (DESK, PHONE, WITHOUT_SCRIPTS, KEYBOARD)
