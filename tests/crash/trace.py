"""What a program did to the disk, read from `strace`: writes, names, and what it asked to be safe.

The reader knows every call that can change a file. One that it does not know how to read raises
`Unread`: a trace that was half understood would promise too much.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.repository import ROOT

#: Every call by which a file or a folder may change, or a file's number may come to mean another file.
#: Not every machine has each of them.
CALLS = (
    "open,openat,openat2,creat,close,close_range,dup,dup2,dup3,fcntl,lseek,read,readv,pread64,write,pwrite64,writev,pwritev,"
    "pwritev2,fsync,fdatasync,sync,syncfs,sync_file_range,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,"
    "unlinkat,mkdir,mkdirat,rmdir,truncate,ftruncate,fallocate,copy_file_range,sendfile,splice,mmap,io_uring_setup"
)
LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)(?:<([^>]*)>)?.*")
PATH_OF_FILE = re.compile(r"(-?\w+)<([^>]*)>")


class Unread(ValueError):
    """A line of the trace that would leave the reader guessing."""


class Write(NamedTuple):
    """Bytes put at a place of a file."""

    file: int
    at: int
    text: bytes


class Cut(NamedTuple):
    """A file made exactly so long."""

    file: int
    size: int


class Entry(NamedTuple):
    """A name in a folder now means a file (or nothing). A rename within one folder is two that go together."""

    folder: int
    names: tuple[tuple[str, int | None], ...]
    is_new_folder: bool = False


class Sync(NamedTuple):
    """What was done so far to a file or a folder is safe from now on."""

    file: int


class Receipt(NamedTuple):
    """Somebody was told that this report is stored."""

    number: int


Step = Write | Cut | Entry | Sync | Receipt


class Disk(NamedTuple):
    """The disk as it was before: names in folders, and what stands in files. Folders and files are numbers; 0 is the root."""

    folders: dict[int, dict[str, int]]
    files: dict[int, bytes]


def read_disk(root: Path) -> Disk:
    """A folder with everything in it."""
    disk = Disk({0: {}}, {})
    numbers = {root: 0}
    for path in sorted(root.rglob("*")):
        number = numbers[path] = len(numbers)
        disk.folders[numbers[path.parent]][path.name] = number
        if path.is_dir():
            disk.folders[number] = {}
        else:
            disk.files[number] = path.read_bytes()
    return disk


def trace(strace: str, root: Path, *command: str, log: Path) -> list[str]:
    """The lines of a traced run, which must succeed."""
    options = [
        "-f",
        "-y",
        "-xx",
        "-s",
        "1000000",
        "-o",
        str(log),
        "-e",
        "trace=" + ",".join(f"?{call}" for call in CALLS.split(",")),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([strace, *options, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return log.read_text(encoding="ascii").splitlines()


class Reader:
    """Follows a trace from a known disk, and keeps the steps that touched the folder."""

    def __init__(self, root: Path, disk: Disk) -> None:
        self.root = str(root)
        self.steps: list[Step] = []
        self._names = {folder: dict(names) for folder, names in disk.folders.items()}
        self._sizes = {number: len(text) for number, text in disk.files.items()}
        self._next = 1 + max([*disk.folders, *disk.files])
        self._open: dict[int, list[int]] = {}

    def read(self, lines: list[str]) -> list[Step]:
        """All steps of a trace."""
        for line in lines:
            if "+++ exited" in line or "--- SIG" in line:
                continue
            found = LINE.fullmatch(line)
            if found is None:
                raise Unread(line[:200])
            call, told, result, _ = found.groups()
            if not result.startswith("-"):
                self._take(call, told, int(result, 0))
        return self.steps

    def _take(self, call: str, told: str, result: int) -> None:
        given = told.split(", ")
        if call in ("read", "pread64", "close", "lseek", "write", "pwrite64", "fsync", "fdatasync", "ftruncate"):
            self._take_file(call, given, result)
        elif call in ("open", "openat"):
            self._take_open(given if call == "openat" else ["", *given], result)
        elif call in ("mkdir", "rename", "unlink", "mkdirat", "renameat", "renameat2", "unlinkat"):
            self._take_name(call, [_text(each).decode() for each in given if each.startswith('"')])
        elif call == "mmap":
            if self._is_ours(told) and "PROT_WRITE" in told and "MAP_SHARED" in told and not _path(told).endswith("-shm"):
                raise Unread(f"{call} {_path(told)}")
        elif call == "fcntl" and "F_DUPFD" not in told:
            return
        elif call in ("sync", "syncfs", "io_uring_setup") or self._is_ours(told):
            raise Unread(f"{call} is not known to this reader")

    def _is_ours(self, told: str) -> bool:
        return any(self._is_below(_unescaped(each)) for each in re.findall(r'[<"]([^>"]*)[>"]', told))

    def _is_below(self, path: str) -> bool:
        return path == self.root or path.startswith(f"{self.root}/")

    def _take_open(self, given: list[str], number: int) -> None:
        path, flags = _text(given[1]).decode(), given[2].split("|")
        if not self._is_below(path) or path.endswith("-shm"):
            # A number may be used again for a file that is none of ours. What SQLite shares in memory it makes anew.
            self._open.pop(number, None)
            return
        if "O_APPEND" in flags:
            raise Unread("O_APPEND")
        file = self._find(path)
        if file is None:
            folder, name = self._place(path)
            file = self._next
            self._next += 1
            self._sizes[file] = 0
            self._enter(folder, (name, file))
        elif "O_TRUNC" in flags:
            self.steps.append(Cut(file, 0))
        self._open[number] = [file, 0]

    def _take_file(self, call: str, given: list[str], result: int) -> None:
        number = int(given[0].partition("<")[0])
        if call == "write" and number == 1:
            self.steps.append(Receipt(int(_text(given[1]).split()[1])))
        held = self._open.get(number)
        if held is None:
            return
        file, at = held
        if call == "close":
            del self._open[number]
        elif call == "lseek":
            held[1] = result
        elif call == "read":
            held[1] += result
        elif call in ("write", "pwrite64"):
            at = int(given[3]) if call == "pwrite64" else at
            self.steps.append(Write(file, at, _text(given[1])[:result]))
            held[1] += result if call == "write" else 0
        elif call == "ftruncate":
            self.steps.append(Cut(file, int(given[1])))
        elif call in ("fsync", "fdatasync"):
            self.steps.append(Sync(file))

    def _take_name(self, call: str, paths: list[str]) -> None:
        if not self._is_below(paths[0]) or paths[0].endswith("-shm"):
            return
        folder, name = self._place(paths[0])
        if call.startswith("mkdir"):
            made = self._next
            self._next += 1
            self._names[made] = {}
            self._enter(folder, (name, made), is_new_folder=True)
        elif call.startswith("unlink"):
            self._enter(folder, (name, None))
        else:
            there, new = self._place(paths[1])
            file = self._names[folder][name]
            if there == folder:
                self._enter(folder, (new, file), (name, None))
            else:
                # Two folders: each half is safe when its own folder is.
                self._enter(there, (new, file))
                self._enter(folder, (name, None))

    def _enter(self, folder: int, *names: tuple[str, int | None], is_new_folder: bool = False) -> None:
        for name, file in names:
            if file is None:
                del self._names[folder][name]
            else:
                self._names[folder][name] = file
        self.steps.append(Entry(folder, names, is_new_folder))

    def _place(self, path: str) -> tuple[int, str]:
        folder = self._find(os.path.dirname(path))
        if folder is None:
            raise Unread(f"a path in no known folder: {path}")
        return folder, os.path.basename(path)

    def _find(self, path: str) -> int | None:
        found: int | None = 0
        for part in Path(path).relative_to(self.root).parts:
            found = self._names[found].get(part) if found is not None else None
        return found


def _text(quoted: str) -> bytes:
    if not (quoted.startswith('"') and quoted.endswith('"')):
        raise Unread(f"a text that strace cut short: {quoted[:40]}")
    return bytes.fromhex(quoted[1:-1].replace("\\x", ""))


def _unescaped(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


def _path(told: str) -> str:
    found = PATH_OF_FILE.search(told)
    return _unescaped(found[2]) if found else ""
