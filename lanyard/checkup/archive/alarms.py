"""Signs that something is missing although nothing failed: silence is the worst that a check-up can do."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence

from lanyard.checkup.items import Evidence

from .detection import Recognised
from .inventory import Inventory
from .outcomes import Outcome
from .tally import Alarm, AlarmKind, Became, Tally

#: Messages that are so many days older than the archive are probably not all there is.
OLD_AFTER = 120
#: Unknown files of a platform, as a share of those that are not media, and at least so many.
MANY_UNKNOWN = 0.2
_FEW = 3
_ALL = frozenset(Evidence)


def raise_alarms(tally: Tally, inventory: Inventory, trees: Sequence[Recognised], at: datetime.datetime) -> None:
    """Put the alarms of an archive that was read into its tally."""
    tally.alarms[:] = [
        *_of_parts(tally, inventory, trees),
        *_of_files(tally),
        *_of_messages(tally, inventory, trees, at),
        *(Alarm(AlarmKind.ODD_TIMES, platform, number) for platform, number in tally.odd_times.items()),
        *(Alarm(AlarmKind.OWNER_UNKNOWN, platform, number) for platform, number in tally.unowned.items()),
    ]


def _of_parts(tally: Tally, inventory: Inventory, trees: Sequence[Recognised]) -> Iterator[Alarm]:
    if inventory.refused:
        yield Alarm(AlarmKind.PART_REFUSED, "", len(inventory.refused), _ALL)
    if strange_names := sum(each.is_strange for each in inventory.entries):
        yield Alarm(AlarmKind.STRANGE_NAMES, "", strange_names)
    known = {each.part for each in trees} | set(inventory.refused)
    media_only = {each.routed.entry.part for each in tally.files} - {
        each.routed.entry.part for each in tally.files if each.outcome not in (Outcome.MEDIA, Outcome.JUNK, Outcome.KNOWN_EMPTY)
    }
    if strange := len(set(range(len(inventory.parts))) - known - media_only):
        yield Alarm(AlarmKind.NOT_RECOGNISED, "", strange, _ALL)


def _of_files(tally: Tally) -> Iterator[Alarm]:
    by_platform: dict[str, list[Became]] = {}
    for each in tally.files:
        if each.outcome not in (Outcome.MEDIA, Outcome.JUNK, Outcome.NOT_A_FILE):
            by_platform.setdefault(each.routed.platform, []).append(each)
    for platform, files in by_platform.items():
        if not platform:
            continue
        outcomes = Counter(each.outcome for each in files)
        if (unknown := outcomes[Outcome.UNKNOWN_FILE]) >= _FEW and unknown > MANY_UNKNOWN * len(files):
            yield Alarm(AlarmKind.MANY_UNKNOWN, platform, unknown, _ALL)
        silent = [each for each in files if each.routed.feature and not each.rows and each.outcome in _SILENT]
        if silent:
            yield Alarm(AlarmKind.NOTHING_READ, platform, len(silent), _evidence(silent))
        short = [each for each in files if each.outcome in _COUNTED and each.routed.feature and each.declared > _rows(each)]
        if short:
            missing = sum(each.declared - _rows(each) for each in short)
            yield Alarm(AlarmKind.FEWER_ROWS, platform, missing, _evidence(short))
        if other := sum(bool(each.routed.twin) for each in files):
            yield Alarm(AlarmKind.OTHER_FORM, platform, other)
        if twice := _two_of_a_name(files):
            yield Alarm(AlarmKind.TWO_OF_A_NAME, platform, twice)


#: Files whose rows were counted.
_COUNTED = frozenset((Outcome.READ, Outcome.READ_PARTLY, Outcome.KNOWN_EMPTY))
_SILENT = frozenset((Outcome.UNKNOWN_SHAPE, Outcome.UNKNOWN_LABEL))


def _rows(file: Became) -> int:
    return file.rows + file.rejected.total()


def _evidence(files: Sequence[Became]) -> frozenset[Evidence]:
    return frozenset(kind for each in files if each.routed.feature for kind in each.routed.feature.evidence)


def _two_of_a_name(files: Sequence[Became]) -> int:
    """Files of one part that have the path of another and were not repeats of it."""
    met = Counter((each.routed.entry.part, each.routed.entry.path) for each in files if each.outcome is not Outcome.DUPLICATE)
    return sum(number - 1 for number in met.values())


def _of_messages(tally: Tally, inventory: Inventory, trees: Sequence[Recognised], at: datetime.datetime) -> Iterator[Alarm]:
    for platform in dict.fromkeys(each.platform for each in trees):
        newest = tally.span(platform, Evidence.MESSAGES).last
        exported = _exported(tally, inventory, {each.part for each in trees if each.platform == platform}, platform, at)
        if newest and exported and (days := (exported - newest).days) > OLD_AFTER:
            yield Alarm(AlarmKind.OLD_MESSAGES, platform, days, frozenset((Evidence.MESSAGES,)))


def _exported(
    tally: Tally, inventory: Inventory, parts: set[int], platform: str, at: datetime.datetime
) -> datetime.datetime | None:
    """About when the archive was made: the newest time that a file or anything else in it carries, and not after now."""
    files = (each.when for each in inventory.entries if each.part in parts and each.when and each.when <= at)
    items = (span.last for (of, _), span in tally.spans.items() if of == platform and span.last)
    return max((*files, *items), default=None)
