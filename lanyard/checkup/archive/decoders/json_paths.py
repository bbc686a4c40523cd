"""Paths into rows of JSON, and a watch over their keys.

A path is keys with dots between them. Lists are seen through: ``media.uri`` finds the ``uri`` of the one
object ``media`` and of each object in a list ``media``, because platforms write one record now as an
object and now as a list of one. ``.`` is the row itself; ``[]`` after a key may be written for the reader.
A key ``*`` stands for every key of an object whose keys are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lanyard.checkup.archive.outcomes import UnknownShape

#: How deep keys are watched. Deeper ones are never asked for.
DEEPEST = 8

Path = tuple[str, ...]


def path_of(told: str) -> Path:
    """The keys of a path as it is written in a dialect. Raises ``ValueError`` for an empty one."""
    if told == ".":
        return ()
    keys = tuple(each.strip().removesuffix("[]") for each in told.split("."))
    if not all(keys):
        raise ValueError(f"{told!r} is not a path")
    return keys


def values_at(row: object, path: Path) -> Iterator[object]:
    """Every value at the path, in the order of the file; none for what is missing or ``null``."""
    if isinstance(row, list):
        for each in row:
            yield from values_at(each, path)
    elif not path:
        if row is not None:
            yield row
    elif isinstance(row, dict):
        if path[0] == "*":
            for value in row.values():
                yield from values_at(value, path[1:])
        elif path[0] in row:
            yield from values_at(row[path[0]], path[1:])


def has_path(row: object, path: Path) -> bool:
    """Whether the keys are there, be the value empty or ``null``."""
    if not path:
        return True
    if isinstance(row, list):
        return any(has_path(each, path) for each in row)
    if not isinstance(row, dict):
        return False
    if path[0] == "*":
        return any(has_path(value, path[1:]) for value in row.values())
    return path[0] in row and has_path(row[path[0]], path[1:])


class KeyWatch:
    """Watches the keys of a file's rows, level by level: a renamed key has to become an unknown shape, never silence.

    ``require`` are paths that each row has. ``expect`` are paths of which single rows may lack any; but where
    no row of the file has one while an unknown key stands at its level, it was renamed. An entry of either may
    be several alternatives, of which one is enough. ``inside`` are paths that are expected only where the level is there
    on which they stand. ``known`` are other keys. Below a known key that is not watched anything may stand; ``*`` as a
    key means that any key may stand there.
    """

    __slots__ = ("_expected", "_inside", "_known", "_levels", "_required", "_seen", "_unknown")

    def __init__(
        self,
        *,
        require: Iterable[tuple[Path, ...]] = (),
        expect: Iterable[tuple[Path, ...]] = (),
        inside: Iterable[tuple[Path, ...]] = (),
        known: Iterable[Path] = (),
    ) -> None:
        self._required, self._expected, self._inside = tuple(require), tuple(expect), tuple(inside)
        told = [path for group in (*self._required, *self._expected, *self._inside) for path in group]
        every = {path[:end] for path in (*told, *known) for end in range(1, len(path) + 1)}
        self._known = every
        self._levels = {path[:-1] for path in every}
        self._seen: set[Path] = set()
        self._unknown: set[Path] = set()

    def takes(self, row: object) -> bool:
        """Take in the keys of a row; whether it has every path that a row has to have."""
        self._look(row, (), 0)
        return all(any(has_path(row, path) for path in group) for group in self._required)

    def _look(self, found: object, level: Path, depth: int) -> None:
        if isinstance(found, list):
            for each in found:
                self._look(each, level, depth)
        elif isinstance(found, dict) and level in self._levels and depth < DEEPEST:
            for key, value in found.items():
                self._note((*level, str(key)), level, value, depth)

    def _note(self, path: Path, level: Path, value: object, depth: int) -> None:
        if path not in self._known and (star := (*level, "*")) in self._known:
            path = star
        if path in self._known:
            self._seen.add(path)
            self._look(value, path, depth + 1)
        elif len(self._unknown) < 100:
            self._unknown.add(path)

    @property
    def extra(self) -> frozenset[str]:
        """Keys that stand where keys are watched and that this reader does not know."""
        return frozenset(".".join(each) for each in self._unknown)

    def judge(self) -> None:
        """At the end of the file: raise ``UnknownShape`` where an expected path was on no row and unknown keys may be it."""
        missing = [group for group in (*self._required, *self._expected) if self._was_renamed(group)]
        missing += [group for group in self._inside if self._was_renamed([path for path in group if path[:-1] in self._seen])]
        if missing:
            raise UnknownShape(frozenset(".".join(group[0]) for group in missing), self.extra)

    def _was_renamed(self, group: Sequence[Path]) -> bool:
        if any(path in self._seen for path in group):
            return False
        suspicious = {each[:-1] for each in self._unknown}
        return any(self._breaks_off_at(path) in suspicious for path in group)

    def _breaks_off_at(self, path: Path) -> Path:
        """The level at which the path breaks off."""
        for end in range(1, len(path) + 1):
            if path[:end] not in self._seen:
                return path[: end - 1]
        return path
