"""Receipts: the reporter's way back to what they sent."""

from __future__ import annotations

from django.db import models

from .case import Case
from .kept import Kept


class ReportReceipt(Kept):
    """What is kept of a receipt: enough to know it again, and not enough to guess it.

    ``recipient`` is the public half of a key that only the receipt opens (``sealed``), so that
    answers reach whoever holds the receipt, with or without an account.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="receipt", primary_key=True)
    look_up = models.CharField(max_length=16, unique=True)
    salt = models.BinaryField()
    digest = models.BinaryField()
    recipient = models.CharField(max_length=100)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"receipt of case {self.case_id}"
