"""Who in the register a row is about. The order of rows decides nothing, and a doubt is left to a person."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .plans import Known
from .rows import AdultRow, Row
from .upns import looks_like_upn
from .values import fold


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a row: somebody, nobody, or a doubt. ``touched`` are all whom it may be about.

    ``takes`` are those whom no other row may then be about. A doubt takes too: another row that gave
    one of them a new number or address would settle the doubt behind everybody's back, and the same
    file would do more the second time. ``same_as`` is the number of an earlier row that says exactly
    the same.
    """

    row: Row
    known: Known | None = None
    doubt: str = ""
    touched: frozenset[int] = frozenset()
    takes: frozenset[int] = frozenset()
    same_as: int | None = None


def match(rows: Sequence[Row], known: Iterable[Known], *, on: datetime.date) -> list[Match]:
    """Find for every row whom it is about: by number, then by e-mail address, then by name."""
    return Matcher(rows, known, on).match()


class Matcher:
    """Holds the register by number, address and name while rows are matched."""

    def __init__(self, rows: Sequence[Row], known: Iterable[Known], on: datetime.date) -> None:
        self.on = on
        self.rows, self.copies = _fold_copies(rows)
        self.by_key: dict[str, Known] = {}
        self.by_email: dict[str, Known] = {}
        self.by_name: defaultdict[str, list[Known]] = defaultdict(list)
        for each in known:
            if each.key:
                self.by_key[each.key] = each
            if each.email:
                self.by_email[each.email.lower()] = each
            self.by_name[fold(each.name)].append(each)
        usable = [row for row in self.rows if not row.problems]
        self.keys = Counter(row.key for row in usable if row.key)
        self.emails = Counter(_email(row) for row in usable if _email(row))
        self.names = Counter(fold(row.name) for row in usable)

    def match(self) -> list[Match]:
        """All rows, in the order in which they came."""
        sure = {row.row: self._by_number_or_address(row) for row in self.rows}
        claimed = {found.known.id: found.row for found in sure.values() if found and found.known}
        matches = [sure[row.row] or self._by_name(row, claimed) for row in self.rows]
        takers = Counter(id_ for each in matches for id_ in each.takes)
        settled = [
            self._doubt(each.row, "another row is about the same person") if each.known and takers[each.known.id] > 1 else each
            for each in matches
        ]
        return [*settled, *self.copies]

    def _owners(self, row: Row) -> list[Known]:
        """Whose number and whose address here the row bears."""
        return [each for each in (self.by_key.get(row.key), self.by_email.get(_email(row))) if each]

    def _by_number_or_address(self, row: Row) -> Match | None:
        """A match or a doubt that is sure, or ``None`` where only the name is left."""
        if row.problems:
            return self._doubt(row, "; ".join(row.problems))
        if row.key and self.keys[row.key] > 1:
            return self._doubt(row, "another row has the same number and says something else")
        if _email(row) and self.emails[_email(row)] > 1:
            return self._doubt(row, "another row has the same e-mail address")
        numbered = self.by_key.get(row.key) if row.key else None
        addressed = self.by_email.get(_email(row)) if _email(row) else None
        if numbered and addressed and numbered is not addressed:
            return self._doubt(row, "the number belongs to one person here and the e-mail address to another")
        if numbered:
            return _found(row, numbered)
        if addressed is None:
            return None
        other_number = bool(addressed.key and row.key)
        if (other_number or not addressed.is_current(self.on)) and fold(addressed.name) != fold(row.name):
            return self._doubt(row, "the e-mail address belongs to somebody of another name here")
        return _found(row, addressed)

    def _by_name(self, row: Row, claimed: Mapping[int, Row]) -> Match:
        nameless = not row.key and not _email(row)
        if nameless and self.names[fold(row.name)] > 1:
            return self._doubt(row, "another row has the same name, and this one has nothing to tell them apart")
        alike = [each for each in self.by_name.get(fold(row.name), ()) if _may_be(row, each)]
        free = [each for each in alike if each.id not in claimed]
        current = [each for each in free if each.is_current(self.on)]
        if len(current) == 1:
            return _found(row, current[0])
        if current:
            return self._doubt(row, "several people here have this name", may_be=current)
        if free:
            why = f"somebody of this name left on {_told(free[0].ends_on)}: say by hand whether they are back"
            return self._doubt(row, why, may_be=free)
        if alike and nameless:
            renamed = [each for each in alike if fold(claimed[each.id].name) != fold(each.name)]
            return self._doubt(row, "somebody of this name is in another row, with a number or an address", may_be=renamed)
        return Match(row)

    def _doubt(self, row: Row, why: str, *, may_be: Iterable[Known] = ()) -> Match:
        owners = {each.id for each in self._owners(row)}
        touched = owners | {each.id for each in self.by_name.get(fold(row.name), ())}
        takes = set() if row.problems else owners | {each.id for each in may_be}
        return Match(row, doubt=why, touched=frozenset(touched), takes=frozenset(takes))


def _found(row: Row, known: Known) -> Match:
    return Match(row, known, touched=frozenset({known.id}), takes=frozenset({known.id}))


def _fold_copies(rows: Sequence[Row]) -> tuple[list[Row], list[Match]]:
    """Rows that say exactly the same about somebody with a number or an address count once."""
    first: dict[Row, int] = {}
    kept: list[Row] = []
    copies: list[Match] = []
    for row in sorted(rows, key=lambda each: each.row):
        bare = replace(row, row=0)
        if (row.key or _email(row)) and not row.problems and bare in first:
            copies.append(Match(row, same_as=first[bare]))
            continue
        first.setdefault(bare, row.row)
        kept.append(row)
    return kept, copies


def _email(row: Row) -> str:
    return (row.email or "") if isinstance(row, AdultRow) else ""


def _may_be(row: Row, known: Known) -> bool:
    """Whether a name alone may join them: not when both have numbers of one kind, or addresses, that differ."""
    if row.key and known.key and looks_like_upn(row.key) == looks_like_upn(known.key):
        return False
    return not (_email(row) and known.email)


def _told(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "a day that is not known"
