"""One file inside an archive, as a decoder sees it, and whose archive it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import BinaryIO

from lanyard.checkup.items import Field, Profile, Ref

from .outcomes import OverLimit

#: How much of one file is read into memory at once, in bytes. Longer ones are read row by row.
LARGEST = 64 * 1024 * 1024


class Member:
    """A file of the archive. ``path`` is relative to the root of the platform's tree, with ``/``, NFC.

    ``template`` is the path with the names of people taken out; only it may be shown or kept.
    ``open`` gives a stream that stops at every limit by raising ``OverLimit``, ``Damaged`` or ``Locked``.
    """

    __slots__ = ("_opener", "part", "path", "size", "template")

    def __init__(self, path: str, size: int, opener: Callable[[], BinaryIO], *, part: int = 0, template: str = "") -> None:
        self.path, self.size, self.part, self.template = path, size, part, template or path
        self._opener = opener

    def open(self) -> BinaryIO:
        """A stream of its bytes, from the beginning. Close it."""
        return self._opener()

    def read(self, limit: int = LARGEST) -> bytes:
        """All its bytes. Raises ``OverLimit`` beyond ``limit`` bytes."""
        with self.open() as stream:
            found = stream.read(limit + 1)
        if len(found) > limit:
            raise OverLimit
        return found

    def ref(self, row: int) -> Ref:
        """Where a row of it stands."""
        return Ref(self.part, self.template, row)


class Owner:
    """Whose archive it is, as far as is known: filled from the profile, which is read first, and from what they tell.

    ``is_me`` compares without regard to case and surrounding space.
    """

    def __init__(self, told: Collection[str] = ()) -> None:
        self._known = {_plain(each) for each in told if _plain(each)}

    def learn(self, profile: Profile) -> None:
        """Take in a field of the profile, if it is one by which the owner is named."""
        if profile.field in (Field.NAME, Field.HANDLE, Field.ID, Field.EMAIL, Field.PHONE) and _plain(profile.value):
            self._known.add(_plain(profile.value))

    def is_me(self, said: str) -> bool | None:
        """Whether this is the owner; ``None`` while nothing is known of them."""
        return _plain(said) in self._known if self._known else None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of the owner."""
        return bool(self._known)


def _plain(said: str) -> str:
    return " ".join(said.casefold().split()).removeprefix("@")
