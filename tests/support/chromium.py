"""Finds the Chromium that browser tests drive, and how to start it.

`python -m tests.support.chromium` prints its path, or exits with 1 when there is none.
"""

from __future__ import annotations

import functools
import os
import shutil
import sys
from pathlib import Path

#: The shell is the same Chromium without the windows around a page, which take a quarter of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# Chromium calls its maker in the background; these keep it to the pages it is shown.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
)


def playwrights_own() -> str | None:
    """The Chromium that `playwright install chromium` put on this machine, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@functools.cache
def find_chromium() -> str | None:
    """Path of the Chromium to use: LANYARD_CHROMIUM, the machine's, else Playwright's own."""
    named = os.environ.get("LANYARD_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    for application in MAC_APPLICATIONS:
        if Path(application).exists():
            return application
    return playwrights_own()


def launch_options() -> dict[str, object]:
    """What to pass to Playwright's `chromium.launch`; raises LookupError without a Chromium."""
    path = find_chromium()
    if path is None:
        raise LookupError("no Chromium on this machine")
    # Chromium's own sandbox refuses to start as root, as which build machines often run.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": path, "args": [*QUIET, *sandbox]}


if __name__ == "__main__":
    found = find_chromium()
    if found is None:
        sys.exit(1)
    print(found)
