"""A bundle of a case: what goes in, for whom, and that strangers' tools and our own find it whole."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.utils import timezone

from lanyard.cli import main
from lanyard.concerns.actions.exchange import add_to_report, take_reporters_step
from lanyard.concerns.actions.reports import Reporter
from lanyard.concerns.bundles import why_not_for
from lanyard.concerns.models import Item, ItemKind
from lanyard.concerns.queries.receipts import returned_with
from lanyard.people.keys import signer
from lanyard.proof.log.extracts import check_extract
from lanyard.records.log.keys import log_keys
from lanyard.records.models import Event
from tests.concerns.cast import send
from tests.concerns.desk import Holder
from tests.concerns.files import Adder, attack, picture, saved

pytestmark = pytest.mark.django_db
SECRET = "Kestrelhaven said so."
WISHES = {"wants_told": "everything", "wants_action": "Make it stop"}


@pytest.fixture
def head(cast) -> Holder:
    return Holder(cast, "head")


@pytest.fixture
def case(cast, head):
    filed = attack(cast, words=SECRET, reporter=Reporter(cast.adults["teacher"], kept_back=True))
    Adder.with_receipt(filed.receipt).add(picture(), "chat.jpg")
    Adder.with_key(head, filed.case).add(b"%PDF-1.7 letter", "letter.pdf")
    filed.case.filed = filed
    return filed.case


def wish(case, police: str) -> None:
    returned = returned_with(case.filed.receipt)
    take_reporters_step(returned=returned, step="wishes-recorded", facts={**WISHES, "wants_police": police}, at=timezone.now())


def bundle(head, case, **told):
    files = [str(id_) for id_ in Item.objects.filter(case=case, kind=ItemKind.EVIDENCE).values_list("pk", flat=True)]
    sent = {"made_for": "police", "reason": "Reference 77/1", "files": files, "parts": ["report", "course", "messages"], **told}
    return head.client.post(f"/cases/{case.pk}/bundle/", sent)


def test_the_police_get_nothing_against_the_persons_wish(cast, head, case):
    head.read(case)
    for before in ("", "undecided", "no"):
        if before:
            wish(case, before)
        answer = bundle(head, case)
        assert answer.status_code == 422
        assert "has not asked for them" in answer.content.decode()
    assert not Item.objects.filter(kind=ItemKind.CUSTODY).exists()
    assert bundle(head, case, made_for="hr").status_code == 200


def test_on_a_named_ground_they_do_and_the_person_is_to_be_told(cast, head, case):
    wish(case, "no")
    head.step(case, "police-told-anyway", ground="child-at-risk", reason="A child is named", spoke_to="PC Lee", reference="77/1")
    opened = cast.open("head", case)
    assert why_not_for(opened, "police") == ""
    assert "override-notice" in {run.clock for run in opened.standing.clocks if run.running}
    assert bundle(head, case).status_code == 200


def test_it_holds_as_the_person_wishes_and_lanyard_and_its_own_checker_say_so(cast, head, case, tmp_path, capsys):
    wish(case, "yes")
    add_to_report(returned=returned_with(case.filed.receipt), words="It goes on.", at=timezone.now())
    head.read(case)
    answer = bundle(head, case)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Disposition"] == f'attachment; filename="case-{case.reference}.zip"'
    raw = saved(answer)
    path = tmp_path / "bundle.zip"
    path.write_bytes(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        assert made.testzip() is None
        inside = {name.partition("/")[2]: made.read(name) for name in made.namelist()}
    assert inside["data/0001-chat.jpg"].startswith(b"\xff\xd8")
    assert inside["data/0002-letter.pdf"] == b"%PDF-1.7 letter"
    words = inside["data/0003-words-of-the-case.txt"].decode()
    assert SECRET in words and "It goes on." in words and "Make it stop" in words
    everything = b"".join(inside.values())
    assert b"Sam Whitcombe" not in everything, "a name that is kept back goes nowhere"
    custody = [json.loads(line) for line in inside["data/custody.jsonl"].splitlines()]
    assert [(line["item"], line["who"]) for line in custody if "Sent it in" in line["what"]] == [
        (1, "Whoever sent the report"),
        (2, "Priya Hartwell"),
    ]
    assert sum("bundle" in line["what"] for line in custody) == 2
    items = json.loads(inside["data/items.json"])["items"]
    assert items[0]["about"]["Platform"] == "WhatsApp"
    assert main(["verify", str(path), "--key", signer().fingerprint]) == 0
    assert "unchanged since received" in capsys.readouterr().out
    (tmp_path / "verify.py").write_bytes(inside["verify.py"])
    done = subprocess.run([sys.executable, "-I", str(tmp_path / "verify.py"), str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    changed = bytearray(raw)
    at = raw.index(b"%PDF-1.7 letter")
    changed[at] ^= 1
    path.write_bytes(bytes(changed))
    assert main(["verify", str(path), "--key", signer().fingerprint]) == 1


def test_its_proofs_show_the_whole_chain_of_the_case_and_nothing_of_another(cast, head, case):
    other = send(cast)
    wish(case, "yes")
    head.read(case)
    with zipfile.ZipFile(io.BytesIO(saved(bundle(head, case)))) as made:
        inside = {name.partition("/")[2]: made.read(name) for name in made.namelist()}
    proofs = [name for name in inside if name.endswith(".tlog-proof")]
    told = Event.objects.filter(about__case=str(case.pk))
    assert len(proofs) == told.count()
    assert {"report received", "case item written", "case kept", "bundle made"} <= set(told.values_list("kind", flat=True))
    told = check_extract(json.loads(inside["log/chain.json"]), log_keys())
    assert told
    assert str(other.case.pk).encode() not in b"".join(inside.values())
    made_event = Event.objects.get(kind="bundle made")
    assert made_event.about["case"] == str(case.pk)


@pytest.mark.parametrize(("to", "may"), [("indecent-images", True), ("safeguarding", True), ("data-breach", False)])
def test_a_case_that_went_on_for_a_childs_sake_needs_no_wish(cast, head, case, to, may):
    wish(case, "no")
    head.step(case, "escalate", to=to, reason="As it turns out.")
    opened = next(cast.open(who, case) for who in ("head", "dsl") if case in cast.cases(who))
    assert opened.standing.route.id == to
    assert (why_not_for(opened, "police") == "") is may


def test_a_locked_file_never_goes_in_whatever_is_asked_for(cast, head, case):
    wish(case, "yes")
    head.step(case, "escalate", to="indecent-images", reason="A picture may show a child.")
    assert cast.open("head", case).standing.route.id == "indecent-images"
    page = head.open(f"/cases/{case.pk}/bundle/").text
    assert "Which files go in?" not in page
    answer = bundle(head, case, parts=["report"])
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(saved(answer))) as made:
        names = [name for name in made.namelist() if "/data/" in name]
        inside = b"".join(made.read(name) for name in made.namelist())
    assert sorted(name.rpartition("/")[2] for name in names) == ["0001-words-of-the-case.txt", "custody.jsonl", "items.json"]
    assert b"%PDF-1.7 letter" not in inside
    assert bundle(head, case, parts=[]).status_code == 422
