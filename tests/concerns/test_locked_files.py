"""A locked file may be missing after a restore, and for no other reason."""

from __future__ import annotations

import pytest
from django.utils import timezone

from lanyard.concerns.actions.restored import tell_of_files_left_out
from lanyard.concerns.audit import audit
from lanyard.concerns.models import Evidence, Item
from lanyard.concerns.store import blobs
from tests.concerns.lived import add_file, attack, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]


@pytest.mark.tampers
def test_a_locked_file_may_be_missing_only_where_a_restore_told_the_log_so(cast):
    cases = [attack(cast).case for _ in range(2)]
    for case in cases:
        add_file(case, b"a file " * 500)
    step(cast, "head", cases[0], "escalate", to="indecent-images", reason="A picture may show a child.")
    locked, other = Evidence.objects.order_by("pk")
    assert tell_of_files_left_out(at=timezone.now()) == 0
    blobs().destroy(locked.blob)
    for quick in (True, False):
        assert [(one.about, one.is_remark) for one in audit(cast.school, quick=quick)] == [(locked.blob, False)]
    assert tell_of_files_left_out(at=timezone.now()) == 1
    assert tell_of_files_left_out(at=timezone.now()) == 0, "it is told once"
    for quick in (True, False):
        (found,) = audit(cast.school, quick=quick)
        assert found.is_remark and found.about == locked.blob and "2.7.4" in found.words
    blobs().path(locked.blob).write_bytes(b"something else")
    assert [one.is_remark for one in audit(cast.school)] == [False], "what lies in its place is looked at"
    blobs().path(locked.blob).unlink()
    blobs().destroy(other.blob)
    assert {one.about: one.is_remark for one in audit(cast.school)} == {locked.blob: True, other.blob: False}
    Item.objects.filter(pk=other.item_id).update(locked_at=timezone.now(), wrapped_case=None, wrapped_reporter=None)
    assert not {one.about: one.is_remark for one in audit(cast.school)}[other.blob], "to mark it as locked hides nothing"
