"""The catalogue of platforms: found under any name, and never milder than what is known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.platforms import CAPABILITIES, Catalogue, load_catalogue, plain
from lanyard.policy.refusal import Refusal

FILE = BUILT_IN / "welton" / "platforms.toml"
CATALOGUE = load_catalogue(FILE)

GOOD = """
[channels]
group = "group_chat"

[[platform]]
id = "chatter"
name = "Chatter"
kind = "messaging"
capabilities = ["direct_message", "group"]
channel = "direct_message"
aliases = ["chat ter pro"]
report = "Choose report."
privacy = "Open settings."
steps_checked = 2026-11-22

[[former]]
name = "Natter"
treated_as = "chatter"
note = "Closed."
"""


@pytest.fixture
def refused(tmp_path):
    def load(text: str) -> str:
        file = tmp_path / "platforms.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_catalogue(file)
        return str(refusal.value)

    return load


def test_the_catalogue_speaks_the_words_of_the_policy():
    channels = {value.id for value in load_pack("welton").vocabulary.fact("channel").values}
    assert {platform.channel for platform in CATALOGUE} <= channels
    assert {platform.otherwise for platform in CATALOGUE if platform.otherwise} <= channels
    assert set(CATALOGUE.channels.values()) <= channels
    assert set(CATALOGUE.channels) <= set(CAPABILITIES)


def test_what_people_use_is_there():
    names = ("WhatsApp", "Snapchat", "TikTok", "Roblox", "Discord", "Character.AI", "Vinted", "Ring doorbell", "Strava", "BeReal")
    assert all(CATALOGUE.find(name) for name in names)
    assert len(CATALOGUE) >= 35


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("Snapchat", "disappearing"),
        ("whatsapp group", "group_chat"),
        ("XBOX", "gaming_chat"),
        ("face time", "video_call"),
        ("c.ai", "ai_companion"),
        ("Twitter", "public_comment"),
        ("nowhere at all", None),
    ],
)
def test_a_name_leads_to_the_channel_it_counts_as(name, channel):
    assert CATALOGUE.channel_of(name) == channel


def test_a_school_platform_is_the_schools_only_when_that_is_known():
    assert CATALOGUE.channel_of("Teams") == "video_call"
    assert CATALOGUE.channel_of("Teams", school_account=True) == "school_platform"
    assert CATALOGUE.channel_of("Zoom", school_account=True) == "video_call"
    for platform in CATALOGUE:
        assert CATALOGUE.channel_of(platform.name) != "school_platform", platform.id


@pytest.mark.parametrize(
    "name", ["Bebo", "MySpace", "Friends Reunited", "MSN Messenger", "Google+", "Vine", "Periscope", "Twitter"]
)
def test_an_old_name_still_finds_its_answer_and_says_that_it_is_old(name):
    found = CATALOGUE.find(name)
    assert found is not None and found.former is not None
    assert found.former in CATALOGUE.defunct()
    assert found.former.note


def test_a_misspelt_name_gets_suggestions():
    assert CATALOGUE.find("instagramm") is None
    assert "Instagram" in CATALOGUE.suggest("instagramm")
    assert CATALOGUE.suggest("qqqqqqqqqqqq") == ()


def test_an_app_that_does_several_things_lists_its_other_channels():
    assert CATALOGUE.other_channels(CATALOGUE.get("whatsapp")) == ("group_chat", "video_call", "disappearing")


def test_an_unknown_id_is_answered_with_suggestions():
    with pytest.raises(KeyError, match="whatsapp"):
        CATALOGUE.get("whatsap")


@given(st.sampled_from([name for platform in CATALOGUE for name in (platform.name, *platform.aliases)]), st.data())
def test_case_accents_and_spaces_do_not_matter(name, data):
    marks = st.sampled_from(["", " ", "\u0301", "-", "."])
    other = "".join((sign.upper() if data.draw(st.booleans()) else sign) + data.draw(marks) for sign in name)
    composed = unicodedata.normalize("NFC", other)
    assert plain(composed) == plain(name)
    assert CATALOGUE.find(composed) == CATALOGUE.find(name)


def test_every_entry_says_how_to_report_and_where_the_settings_are():
    for platform in CATALOGUE:
        assert platform.report.endswith(".") and platform.privacy.endswith("."), platform.id


def test_a_good_catalogue_loads(tmp_path):
    file = tmp_path / "platforms.toml"
    file.write_text(GOOD, encoding="utf-8")
    found: Catalogue = load_catalogue(file)
    assert found.get("chatter").steps_checked is not None
    assert [platform.id for platform in found] == ["chatter"]


def test_an_unknown_capability_is_refused(refused):
    assert "“grupe” is not a capability" in refused(GOOD.replace('"group"]', '"grupe"]'))
    assert "“crowd” is not a capability" in refused(GOOD.replace('group = "group_chat"', 'crowd = "group_chat"'))


def test_channels_must_be_a_table(refused):
    assert "“channels” must be a table" in refused(GOOD.replace('[channels]\ngroup = "group_chat"', "channels = 1"))


def test_a_name_that_means_two_platforms_is_refused(refused):
    second = (
        GOOD[GOOD.index("[[platform]]") : GOOD.index("[[former]]")]
        .replace('"chatter"', '"other"')
        .replace('"Chatter"', '"Other"')
    )
    said = refused(GOOD + second)
    assert "“chat ter pro” already means “chatter”" in said


def test_an_old_name_for_an_unknown_platform_is_refused(refused):
    assert "“chattr”, named by “treated_as”" in refused(GOOD.replace('treated_as = "chatter"', 'treated_as = "chattr"'))


def test_what_the_school_may_run_needs_to_say_what_it_is_otherwise(refused):
    assert "needs “otherwise”" in refused(GOOD.replace('"group"]', '"group", "school_managed"]'))
    assert "no other may have it" in refused(GOOD.replace("aliases", 'otherwise = "group_chat"\naliases'))


def test_the_same_id_twice_is_refused(refused):
    platform = GOOD[GOOD.index("[[platform]]") : GOOD.index("[[former]]")]
    assert "the platform “chatter” is given twice" in refused(GOOD + platform)
