"""Evidence: kept byte for byte where it may be, nowhere else, and seen only on purpose."""

from __future__ import annotations

import datetime
import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image

from lanyard.concerns.actions.evidence import begin_file, place_for, sweep_files
from lanyard.concerns.actions.exchange import recovery_of
from lanyard.concerns.actions.steps import take_step
from lanyard.concerns.custody import files_of_case
from lanyard.concerns.models import CaseWrap, Evidence, EvidencePlace, Item, ItemKind
from lanyard.concerns.opened import place_of_item
from lanyard.concerns.store import blobs
from lanyard.people.dues import dues_of
from lanyard.policy.routes.files import FilePermit
from lanyard.policy.routes.kinds import Answer, Matter, RouteId
from lanyard.proof.items import open_item
from lanyard.records.models import Event
from tests.concerns.cast import send
from tests.concerns.desk import Holder
from tests.concerns.files import Adder, attack, on_disk, picture, saved
from tests.practice.welton import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder")]
SECRET = b"Kestrelhaven said so at 9 pm on Sunday. "


@pytest.fixture
def head(cast) -> Holder:
    return Holder(cast, "head")


def escalate(cast, case, to: str = "indecent-images"):
    take_step(
        scope=cast.scope("head"),
        unlocked=cast.keys["head"],
        case=case,
        step="escalate",
        facts={"to": to, "reason": "A picture may show a child."},
        by=cast.adults["head"].account,
        at=timezone.now(),
    )


def test_a_file_added_with_the_receipt_is_kept_byte_for_byte_and_is_new_to_the_head(cast, head):
    filed = attack(cast)
    head.read(filed.case)
    answer = Adder.with_receipt(filed.receipt).add(data := picture(), "IMG 2041.jpg")
    assert (answer.status_code, answer["Location"]) == (302, "/receipt/report/")
    (file,) = files_of_case(cast.open("head", filed.case))
    assert file.body["name"] == "IMG 2041.jpg"
    assert file.body["kind"] == "a picture (JPEG)"
    assert file.body["size"] == len(data)
    assert file.body["origin"] == {
        "what": "Picture of the group chat",
        "platform": "WhatsApp",
        "handle": "Year 4 parents",
        "url": "not known",
        "posted_at": "2026-11-22T21:05:00+00:00",
        "posted_says": "shown",
        "seen_at": "not known",
        "recorded_at": "not known",
    }
    assert "case-unread" in {due.kind for due in dues_of(cast.scope("head"))}
    assert Event.objects.filter(kind="case item written", about__item=file.id).get().by_id is None
    head.read(filed.case)
    assert "File 1: Picture of the group chat" in head.text
    reporter = Adder.with_receipt(filed.receipt).client.get("/receipt/report/").content.decode()
    assert "a file, on" in reporter and "IMG 2041" not in reporter


def test_nobody_without_a_receipt_reaches_these_pages(cast):
    case = attack(cast).case
    for path in ("", "about/", "send/"):
        assert Client().get(f"/receipt/report/files/{path}")["Location"] == "/receipt/"
        assert Client().post(f"/receipt/report/files/{path}", {"shows_child": "no"})["Location"] == "/receipt/"
    assert place_for(case)


def test_a_holder_adds_a_file_too_and_is_named(cast, head):
    case = attack(cast).case
    answer = Adder.with_key(head, case).add(picture())
    assert answer["Location"] == f"/cases/{case.pk}/"
    head.read(case)
    assert "The file is kept." in head.text
    (file,) = files_of_case(cast.open("head", case))
    assert file.one.by == cast.adults["head"]


def test_the_gate_is_asked_anew_for_each_file(cast):
    adder = Adder.with_receipt(attack(cast).receipt)
    adder.ask()
    origin = adder.origin()
    assert adder.send(picture(), origin=origin).status_code == 302
    assert adder.send(picture(), origin=origin).status_code == 403
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_yes_or_not_sure_stops_takes_nothing_and_is_told_to_whoever_handles_it(cast, answer):
    filed = attack(cast)
    adder = Adder.with_receipt(filed.receipt)
    page = adder.ask({"not_sure": Answer.NOT_SURE.value}.get(answer, answer))
    assert "Stop, and phone" in page.content.decode() and 'type="file"' not in page.content.decode()
    assert adder.send(picture(), origin="x").status_code == 403
    assert not Evidence.objects.exists() and on_disk() == []
    (said,) = cast.open("head", filed.case).of(ItemKind.ADDITION)
    assert "No file was sent." in said.body["words"]


