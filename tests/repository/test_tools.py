"""The set-up tools do as they say: build only what changed, refuse plainly, install only when needed."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT
from tests.support.summary import read_runs


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("build_assets", ROOT / "tools" / "build_assets.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


FAKE_NODE = """#!/bin/sh
case "$1" in --version) echo v22.1.0; exit ;; esac
echo "$@" >> "{log}"
for last; do :; done
printf 'body{{}}' > "${{last#*:}}"
"""
FAKE_NPM = """#!/bin/sh
case "$1" in --version) echo 11.0.0; exit ;; esac
echo "npm $@" >> "{log}"
mkdir -p node_modules/govuk-frontend/dist/govuk
echo '{{"version": "6.0.0", "license": "MIT"}}' > node_modules/govuk-frontend/package.json
printf 'start()\\n//# sourceMappingURL=x.map\\n' > node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js
mkdir -p node_modules/pyodide
echo '{{"version": "3.1.4", "license": "MPL-2.0"}}' > node_modules/pyodide/package.json
echo '{{"packages": {{"far": {{}}}}, "info": {{"python": "3.14"}}}}' > node_modules/pyodide/pyodide-lock.json
for name in pyodide.mjs pyodide.asm.mjs; do
    printf 'run()\\n//# sourceMappingURL=x.map\\n' > node_modules/pyodide/$name
done
for name in pyodide.asm.wasm python_stdlib.zip console.html pyodide.d.ts pyodide.mjs.map; do
    printf '\\0%s' $name > node_modules/pyodide/$name
