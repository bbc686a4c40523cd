"""The addresses of practice, one noun a file. None holds a fact about anybody.

A noun keeps its ``urlpatterns`` in a module of its own here and is added to ``NOUNS``. More exact
addresses come first.
"""

from __future__ import annotations

from . import (
    acknowledge,
    acknowledgements,
    agreements,
    ask,
    check_up,
    declarations,
    desk,
    equipment,
    notes,
    phones,
    posting,
    profiles,
    protocols,
    raising,
    record,
    reviews,
)

NOUNS = (
    ask,
    phones,
    raising,
    posting,
    notes,
    desk,
    reviews,
    check_up,
    profiles,
    equipment,
    acknowledge,
    acknowledgements,
    record,
    declarations,
    agreements,
    protocols,
)

app_name = "practice"
urlpatterns = [pattern for noun in NOUNS for pattern in noun.urlpatterns]
