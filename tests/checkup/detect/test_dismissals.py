"""What was set aside stays away, with others like it, and its file has none of its words."""

from __future__ import annotations

import json

import pytest

from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.detect.dismissals import Dismissals
from lanyard.checkup.findings import Finding, Tier
from lanyard.checkup.items import Evidence, Ref
from tests.checkup.detect.test_detector import message, post

DETECTOR = Detector(load_checks())
KEY = bytes(range(32))


def only(text: str, check: str = "contact-details") -> Finding:
    [finding] = [finding for finding in DETECTOR.find(post(text), "x") if finding.check == check]
    return finding


def test_the_same_phrase_of_the_same_rule_is_set_aside_wherever_it_stands():
    aside = Dismissals(KEY)
    aside.add(only("Call me on 07700 900123"))
    assert only("Or ring  07700 900123, I am in") in aside
    assert only("Call me on 07700 900124") not in aside


def test_a_finding_with_another_place_in_it_comes_back():
    aside = Dismissals(KEY)
    aside.add(only("Call me on 07700 900123"))
    assert only("07700 900123 or 07700 900456") not in aside


def test_a_sender_can_be_set_aside_for_a_rule():
    aside = Dismissals(KEY)
    one, other = (
        next(iter(DETECTOR.find(message(text), "x"))) for text in ("my password is Fluffy123", "my password is Tiger789")
    )
    aside.add(one)
    assert other not in aside
    aside.add(one, sender=True)
    assert other in aside
    assert other._replace(who="Sam") not in aside


def contact(name: str, text: str = "") -> Finding:
    ref = Ref(0, "friends.json", 0)
    return Finding(
        "pupils-among-contacts", Tier.ACT, "It may be a pupil.", "facebook", Evidence.CONTACTS, ref, text=text, who=name
    )


@pytest.mark.parametrize("texts", [("", ""), ("Robin Kite", "Maisie Thornbury")])
def test_one_contact_is_set_aside_and_no_other(texts):
    dismissals = Dismissals()
    dismissals.add(contact("Robin Kite", texts[0]))
    assert contact("ROBIN  Kite", texts[0].lower()) in dismissals
    assert contact("Maisie Thornbury", texts[1]) not in dismissals


def test_what_is_kept_has_no_word_of_a_finding_and_reads_back():
    aside = Dismissals(KEY)
    aside.add(only("Call me on 07700 900123"))
    text = aside.dumps()
    assert "07700" not in text and "phone" not in text
    again = Dismissals.loads(text)
    assert only("Call me on 07700 900123") in again
    assert len(again) == 1 and again.dumps() == text


def test_keys_tell_files_of_two_people_apart():
    one, other = Dismissals(), Dismissals()
    finding = only("Call me on 07700 900123")
    assert one.mark(finding) != other.mark(finding)
    assert one.mark(finding) == one.mark(only("07700 900123"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "3",
        json.dumps({"format": "lanyard-set-aside-1", "key": "00", "digests": []}),
        json.dumps({"format": "lanyard-set-aside-1", "key": "00" * 32, "digests": ["my number"]}),
        json.dumps({"format": "another", "key": "00" * 32, "digests": []}),
    ],
)
def test_another_file_is_refused(text: str):
    with pytest.raises(ValueError):
        Dismissals.loads(text)
