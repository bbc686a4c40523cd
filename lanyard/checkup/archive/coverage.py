"""How far each check could be made: never "nothing found" of what was not read.

A check needs kinds of evidence. For each platform and kind it is settled whether all the files that hold it were read,
some were not, none was there although the platform gives it, or the platform never gives it; a check says the least of
what is true of its kinds, and a whole archive the least of its platforms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from lanyard.checkup.checks import Check, Checks
from lanyard.checkup.items import Evidence
from lanyard.checkup.result import Cover, State

from .detection import features_of
from .dialects import Dialect, Export
from .outcomes import UNREAD, Outcome
from .reading import Archive
from .tally import Became, Span


class Covered(NamedTuple):
    """How far a check could be made: for all platforms together, and for each."""

    check: str
    state: State
    covers: tuple[Cover, ...]


KINDS = {
    Evidence.PROFILE: "your profile",
    Evidence.PRIVACY: "privacy settings",
    Evidence.CONTACTS: "contacts",
    Evidence.REQUESTS: "contact requests",
    Evidence.POSTS: "posts",
    Evidence.COMMENTS: "comments",
    Evidence.MESSAGES: "messages",
    Evidence.PHOTOS: "photographs",
}

_UNREAD_WORDS = {
    Outcome.READ_PARTLY: "was read in part only",
    Outcome.KNOWN_UNSUPPORTED: "is in a form that is not read",
    Outcome.UNKNOWN_SHAPE: "is built in a way that is not known",
    Outcome.UNKNOWN_LABEL: "is in a language that is not known",
    Outcome.DAMAGED: "is damaged",
    Outcome.LOCKED: "is locked with a password",
    Outcome.OVER_LIMIT: "is too large to be read",
    Outcome.NESTED_NOT_OPENED: "is an archive inside the archive",
}


class _Seen(NamedTuple):
    """What became of one kind of evidence on one platform. ``state`` is never ``FOUND`` here."""

    state: State
    span: Span
    words: tuple[str, ...]


def cover(checks: Checks, archive: Archive, found: Mapping[str, Collection[str]]) -> list[Covered]:
    """How far each check of a policy could be made on an archive that was read to its end.

    ``found`` has for each check the ids of the platforms on which something was found.
    """
    twins = _twins_of(archive)
    seen = {
        (platform, kind): _seen(archive, platform, kind, twins.get((platform, kind), ()))
        for platform in archive.platforms
        for kind in Evidence
    }
    return [_cover_check(check, archive, seen, found.get(check.id, ())) for check in checks.by_id.values()]


def cover_clauses(checks: Checks, covered: Iterable[Covered]) -> dict[str, State]:
    """The least state of the checks of each clause, in the order of the checks."""
    by_clause: dict[str, list[State]] = {}
    for each in covered:
        for clause in checks.by_id[each.check].clauses:
            by_clause.setdefault(clause, []).append(each.state)
    return {clause: join_states(states) for clause, states in by_clause.items()}


def join_states(states: Collection[State]) -> State:
    """What may be said of several together: ``NOTHING_FOUND`` only where it is true of each."""
    if not states:
        return State.NOT_IN_ARCHIVE
    if State.FOUND in states:
        return State.FOUND
    if len(set(states)) == 1:
        return next(iter(states))
    if {State.NOTHING_FOUND, State.IN_PART} & set(states):
        return State.IN_PART
    return State.NOT_IN_ARCHIVE if State.NOT_IN_ARCHIVE in states else min(states, key=list(State).index)


def _cover_check(check: Check, archive: Archive, seen: Mapping[tuple[str, Evidence], _Seen], found: Collection[str]) -> Covered:
    covers = tuple(_cover_platform(check, archive, platform, seen, platform in found) for platform in archive.platforms)
    state = join_states([each.state for each in covers])
    if not check.examined:
        state = State.NOT_EXAMINED
    elif state is State.NOTHING_FOUND and (archive.refused or not archive.tally.complete):
        state = State.IN_PART
    return Covered(check.id, state, covers)


def _cover_platform(
    check: Check, archive: Archive, platform: str, seen: Mapping[tuple[str, Evidence], _Seen], is_found: bool
) -> Cover:
    if not check.examined:
        return Cover(platform, State.NOT_EXAMINED)
    kinds = [seen[platform, kind] for kind in check.evidence]
    span = Span()
    for each in kinds:
        span = span.with_(each.span)
    levels = archive.levels(platform)
    level = max((levels[kind] for kind in check.evidence if kind in levels), key="SDK".find, default="")
    state = State.FOUND if is_found else join_states([each.state for each in kinds])
    words = tuple(dict.fromkeys(word for each in kinds for word in each.words))
    return Cover(platform, state, span.items, span.first, span.last, words, level)


def _seen(archive: Archive, platform: str, kind: Evidence, twins: Collection[Became]) -> _Seen:
    files = [each for each in archive.tally.files if _gives(each, platform, kind)]
    span = archive.tally.span(platform, kind)
    export = archive.dialects[platform].evidence[kind]
    unread = [each for each in files if _is_unread(each)]
    doubts = [export.words] if export.partial or (files and _lacks_core(files, export)) else []
    doubts += [*_in_words(unread, kind), *_twin_words(twins, kind), *_doubts(archive, platform, kind)]
    if not files and not span.items:
        advice = [export.words, *dict.fromkeys(each.routed.twin.advice for each in twins if each.routed.twin)]
        return _Seen(State.NOT_IN_ARCHIVE if export.exported or twins else State.NOT_EXPORTED, span, tuple(advice))
    return _Seen(State.IN_PART if doubts else State.NOTHING_FOUND, span, tuple(doubts))


def _gives(file: Became, platform: str, kind: Evidence) -> bool:
    feature = file.routed.feature
    return feature is not None and feature.platform == platform and kind in feature.evidence and kind not in file.lacks


def _lacks_core(files: Collection[Became], export: Export) -> bool:
    """Whether a file is not there without which this kind of evidence is not all there."""
    there = {each.routed.feature.id for each in files if each.routed.feature}
    return any(there.isdisjoint(ids) for ids in export.core)


def _is_unread(file: Became) -> bool:
    return file.routed.entry.outcome is None or file.routed.entry.outcome in UNREAD


def _in_words(files: Collection[Became], kind: Evidence) -> Iterator[str]:
    for outcome, number in Counter(each.routed.entry.outcome for each in files).items():
        what = _UNREAD_WORDS.get(outcome, "was not read") if outcome else "was not read"
        yield f"{_files(number)} of {KINDS[kind]} {what if number == 1 else _plural(what)}."


def _files(number: int) -> str:
    return "One file" if number == 1 else f"{number:,} files"


def _plural(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{ {'is': 'are', 'was': 'were'}[first] } {rest}"


def _doubts(archive: Archive, platform: str, kind: Evidence) -> Iterator[str]:
    """What puts a kind of evidence in doubt although its files were read."""
    for alarm in archive.tally.alarms:
        if alarm.platform in ("", platform) and kind in alarm.evidence:
            yield alarm.words
    homeless = [each for each in archive.tally.files if not each.routed.feature and not each.routed.twin and _is_unread(each)]
    if homeless:
        yield f"{_files(len(homeless))} that could not be opened may hold some."


def _twins_of(archive: Archive) -> dict[tuple[str, Evidence], list[Became]]:
    """Files in another form, such as web pages, whose form that is read is not there too, by what they hold.

    Where a name does not tell what a page holds, it may be any kind of which nothing was read in the form that is.
    """
    features = [each for each in archive.tally.files if each.routed.feature]
    stems = {(each.routed.platform, _stem(each.routed.path)) for each in features}
    read = {(each.routed.platform, kind) for each in features if each.routed.feature for kind in each.routed.feature.evidence}
    found: dict[tuple[str, Evidence], list[Became]] = {}
    for each in archive.tally.files:
        platform, path = each.routed.platform, each.routed.path
        if each.routed.twin and (platform, _stem(path)) not in stems:
            told = _kinds_of_twin(archive.dialects[platform], path)
            exported = archive.dialects[platform].evidence
            for kind in told or [kind for kind in exported if exported[kind].exported and (platform, kind) not in read]:
                found.setdefault((platform, kind), []).append(each)
    return found


def _kinds_of_twin(dialect: Dialect, path: str) -> Collection[Evidence]:
    """What a file in another form holds, by the name that it would have in the form that is read; nothing if that is none."""
    return {kind for other in _other_forms(path) for feature in features_of(dialect, other) for kind in feature.evidence}


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0].casefold()


def _other_forms(path: str) -> Iterator[str]:
    stem, _, ending = path.rpartition(".")
    if ending.casefold() in ("html", "htm", "txt"):
        for other in ("json", "csv", "js"):
            yield f"{stem}.{other}"
            yield f"{stem}.{other}".replace("html/", f"{other}/")


def _twin_words(files: Collection[Became], kind: Evidence) -> Iterator[str]:
    if files:
        yield f"{_files(len(files))} may hold {KINDS[kind]} in a form that is not read."
        yield from dict.fromkeys(each.routed.twin.advice for each in files if each.routed.twin)
