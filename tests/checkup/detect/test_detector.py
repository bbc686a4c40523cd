"""What items of an archive show: posts, messages, fields of a profile, settings."""

from __future__ import annotations

import datetime

import pytest

from lanyard.checkup.checks import Checks, load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.findings import Finding, Stance, Tier
from lanyard.checkup.items import Audience, Contact, Evidence, Field, Message, Post, Profile, Ref, Relation, Setting

CHECKS = load_checks()
DETECTOR = Detector(CHECKS, names=["Amelia Hughes", "Tomos ap Rhys"], school="Welton Primary School")
REF = Ref(0, "posts.json", 3)
NOON = datetime.datetime(2026, 2, 3, 12, 0, tzinfo=datetime.UTC)


def post(text: str, **told: object) -> Post:
    return Post(REF, text, NOON, **told)


def message(text: str, **told: object) -> Message:
    return Message(REF, text, "t1", "Jo", **{"own": True, "when": NOON} | told)


def found(item, *, with_pupil: bool = False) -> dict[str, Finding]:
    return {finding.check: finding for finding in DETECTOR.find(item, "facebook", with_pupil=with_pupil)}


def test_a_finding_says_where_it_stands_and_why():
    [finding] = DETECTOR.find(post("Call me on 07700 900123"), "facebook")
    assert (finding.check, finding.tier, finding.platform, finding.ref) == ("contact-details", Tier.ACT, "facebook", REF)
    assert (finding.evidence, finding.when, finding.text) == (Evidence.POSTS, NOON, "Call me on 07700 900123")
    assert [finding.text[span.start : span.end] for span in finding.spans] == ["07700 900123"]
    assert finding.reason == finding.spans[0].reason


def test_a_check_that_the_policy_does_not_have_is_not_run():
    fewer = Checks(CHECKS.pack, {"profanity": CHECKS.by_id["profanity"]}, CHECKS.urgent)
    assert [finding.check for finding in Detector(fewer).find(post("Shit, call me on 07700 900123"), "x")] == ["profanity"]


def test_what_others_wrote_is_not_held_against_the_owner():
    assert found(post("I hate women, call 07700 900123", own=False)) == {}


def test_what_was_reshared_is_shown_as_that():
    finding = found(post("I hate women", own=False, reshared=True))["discriminatory"]
    assert (finding.stance, finding.tier) == (Stance.RESHARES, Tier.LOOK)


def test_what_only_the_owner_can_see_is_for_looking_at():
    assert found(post("Call me on 07700 900123", audience=Audience.ONLY_ME))["contact-details"].tier == Tier.LOOK


def test_coordinates_and_places_of_a_post_are_whereabouts():
    assert found(post("", coordinates=True))["whereabouts"].tier == Tier.ACT
    assert found(post("Tea", place="Bath"))["whereabouts"].tier == Tier.LOOK
    assert found(post("Tea")) == {}


def test_contact_details_in_private_messages_are_no_finding_unless_they_go_to_a_pupil():
    assert found(message("My number is 07700 900123")) == {}
    finding = found(message("My number is 07700 900123"), with_pupil=True)["details-to-pupils"]
    assert (finding.tier, finding.who) == (Tier.ACT, "Jo")


@pytest.mark.parametrize(
    "text",
    [
        "This is our little secret",
        "Don't tell your mum about this",
        "Delete these messages please",
        "You look gorgeous in that",
        "Send me a selfie",
        "I've got you a little present",
        "Come round to mine on Saturday",
        "Are you home alone?",
        "Let's talk on snapchat instead",
    ],
)
def test_words_that_could_be_misread_are_found_only_with_a_pupil(text: str):
    assert "boundaries" not in found(message(text))
    assert {"boundaries", "details-to-pupils"} & set(found(message(text), with_pupil=True))


@pytest.mark.parametrize(
    "text",
    [
        "Well done on your test",
        "Lovely handwriting, well done",
        "Choir is in the hall today",
        "Please hand in your form",
        "See you in class tomorrow",
    ],
)
def test_ordinary_words_to_a_pupil_are_no_finding(text: str):
    assert found(message(text), with_pupil=True) == {}


def test_late_hours_and_vanishing_messages_to_a_pupil_are_found():
    late = message("ok", when=datetime.datetime(2026, 7, 3, 20, 30, tzinfo=datetime.UTC))
    assert "21:30" in found(late, with_pupil=True)["boundaries"].reason
    assert found(late) == {}
    assert found(message("", disappearing=True), with_pupil=True)["boundaries"].tier == Tier.ACT


