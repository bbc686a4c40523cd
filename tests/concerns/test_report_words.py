"""The boxes take words alone: attacked with bytes in every dress, on every page, before and after the gate."""

from __future__ import annotations

import base64
import itertools
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from lanyard.concerns.details import DETAILS
from lanyard.concerns.forms.report_steps import STEPS, walk
from lanyard.concerns.interview import Telling
from lanyard.concerns.models import Case, Evidence, EvidencePlace, ReportDraft
from lanyard.concerns.words_only import Taken, take_out
from lanyard.policy.routes.files import why_not_words
from lanyard.policy.routes.kinds import Matter
from tests.concerns.browser import NUMBERS, WELL, Browser, everything_stored

PICTURE = bytes(range(256)) * 3
LETTERS = base64.b64encode(PICTURE).decode()
DRESSES = {
    "data address": f"data:image/png;base64,{LETTERS}",
    "data address with a name": f"data:image/jpeg;name=a.jpg;base64,{LETTERS}",
    "in capitals": f"DATA:IMAGE/PNG;BASE64,{LETTERS}",
    "broken into lines": "\n".join(LETTERS[at : at + 76] for at in range(0, len(LETTERS), 76)),
    "letters alone": LETTERS,
    "for addresses": base64.urlsafe_b64encode(PICTURE).decode(),
    "numbers": PICTURE.hex(),
    "numbers with spaces": PICTURE.hex(" "),
    "with signs that nobody sees": "data:image/png;base64," + "\u200b".join(LETTERS[at : at + 20] for at in range(0, 400, 20)),
    "markup": f'<img src="data:image/gif;base64,{LETTERS}">',
    "a drawing": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 L10 10"/></svg>',
    "a small data address": "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
}
LINKS = (
    "https://example.org/p/1",
    "HTTP://EXAMPLE.ORG",
    "www.example.org",
    "pictures.example.com/abc",
    "example.io",
    "ftp://192.0.2.7/x",
    "192.0.2.7/x",
    "blob:https://example.org/1",
    "magnet:?xt=urn:btih:abc",
    "hxxps://example.org/1",
    "exam\u200bple.org/p/1",
)
pytestmark = [pytest.mark.usefixtures("evidence_folder"), pytest.mark.once]

MIGHT = {"files": {"files": "yes"}, "shows_child": {"shows_child": "not_sure"}}


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("links", [True, False])
def test_bytes_are_taken_out_and_the_words_around_them_stay(dress, links):
    told, taken = take_out(f"Before it. {DRESSES[dress]} After it.", links=links)
    assert Taken.BYTES in taken
    assert told.startswith("Before it.") and told.endswith("After it.")
    assert LETTERS[:24] not in told and "R0lGOD" not in told and "path" not in told


@pytest.mark.parametrize("link", LINKS)
def test_links_are_taken_out_where_they_may_lead_to_a_picture(link):
    told, taken = take_out(f"I was sent {link} on Monday", links=True)
    assert taken == {Taken.LINK} and told == "I was sent [link taken out] on Monday"


@pytest.mark.parametrize("link", LINKS[:4])
def test_elsewhere_an_address_stays_as_it_was_typed(link):
    assert take_out(f"It is at {link} since Monday", links=False) == (f"It is at {link} since Monday", frozenset())


@pytest.mark.parametrize(
    "words",
    [
        "He said it to Sam.Then he left the room.",
        "Write to sam.whitcombe@example.org or phone 07700 900123.",
        "On 27.3.2026 at 9.30 a.m., i.e. before break; see clause 2.7.4 e.g.",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is a village",
        "The laptop’s tag is LAP-0042-2026/17, serial C02XG0FDH7JY.",
        "data: none that I know of",
    ],
)
def test_words_stay_words(words):
    told, taken = take_out(words, links=True)
    assert (told, taken) == (words, frozenset()) or words.startswith("data:")


@examples(max_examples=150)
@given(st.binary(min_size=150, max_size=3000), st.text(st.characters(categories=["Ll", "Zs"]), max_size=60), st.booleans())
def test_no_run_of_bytes_survives_whatever_stands_around_it(raw, around, links):
    letters = base64.b64encode(raw).decode()
    told, taken = take_out(f"{around} {letters} {around}", links=links)
    assert taken and letters[:60] not in told


