"""The pages of case keys and recovery, as people use them; and that no share or passphrase stays anywhere."""

from __future__ import annotations

import datetime
import logging
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lanyard.concerns.actions import holders as keys
from lanyard.concerns.actions.recovering import ask_recovery
from lanyard.concerns.models import CaseWrap, Holder, RecoveryKey, RecoveryRequest
from lanyard.concerns.queries.holders import recovery_key
from lanyard.people.models import Adult
from lanyard.proof.recovery import combine
from tests.concerns.cast import PASSPHRASE, Cast, make_cast, send
from tests.people.cast import make_adult
from tests.practice.welton import Visitor, make_welton, sign_in

pytestmark = pytest.mark.django_db
NEW = "lantern orbit velvet mosaic"


@pytest.fixture
def welton(db):
    return make_welton(is_demonstration=False)


@pytest.fixture
def head(welton) -> Adult:
    return make_adult(welton, "Priya Hartwell", "head")


@pytest.fixture
def chair(welton) -> Adult:
    return make_adult(welton, "Ruth Adeyemi", "chair")


def shares_of(visitor: Visitor) -> list[str]:
    """The words of each sheet that the page shows."""
    sheets = visitor.page.find_all("section", class_="lanyard-share")
    return [
        " ".join(re.sub(r"^\d+\.\s*", "", each.get_text(" ").strip()) for each in sheet.ol.find_all("li")) for sheet in sheets
    ]


def set_up(adult: Adult) -> tuple[Visitor, list[str]]:
    """Somebody makes the recovery key; they and the words of the three sheets."""
    visitor = Visitor(adult).open("/cases/recovery/")
    visitor.send("/cases/recovery/", first="Ruth Adeyemi", second="Sample Council", third="The safe")
    return visitor, shares_of(visitor)


def drill(visitor: Visitor, one: str, other: str) -> Visitor:
    return visitor.send("/cases/recovery/drill/", one=one, other=other)


# Keys


def test_a_key_is_made_unlocked_and_changed(head):
    visitor = Visitor(head).open("/cases/key/")
    assert visitor.heading == "Make your case key"
    visitor.send("/cases/key/", passphrase=NEW, again=NEW)
    assert "Your case key is made" in visitor.text and "locked in this browser" in visitor.text
    visitor.send("/cases/unlock/", case_passphrase=NEW, next="/cases/key/")
    assert "unlocked in this browser" in visitor.text
    assert visitor.press("Lock now").heading == "Unlock your cases"
    other = "harbour pencil walnut thunder"
    visitor.send("/cases/key/change/", old=NEW, passphrase=other, again=other)
    assert "passphrase is changed" in visitor.text
    visitor.send("/cases/unlock/", case_passphrase=NEW)
    assert "not your case passphrase" in visitor.page.get_text()
    visitor.send("/cases/unlock/", case_passphrase=other, next="/cases/key/")
    assert visitor.heading == "Your case key"


@pytest.mark.parametrize(
    ("passphrase", "again", "said"),
    [
        ("", "", "Enter a case passphrase"),
        ("too short", "too short", "at least 14 characters"),
        ("a      b      c", "a      b      c", "at least 14 characters"),
        (NEW, "lantern orbit velvet mosaics", "not the same"),
        (NEW, "", "once more"),
        ("x" * 201, "x" * 201, "200 characters or fewer"),
    ],
)
def test_a_passphrase_that_will_not_do_makes_no_key_and_is_not_shown_again(head, passphrase, again, said):
    visitor = Visitor(head).send("/cases/key/", passphrase=passphrase, again=again)
    assert said in visitor.page.get_text()
    assert not Holder.objects.exists()
    assert passphrase == "" or f'value="{passphrase}"' not in visitor.response.content.decode()


def test_words_are_offered_by_chance_and_kept_nowhere(head):
    offers = {Visitor(head).open("/cases/key/").page.find(class_="lanyard-words").get_text() for _ in range(3)}
    assert len(offers) == 3 and all(len(offer.split()) == 5 for offer in offers)


def test_a_second_key_is_not_made_by_sending_the_first_form_again(head):
    visitor = Visitor(head)
    for _ in range(2):
        visitor.send("/cases/key/", passphrase=NEW, again=NEW)
    assert Holder.objects.count() == 1


