"""A bundle of one case for an outside body: its files as they came, the words that go with them, and proofs from the log."""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from lanyard.concerns import case_words as words
from lanyard.concerns.bundle_proofs import proofs_of
from lanyard.concerns.custody import File, files_of_case
from lanyard.concerns.opened import OpenCase, place_of_item
from lanyard.concerns.origins import origin_rows
from lanyard.concerns.queries.desk import names_of
from lanyard.concerns.queries.names import name_of
from lanyard.concerns.store import blobs, bundle_signer
from lanyard.people.keys import signer
from lanyard.policy.routes.kinds import RouteId
from lanyard.policy.routes.wishes import GROUNDS, why_not_as_wished
from lanyard.proof.bundles import Bundle, Cover, Item, Step, prepare
from lanyard.proof.bundles.making import Stamp
from lanyard.proof.canonical import Plain
from lanyard.proof.items import open_item
from lanyard.records.models import Checkpoint

POLICE = "police"
ON_A_GROUND = "police-told-anyway"
#: Routes on which the police are told whatever an adult wishes (2.7.4, 2.8.5).
FOR_A_CHILD = frozenset({RouteId.INDECENT_IMAGES, RouteId.SAFEGUARDING})


def why_not_for(opened: OpenCase, recipient: str) -> str:
    """Why a bundle may not go to a body now; an empty text when it may (2.8.5).

    The police get one of an attack on an adult only as that person wishes, or once they were told on a
    named ground: that step starts the clock by which the person is told. A case that went on because a
    picture may show a child, or a child may be at risk, is no longer theirs alone to decide.
    """
    now = opened.standing
    routes = {phase.route.id for phase in now.phases}
    if recipient != POLICE or RouteId.CYBERBULLYING not in routes or routes & FOR_A_CHILD:
        return ""
    told = now.last(ON_A_GROUND)
    if told is not None and told.facts.get("ground") in GROUNDS:
        return ""
    against = why_not_as_wished(now)
    return f"{against} Ask them, or write down first on which ground the police are told all the same." if against else ""


def bundle_of(
    opened: OpenCase,
    *,
    files: Collection[str],
    parts: Collection[str],
    made_for: str,
    made_by: str,
    checkpoint: Checkpoint,
    at: datetime.datetime,
    stamp: Stamp | None = None,
) -> Bundle:
    """The bundle, measured and signed. ``files`` are ids of items that are open; ``parts`` are kinds of words.

    ``stamp`` asks an outside authority for a timestamp of the list of files; it may give none. Nothing
    touches the disk: each file is unsealed as it is written, twice. Raises ``NotWhole``, ``CannotOpen``
    and ``NotAsReceived`` before anything is sent.
    """
    chosen = [file for file in files_of_case(opened) if file.id in files and not file.is_locked]
    items = [_item(opened, file) for file in chosen]
    text = case_text(opened, parts)
    if text:
        items.append(_words(text, at))
    steps = [
        Step(line.at, line.who, line.what, number, {"why": line.why} if line.why else {})
        for number, file in enumerate(chosen, 1)
        for line in file.lines
    ]
    case = opened.case
    cover = Cover(
        name=f"case-{case.reference}",
        title=f"Papers of case {case.reference}",
        school=case.school.name,
        made_at=at,
        made_by=made_by,
        made_for=made_for,
    )
    steps.sort(key=lambda step: step.at)
    proofs = proofs_of(opened.case, checkpoint)
    return prepare(items, cover=cover, custody=steps, proofs=proofs, signer=signer(), p256=bundle_signer(), stamp=stamp)


def plaintext(opened: OpenCase, file: File) -> Iterator[bytes]:
    """The bytes of a file as they came, piece by piece, once it was found whole. Raises ``NotWhole`` and ``CannotOpen``."""
    item = file.one.item
    key = open_item(bytes(item.wrapped_case), by=opened.identity, place=place_of_item(item))
    return blobs().read(item.evidence.blob, by=key)


def case_text(opened: OpenCase, parts: Collection[str]) -> str:
    """The chosen words of a case as plain text. A name that was kept back is not in it; nor is who read the case."""
    sections = {"report": _report, "course": _course, "messages": _messages}
    found = [section(opened) for name, section in sections.items() if name in parts]
    return "\n\n\n".join(found)


def _item(opened: OpenCase, file: File) -> Item:
    body = file.body
    about: dict[str, Plain] = dict(origin_rows(body["origin"]))
    about["looks like"] = body["kind"]
    if body.get("mail"):
        about["lines of the mail"] = [f"{name}: {said}" for name, said in body["mail"]]
    stream = cast(Callable[[], BinaryIO], partial(_Stream.over, partial(plaintext, opened, file)))
    received_at = datetime.datetime.fromisoformat(body["received_at"])
    return Item(body["name"] or file.title, stream, received_at, body["sha256"], about)


def _words(text: str, at: datetime.datetime) -> Item:
    raw = text.encode("utf-8", "backslashreplace")
    stream = cast(Callable[[], BinaryIO], partial(io.BytesIO, raw))
    told: dict[str, Plain] = {"what it is": "Words of the case, written out when this bundle was made"}
    return Item("words of the case.txt", stream, at, hashlib.sha256(raw).hexdigest(), told)


def _report(opened: OpenCase) -> str:
    told = name_of(opened)
    rows = [f"{asked}\n{said}" for asked, said in opened.report.get("rows", ())]
    name = told.told.get("name") if told.is_shown else ""
    head = [f"THE REPORT, received {words.in_words(opened.case.opened_at)}", f"Sent by: {name or 'not told here'}"]
    return "\n\n".join([*head, *rows])


def _course(opened: OpenCase) -> str:
    names = names_of(opened.case.school, words.people_in(opened))
    told = ["WHAT WAS DONE SINCE"]
    for entry in words.course(opened, names):
        rows = [f"  {label}: {said}" for label, said in entry.rows]
        told.append("\n".join([f"{words.in_words(entry.at)}, {entry.who}: {entry.what}", *rows]))
    return "\n\n".join(told)


def _messages(opened: OpenCase) -> str:
    said = [f"{words.in_words(one.at)}, {one.who}:\n{one.words}" for one in words.messages(opened)]
    return "\n\n".join(["MESSAGES TO AND FROM THE REPORTER", *said])


class _Stream(io.RawIOBase):
    """Pieces as a stream that is read, so that no more than one of them is ever held."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    @classmethod
    def over(cls, begin: Callable[[], Iterator[bytes]]) -> BinaryIO:
        """A stream from its start."""
        return cast(BinaryIO, io.BufferedReader(cls(begin()), buffer_size=256 * 1024))

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill what is given, as far as the present piece goes."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count
