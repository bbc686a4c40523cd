"""The program of the private check-up as a browser gets it: the pure package as it is installed, and what the pack says."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import lanyard
from lanyard.people.models import School
from lanyard.policy.pack import BUILT_IN, find_pack
from lanyard.practice.registers import DEFAULT_PACK

#: What a pack says for a check-up: what to look for, and where platforms keep their settings.
OF_PACK = ("checkup.toml", "platforms.toml", "self-review.toml")
#: The oldest date that a zip file can give, so that the same files make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Program:
    """The packed program, and a mark that changes with any of its files."""

    content: bytes
    mark: str


def program_of(school: School) -> Program:
    """The package ``lanyard.checkup`` with its data, and the files of the school's pack in a folder ``pack``."""
    return _program(str(folder_of(school)))


def folder_of(school: School) -> Path:
    """The folder of the pack that the school has adopted."""
    return find_pack(school.settings.get("pack") or DEFAULT_PACK)


def says_what_to_look_for(folder: Path) -> bool:
    """Whether the policy of a pack has checks. Earlier versions of a built-in pack share its newest ones."""
    return (folder / "checkup.toml").is_file() or folder.is_relative_to(BUILT_IN)


def file_of(folder: Path, name: str) -> Path:
    """A file of a pack's folder; of the built-in pack, where the folder has none."""
    return folder / name if (folder / name).exists() else BUILT_IN / DEFAULT_PACK / name


@lru_cache(maxsize=8)
def _program(folder: str) -> Program:
    package = Path(lanyard.__file__).parent
    code = [package / "__init__.py", *(package / "checkup").rglob("*")]
    files = {
        path.relative_to(package.parent).as_posix(): path.read_bytes()
        for path in code
        if path.is_file() and "__pycache__" not in path.parts
    }
    return pack(files | {f"pack/{name}": file_of(Path(folder), name).read_bytes() for name in OF_PACK})


def pack(files: Mapping[str, bytes]) -> Program:
    """Files by name, packed. The mark depends on them alone, not on who packed them or when."""
    total, packed = hashlib.sha256(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(files.items()):
            total.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
            about = zipfile.ZipInfo(name, NO_DATE)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, content, compresslevel=9)
    return Program(packed.getvalue(), total.hexdigest()[:16])
