"""The limit: a plain Django form, checked and saved as one row in a transaction, on the service's own settings.

``python -m bench.intake.plain prepare`` makes its table; ``send COUNT`` waits for the file ``go`` and sends.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from django import forms  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.support.memory import most_memory  # noqa: E402

WORDS = "Something was said in the corridor."
GO = Path(os.environ["LANYARD_DATA"]) / "go"


class Told(models.Model):
    """What somebody sent, in clear."""

    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return f"told {self.pk}"


class Form(forms.Form):
    """One box."""

    words = forms.CharField(max_length=4000)


def main(what: str, count: str = "0") -> None:
    """Prepare, or send."""
    if what == "prepare":
        with connection.schema_editor() as editor:
            editor.create_model(Told)
        return
    Told.objects.first()
    print("ready", flush=True)
    while not GO.exists():
        time.sleep(0.01)
    told = []
    for _ in range(int(count)):
        begun = time.perf_counter()
        form = Form({"words": WORDS})
        assert form.is_valid()
        with transaction.atomic():
            Told(words=form.cleaned_data["words"], at=timezone.now()).save()
        told.append({"took": time.perf_counter() - begun})
    print(json.dumps({"told": told, "trouble": [], "memory": most_memory()}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
