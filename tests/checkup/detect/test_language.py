"""Hard words by how they are said: against whom, and with which stance."""

from __future__ import annotations

import pytest

from lanyard.checkup.checks import load_checks
from lanyard.checkup.detect import Detector
from lanyard.checkup.findings import Stance, Tier

DETECTOR = Detector(load_checks())
GROUPS = (
    "women",
    "trans people",
    "gay people",
    "black people",
    "disabled people",
    "Muslims",
    "immigrants",
    "Jews",
    "Travellers",
    "refugees",
)


def told(text: str) -> set[tuple[str, str]]:
    """Labels with their stances."""
    return {(span.label, span.stance.value) for span in DETECTOR.spans(text)}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(
    "template",
    [
        "I hate {}.",
        "{} are vermin.",
        "We should deport all {}.",
        "{} are not human.",
        "{} should not be allowed to vote.",
        "I have met some {}. They are all scum.",
        "Why are {} so stupid?",
        "I think {} should be shot.",
        "I'm not a fan of {}.",
        "The world would be better without {}.",
    ],
)
def test_what_is_said_against_a_group_is_found_whichever_group_it_is(template: str, group: str):
    assert ("discriminatory", "asserts") in told(template.format(group))


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(
    "template",
    [
        "{} are lovely.",
        "I am proud of the {} I work with.",
        "Many {} live in Bath.",
        "{} are not vermin.",
        "{} do not deserve to die.",
        "I don't hate {}.",
        "We shouldn't hurt {}.",
        "{} were attacked in town last night.",
        "Being rude to {} is wrong.",
        "Do you know any {}?",
    ],
)
def test_a_group_that_is_named_denied_harm_or_praised_is_no_finding(template: str, group: str):
    assert DETECTOR.spans(template.format(group)) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("If you say “I hate Muslims”, then you are a bigot!", Stance.CONDEMNS),
        ("Saying that immigrants should be shot is hateful.", Stance.CONDEMNS),
        ("People who think women are inferior are wrong.", Stance.CONDEMNS),
        ("He said “women are inferior” and left.", Stance.QUOTES),
        ("I'm a proud faggot.", Stance.RECLAIMS),
    ],
)
def test_words_of_others_and_words_taken_back_are_shown_as_such(text: str, stance: Stance):
    spans = [span for span in DETECTOR.spans(text) if span.label == "discriminatory"]
    assert spans
    assert {(span.stance, span.tier) for span in spans} == {(stance, Tier.LOOK)}


@pytest.mark.parametrize(
    "text",
    [
        "I h4te women",
        "I haaate women",
        "I h a t e women",
        "Ihatewomen",
        "I hate w0men",
        "I hate wmoen",
        "I hate womn",
        "I hate WOMEN!!",
    ],
)
def test_disguised_words_are_read(text: str):
    assert ("discriminatory", "asserts") in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Faggots and peas for tea",
        "They are building a new dyke near the beach.",
        "The maine coon is asleep",
        "Moby Dick is long",
        "Blue tits nest in the box",
        "A cow in the field, a witch in the play",
        "I could murder a curry",
        "This heat is killing me",
        "We killed it at karaoke",
        "My stupid phone has died",
        "I am such an idiot",
        "Let's get rid of the weeds",
        "I hate Mondays",
        "I hate women's magazines",
    ],
)
def test_ordinary_words_and_figures_of_speech_are_not_findings(text: str):
    assert DETECTOR.spans(text) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("You are a twat", {"derogatory", "profanity"}),
        ("He is such a useless teacher, what an idiot", {"derogatory"}),
        ("What a fucking day", {"profanity"}),
        ("f**k this", {"profanity"}),
        ("I will kill you", {"threat"}),
        ("I know where you live", {"threat"}),
        ("All Muslims should be shot", {"discriminatory", "threat"}),
    ],
)
def test_the_four_labels_are_kept_apart(text: str, labels: set[str]):
    assert {span.label for span in DETECTOR.spans(text)} == labels


def test_a_threat_in_jest_is_only_for_looking_at():
    [span] = DETECTOR.spans("I'll kill him when he gets home haha")
    assert (span.label, span.tier) == ("threat", Tier.LOOK)


def test_strong_language_alone_is_never_a_sure_finding():
    assert {span.tier for span in DETECTOR.spans("Fuck, what a shit day")} == {Tier.LOOK}


def test_no_reason_gives_a_score_or_a_verdict():
    for text in ("I hate women", "You are a twat", "I will kill you", "shit"):
        for span in DETECTOR.spans(text):
            assert not any(word in span.reason for word in ("score", "probab", "%", "guilty"))