@examples(max_examples=150)
@given(st.text(max_size=400), st.booleans())
def test_taking_out_again_changes_nothing(text, links):
    once, _ = take_out(text, links=links)
    assert take_out(once, links=links)[0] == once


@pytest.mark.parametrize(
    "text",
    ["data:" + " " * 20_000, "<svg " * 4_000, "data: " * 3_300, (("ab " * 99) + "zz ") * 66, ("A" * 119 + " ! ") * 160]
    + ["a:" * 10_000, "\u6f22." * 10_000, ("a." * 190 + " ") * 50, "< " * 10_000, "a" * 20_000],
)
@pytest.mark.parametrize("links", [True, False])
def test_no_text_keeps_the_service_busy(text, links):
    began = time.process_time()
    take_out(text, links=links)
    assert time.process_time() - began < 2


def test_what_stands_between_two_pictures_stays():
    told, _ = take_out("<img src=a> Sam said so. <svg>M0 0</svg> And Leah. <embed src=b>", links=False)
    mark = Taken.BYTES.mark
    assert told == f"{mark} Sam said so. {mark} And Leah. {mark}"


CARRIERS = st.sampled_from(
    [":", "//", "data", "image/", "http", "www.", "<img", "/x", ".com", ",", "\uff1a", "\uff0f", " ", "ﬁle"]
)


@examples(max_examples=200)
@given(st.lists(CARRIERS | st.text(max_size=6), max_size=20).map("".join))
def test_what_is_left_passes_the_policys_own_measure(text):
    assert why_not_words(take_out(text, links=True)[0]) == ""


# ---------------------------------------------------------------- in the pages


@pytest.fixture
def teacher(crowd) -> Browser:
    return Browser(crowd.adults["teacher"])


def files_kept() -> list[Path]:
    return [path for path in (Path(settings.DATA) / "evidence").rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize("dress", DRESSES)
def test_pasted_bytes_are_refused_with_a_reason_and_stored_nowhere(teacher, dress):
    teacher.begin().go_on("what", **MIGHT)
    teacher.post(what=f"Somebody told me. {DRESSES[dress]} It is on the laptop.")
    assert teacher.slug == "what" and "taken out and is kept nowhere" in teacher.text
    assert "Somebody told me." in teacher.text and "It is on the laptop." in teacher.text
    assert LETTERS[:24] not in teacher.page
    row = ReportDraft.objects.get()
    told = opened_draft(teacher, row)
    for piece in (LETTERS[:24], PICTURE.hex()[:40], "R0lGOD", "data:image", "<svg"):
        assert piece not in told and piece.encode() not in everything_stored()
    teacher.post(what="Somebody told me. It is on the laptop.")
    teacher.go_on().send()
    assert not EvidencePlace.objects.exists() and not Evidence.objects.exists() and files_kept() == []


def opened_draft(browser: Browser, row: ReportDraft) -> str:
    """What a draft says, by the secret in its browser."""
    from django.test import RequestFactory

    from lanyard.concerns.views.report_drafts import found

    request = RequestFactory().get("/")
    request.COOKIES = {"lanyard-draft": browser.client.cookies["lanyard-draft"].value}
    held = found(request, None, at=timezone.now())
    assert held is not None and held.row == row
    return str(held.body)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["pupils", "what", "time", "where", "saw", "device", "where_kept", "handled_by", "calls"])
def test_every_box_refuses_a_link_and_bytes(teacher, field):
    step = {"pupils": "who", "time": "when"}.get(field, field if field in NUMBERS else "details")
    teacher.begin().go_on(step, about={"about": ["adult", "pupil"]}, **MIGHT)
    teacher.post(**{**WELL[step], field: f"words https://example.org/x words {DRESSES['data address']}"})
    assert teacher.slug == step and "taken out" in teacher.text
    told = opened_draft(teacher, ReportDraft.objects.get())
    assert "example.org" not in told and LETTERS[:24] not in told