def test_a_lost_passphrase_leads_to_a_new_key_and_to_whoever_can_hand_on(welton, head, chair):
    for adult in (head, chair):
        Visitor(adult).send("/cases/key/", passphrase=NEW, again=NEW)
    visitor = Visitor(head).open("/cases/key/lost/")
    assert "Ruth Adeyemi" in visitor.text
    visitor.send("/cases/key/lost/", passphrase=NEW, again=NEW)
    assert "Tick the box" in visitor.page.get_text() and Holder.objects.filter(ended_at__isnull=True).count() == 2
    visitor.send("/cases/key/lost/", understood="on", passphrase=NEW, again=NEW)
    assert "new case key is made" in visitor.text
    assert Holder.objects.filter(adult=head).count() == 2
    assert Holder.objects.filter(adult=head, ended_at__isnull=True).count() == 1


@pytest.mark.parametrize(
    "page", ["key/", "key/change/", "key/lost/", "recovery/", "recovery/drill/", "recovery/ask/", "hand-over/"]
)
def test_these_pages_ask_again_who_it_is_after_ten_minutes(head, page):
    client = sign_in(head)
    session = client.session
    session["began"] = int((timezone.now() - datetime.timedelta(minutes=11)).timestamp())
    session.save()
    for answer in (client.get(f"/cases/{page}"), client.post(f"/cases/{page}", {"passphrase": NEW, "again": NEW})):
        assert answer.status_code == 302 and f"next=/cases/{page}" in answer["Location"]
    assert not Holder.objects.exists()


# Recovery


def test_the_sheets_are_shown_once_then_proved(welton, head):
    visitor, shares = set_up(head)
    assert visitor.heading == "Print the three sheets now"
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    assert "no-store" in visitor.response["Cache-Control"]
    assert recovery_key(welton) is None, "not in use before it is proved"
    assert combine(shares[:2], recipient=RecoveryKey.objects.get().recipient)
    again = visitor.open("/cases/recovery/")
    assert not any(word in again.response.content.decode() for word in (shares[0], shares[1])) and not shares_of(again)
    assert "have not been proved yet" in visitor.text
    drill(visitor, shares[2], f"1. {shares[0].upper()}")
    assert "The recovery key works" in visitor.text and "Sample Council" in visitor.text
    assert recovery_key(welton).drilled_at is not None


def test_somebody_begins_again_and_the_first_sheets_are_worth_nothing(welton, head):
    _, old = set_up(head)
    visitor, new = set_up(head)
    assert "another recovery key" in drill(visitor, *old[:2]).page.get_text()
    assert "not made together" in drill(visitor, old[0], new[0]).page.get_text()
    assert "works" in drill(visitor, *new[1:]).text


def test_a_key_in_use_is_not_made_anew(welton, head):
    visitor, shares = set_up(head)
    drill(visitor, *shares[:2])
    before = recovery_key(welton).pk
    visitor.send("/cases/recovery/", first="A", second="B", third="C")
    assert visitor.heading == "The recovery key" and RecoveryKey.objects.count() == 1 and recovery_key(welton).pk == before


def test_a_wrong_share_says_what_is_wrong_and_loses_nothing_that_was_typed(head):
    visitor, shares = set_up(head)
    words = shares[0].split()
    cases = [
        (" ".join([*words[:6], "zzzz", *words[7:]]), "Share 1 is not right: word 7 is not on the list"),
        (" ".join(words[:-1]), "Share 1 has 32 words here, and 33"),
        (" ".join([*words, words[0]]), "Share 1 has 34 words"),
        (" ".join([words[1], words[0], *words[2:]]), "Share 1 has a wrong, missing or extra word"),
        (shares[1], "two different shares"),
    ]
    for one, said in cases:
        drill(visitor, one, shares[1])
        assert said in visitor.page.get_text(), said
        assert visitor.page.find("textarea", id="id_one").get_text().strip() == one
    box = visitor.page.find("textarea", id="id_one")
    assert (box["autocomplete"], box["spellcheck"], box["autocapitalize"]) == ("off", "false", "none")


