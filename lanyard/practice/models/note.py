"""What a person wanted noted, said once and for good (1.1.2, 2.2.3, 2.3.6, 2.4.7, 2.5.4)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult, School
from lanyard.practice import note_readers, note_states


class NoteKind(models.TextChoices):
    """What kind of thing was noted."""

    JUDGEMENT = note_states.Kind.JUDGEMENT.value, "A professional judgement"
    OWN_PHONE = note_states.Kind.OWN_PHONE.value, "My own phone in an emergency"
    PUPIL_REQUEST = note_states.Kind.PUPIL_REQUEST.value, "A pupil tried to add me"
    PUPIL_TOLD = note_states.Kind.PUPIL_TOLD.value, "A pupil told me something"
    NOTED = note_states.Kind.NOTED.value, "Something I wanted noted"
    PUPIL_PAGE = note_states.Kind.PUPIL_PAGE.value, "A pupil’s page looked at"


class NoteDesk(models.TextChoices):
    """Whose desk a note went to when it was written."""

    HEAD = note_readers.Desk.HEAD.value, "Head teacher"
    CHAIR = note_readers.Desk.CHAIR.value, "Chair of governors"
    DSL = note_readers.Desk.DSL.value, "Designated safeguarding lead"


class Unchangeable(TypeError):
    """A record that is kept as it was written was to be changed or deleted."""


class Note(models.Model):
    """One thing that an adult noted. It is never changed: what comes later stands in its steps.

    ``body`` is sealed together with everything else here, so that a text moved to another row, or a
    time changed behind the service's back, no longer opens. ``number`` is what the receipt says; it is
    drawn by chance, so that no gap shows that there are others. ``clause`` is the id of the clause
    that a judgement departed from. ``second`` is the adult who sat beside a safeguarding lead (2.3.6).
    Once the DSL has a disclosure in the school's own child-protection records, ``body`` is emptied for good.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=16, choices=NoteKind.choices)
    number = models.CharField(max_length=9, unique=True)
    desk = models.CharField(max_length=8, choices=NoteDesk.choices)
    clause = models.CharField(max_length=100, blank=True)
    second = models.ForeignKey(Adult, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField()
    noted_at = models.DateTimeField()
    body = models.BinaryField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-noted_at", "pk"]
        indexes = [
            models.Index(fields=["school", "kind", "noted_at"], name="notes_of_a_school"),
            models.Index(fields=["adult", "noted_at"], name="notes_of_an_adult"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_is_of_a_kind"),
            models.CheckConstraint(condition=Q(desk__in=NoteDesk.values), name="note_goes_to_a_desk"),
            models.CheckConstraint(condition=Q(number__length=9), name="note_has_a_receipt"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) & ~Q(body=b"")
                | Q(removed_at__isnull=False, body=b"", kind=NoteKind.PUPIL_TOLD),
                name="note_is_sealed_or_passed_on",
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) & ~Q(kind=NoteKind.PUPIL_PAGE)
                | Q(second__isnull=False, kind=NoteKind.PUPIL_PAGE) & ~Q(second=models.F("adult")),
                name="note_has_a_second_adult_for_a_page",
            ),
            models.CheckConstraint(condition=Q(clause="") | Q(kind=NoteKind.JUDGEMENT), name="note_departs_by_judgement"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk}"

    def save(self, *args, **kwargs) -> None:
        """Keep a new note. There is no second time, except to empty what was passed on."""
        if not self._state.adding and kwargs.get("update_fields") != ["body", "removed_at"]:
            raise Unchangeable("a note is kept as it was written: add to it instead")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: a note is kept."""
        raise Unchangeable("a note is kept: add to it instead")


class NoteConcern(models.Model):
    """That an adult is concerned by a note, and so never finds a trace of it."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="concerns")
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "adult"], name="note_concerns_an_adult_once")]

    def __str__(self) -> str:
        return f"concern {self.pk} of note {self.note_id}"