def test_what_a_pupil_writes_is_never_sure():
    given = message("my number is 07700 900123", own=False)
    assert found(given, with_pupil=True)["details-to-pupils"].tier == Tier.LOOK
    assert found(message("you are a twat", own=False), with_pupil=True) == {}


def test_a_shared_password_is_found_in_messages_and_a_wifi_password_is_not():
    assert found(message("My school password is Fluffy123"))["shared-sign-ins"].tier == Tier.ACT
    assert found(message("The wifi password is Fluffy123")) == {}
    assert found(message("I forgot my password again")) == {}


def test_school_equipment_used_privately_is_for_looking_at():
    assert found(post("Watching Netflix in bed on the school laptop"))["school-equipment"].tier == Tier.LOOK
    assert found(post("The school laptops have come, marking will be quicker")) == {}


@pytest.mark.parametrize(
    ("field", "value", "check"),
    [
        (Field.PHONE, "07700 900123", "contact-details"),
        (Field.EMAIL, "jo@example.org", "contact-details"),
        (Field.ADDRESS, "Anywhere", "contact-details"),
        (Field.EMAIL, "jo@welton.bathnes.sch.uk", "work-in-profile"),
        (Field.JOB, "Teaching assistant", "work-in-profile"),
        (Field.EMPLOYER, "Welton Primary School", "work-in-profile"),
        (Field.BIO, "Proud to work at Welton Primary School", "work-in-profile"),
        (Field.BIO, "Year 4 teacher, cat person", "work-in-profile"),
        (Field.BIO, "dm me, 07700 900123", "contact-details"),
        (Field.WEBSITE, "www.welton.bathnes.sch.uk", "work-in-profile"),
    ],
)
def test_fields_of_a_profile_that_tell_too_much_are_found(field: Field, value: str, check: str):
    assert check in found(Profile(REF, field, value, Audience.PUBLIC))
    assert found(Profile(REF, field, value, Audience.ONLY_ME)) == {}


def test_other_jobs_are_no_finding():
    assert found(Profile(REF, Field.JOB, "Plumber", Audience.PUBLIC)) == {}
    assert found(Profile(REF, Field.BIO, "Runner, baker, cat person", Audience.PUBLIC)) == {}


def test_a_field_says_when_its_audience_is_not_told():
    assert "does not say" in found(Profile(REF, Field.PHONE, "07700 900123"))["contact-details"].reason


@pytest.mark.parametrize(
    ("key", "value", "is_open"),
    [
        ("who_can_see_posts", "Everyone", True),
        ("private_account", "off", True),
        ("private_account", "on", False),
        ("find_me_by_phone", "off", False),
        ("find_me_by_phone", "on", True),
        ("comments_allowed_from", "Friends", False),
        ("two_factor", "disabled", True),
        ("private_account", None, False),
    ],
)
def test_open_privacy_settings_are_found_in_their_own_words(key: str, value: str | None, is_open: bool):
    items = found(Setting(REF, key, value))
    assert ("privacy-settings" in items) == is_open
    if is_open:
        assert key.replace("_", " ") in items["privacy-settings"].reason and str(value) in items["privacy-settings"].reason


def test_contacts_are_for_matching_and_not_for_reading():
    assert found(Contact(REF, Relation.FRIEND, "I hate women")) == {}


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Amelia Hughes has been diagnosed with ADHD", Tier.ACT),
        ("amelia hughes was excluded", Tier.ACT),
        ("Amelia is in my class", Tier.LOOK),
        ("J.B. in 4C had a meltdown", Tier.LOOK),
        ("One of my year 4s has a social worker now", Tier.LOOK),
    ],
)
def test_names_with_private_words_are_confidential(text: str, tier: Tier):
    assert found(post(text))["confidential"].tier == tier


def test_other_names_are_not_confidential():
    assert found(post("Olivia is in hospital, love to her")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Mr Bloggs hit a child in the corridor",
        "The council covered it up",
        "Our head teacher is a bully",
        "Mrs Smith has been stealing from the PTA",
    ],
)
def test_accusations_name_the_law_they_may_touch(text: str):
    assert "section 141F" in found(post(text))["allegations"].reason


@pytest.mark.parametrize(
    "text",
    ["Mr Bloggs dealt with bullying so well, thank you", "I disagree with the council about bins", "The head has never lied"],
)
def test_praise_and_disagreement_are_no_accusation(text: str):
    assert "allegations" not in found(post(text))