def test_no_byte_is_read_or_kept_where_a_case_has_no_place_for_files(cast, head):
    images = send(cast, files=Answer.YES, shows_child=Answer.YES, matter=None, harm=None)
    words = send(cast, matter=Matter.ALLEGATION)
    for filed in (images, words):
        for adder in (Adder.with_receipt(filed.receipt), Adder.with_key(head, filed.case)):
            for address in (adder.base, f"{adder.base}about/", f"{adder.base}send/"):
                page = adder.client.get(address, follow=True)
                assert b'type="file"' not in page.content and b"multipart" not in page.content
                unread = io.BytesIO(b"x" * 1000)
                sent = adder.client.post(
                    address,
                    content_type="multipart/form-data; boundary=x",
                    **{"wsgi.input": unread, "CONTENT_LENGTH": "1000"},
                )
                assert sent.status_code in (200, 302, 403, 405, 422, 400)
                if address.endswith("send/"):
                    assert (sent.status_code, unread.tell()) == (403, 0)
    assert not Evidence.objects.exists() and not EvidencePlace.objects.exists() and on_disk() == []


def test_a_permit_for_another_route_opens_no_place(cast):
    case = attack(cast).case
    with pytest.raises(ValueError, match="words only"):
        FilePermit(RouteId.INDECENT_IMAGES, Answer.NO, sealed=False)
    with pytest.raises(ValidationError):
        begin_file(case, FilePermit(RouteId.LOW_LEVEL, Answer.NO, sealed=False))
    assert on_disk() == []


def test_while_a_file_comes_in_the_case_turns_into_one_without_files_and_nothing_of_it_stays(cast, head, monkeypatch):
    case = attack(cast).case
    adder = Adder.with_key(head, case)
    adder.ask()
    origin = adder.origin()
    from lanyard.concerns import adding

    real = adding.take_file

    def meanwhile(**told):
        escalate(cast, case)
        return real(**told)

    monkeypatch.setattr(adding, "take_file", meanwhile)
    answer = adder.send(picture(), origin=origin)
    assert answer.status_code == 422
    assert "No file can be kept in this case" in answer.content.decode()
    assert not Evidence.objects.exists() and on_disk() == []


def test_locked_files_open_for_nobody_at_school_and_with_recovery_by_the_stock_age(cast, head, tmp_path):
    case = attack(cast).case
    data = picture()
    Adder.with_key(head, case).add(data)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    before = open_item(bytes(item.wrapped_case), by=cast.open("head", case).identity, place=place_of_item(item))
    escalate(cast, case)
    locked = Item.objects.get(pk=item.pk)
    assert locked.wrapped_case is None
    opened = cast.open("head", case)
    (file,) = files_of_case(opened)
    assert file.is_locked
    head.read(case)
    assert "locked (2.7.4)" in head.text and "Add a file" not in head.text
    base = f"/cases/{case.pk}/evidence/{item.pk}/"
    assert head.client.get(base).status_code == 200
    for method in ("get", "post"):
        assert getattr(head.client, method)(f"{base}take-out/", {"form": "original", "reason": "x"}).status_code == 404
    bundle = head.client.post(f"/cases/{case.pk}/bundle/", {"made_for": "police", "reason": "x", "files": [str(item.pk)]})
    assert bundle.status_code == 422
    assert data not in bundle.content
    age = shutil.which("age")
    if age is None:
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail("the stock age program is missing")
        pytest.skip("the stock age program is missing")
    key = tmp_path / "key.txt"
    key.write_text(before.reveal() + "\n")
    blob = blobs().path(Evidence.objects.get().blob)
    done = subprocess.run([age, "-d", "-i", str(key), str(blob)], capture_output=True, check=True)
    assert done.stdout == data