def test_a_lost_sheet_is_replaced_by_three_new_ones_of_the_same_key(welton, head):
    visitor, old = set_up(head)
    drill(visitor, *old[:2])
    before = recovery_key(welton).recipient
    visitor.follow("A sheet is lost")
    names = {"first": "Ruth Adeyemi", "second": "Somebody new", "third": "The safe"}
    visitor.send("/cases/recovery/new-sheets/", one=old[0], other=old[0], **names)
    assert "two different shares" in visitor.page.get_text() and "Somebody new" not in recovery_key(welton).keepers
    visitor.send("/cases/recovery/new-sheets/", one=old[0], other=old[2], **names)
    assert visitor.heading == "Print the three sheets now" and "Destroy all the old sheets" in visitor.text
    new = shares_of(visitor)
    assert not set(new) & set(old)
    assert "not made together" in drill(visitor, old[1], new[0]).page.get_text()
    assert "Somebody new" in drill(visitor, *new[1:]).text
    assert recovery_key(welton).recipient == before
    assert combine(new[:2], recipient=before).raw() == combine(old[:2], recipient=before).raw()


@pytest.mark.tampers
def test_a_drill_whose_test_was_damaged_is_mended_by_new_sheets(welton, head):
    visitor, old = set_up(head)
    drill(visitor, *old[:2])
    RecoveryKey.objects.update(probe_digest=bytes(32))
    assert "was changed" in drill(visitor, *old[:2]).page.get_text()
    visitor.send("/cases/recovery/new-sheets/", one=old[0], other=old[2], first="A", second="B", third="C")
    assert "works" in drill(visitor, *shares_of(visitor)[:2]).text


@pytest.mark.parametrize("keepers", [("A", "A", "B"), ("A", "a ", "B"), ("", "B", "C"), ("A" * 81, "B", "C")])
def test_three_different_keepers_are_named(head, keepers):
    visitor = Visitor(head).send("/cases/recovery/", **dict(zip(("first", "second", "third"), keepers, strict=True)))
    assert visitor.page.find(class_="govuk-error-summary") and not RecoveryKey.objects.exists()


def everything_stored() -> bytes:
    """Every cell of every table, and every file in the data folder."""
    found = b""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of ours
            for row in cursor.fetchall():
                found += b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    for path in Path(settings.DATA).rglob("*"):
        if path.is_file():
            found += path.read_bytes()
    return found


