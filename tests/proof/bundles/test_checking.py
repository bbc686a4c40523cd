"""Any change is found by ``verify.py``, and by its modules inside Lanyard; what is whole passes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanyard.proof.bundles.checker.checking import check
from lanyard.proof.bundles.checker.reading import BESIDE, CONTEXT, SAFE_PATH, CannotCheck
from lanyard.proof.bundles.checker.telling import USAGE, main
from lanyard.proof.bundles.one_file import one_file
from lanyard.proof.signing import CONTEXT as SIGNED_CONTEXT
from tests.proof.bundles import damage
from tests.proof.bundles.samples import COVER, SIGNER, contents, made, pack, unpack, zipped

WHOLE = zipped(made())
FILES = contents(WHOLE)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A folder with the ZIP, and the bundle unpacked beside it."""
    folder = tmp_path_factory.mktemp("bundles")
    (folder / "case-7.zip").write_bytes(WHOLE)
    unpack(WHOLE, folder)
    return folder


def verify(*arguments: object, script: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run verify.py as a stranger would: no packages, no settings of ours."""
    command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60, **settings)  # type: ignore[call-overload]


def found(path: Path) -> set[tuple[str, str]] | None:
    """Kinds and paths of all faults; nothing where it could not be checked."""
    try:
        return {(fault.kind, fault.path) for fault in check(str(path)).faults}
    except CannotCheck:
        return None


def test_what_is_whole_passes(place):
    for path in (place / "case-7.zip", place / "case-7", place):
        if path != place:
            report = check(str(path), SIGNER.fingerprint.upper())
            assert report.faults == [] and report.fingerprint == SIGNER.fingerprint
            assert report.remarks == [
                "log/received.entry is entry 4 of the log “sample.example.org/log”, as it stood with 7 entries."
            ]
    # Chosen one floor too high: the ZIP beside the folder is not part of the bundle.
    assert found(place) == {("added", "../case-7.zip"), ("count", "")}


@pytest.mark.parametrize("name", damage.CASES)
def test_every_kind_of_damage_is_found(name, tmp_path):
    case = damage.CASES[name]
    files = damage.apply(case)
    told = found(pack(files, tmp_path / "changed.zip"))
    folder = tmp_path / "folder"
    for inside, data in files.items():
        (folder / inside).parent.mkdir(parents=True, exist_ok=True)
        (folder / inside).write_bytes(data)
    assert told == found(folder if "elsewhere.txt" in files else folder / COVER.name)
    if case.kind is None:
        assert told is None
    else:
        assert told is not None and (case.kind, case.path) in told


@pytest.mark.parametrize("name", damage.RAW)
def test_zips_made_to_confuse(name, tmp_path):
    path = tmp_path / "odd.zip"
    path.write_bytes(damage.RAW[name](tmp_path))
    assert found(path) != set()


def test_every_file_changed_at_many_places(tmp_path):
    """Each file of the bundle at its ends and at places between, each time another bit."""
    for inside, data in FILES.items():
        for at in {0, len(data) - 1, len(data) // 3, 2 * len(data) // 3}:
            spoiled = data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]
            assert found(pack({**FILES, inside: spoiled}, tmp_path / "one.zip")) != set(), (inside, at)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_becomes_any_other(data, tmp_path):
    inside = data.draw(st.sampled_from(sorted(FILES)))
    at = data.draw(st.integers(0, len(FILES[inside]) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != FILES[inside][at]))
    spoiled = FILES[inside][:at] + bytes([other]) + FILES[inside][at + 1 :]
    assert found(pack({**FILES, inside: spoiled}, tmp_path / "one.zip")) != set()


def test_folders_in_a_zip_are_no_files(tmp_path):
    """Programs that pack a folder list the folders in it, too."""
    assert found(pack({"case-7/": b"", "case-7/data/": b"", **FILES}, tmp_path / "folders.zip")) == set()


def test_a_zip_that_claims_to_be_small_is_not_unpacked(tmp_path):
    """A file of the list that unpacks to gigabytes is read no further than its listed size."""
    bomb = {**FILES, "case-7/data/0002-mail.eml": bytes(50 * 2**20)}
    assert ("changed", "data/0002-mail.eml") in (found(pack(bomb, tmp_path / "bomb.zip", zipfile.ZIP_DEFLATED)) or ())


def test_a_list_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    from lanyard.proof.bundles.checker import reading

    monkeypatch.setattr(reading, "LARGEST", 1000)
    assert found(pack(FILES, tmp_path / "large.zip")) is None


def test_links_and_pipes_are_not_followed(tmp_path):
    folder = unpack(WHOLE, tmp_path)
    (folder / "data" / "0002-mail.eml").unlink()
    (folder / "data" / "0002-mail.eml").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe")
    (folder / "more").symlink_to(tmp_path)
    assert {("missing", "data/0002-mail.eml"), ("added", "data/0002-mail.eml"), ("added", "pipe"), ("added", "more")} <= (
        found(folder) or set()
    )


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    folder = unpack(WHOLE, tmp_path)
    monkeypatch.setattr("builtins.open", refuse(open, "bagit.txt"))
    assert found(folder) is not None and ("changed", "bagit.txt") in (found(folder) or ())
    monkeypatch.setattr("builtins.open", refuse(open, "p256.sig"))
    assert ("signature", "seal/p256.sig") in (found(folder) or ())


def refuse(original, name):
    """An ``open`` that may not open one file."""

    def opened(path, *arguments, **settings):
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied", path)
        return original(path, *arguments, **settings)

    return opened


# The one file.


def test_it_needs_nothing_but_python(place):
    tree = ast.parse(one_file())
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert names <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree))
    ast.parse(one_file(), feature_version=(3, 8))
    assert (place / "case-7" / "verify.py").read_bytes() == one_file()


def test_it_says_what_holds_and_no_more(place):
    script = place / "case-7" / "verify.py"
    for arguments in ((), (place / "case-7.zip",), (place / "case-7",)):
        said = verify(*arguments, script=script)
        assert (said.returncode, said.stderr) == (0, "")
        assert "data/0002-mail.eml: unchanged since received at 2026-11-22T09:00:00Z" in said.stdout
        assert f"Signed by:  {SIGNER.fingerprint}" in said.stdout
        assert "Only when they are the same did the school sign this bundle." in said.stdout
        assert "It does not say who made them" in said.stdout
    assert list(script.parent.rglob("__pycache__")) == []


def test_its_exit_codes(place, tmp_path):
    script = place / "case-7" / "verify.py"
    good = verify(place / "case-7.zip", "--key", SIGNER.fingerprint, script=script)
    assert good.returncode == 0 and "telephone" not in good.stdout
    other = verify(place / "case-7.zip", "--key", "0" * 32, script=script)
    assert other.returncode == 1 and "Another key signed it" in other.stdout
    spoiled = pack(damage.apply(damage.CASES["changed"]), tmp_path / "changed.zip")
    bad = verify(spoiled, script=script)
    assert bad.returncode == 1 and bad.stderr == ""
    assert "NOT AS IT WAS SIGNED" in bad.stdout and "changed: data/0002-mail.eml: " in bad.stdout
    assert "unchanged since" not in bad.stdout
    for arguments in ((tmp_path / "nowhere.zip",), (script,), ("a", "b"), ("--help",), ("--key",), (tmp_path,)):
        said = verify(*arguments, script=script)
        assert (said.returncode, said.stderr) == (2, "")


def test_it_runs_where_the_terminal_knows_few_letters(place):
    said = verify(script=place / "case-7" / "verify.py", env={"PYTHONIOENCODING": "ascii"})
    assert said.returncode == 0


def test_control_characters_never_reach_the_terminal(tmp_path, capsys):
    path = tmp_path / "odd.zip"
    path.write_bytes(zipped(made(cover=COVER._replace(title="\x1b[2Jgone"))))
    assert main([str(path)], "") == 0
    assert "\x1b" not in capsys.readouterr().out


def test_the_command_inside(place, tmp_path, capsys):
    assert main([], str(place / "case-7" / "verify.py")) == 0
    assert main([str(place / "case-7.zip"), "--key", SIGNER.fingerprint], "") == 0
    assert main([str(pack(damage.apply(damage.CASES["missing"]), tmp_path / "a.zip"))], "") == 1
    assert main([str(tmp_path / "nowhere")], "") == 2
    capsys.readouterr()
    assert main(["--help"], "") == 2
    assert capsys.readouterr().out == USAGE


def test_both_sides_mean_the_same():
    assert CONTEXT == SIGNED_CONTEXT
    assert sorted(BESIDE) == BESIDE
    assert all(SAFE_PATH.fullmatch(name) for name in FILES)
