"""The transparency log as it is kept: entries, the nodes above them, how it goes on, checkpoints, tombstones."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

#: The one row of ``LogState``.
ONLY = 1


class LogIsFinal(TypeError):
    """Something tried to change or delete what stands in the log."""


class WrittenOnce(models.Model):
    """A row that is written once, and that code cannot change or delete by mistake."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        """Write the row, once."""
        if not self._state.adding:
            raise LogIsFinal("what stands in the log is written once")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what stands in the log stays."""
        raise LogIsFinal("what stands in the log is never deleted")


class LogEntry(WrittenOnce):
    """One entry: a commitment to an event, which only its salt opens (``lanyard.proof.log``).

    Entries are numbered from 0 without a gap. One without an event is a filler, which says nothing
    and is there so that the length of the log says nothing; one without a salt was erased, and a
    later event names its tombstone. ``chain`` is what the event belongs to, such as a case.
    """

    number = models.BigIntegerField(primary_key=True)
    commitment = models.BinaryField()
    salt = models.BinaryField(null=True)
    event_id = models.BigIntegerField(null=True, unique=True)
    chain = models.CharField(max_length=150, null=True)
    chain_place = models.BigIntegerField(null=True)
    link = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=0), name="log_begins_with_0"),
            models.CheckConstraint(condition=Q(event_id__isnull=True) | Q(salt__isnull=False), name="log_entry_can_be_opened"),
            models.CheckConstraint(
                condition=Q(chain__isnull=True, chain_place__isnull=True, link__isnull=True)
                | Q(chain__isnull=False, chain_place__isnull=False, link__isnull=False),
                name="log_chain_is_whole_or_absent",
            ),
            models.UniqueConstraint(fields=["chain", "chain_place"], name="log_chain_has_no_fork"),
        ]

    def __str__(self) -> str:
        return f"log entry {self.number}"

    @property
    def is_erased(self) -> bool:
        """Whether nothing can be read from it any more."""
        return self.salt is None

    @property
    def is_filler(self) -> bool:
        """Whether it never said anything."""
        return self.salt is not None and self.event_id is None


class LogNode(WrittenOnce):
    """A complete node of the tree, from the level of 256 entries on; those below follow from the entries."""

    level = models.PositiveSmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "place"], name="log_node_is_kept_once")]

    def __str__(self) -> str:
        return f"log node {self.level}/{self.place}"


class LogState(models.Model):
    """The one row from which the log goes on: its size and frontier. Whoever appends holds it till they commit."""

    size = models.BigIntegerField(default=0)
    parts = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY), name="log_has_one_state")]

    def __str__(self) -> str:
        return f"log of {self.size}"


class LogTombstone(WrittenOnce):
    """On whose authority and why an entry was erased. The event that tells of it holds the hash of these words."""

    number = models.BigIntegerField(unique=True)
    authority = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    erased_at = models.DateTimeField()
    erased_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=~Q(authority="") & ~Q(reason=""), name="tombstone_names_authority_and_reason")
        ]

    def __str__(self) -> str:
        return f"tombstone of log entry {self.number}"


class CheckpointReason(models.TextChoices):
    """Why a checkpoint was signed."""

    DAILY = "daily", "the checkpoint of the day"
    REPORT = "report", "a report was sent in"
    HAND = "hand", "somebody who runs the service asked for it"


class Checkpoint(WrittenOnce):
    """How far the log had come at a moment, signed: what leaves the machine, and was sent where."""

    key = models.CharField(max_length=100, unique=True)
    reason = models.CharField(max_length=10, choices=CheckpointReason)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["size", "pk"]
        indexes = [models.Index(fields=["reason", "made_at"], name="checkpoints_by_reason")]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(note=""), name="checkpoint_is_signed"),
            models.CheckConstraint(condition=Q(size__gte=0), name="checkpoint_has_a_size"),
            models.CheckConstraint(condition=Q(reason__in=CheckpointReason.values), name="checkpoint_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"checkpoint {self.pk}"


class CheckpointSent(WrittenOnce):
    """That a checkpoint left the machine: to which of a school's addresses, and when. Not the address itself."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="sent")
    school_id = models.BigIntegerField()
    address_id = models.BigIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["checkpoint", "address_id"], name="checkpoint_is_sent_once")]

    def __str__(self) -> str:
        return f"sending {self.pk} of checkpoint {self.checkpoint_id}"


class CheckpointStamp(WrittenOnce):
    """A timestamp of an outside authority: its reply as it came, and what stands in it.

    The one in place 0 is for the SHA-256 of the checkpoint's note, each later one for that of the reply
    in the place before it, made while that still lasted. ``authority`` is a name for people.
    """

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="stamps")
    place = models.PositiveSmallIntegerField()
    reply = models.BinaryField()
    authority = models.CharField(max_length=200)
    stamped_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["checkpoint", "place"]
        indexes = [models.Index(fields=["valid_until"], name="stamps_by_their_end")]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "place"], name="stamps_are_one_chain"),
            models.CheckConstraint(condition=Q(stamped_at__lte=F("valid_until")), name="stamp_lasts_from_when_it_was_made"),
        ]

    def __str__(self) -> str:
        return f"stamp {self.place} of checkpoint {self.checkpoint_id}"
