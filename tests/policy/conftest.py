"""How these tests make up policies, and how they tell what they counted."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

#: The name under which a test records what it counted, for the summary.
COUNTED = "counted"

# A build must not fail by luck, so the made-up policies are the same each time. LANYARD_EXPLORE=1 makes
# up others, and more of them: run it after a change to the engine.
settings.register_profile("same", deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", parent=settings.get_profile("same"), derandomize=False, max_examples=400)
settings.load_profile("explore" if os.environ.get("LANYARD_EXPLORE") else "same")


@pytest.fixture
def tell_count(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Notes in words what a test counted; the summary prints it, and so does the JUnit file."""

    def tell(text: str) -> None:
        # Not record_property, which warns about the kind of JUnit file that is the default.
        request.node.user_properties.append((COUNTED, text))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what tests counted, such as the situations in which diagram and reference agree."""
    reports = [report for kind in terminalreporter.stats.values() for report in kind if isinstance(report, pytest.TestReport)]
    counted = [text for report in reports if report.when == "call" for name, text in report.user_properties if name == COUNTED]
    if counted:
        terminalreporter.section("counted")
        for text in counted:
            terminalreporter.line(str(text))