@pytest.mark.django_db
def test_what_was_typed_before_the_gate_was_answered_otherwise_goes_through_it_again(teacher):
    teacher.begin().go_on(matter={"matter": "attack"}, what={"what": "It is at https://example.org/p/1 since Monday"})
    assert "https://example.org/p/1" in teacher.text
    teacher.open(f"/report/question/{NUMBERS['files']}/").post(files="yes")
    teacher.post(shows_child="not_sure")
    assert "example.org" not in opened_draft(teacher, ReportDraft.objects.get())
    teacher.go_on("what")
    assert "[link taken out] since Monday" in teacher.page and "taken out and is kept nowhere" in teacher.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "/report/", "/report/check/", "/report/discard/", "/receipt/", "/receipt/report/"])
def test_a_request_with_a_file_is_refused_before_anything_is_kept(teacher, path):
    teacher.begin().go_on("what", **MIGHT)
    file = SimpleUploadedFile("a.png", PICTURE, content_type="image/png")
    before = opened_draft(teacher, ReportDraft.objects.get())
    teacher.client.handler.enforce_csrf_checks = True  # as in every browser: what comes is looked at first
    response = teacher.client.post(path or teacher.path, {"what": "words", "file": file})
    assert response.status_code == 400
    assert opened_draft(teacher, ReportDraft.objects.get()) == before
    assert PICTURE not in everything_stored() and files_kept() == []


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["application/octet-stream", "image/png", "application/json", "text/plain"])
def test_a_body_that_is_no_form_stores_nothing(teacher, content_type):
    teacher.begin().go_on("what", **MIGHT)
    teacher.client.generic("POST", teacher.path, PICTURE, content_type=content_type)
    for method in ("PUT", "PATCH", "DELETE"):
        assert teacher.client.generic(method, teacher.path, PICTURE, content_type=content_type).status_code == 405
    assert PICTURE not in everything_stored() and Case.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("files", ["yes", "not_sure"])
@pytest.mark.parametrize("shows", ["yes", "not_sure"])
@pytest.mark.parametrize("about", ["self", "adult", "head", "chair", "dsl", "pupil", "outsider", "unknown"])
def test_no_page_of_that_way_has_a_control_for_files_and_it_ends_in_a_receipt(teacher, files, shows, about):
    told = {"files": {"files": files}, "shows_child": {"shows_child": shows}, "about": {"about": [about]}}
    teacher.begin().go_on(**told).send()
    stop = next(page for page in teacher.seen if "Stop, and phone" in page)
    assert "tel:101" in stop and "Do not open it" in stop
    for page in teacher.seen:
        assert 'type="file"' not in page and "multipart" not in page
    assert Case.objects.get().route == "indecent-images" and not EvidencePlace.objects.exists()


@pytest.mark.django_db
def test_whatever_is_answered_leads_to_the_end_and_no_form_takes_a_file(crowd):
    """Every way through the questions before everything, by the real forms."""
    seen, routes = 0, set()
    scope = crowd.scope("teacher")
    abouts = [["self"], ["adult"], ["head", "pupil"], ["outsider"], ["unknown"]]
    matters = [each.value for each in Matter]
    gates = [("no", None), ("yes", "no"), ("yes", "yes"), ("not_sure", "not_sure")]
    for (files, shows), about, matter, harm in itertools.product(gates, abouts, matters, ["yes", "no", "not_sure"]):
        might = shows in ("yes", "not_sure")
        if might and (matter != matters[0] or harm != "yes"):
            continue
        chosen = {"files": files, "shows_child": shows, "about": about, "matter": matter, "harm": harm}
        said = {slug: {name: one if isinstance(one, list) else [one] for name, one in WELL[slug].items()} for slug in WELL}
        said["details"] = {detail.name: [""] for details in DETAILS.values() for detail in details}
        said["details"]["known_since-day"] = [""]
        for name, value in chosen.items():
            if value is not None:
                said[name] = {name: value if isinstance(value, list) else [value]}
        if shows is None:
            said["shows_child"] = {"shows_child": ["yes"]}  # left over from an answer that was changed
        telling = Telling(crowd.school, scope, scope.on, signed=True)
        pages = walk(telling, said, {})
        assert pages[-1].is_done, (chosen, pages[-1].form.errors)
        routes.add(telling.opening.route.id)
        assert (telling.opening.route.id == "indecent-images") == might
        assert not any(page.form.is_multipart() or 'type="file"' in str(page.form) for page in pages)
        seen += 1
    assert seen > 300 and len(routes) == 10


def test_a_page_keeps_its_number():
    assert [step.slug for step in STEPS] == list(WELL)
