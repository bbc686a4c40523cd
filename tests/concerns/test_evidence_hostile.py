"""Uploads that mean harm: contained or refused in words, and nothing half stays."""

from __future__ import annotations

import base64
import io
import os
import resource
import sys
import tracemalloc
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.test.client import BOUNDARY

from lanyard.concerns import cleaner
from lanyard.concerns.actions import evidence
from lanyard.concerns.cleaning import clean_copy
from lanyard.concerns.custody import files_of_case
from lanyard.concerns.models import Evidence, Item, ItemKind
from lanyard.concerns.originals import kind_of, mail_facts
from tests.concerns.desk import Holder
from tests.concerns.files import Adder, attack, flood, form, on_disk, picture, saved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_folder"), pytest.mark.once]
MAIL = (
    b"Received: from mx.example.org\r\n"
    b"DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=one;\r\n bh=abc=; b=def=\r\n"
    b"Authentication-Results: mx.example.org; dkim=pass header.d=example.org\r\n"
    b"From: =?utf-8?q?Somebody?= <somebody@example.org>\r\nDate: Sun, 22 Nov 2026 21:00:00 +0000\r\n"
    b"Subject: you\r\nContent-Type: multipart/mixed; boundary=never-closed\r\n\r\n--never-closed\r\nwords\r\n"
)


@pytest.fixture
def adder(cast) -> Adder:
    """Somebody with a receipt who passed the gate."""
    found = Adder.with_receipt(attack(cast).receipt)
    found.case = Item.objects.latest("pk").case
    found.ask()
    return found


def kept_by(cast) -> list[dict]:
    return [file.body for file in files_of_case(cast.open("head", Item.objects.first().case))]


def nothing_left() -> bool:
    return not Evidence.objects.exists() and on_disk() == []


def test_an_empty_file_is_refused_in_words(adder):
    answer = adder.send(b"")
    assert answer.status_code == 422
    assert "The file is empty." in answer.content.decode()
    assert nothing_left()


def test_no_file_at_all_is_told_and_the_origin_is_not_lost(adder):
    origin = adder.origin()
    answer = adder.client.post(f"{adder.base}send/", {"origin": origin, "end": "yes", "file": ""}, format="multipart")
    assert answer.status_code == 422
    assert "Choose a file" in answer.content.decode() and origin in answer.content.decode()


def test_too_large_is_refused_by_what_it_says_of_itself_before_it_is_read(adder):
    unread = io.BytesIO(b"x" * 1000)
    size = str(evidence.MOST + 2**20)
    answer = adder.client.post(
        f"{adder.base}send/",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": unread, "CONTENT_LENGTH": size},
    )
    assert answer.status_code == 422 and "larger than 2 GB" in answer.content.decode()
    assert unread.tell() == 0 and nothing_left()


def test_too_large_in_truth_is_stopped_on_the_way(adder, monkeypatch):
    monkeypatch.setattr(evidence, "MOST", 300_000)
    answer = adder.send(b"x" * 400_000)
    assert answer.status_code == 422 and "larger than" in answer.content.decode()
    assert nothing_left()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99, 0.9999])
def test_cut_off_in_the_middle_leaves_nothing(adder, share):
    body = form(adder.origin(), "chat.png", picture(size=(400, 300)))
    answer = adder.post_raw(body[: int(len(body) * share)])
    assert answer.status_code == 422
    assert nothing_left()


def test_a_connection_that_breaks_leaves_nothing(adder):
    class Broken(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.rest = data

        def read(self, size: int = -1) -> bytes:
            if not self.rest:
                raise OSError("the browser went away")
            found, self.rest = self.rest[:4096], self.rest[4096:]
            return found

    body = form(adder.origin(), "chat.png", picture(size=(400, 300)))
    answer = adder.client.post(
        f"{adder.base}send/",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": Broken(body[:20_000]), "CONTENT_LENGTH": str(len(body))},
    )
    assert answer.status_code == 422
    assert nothing_left()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary="),
        (b"x" * 5000, f"multipart/form-data; boundary={BOUNDARY}"),
        (b"--x\r\n\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"--" + BOUNDARY.encode() + b"\r\n" * 3000, f"multipart/form-data; boundary={BOUNDARY}"),
        (b"\x00\xff" * 500, "multipart/form-data; boundary=" + "b" * 400),
    ],
)
def test_broken_mime_is_answered_and_leaves_nothing(adder, body, kind):
    assert adder.post_raw(body, kind).status_code in (400, 403, 422)
    assert nothing_left()


