"""A chain of the log, such as one case, shown to somebody outside: whole, provable, and without any other entry.

An extract is plain JSON: the ``checkpoint``, the name of the ``chain``, and its ``entries`` in order, each
with its ``number``, ``commitment``, ``salt``, ``statement`` and ``proof`` (hashes in hexadecimal). An entry that
was erased has neither salt nor statement. It shows that these entries stood in the log when the
checkpoint was signed, as they are, and that none between them is missing. It cannot show that
none came after the last one: for that the last entry says when the extract was made.
"""

from __future__ import annotations

from typing import NamedTuple

from lanyard.proof.canonical import NotPlain, Plain

from .checkpoints import Checkpoint, Keys, NotACheckpoint, read_checkpoint
from .commitments import BEGINNING, link, opens
from .proofs import NotInTheLog, check_inclusion

FIELDS = {"number", "commitment", "salt", "statement", "proof"}


class Extract(NamedTuple):
    """What an extract proves: the statements of a chain (``None`` where one was erased), as of a checkpoint."""

    checkpoint: Checkpoint
    chain: str
    statements: list[dict[str, Plain] | None]


def check_extract(told: object, keys: Keys) -> Extract:
    """Check an extract from beginning to end; raises ``NotInTheLog`` in words for people."""
    if not isinstance(told, dict) or set(told) != {"checkpoint", "chain", "entries"}:
        raise NotInTheLog("This is not an extract of a log.")
    note, chain, entries = told["checkpoint"], told["chain"], told["entries"]
    if not isinstance(note, str) or not isinstance(chain, str) or not isinstance(entries, list):
        raise NotInTheLog("This is not an extract of a log.")
    try:
        checkpoint = read_checkpoint(note, keys)
    except NotACheckpoint as error:
        raise NotInTheLog(f"Its checkpoint is not genuine: {error}") from None
    before, last, statements = BEGINNING, -1, []
    for place, entry in enumerate(entries):
        number, commitment, statement = _check_entry(entry, place + 1, checkpoint)
        if number <= last:
            raise NotInTheLog(f"Item {place + 1} does not come after the one before it.")
        stated: dict[str, Plain] = {"name": chain, "number": place, "before": before.hex()}
        if statement is not None and statement.get("chain") != stated:
            raise NotInTheLog(f"Item {place + 1} does not follow the one before it: one is missing, or of another chain.")
        before, last = link(before, commitment), number
        statements.append(statement)
    return Extract(checkpoint, chain, statements)


def _check_entry(entry: object, item: int, checkpoint: Checkpoint) -> tuple[int, bytes, dict[str, Plain] | None]:
    """One entry: it says what it committed to, and stands in the log."""
    if not isinstance(entry, dict) or set(entry) != FIELDS or not isinstance(entry["proof"], list):
        raise NotInTheLog(f"Item {item} is not an entry of a log.")
    number, statement, salt = entry["number"], entry["statement"], entry["salt"]
    commitment, proof = _raw(entry["commitment"], item), [_raw(step, item) for step in entry["proof"]]
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotInTheLog(f"Item {item} is not an entry of a log.")
    if statement is not None or salt is not None:
        if not isinstance(statement, dict) or not _is_as_written(commitment, statement, _raw(salt, item)):
            raise NotInTheLog(f"Item {item} does not say what it said when it was written.")
    try:
        check_inclusion(commitment, index=number, size=checkpoint.size, root=checkpoint.root, proof=proof)
    except NotInTheLog as error:
        raise NotInTheLog(f"Item {item} does not stand in the log of the checkpoint: {error}.") from None
    return number, commitment, statement


def _is_as_written(commitment: bytes, statement: dict[str, Plain], salt: bytes) -> bool:
    try:
        return opens(commitment, statement, salt=salt)
    except NotPlain:
        return False


def _raw(told: object, item: int) -> bytes:
    """32 bytes in hexadecimal, in the one spelling that we write."""
    try:
        raw = bytes.fromhex(told) if isinstance(told, str) else b""
    except ValueError:
        raw = b""
    if len(raw) != 32 or raw.hex() != told:
        raise NotInTheLog(f"Item {item} is not whole.")
    return raw
