"""Whoever a case is about, or is kept out of it, sees every page of the service as if there were none."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import get_resolver
from django.utils import timezone

from lanyard.people.dues import dues_of
from lanyard.people.queries import scope_of
from lanyard.policy.routes.kinds import About
from tests.concerns.cast import make_cast, send
from tests.concerns.desk import Holder
from tests.practice.test_notes_exclusion import CHANGING, addresses
from tests.practice.welton import make_welton

pytestmark = pytest.mark.django_db

#: Pages that lock the cases again.
LEFT_OUT = ("cases/lock", "cases/unlock")
#: A passphrase that is offered by chance, another at each look.
OFFERED = re.compile(rb'<p class="govuk-inset-text lanyard-words">[^<]*</p>')


def everything_seen(holder: Holder) -> dict[str, tuple[int, bytes]]:
    """How every page without an argument answers somebody, and what their desk says."""
    found = {}
    for address in sorted(set(addresses(get_resolver().url_patterns))):
        if address.strip("/").startswith(LEFT_OUT):
            continue
        response = holder.client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = (response.status_code, CHANGING.sub(b"", OFFERED.sub(b"", body)))
    scope = scope_of(holder.adult.account, on=timezone.localdate())
    found["dues"] = (0, repr(dues_of(scope)).encode())
    return found


def test_the_head_and_the_lead_find_no_trace_of_a_case_about_the_head_whatever_the_chair_does_in_it():
    cast = make_cast(make_welton())
    head, dsl, chair = Holder(cast, "head"), Holder(cast, "dsl"), Holder(cast, "chair")
    before = [everything_seen(each) for each in (head, dsl)]
    case = send(cast, about=("head",), whom=frozenset({About.HEAD}), at=timezone.now() - datetime.timedelta(minutes=1)).case
    chair.step(case, "note", words="Seen.")
    chair.open(f"/cases/{case.pk}/message/").fill(words="Thank you.")
    after = [everything_seen(each) for each in (head, dsl)]
    for was, now in zip(before, after, strict=True):
        assert was.keys() == now.keys() and len(was) > 60
        assert [address for address in was if was[address] != now[address]] == []
    assert case in cast.cases("chair")