def test_a_file_is_never_shown_and_only_taken_out_with_a_reason_that_stays(cast, head):
    case = attack(cast).case
    data = picture()
    Adder.with_key(head, case).add(data)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    base = f"/cases/{case.pk}/evidence/{item.pk}/"
    page = head.client.get(base)
    assert data not in page.content and b"<img" not in page.content
    assert b"SHA-256" in page.content
    assert head.client.post(f"{base}take-out/", {"form": "original", "reason": " "}).status_code == 422
    assert not Item.objects.filter(kind=ItemKind.CUSTODY).exists()
    answer = head.client.post(f"{base}take-out/", {"form": "original", "reason": "The police asked"})
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{case.reference}-file-1.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "no-store"
    assert saved(answer) == data
    copy = head.client.post(f"{base}take-out/", {"form": "copy", "reason": "To look"})
    clean = saved(copy)
    assert b"SECRETPLACE" in data and b"SECRETPLACE" not in clean
    assert Image.open(io.BytesIO(clean)).size == (60, 40)
    assert not Image.open(io.BytesIO(clean)).getexif()
    page = head.client.get(base).content.decode()
    assert "The police asked" in page and "To look" in page and page.count("Priya Hartwell") >= 3
    assert [one.body["act"] for one in cast.open("head", case).of(ItemKind.CUSTODY)] == ["reveal", "copy"]


def test_material_that_waits_for_advice_opens_only_once_it_came(cast, head):
    told = {"matter": Matter.MATERIAL, "files": Answer.YES, "shows_child": Answer.NO}
    case = send(cast, **told).case
    assert case.route == "other-material"
    Adder.with_key(head, case).add(b"%PDF-1.7 hatred", "leaflet.pdf")
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    take = f"/cases/{case.pk}/evidence/{item.pk}/take-out/"
    assert head.client.post(take, {"form": "original", "reason": "x"}).status_code == 404
    head.step(case, "advice-asked", advice_from="hr", reason="About work", spoke_to="Ms Vale")
    assert head.client.post(take, {"form": "original", "reason": "x"}).status_code == 404
    head.step(case, "advice-received", spoke_to="Ms Vale", advice="Open it", reference="H-1")
    assert saved(head.client.post(take, {"form": "original", "reason": "x"})) == b"%PDF-1.7 hatred"


@pytest.mark.parametrize("path", ["files/", "files/about/", "files/send/", "bundle/", "platforms/", "evidence/ITEM/"])
def test_whoever_has_no_wrap_finds_no_such_case(cast, path):
    case = attack(cast, about=("head",)).case
    Adder.with_key(Holder(cast, "chair"), case).add(picture())
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    for who in ("head", "dsl"):
        holder = Holder(cast, who)
        address = f"/cases/{case.pk}/{path.replace('ITEM', str(item.pk))}"
        assert holder.client.get(address).status_code == 404
        assert holder.client.get(f"/cases/{case.pk}/evidence/{item.pk}/take-out/").status_code == 404
    assert Visitor(cast.adults["it_lead"]).client.get(f"/cases/{case.pk}/files/").status_code in (302, 404)
    assert CaseWrap.objects.filter(holder__adult=cast.adults["head"]).count() == 0


def test_a_file_of_another_case_is_not_found(cast, head):
    one, other = attack(cast).case, attack(cast).case
    Adder.with_key(head, one).add(picture())
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    head.read(other)
    assert head.client.get(f"/cases/{other.pk}/evidence/{item.pk}/").status_code == 404


@pytest.mark.tampers
def test_a_blob_that_was_changed_on_the_disk_is_not_taken_out_and_nothing_is_written_down(cast, head):
    case = attack(cast).case
    Adder.with_key(head, case).add(picture())
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    path = blobs().path(item.evidence.blob)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(bytes(raw))
    for told in ({"form": "original"}, {"form": "copy"}):
        answer = head.client.post(f"/cases/{case.pk}/evidence/{item.pk}/take-out/", {**told, "reason": "x"})
        assert answer.status_code == 422
        assert "not as it was received" in answer.content.decode()
    assert not Item.objects.filter(kind=ItemKind.CUSTODY).exists()