@pytest.mark.parametrize("head", ["Content-Transfer-Encoding: base64\r\n", "content-transfer-encoding: base64\r\n"])
def test_a_part_in_bad_base64_leaves_nothing_and_a_good_one_is_what_it_says(adder, cast, head):
    assert adder.post_raw(form(adder.origin(), "a.png", b"@@@@abc", head=head)).status_code == 422
    assert nothing_left()
    assert adder.post_raw(form(adder.origin(), "a.txt", base64.b64encode(b"words"), head=head)).status_code == 302
    assert kept_by(cast)[0]["size"] == 5


def test_several_files_or_one_under_another_name_are_refused(adder):
    origin = adder.origin()
    one = form(origin, "a.png", b"one", end=False)
    two = one + form(origin, "b.png", b"two")
    for body in (two, form(origin, "a.png", b"one", field="picture"), form(origin, "a.png", b"x", field="origin")):
        assert adder.post_raw(body).status_code == 422
        assert nothing_left()


def test_more_fields_than_any_form_has_leave_nothing(adder):
    part = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.encode()
    body = form(adder.origin(), "a.png", b"one", end=False) + part * 600
    assert adder.post_raw(body).status_code == 400
    assert nothing_left()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/cron.d/x",
        "a\u202egnp.exe",
        "x" * 300 + ".png",
        "CON",
        "a%00.png",
        '"; drop',
        "<script>alert(1)</script>.html",
        "\u0430.svg",
        "\ud83d\ude00.png".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
def test_a_name_is_a_word_in_a_sealed_record_and_nothing_else(adder, cast, name):
    before = set(os.listdir("/etc"))
    quoted = name.replace('"', "%22")
    answer = adder.post_raw(form(adder.origin(), quoted, b"words"))
    assert answer.status_code == 302
    (body,) = kept_by(cast)
    assert "/" not in body["name"] and "\\" not in body["name"] and len(body["name"]) <= 255
    assert set(os.listdir("/etc")) == before
    (blob,) = on_disk()
    assert blob.split("/")[-1] == Evidence.objects.get().blob
    head = Holder(cast, "head").read(Item.objects.first().case)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    page = head.client.get(f"/cases/{item.case_id}/evidence/{item.pk}/").content.decode()
    assert "<script>alert" not in page
    sent = head.client.post(f"/cases/{item.case_id}/evidence/{item.pk}/take-out/", {"form": "original", "reason": "x"})
    assert sent["Content-Disposition"] == f'attachment; filename="{item.case.reference}-file-1.bin"'
    assert saved(sent) == b"words"


def test_a_name_longer_than_any_is_refused_with_the_file(adder):
    assert adder.post_raw(form(adder.origin(), "x" * 5000, b"words")).status_code == 422
    assert nothing_left()


def polyglot() -> bytes:
    """A picture that is a web page, a script and an archive too."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("../evil.js", "alert(1)")
    return b"GIF89a/*" + b"<html><script>alert(document.cookie)</script>" + held.getvalue()


def bomb() -> bytes:
    """A few bytes that unpack to very many."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(20):
            made.writestr(f"{number}.txt", b"0" * 5_000_000)
    return held.getvalue()


@pytest.mark.parametrize("make", [polyglot, bomb, lambda: b"<svg onload='alert(1)'/>", lambda: b"MZ\x90\x00" + bytes(100)])
def test_what_would_do_harm_when_it_is_shown_is_kept_and_given_out_as_bytes_alone(adder, cast, make):
    data = make()
    assert adder.send(data, "chat.html").status_code == 302
    head = Holder(cast, "head").read(Item.objects.first().case)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    base = f"/cases/{item.case_id}/evidence/{item.pk}/"
    assert b"alert(" not in head.client.get(base).content
    sent = head.client.post(f"{base}take-out/", {"form": "original", "reason": "x"})
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert sent["Content-Disposition"].startswith("attachment;") and ".html" not in sent["Content-Disposition"]
    assert "sandbox" in sent["Content-Security-Policy"]
    assert saved(sent) == data