def test_no_share_no_passphrase_and_no_key_stays_in_database_files_or_logs(welton, head, chair, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    visitor, shares = set_up(head)
    identity = combine(shares[:2], recipient=RecoveryKey.objects.get().recipient)
    drill(visitor, shares[0], "acid " * 33)
    drill(visitor, *shares[:2])
    visitor.send("/cases/key/", passphrase=NEW, again=NEW)
    visitor.send("/cases/unlock/", case_passphrase=NEW + " not")
    visitor.send("/cases/unlock/", case_passphrase=NEW)
    visitor.send("/cases/recovery/ask/", taker=str(head.pk), ground="lost")
    request = RecoveryRequest.objects.get()
    other = Visitor(chair).send(f"/cases/recovery/{request.pk}/", one=shares[2], other=shares[0])
    assert "Done" in other.text
    cookie = visitor.client.cookies[settings.CASE_COOKIE_NAME].value
    told = everything_stored() + caplog.text.encode() + "".join(capfd.readouterr()).encode()
    windows = [" ".join(words[at : at + 3]) for words in (share.split() for share in shares) for at in range(31)]
    for secret in (*windows, NEW, cookie, identity.reveal(), identity.raw().hex()):
        assert secret.encode() not in told
    assert identity.raw() not in told
    assert identity.recipient.encode() in told, "the search would find what is there"


# Two people


@pytest.fixture
def cast(welton) -> Cast:
    return make_cast(welton, with_keys=("head",))


def fresh_shares(cast: Cast) -> list[str]:
    """The words of the school's three sheets."""
    return list(cast.shares)


def test_one_asks_and_another_confirms(cast):
    shares = fresh_shares(cast)
    case = send(cast, at=timezone.now()).case
    visitor = Visitor(cast.adults["head"])
    visitor.send("/cases/key/lost/", understood="on", passphrase=NEW, again=NEW)
    visitor.send("/cases/recovery/ask/", taker=str(cast.adults["head"].pk), ground="lost")
    assert "waiting for a second person" in visitor.text
    request = RecoveryRequest.objects.get()
    visitor.send(f"/cases/recovery/{request.pk}/", one=shares[0], other=shares[1])
    assert visitor.heading == "This is not for you to do" and not CaseWrap.objects.filter(holder__ended_at=None).exists()
    other = Visitor(cast.adults["chair"]).open("/cases/recovery/").follow("Confirm it with two sheets")
    assert other.heading == "Bring cases back for Priya Hartwell?"
    other.send(other.address, one=shares[0], other=shares[2])
    assert "Done" in other.text
    assert CaseWrap.objects.get(holder__ended_at=None).case == case


def test_whoever_asked_takes_it_back_and_the_other_refuses(cast):
    fresh_shares(cast)
    head = Visitor(cast.adults["head"]).send("/cases/recovery/ask/", taker=str(cast.adults["head"].pk), ground="lost")
    assert "took your request back" in head.press("Take it back").text
    head.send("/cases/recovery/ask/", taker=str(cast.adults["head"].pk), ground="lost")
    chair = Visitor(cast.adults["chair"]).open("/cases/recovery/")
    assert "You refused" in chair.press("Refuse it").text
    assert list(RecoveryRequest.objects.order_by("ended_at").values_list("ending", flat=True)) == ["withdrawn", "refused"]


def test_another_schools_chair_finds_no_request(cast):
    request = ask_recovery(
        scope=cast.scope("head", timezone.now()), taker=cast.adults["head"], ground="lost",
        by=cast.adults["head"].account, at=timezone.now(),
    )  # fmt: skip
    stranger = sign_in(make_adult(make_welton(), "Another chair", "chair"))
    assert stranger.get(f"/cases/recovery/{request.pk}/").status_code == 404
    assert stranger.post(f"/cases/recovery/{request.pk}/refuse/").status_code == 404


def test_no_page_of_recovery_tells_whether_there_is_a_case(cast):
    """The chair confirms while there is a case about the chair that nobody opens, and while there is none."""
    shares, seen = fresh_shares(cast), []
    for about in (None, ("chair",)):
        if about:
            send(cast, about=about, at=timezone.now())
            CaseWrap.objects.all().delete()
        scope = cast.scope("head", timezone.now())
        told = {"taker": cast.adults["head"], "ground": "lost", "by": cast.adults["head"].account}
        request = ask_recovery(scope=scope, **told, at=timezone.now())
        chair, pages = Visitor(cast.adults["chair"]), []
        for address in ("/desk/", "/cases/recovery/", "/cases/recovery/ask/", f"/cases/recovery/{request.pk}/"):
            pages.append(plain(chair.open(address), request))
        chair.send(f"/cases/recovery/{request.pk}/", one=shares[0], other=shares[1])
        pages += [plain(chair, request), plain(chair.open("/desk/"), request), plain(chair.open("/cases/key/"), request)]
        seen.append(pages)
    assert CaseWrap.objects.count() == 1, "the second time something was truly given"
    assert seen[0] == seen[1]


def plain(visitor: Visitor, request: RecoveryRequest) -> str:
    """A page without what chance puts into it: the form's token, the request's id, the words that are offered, the minute."""
    page = BeautifulSoup(visitor.response.content, "html.parser")
    for each in [*page.find_all("input", attrs={"name": "csrfmiddlewaretoken"}), *page.find_all(class_="lanyard-words")]:
        each.decompose()
    return re.sub(r"\d\d:\d\d", "", str(page).replace(str(request.pk), "ID"))


# Handing over


def test_the_page_hands_over_what_may_go_and_says_so(cast):
    now = timezone.now()
    send(cast, at=now)
    send(cast, about=("chair",), at=now)
    chair = cast.adults["chair"]
    keys.make_key(scope=cast.scope("chair", now), passphrase=PASSPHRASE, by=chair.account, at=now)
    visitor = Visitor(cast.adults["head"]).open("/cases/hand-over/")
    assert visitor.heading == "Unlock your cases"
    visitor.send("/cases/unlock/", case_passphrase=PASSPHRASE, next="/cases/hand-over/")
    assert "You hold 2 cases" in visitor.text
    visitor.send("/cases/hand-over/", to=str(chair.pk))
    assert "Ruth Adeyemi got a key to 1 of your cases" in visitor.text
    assert CaseWrap.objects.filter(holder__adult=chair).count() == 1
    for forged in (str(cast.adults["teacher"].pk), str(cast.adults["deputy"].pk), str(cast.adults["head"].pk), "x", ""):
        visitor.send("/cases/hand-over/", to=forged)
        assert visitor.page.find(class_="govuk-error-summary")
