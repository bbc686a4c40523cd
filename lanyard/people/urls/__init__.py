"""The addresses of people, one noun a file: its ``urlpatterns`` are added by way of ``NOUNS``."""

from __future__ import annotations

from . import absences, details, feeds, imports, pupils, register, scim

NOUNS = (absences, details, feeds, register, pupils, imports, scim)

app_name = "people"
urlpatterns = [pattern for noun in NOUNS for pattern in noun.urlpatterns]
