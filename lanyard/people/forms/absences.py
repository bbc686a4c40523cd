"""The questions about being away."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError

from lanyard.components.forms import DateField, Form

#: A day further away than this is a slip of the finger.
FURTHEST = datetime.timedelta(days=2 * 366)


class AbsenceForm(Form):
    """From when until when somebody is away."""

    away_from = DateField(
        label="First day away",
        help_text="For example, 27 3 2027",
        error_messages={"required": "Enter the first day away"},
    )
    away_until = DateField(
        label="Last day away (optional)",
        help_text="Leave it empty if you do not know yet.",
        required=False,
    )

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_away_from(self) -> datetime.date:
        """A day that is not years away."""
        return self._near(self.cleaned_data["away_from"])

    def clean_away_until(self) -> datetime.date | None:
        """A day that is not over yet, or none."""
        day = self.cleaned_data["away_until"]
        if day and day < self.on:
            raise ValidationError("The last day away must be today or in the future")
        return self._near(day) if day else None

    def _near(self, day: datetime.date) -> datetime.date:
        if abs(day - self.on) > FURTHEST:
            raise ValidationError("Enter a day within the next two years")
        return day
