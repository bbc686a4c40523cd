"""What every test lives under: a closed network, and a browser and a database where there are any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.support import chromium, postgres
from tests.support.network import closed_network

JOURNEYS = Path(__file__).parent / "journeys"
POLICY = Path(__file__).parent / "policy"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
IN_CI = os.environ.get("CI", "").lower() in ("true", "1")

# A busy machine is slow, not wrong: no deadline. A build machine must find the same today and
# tomorrow, so there the examples follow from the test alone.
hypothesis.settings.register_profile("lanyard", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("lanyard")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks tests by their folder and skips what this machine cannot run.

    On a build machine (CI=true) nothing is skipped: without a browser or PostgreSQL those
    tests run and fail, because a green build must mean that they were run.
    """
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.browser)
        if POLICY in item.path.parents and not item.get_closest_marker("exhaustive"):
            item.add_marker(pytest.mark.measured)
        if touches_database(item) and not item.get_closest_marker("once"):
            item.add_marker(pytest.mark.records)
    if IN_CI:
        return
    for marker, is_here, reason in (
        ("browser", chromium.find_chromium, "there is no Chromium on this machine"),
        ("postgres", postgres.find_programs, "there is no PostgreSQL server on this machine"),
    ):
        marked = [item for item in items if item.get_closest_marker(marker)]
        if marked and not is_here():
            for item in marked:
                item.add_marker(pytest.mark.skip(reason=reason))


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for Django's database, by its marker, a fixture or its class."""
    fixtures = set(getattr(item, "fixturenames", ()))
    transactional = getattr(getattr(item, "cls", None), "databases", None)
    return bool(item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES or transactional)


@pytest.fixture(autouse=True, scope="session")
def network() -> Iterator[None]:
    """Sockets reach this machine and nothing else."""
    with closed_network():
        yield


@pytest.fixture(scope="session")
def chromium_options() -> dict[str, object]:
    """What to pass to Playwright's `chromium.launch` on this machine."""
    return chromium.launch_options()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of an empty database on a PostgreSQL of the tests' own."""
    with postgres.postgres_server() as url:
        yield url