def test_a_kill_between_the_file_and_its_row_leaves_an_orphan_that_is_put_aside(cast):
    case = attack(cast).case
    permit = FilePermit(RouteId.CYBERBULLYING, Answer.NO, sealed=False)
    _, incoming = begin_file(case, permit)
    incoming.write(SECRET)
    stored = incoming.finish()
    # Here the process dies.
    now = timezone.now()
    assert sweep_files(at=now) == 0, "a young file may be one whose row is being committed"
    assert sweep_files(at=now + datetime.timedelta(days=2)) == 1
    assert list(blobs().held()) == [stored.name]
    assert recovery_of(case)


def test_nothing_that_was_sent_stands_readable_anywhere_on_the_disk(cast, head, settings, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    case = attack(cast).case
    adder = Adder.with_key(head, case)
    adder.ask()
    origin = adder.origin(what="Nightjarwords")
    adder.send(SECRET * 200_000, "Sparrowname.txt", origin=origin)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    take = f"/cases/{case.pk}/evidence/{item.pk}/take-out/"
    assert len(saved(head.client.post(take, {"form": "original", "reason": "Swiftreason"}))) == len(SECRET) * 200_000
    wanted = (b"Kestrelhaven", b"Nightjarwords", b"Sparrowname", b"Swiftreason")
    searched = 0
    for folder in (settings.DATA, temporary):
        for path in Path(folder).rglob("*"):
            if path.is_file():
                searched += 1
                raw = path.read_bytes()
                assert not [word for word in wanted if word in raw], path.name
    assert searched
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
            found = b"".join(
                bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
                for row in cursor.fetchall()
                for one in row
            )
            assert not [word for word in wanted if word in found], table


def test_an_origin_is_complete_or_says_what_is_not_known(cast):
    adder = Adder.with_receipt(attack(cast).receipt)
    adder.ask()
    page = adder.client.post(f"{adder.base}about/", {"what": "A chat"}).content.decode()
    for label in ("On which platform or app?", "Which account, name or number?", "At which address?"):
        assert f"“{label}”: answer it, or say that it is not known" in page
    assert page.count("answer it, or say that it is not known") >= 6
    both = adder.client.post(f"{adder.base}about/", {"what": "A chat", "url": "example.org/x", "url-unknown": "on"})
    assert "not both" in both.content.decode()
    late = {"posted_on-day": "1", "posted_on-month": "1", "posted_on-year": "2099", "posted_says": "me"}
    assert "It cannot have been later than now" in adder.client.post(f"{adder.base}about/", late).content.decode()


def test_an_origin_for_one_case_or_person_counts_in_no_other(cast, head):
    one, other = attack(cast), attack(cast)
    first, second = Adder.with_receipt(one.receipt), Adder.with_receipt(other.receipt)
    first.ask()
    second.ask()
    answer = second.send(picture(), origin=first.origin())
    assert answer.status_code == 422
    assert "Say again where the file comes from" in answer.content.decode()
    assert not Evidence.objects.exists() and on_disk() == []


def test_without_the_forms_own_token_nothing_is_kept(cast):
    adder = Adder.with_receipt(attack(cast).receipt, checks=True)
    token = adder.token(adder.client.get(adder.base))
    adder.client.post(adder.base, {"shows_child": "no", "csrfmiddlewaretoken": token})
    assert adder.client.get(f"{adder.base}about/").status_code == 200
    assert adder.send(picture(), origin="x").status_code == 403
    assert not Evidence.objects.exists() and on_disk() == []


def test_a_closed_case_takes_no_more(cast, head):
    case = attack(cast).case
    case.closed_at = timezone.now()
    case.due_at = None
    case.save(update_fields=["route", "closed_at", "due_at"])
    adder = Adder.with_key(head, case)
    assert adder.ask().status_code == 403
    assert settings.DATA and on_disk() == []
