"""The manual says what the commands say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lanyard.cli.commands import PURE, SERVICE
from lanyard.cli.errors import EXIT_CODES
from tests.cli.test_ask import KEYS
from tests.repository import ROOT

MANUAL = (ROOT / "docs" / "cli.md").read_text()


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse words its help otherwise since Python 3.13")
def test_the_manual_is_up_to_date(environment):
    said = subprocess.run(
        [sys.executable, "-m", "lanyard.cli.manual"], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == MANUAL, "write it anew: python -m lanyard.cli.manual > docs/cli.md"


def test_every_command_key_and_code_is_in_it():
    for name in (*PURE, *SERVICE):
        assert f"| `lanyard {name}` |" in MANUAL
    for key in KEYS:
        assert f"`{key}`" in MANUAL
    for code in EXIT_CODES:
        assert f"\n| {code} | " in MANUAL