done
"""


@pytest.fixture
def clone(tool, tmp_path, monkeypatch):
    """A clone with one style sheet, and a Node.js and npm that only pretend."""
    places = tool.Places(tmp_path / "a clone")
    places.sources.mkdir(parents=True)
    (places.sources / "lanyard.scss").write_text("body {}")
    (places.root / "tools").mkdir()
    (places.root / "tools" / "build_assets.py").write_text("")
    for path in places.package_files:
        path.write_text("{}")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, text in (("node", FAKE_NODE), ("npm", FAKE_NPM)):
        (programs / name).write_text(text.format(log=tmp_path / "log"))
        (programs / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
    (tmp_path / "log").touch()
    return places


def quiet(_):
    return None


def test_it_builds_once_and_again_when_a_style_sheet_changes(tool, clone):
    assert tool.build(clone, say=quiet) is True
    assert (clone.built / "lanyard.css").read_text() == "body{}"
    assert tool.build(clone, say=quiet) is False
    (clone.sources / "_part.scss").write_text("a {}")
    assert tool.build(clone, say=quiet) is True
    assert [path.name for path in clone.built.parent.iterdir()] == ["built"]


def test_it_builds_again_when_a_built_file_is_gone(tool, clone):
    tool.build(clone, say=quiet)
    (clone.built / "lanyard.css").unlink()
    assert tool.build(clone, say=quiet) is True


def test_it_fetches_packages_once(tool, clone, tmp_path):
    tool.build(clone, say=quiet)
    (clone.sources / "lanyard.scss").write_text("p {}")
    tool.build(clone, packages=True, say=quiet)
    assert (tmp_path / "log").read_text().count("npm ci") == 1


def test_the_script_does_not_point_to_a_map_that_is_not_there(tool, clone):
    tool.build(clone, say=quiet)
    assert (clone.built / "govuk-frontend.min.js").read_text() == "start()\n"
    assert "6.0.0" in (clone.built / "notices.txt").read_text()


def test_what_runs_python_in_a_browser_is_copied_and_nothing_else(tool, clone):
    tool.build(clone, say=quiet)
    folder = clone.built / "pyodide-3.1.4"
    compressed = [name for name in tool.PYODIDE if not name.endswith(".zip")]
    assert {path.name for path in folder.iterdir()} == {*tool.PYODIDE, *(f"{name}.gz" for name in compressed)}
    assert (folder / "pyodide.asm.wasm").read_bytes() == b"\0pyodide.asm.wasm"
    assert (folder / "pyodide.mjs").read_text() == (folder / "pyodide.asm.mjs").read_text() == "run()\n"
    assert json.loads((folder / "pyodide-lock.json").read_text()) == {"packages": {}, "info": {"python": "3.14"}}
    assert "Pyodide 3.1.4" in (clone.built / "notices.txt").read_text()
    assert all(gzip.decompress((folder / f"{name}.gz").read_bytes()) == (folder / name).read_bytes() for name in compressed)


def test_the_same_inputs_make_the_same_bytes(tool, clone):
    def made() -> dict[str, bytes]:
        return {path.relative_to(clone.built).as_posix(): path.read_bytes() for path in clone.built.rglob("*") if path.is_file()}

    tool.build(clone, say=quiet)
    first = made()
    shutil.rmtree(clone.built)
    tool.build(clone, say=quiet)
    assert made() == first and len(first) == 13


def test_it_builds_again_when_a_file_that_runs_python_is_gone(tool, clone):
    tool.build(clone, say=quiet)
    (clone.built / "pyodide-3.1.4" / "python_stdlib.zip").unlink()
    assert tool.build(clone, say=quiet) is True


def test_a_compiler_error_is_told_and_leaves_the_last_build(tool, clone, tmp_path):
    tool.build(clone, say=quiet)
    (clone.sources / "lanyard.scss").write_text("p {")
    (tmp_path / "bin" / "node").write_text(
        '#!/bin/sh\ncase "$1" in --version) echo v22.1.0; exit ;; esac\necho "expected }"\nexit 65\n'
    )
    with pytest.raises(tool.BuildError, match="expected }"):
        tool.build(clone, say=quiet)
    assert (clone.built / "lanyard.css").read_text() == "body{}"
    assert [path.name for path in clone.built.parent.iterdir()] == ["built"]


def test_an_old_node_is_not_used(tool, clone, tmp_path):
    (tmp_path / "bin" / "node").write_text("#!/bin/sh\necho v18.20.0\n")
    assert tool.node_on_path() is None


def test_no_style_sheet_is_refused(tool, clone):
    (clone.sources / "lanyard.scss").unlink()
    with pytest.raises(tool.BuildError, match="no style sheet in lanyard/site/assets"):
        tool.build(clone, say=quiet)


def shell(script: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a few lines of sh with the functions of tools/environment.sh."""
    return subprocess.run(
        ["/bin/sh", "-eu", "-c", f'. "{ROOT}/tools/environment.sh"; {script}'],
        env={"PATH": "/usr/bin:/bin", "root": str(root), "venv": f"{root}/.venv"} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_an_old_python_is_refused_with_what_to_do(tmp_path):
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python3.14", "python"):
        program = tmp_path / name
        program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
        program.chmod(stat.S_IRWXU)
    done = shell("find_python", tmp_path, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "sudo apt install python3" in done.stderr


def test_a_changed_lock_is_noticed(tmp_path):
    root = tmp_path / "a clone"
    (root / "requirements").mkdir(parents=True)
    (root / ".venv" / "bin").mkdir(parents=True)
    command = root / ".venv" / "bin" / "lanyard"
    command.touch(stat.S_IRWXU)
    for name, copy in (("requirements/runtime.lock", "installed-runtime.lock"), ("pyproject.toml", "installed-pyproject.toml")):
        (root / name).write_text("one")
        (root / ".venv" / copy).write_text("one")
    assert shell("is_installed runtime", root).returncode == 0
    (root / "requirements/runtime.lock").write_text("two")
    assert shell("is_installed runtime", root).returncode != 0


def test_runs_add_up(tmp_path):
    (tmp_path / "one.xml").write_text(
        "<testsuites><testsuite><testcase classname='a' name='b'/>"
        "<testcase classname='a' name='c'><skipped type='pytest.skip' message='no browser'/></testcase>"
        "<testcase classname='a' name='d'><skipped type='pytest.xfail' message='known'/></testcase>"
        "</testsuite></testsuites>"
    )
    (tmp_path / "two.xml").write_text("<testsuites><testcase classname='a' name='b'><failure/></testcase></testsuites>")
    totals = read_runs(tmp_path)
    assert totals.closing_line() == "2 passed, 1 failed, 1 skipped"
    assert totals.failed == ["a::b (two)"]
    assert totals.skipped == {"no browser": 1}
