"""What proves the files of a bundle: entries of the log, checkpoints, and an outside authority's timestamps of those."""

from __future__ import annotations

from lanyard.concerns.models import Case
from lanyard.proof.bundles import LogProof, Note, Proofs, Timestamp, log_proof
from lanyard.proof.canonical import canonical
from lanyard.proof.log.commitments import BEGINNING, CONTEXT
from lanyard.records.log import reading
from lanyard.records.log.keys import log_keys
from lanyard.records.log.stamps import stamped_checkpoint_of_report, stamps_of
from lanyard.records.models import Checkpoint

#: The names, without their endings, of the checkpoint that is signed with the bundle, and of the one from when the report came.
NOW, THEN = "checkpoint", "checkpoint-of-report"


def proofs_of(case: Case, checkpoint: Checkpoint) -> Proofs:
    """Every entry of the case's own chain up to a checkpoint, and what an authority stamped.

    Entries hold ids, and nothing of any other case. Where the checkpoint of the report has a timestamp
    it comes too, with the entries that it covers: they were there at that time by somebody else's word.
    """
    shown, nodes = reading.chain(chain_of(case)), reading.Nodes()
    log = _opened(shown, checkpoint, nodes)
    notes = (
        Note(f"{NOW}.txt", checkpoint.note.encode("utf-8")),
        Note("chain.json", canonical(reading.extract(chain_of(case), checkpoint))),
    )
    stamps = _stamps(checkpoint, NOW)
    if first := stamped_checkpoint_of_report(str(case.pk)):
        log += _covered(shown, first, nodes)
        notes += (Note(f"{THEN}.txt", first.note.encode("utf-8")),)
        stamps += _stamps(first, THEN)
    return Proofs(log=log, log_keys=(log_keys().verifier,), notes=notes, timestamps=stamps)


def chain_of(case: Case) -> str:
    """What the log calls the chain of a case."""
    return f"case:{case.pk}"


def _opened(chain: list[reading.Shown], checkpoint: Checkpoint, nodes: reading.Nodes) -> tuple[LogProof, ...]:
    """A proof of each entry that stood in the log by then, with what it says."""
    before, found = BEGINNING, []
    for shown in chain:
        if shown.number >= checkpoint.size:
            break
        entry = shown.entry
        told = reading.statement(shown, link_before=before)
        before = bytes(entry.link)
        opens = None if told is None or entry.salt is None else CONTEXT + bytes(entry.salt) + canonical(told)
        found.append(_proof(f"entry-{len(found) + 1:04d}", shown, checkpoint, nodes, opened=opens))
    return tuple(found)


def _covered(chain: list[reading.Shown], checkpoint: Checkpoint, nodes: reading.Nodes) -> tuple[LogProof, ...]:
    """A proof that the same entries stood in the log by an earlier checkpoint; what they say stands beside them already."""
    shown = [each for each in chain if each.number < checkpoint.size]
    return tuple(_proof(f"at-report-{place:04d}", each, checkpoint, nodes) for place, each in enumerate(shown, 1))


def _proof(
    name: str, shown: reading.Shown, checkpoint: Checkpoint, nodes: reading.Nodes, *, opened: bytes | None = None
) -> LogProof:
    return log_proof(
        name,
        entry=bytes(shown.entry.commitment),
        index=shown.number,
        path=reading.inclusion(shown.number, checkpoint.size, nodes=nodes),
        checkpoint=checkpoint.note,
        opened=opened,
    )


def _stamps(checkpoint: Checkpoint, name: str) -> tuple[Timestamp, ...]:
    """The chain of timestamps of a checkpoint: each later one is for the one before it."""
    found: list[Timestamp] = []
    of = f"log/{name}.txt"
    for stamp in stamps_of(checkpoint):
        file = f"{name}.tsr" if stamp.place == 0 else f"{name}-again-{stamp.place}.tsr"
        found.append(Timestamp(file, bytes(stamp.reply), of))
        of = f"timestamps/{file}"
    return tuple(found)
