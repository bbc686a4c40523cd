"""What every test of concerns may ask for, and what is asked of each: the records are whole when it ends."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from lanyard.concerns.audit import audit
from lanyard.people.models import School
from tests.concerns.cast import Cast, make_cast
from tests.people.cast import make_school


@pytest.fixture(autouse=True)
def whole(request) -> Iterator[None]:
    """Whatever a test did by actions, the log was told of: an action that forgets to tell it fails its own tests.

    A test that changes rows behind the back of the code says so with ``@pytest.mark.tampers``.
    """
    uses = {"db", "transactional_db"} & set(request.fixturenames) or request.node.get_closest_marker("django_db")
    if uses:
        if "evidence_folder" in request.fixturenames:
            # Its files are looked at, too, before it goes.
            request.getfixturevalue("evidence_folder")
        request.getfixturevalue("db" if "transactional_db" not in request.fixturenames else "transactional_db")
    yield
    if uses and not request.node.get_closest_marker("tampers"):
        assert [finding for school in School.objects.all() for finding in audit(school)] == []


@pytest.fixture
def evidence_folder(settings, tmp_path):
    """A data folder of its own for what is kept on the disk; the keys stay."""
    keys, data = settings.DATA / "keys", tmp_path / "data"
    data.mkdir()
    if keys.exists():
        shutil.copytree(keys, data / "keys")
    settings.DATA = data
    return data


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def cast(school) -> Cast:
    """A school that takes reports, whose head, safeguarding lead and chair have their keys."""
    return make_cast(school)


@pytest.fixture
def crowd(school) -> Cast:
    """The same people without keys of their own: making one is slow on purpose."""
    return make_cast(school, with_keys=())
