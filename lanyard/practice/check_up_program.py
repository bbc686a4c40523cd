"""The program of the private check-up as a browser gets it: the pure package, packed as it is installed."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import lanyard

#: The oldest date that a zip file can give, so that the same files make the same bytes.
NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Program:
    """The packed program, and a mark that changes with any of its files."""

    content: bytes
    mark: str


@cache
def packed_program() -> Program:
    """The package ``lanyard.checkup`` with its data. The mark depends on the files alone, not on who packed them."""
    return pack(Path(lanyard.__file__).parent)


def pack(package: Path) -> Program:
    """The same from a folder."""
    total, packed = hashlib.sha256(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted([package / "__init__.py", *(package / "checkup").rglob("*")], key=lambda each: each.as_posix()):
            if not path.is_file() or "__pycache__" in path.parts:
                continue
            name, content = path.relative_to(package.parent).as_posix(), path.read_bytes()
            total.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
            about = zipfile.ZipInfo(name, NO_DATE)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, content, compresslevel=9)
    return Program(packed.getvalue(), total.hexdigest()[:16])
