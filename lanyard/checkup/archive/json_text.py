"""JSON as archives write it: small files whole, large ones row by row, in memory that does not grow with the file.

``stream_rows``, ``stream_pairs`` and ``stream_nested`` read a list or object of any length and hold one row of it at
a time. An object that has a key twice is noticed, because otherwise the first would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .json_scan import LONGEST, Scanner, parse
from .members import LARGEST, Member
from .outcomes import Damaged, KnownEmpty, UnknownShape
from .text import decode_bytes

#: How many keys that stand where another was looked for are kept.
_OTHERS = 100


def read_json(member: Member, *, limit: int = LARGEST, after: str = "") -> Any:
    """What a whole file holds. ``after`` is a text in its beginning behind which the JSON starts, such as ``=``.

    Raises ``KnownEmpty`` for an empty file, ``[]``, ``{}`` and ``null``, ``Damaged`` for what is no JSON or has a key
    twice with two values, and ``OverLimit`` beyond ``limit`` bytes or where it is nested too deeply.
    """
    text = _text(member.read(limit))
    if after:
        _, found, text = text.partition(after)
        if not found:
            raise UnknownShape
        text = text.rstrip().removesuffix(";")
    if not text.strip():
        raise KnownEmpty
    found_value = parse(text)
    if found_value is None or found_value == [] or found_value == {}:
        raise KnownEmpty
    return found_value


def _text(said: bytes) -> str:
    if said[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decode_bytes(said)
    try:
        return said.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Damaged from None


def stream_rows(member: Member, root: str = "", *, after: str = "", longest: int = LONGEST) -> Iterator[Any]:
    """The rows of the list at ``root``, a dotted path of keys; ``""`` is the file itself. An object there is one row.

    Raises ``KnownEmpty`` where there is none, ``UnknownShape`` where ``root`` leads to no list or object, ``Damaged``
    and ``OverLimit`` (a row of more than ``longest`` letters) as they come, after the rows before.
    """
    yield from _counted(member, root, after, longest, _each_row)


def stream_pairs(member: Member, root: str = "", *, after: str = "", longest: int = LONGEST) -> Iterator[tuple[str, Any]]:
    """The keys and values of the object at ``root``, one at a time; a key that is there twice is given twice.

    Raises as ``stream_rows`` does; a list there is an ``UnknownShape``, save the empty one that some write for nothing.
    """
    yield from _counted(member, root, after, longest, _each_pair)


def stream_nested(
    member: Member, root: str, inner: str, *, after: str = "", longest: int = LONGEST
) -> Iterator[tuple[dict[str, Any], Any]]:
    """The rows of the list under the key ``inner`` of each object of the list at ``root``, each with that object's head.

    The head holds what the object says before the list (such as a conversation's title before its messages); it is one
    and the same dictionary for all rows of an object and is filled up when the object ends. An object there is read as
    a list of one. Raises as ``stream_rows`` does, and ``UnknownShape`` where no object has the key.
    """
    heads = seen = given = 0
    with member.open() as stream:
        scanner = Scanner(stream, longest=longest, after=after)
        for _ in _objects(scanner, root):
            heads += 1
            head: dict[str, Any] = {}
            for key in scanner.keys():
                if key != inner:
                    head[key] = scanner.value()
                    continue
                seen += 1
                for row in _each_row(scanner):
                    given += 1
                    yield head, row
        scanner.finish()
    if heads and not seen:
        raise UnknownShape(frozenset((inner,)))
    if not given:
        raise KnownEmpty


def _counted(member: Member, root: str, after: str, longest: int, each: Any) -> Iterator[Any]:
    given = 0
    with member.open() as stream:
        scanner = Scanner(stream, longest=longest, after=after)
        for _ in _places(scanner, root):
            for found in each(scanner):
                given += 1
                yield found
        scanner.finish()
    if not given:
        raise KnownEmpty


def _places(scanner: Scanner, root: str) -> Iterator[None]:
    """Stand before the value at ``root``; more than once where a key is there twice."""
    if not scanner.peek():
        return
    found, others = 0, set[str]()
    for _ in _descend(scanner, root.split(".") if root else [], others):
        found += 1
        yield
    if not found and others:
        raise UnknownShape(frozenset((root,)), frozenset(others))


def _descend(scanner: Scanner, path: list[str], others: set[str]) -> Iterator[None]:
    """As ``_places``; ``others`` takes in what is there instead, so that an empty file is told from another shape."""
    if not path:
        yield
        return
    if scanner.peek() != "{":
        for _ in _each_row(scanner):
            others.add("[]")
        return
    for key in scanner.keys():
        if key != path[0] and len(others) < _OTHERS:
            others.add(key)
        if key == path[0]:
            yield from _descend(scanner, path[1:], others)
        else:
            scanner.skip()


def _each_row(scanner: Scanner) -> Iterator[Any]:
    match scanner.peek():
        case "[":
            for _ in scanner.elements():
                yield scanner.value()
        case "{":
            if found := scanner.value():
                yield found
        case _:
            _nothing(scanner)


def _each_pair(scanner: Scanner) -> Iterator[tuple[str, Any]]:
    match scanner.peek():
        case "{":
            for key in scanner.keys():
                yield key, scanner.value()
        case "[":
            for _ in scanner.elements():
                raise UnknownShape
        case _:
            _nothing(scanner)


def _objects(scanner: Scanner, root: str) -> Iterator[None]:
    """Stand before each object of the list at ``root``, or before the one that is there."""
    for _ in _places(scanner, root):
        match scanner.peek():
            case "{":
                yield
            case "[":
                for _ in scanner.elements():
                    if scanner.peek() != "{":
                        raise UnknownShape
                    yield
            case _:
                _nothing(scanner)


def _nothing(scanner: Scanner) -> None:
    if scanner.value() is not None:
        raise UnknownShape
