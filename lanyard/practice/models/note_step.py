"""What somebody did about a note, kept for good."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from lanyard.people.models import Adult
from lanyard.practice import note_states

from .note import Note, Unchangeable


class StepKind(models.TextChoices):
    """What was done, as the pages say it."""

    ADDS = note_states.Step.ADDS.value, "Added to it"
    CONFIRMS_DELETION = note_states.Step.CONFIRMS_DELETION.value, "Confirmed that the number is deleted"
    ACCEPTS = note_states.Step.ACCEPTS.value, "Accepted it"
    ADVISES = note_states.Step.ADVISES.value, "Gave advice"
    STOPS = note_states.Step.STOPS.value, "Asked for it to stop"
    ASKS_HR = note_states.Step.ASKS_HR.value, "Asked Schools’ HR"
    LOGS_HR_ADVICE = note_states.Step.LOGS_HR_ADVICE.value, "Recorded the advice of Schools’ HR"
    READS = note_states.Step.READS.value, "Read it"
    ASKS = note_states.Step.ASKS.value, "Asked a question"
    COUNTERSIGNS = note_states.Step.COUNTERSIGNS.value, "Countersigned it"
    TRANSFERS = note_states.Step.TRANSFERS.value, "Took it over into the school’s child-protection records"
    WAS_THERE = note_states.Step.WAS_THERE.value, "Confirmed having been there"
    WAS_NOT_THERE = note_states.Step.WAS_NOT_THERE.value, "Said that they were not there"


class NoteStep(models.Model):
    """One step about a note: who, when, and sealed words. ``number`` counts from 1 within the note.

    ``body`` is empty where there were no words, and in a note whose text was passed on.
    """

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=StepKind.choices)
    adult = models.ForeignKey(Adult, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    body = models.BinaryField(default=b"", blank=True)

    class Meta:
        ordering = ["note", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="note_step_is_of_a_kind"),
            models.CheckConstraint(condition=Q(number__gte=1), name="note_step_counts_from_one"),
            models.UniqueConstraint(fields=["note", "number"], name="note_step_is_taken_once"),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of note {self.note_id}"

    def save(self, *args, **kwargs) -> None:
        """Keep a new step. There is no second time, except to empty what was passed on."""
        if not self._state.adding and kwargs.get("update_fields") != ["body"]:
            raise Unchangeable("a step is kept as it was taken")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: a step is kept."""
        raise Unchangeable("a step is kept")
