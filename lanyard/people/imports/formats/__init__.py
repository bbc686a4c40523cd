"""Each folder here is one way in which a roll may be written. Copying a folder adds one.

A folder's ``__init__.py`` holds ``FORMAT``, and everything else that the format needs stands
beside it. Nothing outside names a format.
"""

from __future__ import annotations

import functools
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from lanyard.people.imports.refusal import ImportRefusal
from lanyard.people.imports.rows import Roll
from lanyard.people.imports.uploads import SAVE_AS_CSV, Upload


@dataclass(frozen=True)
class Asked:
    """What somebody said about a file, and what is known of the school that it is for.

    ``mapping`` says which column means which field; ``complete`` whether whoever is missing
    has left; ``group`` what everybody is whom the file does not place.
    """

    kind: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True
    group: str | None = None
    school_name: str = ""
    urn: str = ""


@dataclass(frozen=True)
class Format:
    """One way in which a roll may be written.

    ``recognises`` looks at names and headings only. ``read`` raises ``ImportRefusal``. A format
    that ``is_mapped`` has headings of any kind, so a person says what they mean. The one with the
    lowest ``order`` that recognises a file reads it.
    """

    id: str
    title: str
    does: str
    kinds: tuple[str, ...]
    recognises: Callable[[Upload], bool]
    read: Callable[[Upload, Asked], Roll]
    order: int = 50
    is_mapped: bool = False


@functools.cache
def formats() -> tuple[Format, ...]:
    """Every format, the most particular first."""
    found = [import_module(f"{__name__}.{module.name}").FORMAT for module in pkgutil.iter_modules(__path__) if module.ispkg]
    return tuple(sorted(found, key=lambda each: (each.order, each.id)))


def format_named(id_: str) -> Format:
    """A format by its id; ``KeyError`` when there is none."""
    return {each.id: each for each in formats()}[id_]


def recognise(upload: Upload, kind: str) -> Format:
    """The format of what was brought; raises ``ImportRefusal`` when none of ours fits."""
    found = next((each for each in formats() if each.recognises(upload)), None)
    if found is None:
        raise ImportRefusal("This is no list that Lanyard can read.", SAVE_AS_CSV)
    if kind not in found.kinds:
        other = "adults" if kind == "pupils" else "pupils"
        raise ImportRefusal(
            f"The file is of the kind “{found.title}”, which lists {other}.", f"Bring it where {other} are brought in."
        )
    return found


def read_roll(upload: Upload, asked: Asked) -> Roll:
    """Read what was brought, whatever its format; raises ``ImportRefusal`` for what is no roll, or lists nobody."""
    roll = recognise(upload, asked.kind).read(upload, asked)
    check_not_empty(roll)
    return roll


def check_not_empty(roll: Roll) -> None:
    """Refuse a roll that lists nobody: taken at its word, it would say that everybody has left."""
    if not roll.rows:
        raise ImportRefusal(f"This file lists no {roll.kind} of this school.", "Export it again, for this school and this year.")
