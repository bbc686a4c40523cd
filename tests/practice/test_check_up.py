"""The private check-up: the page carries what the browser needs, and the service learns at most that somebody did one."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import lanyard
from lanyard.people.dues import dues_of
from lanyard.people.queries import scope_of
from lanyard.people.timeline import timeline_of
from lanyard.policy.pack import BUILT_IN
from lanyard.practice import check_up_page
from lanyard.practice.check_up_program import Program, pack, program_of
from lanyard.practice.models import CheckUpDone
from lanyard.records.models import Event
from tests.people.cast import make_adult
from tests.practice.welton import sign_in

pytestmark = pytest.mark.django_db
PAGE, DONE = "/check-up/", "/check-up/done/"


def told_by(client: Client) -> dict:
    page = client.get(PAGE).content.decode()
    return json.loads(unescape(re.search(r'data-check-up="([^"]*)"', page)[1]))


def fetch(client: Client, address: str, **headers: str) -> tuple[dict[str, str], bytes]:
    """What stands at an address: its headers and its bytes."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    content = b"".join(response)
    response.close()
    return dict(response.headers), content


def scope_today(adult):
    return scope_of(adult.account, on=timezone.localdate())


@pytest.mark.once
def test_the_page_names_every_file_that_is_fetched_and_each_is_there(teacher):
    told = told_by(teacher.client)
    addresses = [each["address"] for each in told["files"]] + [told["loader"], told["reader"], told["report"]]
    addresses += [f"{told['base']}pyodide.mjs", f"{told['base']}pyodide.asm.mjs"]
    found = {address: fetch(teacher.client, address) for address in addresses}
    for headers, _ in found.values():
        assert "max-age" in headers["Cache-Control"] and "no-store" not in headers["Cache-Control"]
    assert all(len(found[each["address"]][1]) == each["size"] for each in told["files"])


@pytest.mark.once
def test_what_runs_python_is_kept_by_browsers_for_good_and_travels_small(teacher):
    (wasm,) = (each for each in told_by(teacher.client)["files"] if each["name"].endswith(".wasm"))
    headers, content = fetch(teacher.client, wasm["address"], accept_encoding="gzip")
    assert "immutable" in headers["Cache-Control"] and headers["Content-Type"] == "application/wasm"
    assert len(content) == wasm["travels"] < wasm["size"] / 2


@pytest.mark.once
def test_the_checks_are_those_of_the_schools_own_pack(teacher, school, tmp_path):
    welton = Path(lanyard.__file__).parent / "packs" / "welton"
    assert in_program(program_of(school))["pack/checkup.toml"] == (welton / "checkup.toml").read_bytes()
    (tmp_path / "checkup.toml").write_text('check = []\nurgent = "Phone the office."\n')
    school.settings["pack"] = str(tmp_path)
    packed = in_program(program_of(school))
    assert packed["pack/checkup.toml"].startswith(b"check = []")
    assert packed["pack/self-review.toml"] == (welton / "self-review.toml").read_bytes()
    assert check_up_page.context(school)["urgent"] == "Phone the office."


@pytest.mark.once
def test_the_page_itself_may_ask_nobody_and_only_the_reader_may_run_webassembly(teacher):
    told = told_by(teacher.client)
    policies = {name: fetch(teacher.client, told[name])[0]["Content-Security-Policy"] for name in ("loader", "reader", "report")}
    page = fetch(teacher.client, PAGE)[0]["Content-Security-Policy"]
    assert "default-src 'none'" in page and "connect-src" not in page and "unsafe" not in page
    assert policies["loader"] == "default-src 'none'; connect-src 'self'"
    assert policies["reader"] == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
    assert policies["report"] == page


@pytest.mark.once
def test_the_page_has_no_form_that_could_carry_anything_away(teacher):
    page = teacher.client.get(PAGE).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main and not re.search(r"<(input|textarea)[^>]*\sname=", main)
    assert teacher.client.post(PAGE, {"files": io.BytesIO(b"words")}).status_code == 405


@pytest.mark.once
def test_a_service_whose_front_end_is_not_built_says_so(teacher, monkeypatch):
    monkeypatch.setattr(check_up_page, "BUILT", Path("/nowhere"))
    check_up_page.runtime.cache_clear()
    page = teacher.client.get(PAGE).content.decode()
    monkeypatch.undo()
    check_up_page.runtime.cache_clear()
    assert "was not built" in page and "lanyard checkup FILE" in page and "data-check-up" not in page


