"""What somebody brought: one file or a few, out of a zip or not, held in memory and never on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from .archives import open_zip
from .refusal import ImportRefusal

#: The most that is taken: a trust's whole staff roll is a hundredth of it.
MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 40

ZIP = b"PK\x03\x04"
#: What other kinds of file begin with, and what each is.
OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook or another Office document"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
)
SAVE_AS_CSV = "Open it where it comes from and save or export it as “CSV UTF-8 (comma delimited)”."


class Upload:
    """The files of one import by their own names in lower case, and the hash that names what was brought.

    ``hash`` is the SHA-256 of a single file as it came; of several, that of the lines which
    ``sha256sum`` prints for them in the order of their names.
    """

    def __init__(self, files: Mapping[str, bytes], hash: str) -> None:  # noqa: A002
        self._files, self.hash = files, hash

    @property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(sorted(self._files))

    def has(self, *names: str) -> bool:
        """Whether all these files are there."""
        return all(name in self._files for name in names)

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return self._files[name]

    def only(self, *endings: str) -> str | None:
        """The one file, if there is one only and its name ends so (any name, when no ending is given)."""
        if len(self._files) != 1:
            return None
        name = self.names[0]
        return name if not endings or name.endswith(endings) else None


def take(files: Iterable[tuple[str, bytes]]) -> Upload:
    """Take what was brought; raises ``ImportRefusal`` when it is no roll of any kind."""
    given = [(_own_name(name), content) for name, content in files]
    if not given:
        raise ImportRefusal("No file was chosen.", "Choose the file that your staff or pupil system exported.")
    if len(given) > MOST_FILES or len({name for name, _ in given}) < len(given):
        raise ImportRefusal("These are too many files, or two of one name.", "Choose the files of one export only.")
    if sum(len(content) for _, content in given) > MOST_BYTES:
        raise too_large()
    if not any(content.strip() for _, content in given):
        raise ImportRefusal("The file is empty.", "Export it again and look at it before you bring it.")
    hash_ = _hash(given)
    if len(given) == 1 and given[0][1].startswith(ZIP):
        return Upload(open_zip(given[0][1]), hash_)
    for _, content in given:
        _check_kind(content)
    return Upload(dict(given), hash_)


def take_paths(paths: Iterable[Path]) -> Upload:
    """Take files, or everything in a folder that ends in .csv, from this computer."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("*.[cC][sS][vV]")) if path.is_dir() else [path]
    if sum(path.stat().st_size for path in found) > MOST_BYTES:
        raise too_large()
    return take((path.name, path.read_bytes()) for path in found)


def too_large() -> ImportRefusal:
    """The refusal of something larger than any roll."""
    return ImportRefusal(
        f"This is larger than {MOST_BYTES // 1024 // 1024} MB, which is more than any school’s roll.",
        "Export one school only, without photographs or attachments.",
    )


def _own_name(name: str) -> str:
    """A name without any folder, because some browsers send a whole path."""
    return PurePath(name.replace("\\", "/")).name.strip().lower() or "file"


def _hash(given: list[tuple[str, bytes]]) -> str:
    if len(given) == 1:
        return hashlib.sha256(given[0][1]).hexdigest()
    lines = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(given))
    return hashlib.sha256(lines.encode()).hexdigest()


def _check_kind(content: bytes) -> None:
    if content.startswith(ZIP):
        raise ImportRefusal("One of these files is a zip.", "Bring the zip alone, or the files inside it.")
    for start, what in OTHERS:
        if content.startswith(start):
            raise ImportRefusal(f"This is {what}, not a list that can be read.", SAVE_AS_CSV)
