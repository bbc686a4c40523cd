"""A school. Several may share an installation; each is sealed from the others."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length

from lanyard.people.colours import validate_brand_colour

DEFAULT_COLOUR = "#1d4f91"

models.CharField.register_lookup(Length)


class School(models.Model):
    """A school that lives by a policy.

    ``urn`` is what the Department for Education calls the school today; it changes when a
    school becomes an academy, so nothing is keyed on it. ``settings`` are the words that a
    policy's text may ask for (council, term dates and the like), never a rule.
    """

    name = models.CharField(max_length=200)
    council = models.CharField(max_length=200, blank=True)
    urn = models.CharField("unique reference number", max_length=6, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    is_demonstration = models.BooleanField(default=False)
    brand_colour = models.CharField(max_length=7, default=DEFAULT_COLOUR, validators=[validate_brand_colour])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="school_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(brand_colour__startswith="#", brand_colour__length=7),
                name="school_colour_is_hexadecimal",
            ),
            models.CheckConstraint(condition=models.Q(urn="") | models.Q(urn__length=6), name="school_urn_has_six_digits"),
            models.UniqueConstraint(fields=["urn"], condition=~models.Q(urn=""), name="school_urn_is_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_own_colour(self) -> bool:
        """Whether the school chose a colour other than Lanyard's."""
        return self.brand_colour != DEFAULT_COLOUR
