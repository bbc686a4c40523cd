"""Puts every event of before the transparency log into it, in the order in which they were written."""

from django.db import migrations

from lanyard.proof.log.commitments import BEGINNING, commit, link, new_salt
from lanyard.proof.log.tree import Frontier
from lanyard.records.log.statements import chain_of, place_in_chain, statement_of

BATCH = 1_000
KEPT_FROM_LEVEL = 8


def log_events(apps, schema_editor):
    """Append each event that the log does not hold yet. Nothing is written to the events themselves."""
    Event, LogEntry, LogNode, LogState = (
        apps.get_model("records", name) for name in ("Event", "LogEntry", "LogNode", "LogState")
    )
    database = schema_editor.connection.alias
    state, _ = LogState.objects.using(database).get_or_create(pk=1)
    frontier, links = Frontier.read(state.size, bytes(state.parts)), {}
    entries, nodes = [], []

    def write():
        LogEntry.objects.using(database).bulk_create(entries)
        LogNode.objects.using(database).bulk_create(nodes)
        entries.clear()
        nodes.clear()

    for event in Event.objects.using(database).order_by("pk").iterator(chunk_size=BATCH):
        chain = chain_of(event.about)
        place, before = links.get(chain, (0, BEGINNING))
        told = statement_of(
            event=event.pk,
            kind=event.kind,
            school=event.school_id,
            by=event.by_id,
            at=event.at,
            about=event.about,
            chain=place_in_chain(chain, place, before),
        )
        salt = new_salt()
        entry = LogEntry(number=frontier.size, commitment=commit(told, salt=salt), salt=salt, event_id=event.pk)
        if chain is not None:
            entry.chain, entry.chain_place, entry.link = chain, place, link(before, entry.commitment)
            links[chain] = (place + 1, entry.link)
        for level, at, hash_ in frontier.append(entry.commitment):
            if level >= KEPT_FROM_LEVEL:
                nodes.append(LogNode(level=level, place=at, hash=hash_))
        entries.append(entry)
        if len(entries) == BATCH:
            write()
    write()
    LogState.objects.using(database).filter(pk=1).update(size=frontier.size, parts=bytes(frontier))


class Migration(migrations.Migration):
    dependencies = [("records", "0002_transparency_log")]

    # Backwards the tables of the log go, and the events stay as they are.
    operations = [migrations.RunPython(log_events, migrations.RunPython.noop)]
