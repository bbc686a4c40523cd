"""Programs of this machine that tests ask; where one is missing the test is skipped and says so."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str) -> str:
    """The path of a program. On a build machine (CI=true) a missing one is a failure: green means that it was asked."""
    found = shutil.which(name)
    if found is not None:
        return found
    words = f"there is no {name} on this machine"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(f"{words}, and a build machine must ask it")
    pytest.skip(words)
