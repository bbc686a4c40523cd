"""What the project depends on: each is explained, locked by hash, and comes from no named address."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.repository import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9, -]+\])?==(\S+)", re.MULTILINE)

# Put together here, because no file may name one whole.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("crates", "io"),
    )
)


def pins(name: str) -> set[tuple[str, str]]:
    return set(REQUIREMENT.findall((ROOT / "requirements" / f"{name}.lock").read_text()))


def declared() -> list[str]:
    """Every requirement that pyproject.toml declares, wherever it declares it."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = project["optional-dependencies"].values()
    return [name for part in (project["dependencies"], *extras, *groups.values()) for name in part]


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    unexplained = []
    for requirement in declared():
        at = lines.index(f'    "{requirement}",')
        if not lines[at - 1].strip().startswith("# "):
            unexplained.append(requirement)
    assert unexplained == []


def test_every_dependency_is_locked():
    locked = {name for name, _ in pins("dev")}
    names = {re.split(r"[\[<>=!~; ]", requirement)[0].lower().replace("_", "-") for requirement in declared()}
    assert names - locked == set()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_a_hash_for_everything_and_names_no_address(path):
    text = path.read_text()
    assert "://" not in text
    assert "file:" not in text
    assert not re.search(r"--(extra-)?index|--find-links|--trusted-host", text)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert [block.splitlines()[0] for block in blocks if not REQUIREMENT.match(block)] == []


def test_a_lock_names_the_extras_that_something_asks_for():
    """Without them an older pip looks for coverage[toml] apart from coverage, finds a newer one and no hash for it."""
    text = (ROOT / "requirements" / "dev.lock").read_text()
    for name in ("coverage[toml]==", "django-allauth[mfa, socialaccount]==", "psycopg[binary]=="):
        assert f"\n{name}" in text


def test_locks_agree_on_versions():
    assert pins("runtime") < pins("postgres") < pins("dev")


def test_development_alone_brings_no_package_to_a_school():
    development = {name for name, _ in pins("dev") - pins("postgres")}
    assert {"pytest", "playwright", "ruff", "z3-solver"} <= development


def test_front_end_packages_are_exact():
    package = json.loads((ROOT / "package.json").read_text())
    asked = package["dependencies"] | package.get("devDependencies", {})
    assert [name for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_front_end_lock_has_a_hash_for_everything_and_names_no_address():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_no_file_names_a_package_registry():
    from tests.repository import place, tracked_files

    found = []
    for path in tracked_files():
        text = path.read_text(errors="ignore").lower()
        found += [f"{place(path)}: {host}" for host in REGISTRY_HOSTS if host in text]
    assert found == []
