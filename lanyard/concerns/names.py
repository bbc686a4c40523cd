"""Which adults of the register somebody may mean who types a name."""

from __future__ import annotations

import datetime
import re
import unicodedata

from lanyard.people.models import Adult, School
from lanyard.people.queries.days import bound

#: Words before and after names that say nothing about who it is.
NO_NAMES = frozenset("miss mrs ms mr mx dr sir the and our his her head teacher year class chair pupil parent mum dad".split())


def adults_meant_by(typed: str, school: School, *, on: datetime.date) -> frozenset[int]:
    """The adults of a school who share a part of their name with what was typed.

    Rather one too many: whoever only shares a name receives one report less, and whoever it is about
    must receive none.
    """
    told = _words(typed)
    if not told:
        return frozenset()
    adults = Adult.objects.filter(bound(on), school=school).values_list("pk", "name")
    return frozenset(pk for pk, name in adults if told & _words(name))


def _words(text: str) -> frozenset[str]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))
    return frozenset(word for word in re.findall(r"\w{3,}", plain) if word not in NO_NAMES)