def in_program(program: Program) -> dict[str, bytes]:
    """What a packed program holds."""
    with zipfile.ZipFile(io.BytesIO(program.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.once
def test_the_program_is_the_pure_package_and_nothing_else(teacher, school):
    packed = in_program(program_of(school))
    ours = {name: content for name, content in packed.items() if not name.startswith("pack/")}
    assert all(name == "lanyard/__init__.py" or name.startswith("lanyard/checkup/") for name in ours)
    root = Path(lanyard.__file__).parent.parent
    assert all(content == (root / name).read_bytes() for name, content in ours.items())
    assert {"lanyard/checkup/items.py", "lanyard/checkup/archive/dialects.py"} <= set(ours)
    assert teacher.client.get(reverse("practice:check-up-program", args=["0" * 16])).status_code == 404


@pytest.mark.once
def test_the_same_files_make_the_same_program_and_a_change_another_mark():
    files = {"lanyard/__init__.py": b"", "lanyard/checkup/one.py": b"one = 1\n", "pack/checkup.toml": b"a = 1\n"}
    first = pack(files)
    assert pack(dict(reversed(files.items()))) == first and in_program(first) == files
    assert pack(files | {"pack/checkup.toml": b"a = 2\n"}).mark != first.mark


def test_saying_that_one_did_it_keeps_the_day_and_nothing_else(teacher):
    response = teacher.client.post(DONE, {"found": "a pupil", "platform": "facebook"})
    assert (response.status_code, response["Location"]) == (302, DONE)
    teacher.client.post(DONE)
    done = CheckUpDone.objects.get()
    assert {field.name for field in CheckUpDone._meta.fields} == {"id", "school", "adult", "day", "done_at"}
    assert (done.adult, done.day) == (teacher.adult, timezone.localdate())
    event = Event.objects.get(kind="check-up done")
    assert event.about == {"check_up": done.pk}
    assert "You said today that you did one." in teacher.client.get(DONE).content.decode()


def test_opening_the_pages_records_nothing(teacher):
    before = Event.objects.count()
    for address in (PAGE, DONE, reverse("practice:check-up-program", args=[program_of(teacher.adult.school).mark])):
        assert teacher.client.get(address).status_code == 200
    assert Event.objects.count() == before and not CheckUpDone.objects.exists()


def test_it_is_in_ones_own_record_and_on_nobodys_desk(teacher):
    assert "check-up" not in {due.kind for due in dues_of(scope_today(teacher.adult))}
    teacher.client.post(DONE)
    (entry,) = (entry for entry in timeline_of(scope_today(teacher.adult)) if entry.kind == "check-up")
    assert entry.href == DONE and entry.statement == {"day": timezone.localdate().isoformat()}


def test_nobody_else_sees_it_whatever_their_role(school, teacher):
    others = [make_adult(school, f"Holder of {role}", role) for role in ("head", "chair", "business_manager", "it_lead")]
    pages = ("/", "/desk/", "/record/", "/protect/reviews/others/", "/check-up/", "/check-up/done/", "/acknowledge/")
    clients = [sign_in(adult) for adult in others]

    def seen() -> list[str]:
        texts = [client.get(page, follow=True).content.decode() for client in clients for page in pages]
        return [re.sub(r'value="[^"]{40,}"|nonce="[^"]*"', "", text) for text in texts]

    before = seen()
    teacher.client.post(DONE)
    assert seen() == before
    for adult in others:
        assert "check-up" not in {entry.kind for entry in timeline_of(scope_today(adult))}


def test_another_persons_record_of_it_is_their_own(school, teacher):
    colleague = make_adult(school, "Hannah Kowal")
    teacher.client.post(DONE)
    assert "You said today" not in sign_in(colleague).get(DONE).content.decode()
    sign_in(colleague).post(DONE)
    assert CheckUpDone.objects.count() == 2


@pytest.mark.once
def test_a_policy_that_says_nothing_of_check_ups_is_not_checked_by_the_clauses_of_another(teacher, school, tmp_path):
    folder = tmp_path / "own"
    shutil.copytree(BUILT_IN / "welton", folder, ignore=shutil.ignore_patterns("checkup.toml", "earlier"))
    school.settings = {**school.settings, "pack": str(folder)}
    school.save()
    page = teacher.client.get(PAGE).content.decode()
    assert "does not say what a check-up looks for" in page
    assert "data-check-up=" not in page and "lanyard checkup" not in page