def test_a_mails_own_lines_are_kept_as_facts_and_its_parts_are_not_read(adder, cast):
    assert adder.send(MAIL, "message.eml").status_code == 302
    (body,) = kept_by(cast)
    told = dict(map(tuple, body["mail"]))
    assert body["kind"] == "a mail"
    assert told["DKIM-Signature"].startswith("v=1; a=rsa-sha256; d=example.org; s=one;")
    assert told["Authentication-Results"].endswith("dkim=pass header.d=example.org")
    assert told["From"] == "=?utf-8?q?Somebody?= <somebody@example.org>"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"From",
        b"From: \xff\xfe\x00 <x>\nDKIM-Signature" + b":" * 900,
        b"Subject: =?no-such-set?b?%%%?=\n",
        b"DKIM-Signature: x\n" * 5000,
        b"From: a\n\tb\n" + b" " * 100_000,
    ],
)
def test_a_broken_mail_gives_what_can_be_read(raw):
    told = mail_facts(raw)
    assert len(told) <= 80 and all(len(said) <= 4000 for _, said in told)
    assert kind_of(raw, "x.eml").ending in ("eml", "bin")


def flat(dots: int) -> bytes:
    return zlib.compress(bytes(dots))


@pytest.mark.parametrize(
    "make",
    [
        lambda: flood(60_000, 60_000, flat(1000)),
        lambda: flood(2**31 - 1, 2**31 - 1, b""),
        lambda: flood(7000, 6000, flat(7000 * 6000 * 3 + 6000)),
        lambda: flood(0, 10, b""),
        lambda: picture()[:200],
        lambda: b"\x89PNG\r\n\x1a\n" + os.urandom(5000),
        lambda: b"%PDF-1.4",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        lambda: b"",
        polyglot,
    ],
)
def test_a_flood_of_dots_and_what_is_no_picture_get_no_copy(make):
    with pytest.raises(ValidationError, match="No clean copy"):
        clean_copy([make()])


def test_more_bytes_than_a_picture_has_are_not_even_gathered():
    taken = []

    def pieces():
        for number in range(1000):
            taken.append(number)
            yield bytes(1024**2)

    with pytest.raises(ValidationError):
        clean_copy(pieces())
    assert len(taken) == 65


def test_what_draws_pictures_can_open_nothing_and_has_an_end():
    """In a process of its own: what is taken away there would be missing here."""
    child = os.fork()
    if child == 0:
        cleaner.limit()
        caught = 0
        for reach in (
            lambda: open("/etc/hostname"),  # noqa: SIM115 - it is to fail
            lambda: __import__("socket").socket(),
            lambda: os.pipe(),
            lambda: bytearray(2 * 1024**3),
        ):
            try:
                reach()
            except (OSError, MemoryError):
                caught += 1
        os._exit(0 if caught >= 3 + sys.platform.startswith("linux") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Sparse(io.RawIOBase):
    """An upload that is made up as it is read: head, so many empty bytes, tail."""

    def __init__(self, head: bytes, size: int, tail: bytes) -> None:
        self.parts, self.size, self.tail = io.BytesIO(head), size, io.BytesIO(tail)
        self.total = len(head) + size + len(tail)

    def read(self, size: int = -1) -> bytes:
        if found := self.parts.read(size):
            return found
        if self.size:
            found = bytes(min(self.size, size if size > 0 else 65_536))
            self.size -= len(found)
            return found
        return self.tail.read(size)


def test_a_very_large_file_passes_in_flat_memory_and_comes_out_whole(adder, cast, record_property):
    """300 MB, or as many as ``LANYARD_SPARSE`` says in megabytes."""
    size = int(os.environ.get("LANYARD_SPARSE", "300")) * 1024**2 - 4096
    whole = form(adder.origin(), "video.mp4", b"MARK")
    head, tail = whole.split(b"MARK")
    stream = Sparse(head, size, tail)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    answer = adder.client.post(
        f"{adder.base}send/",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        **{"wsgi.input": stream, "CONTENT_LENGTH": str(stream.total)},
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 302
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024)
    record_property("traced", most)
    record_property("resident", grown)
    assert most < 24 * 1024**2 and grown < 64 * 1024**2
    (body,) = kept_by(cast)
    assert body["size"] == size
    head_ = Holder(cast, "head").read(Item.objects.first().case)
    item = Item.objects.get(kind=ItemKind.EVIDENCE)
    sent = head_.client.post(f"/cases/{item.case_id}/evidence/{item.pk}/take-out/", {"form": "original", "reason": "x"})
    assert sum(map(len, sent.streaming_content)) == size
