"""What fields of a profile and privacy settings show by themselves (2.3.2, 2.3.4, 2.3.11)."""

from __future__ import annotations

import re
from typing import NamedTuple

from lanyard.checkup.detect.tables import read_table
from lanyard.checkup.detect.text import cue_pattern, fold
from lanyard.checkup.findings import Tier
from lanyard.checkup.items import Audience, Field, Profile, Setting

SCHOOL = cue_pattern((*read_table("work")["jobs"], *read_table("work")["school_words"]))
#: Values of settings by which anybody, or people unknown, get to see or write something.
OPEN = frozenset(
    "everyone everybody public anyone anybody all open unlisted friends_of_friends friendsoffriends world on_for_all".split()
)
#: Settings that are safe when they are off: what others may find, see, download or duet by.
FINDING = re.compile(
    r"find|discover|search|lookup|look_up|suggest|download|duet|stitch|location|address_book|contacts|tag|face|index|share|allow"
    r"|public|personali[sz]|ads?_|activity_status|show_|visible"
)
#: Settings that guard: off is what needs mending.
GUARDING = re.compile(
    r"private|protect|lock|two[_ .-]?factor|2fa|two[_ .-]?step|verif|review|approve|filter|hide|restrict|limit|alert|passcode"
    r"|encrypt"
)


class Shown(NamedTuple):
    """What a field or setting shows: the check it belongs to, its tier and a reason."""

    check: str
    tier: Tier
    reason: str


DETAILS = {
    Field.PHONE: ("contact-details", "Your telephone number stands in your profile."),
    Field.EMAIL: ("contact-details", "Your e-mail address stands in your profile."),
    Field.ADDRESS: ("contact-details", "Your address stands in your profile."),
    Field.BIRTHDAY: ("identity-numbers", "Your date of birth stands in your profile."),
}
UNTOLD = " The archive does not say who can see it."


def shown_by(item: Profile, schools: re.Pattern[str] | None) -> Shown | None:
    """What a field of the profile shows by itself, or ``None``: what only the owner sees is no finding."""
    if item.shown is Audience.ONLY_ME or not item.value.strip():
        return None
    value = fold(item.value)
    if item.field in DETAILS:
        if item.field is Field.EMAIL and re.search(r"\.sch\.uk\b", value):
            return Shown(
                "work-in-profile",
                Tier.ACT,
                "A school's e-mail address stands in your profile, which says where you work." + untold(item),
            )
        check, reason = DETAILS[item.field]
        # Platforms hold a birthday of everybody; one whose audience is not told may be nobody's but the owner's.
        tier = Tier.LOOK if item.field is Field.BIRTHDAY and item.shown is None else Tier.ACT
        return Shown(check, tier, reason + untold(item))
    named = schools is not None and schools.search(value) is not None
    if item.field in (Field.JOB, Field.EMPLOYER) and (named or SCHOOL.search(value) or re.search(r"\.sch\.uk\b", value)):
        return Shown("work-in-profile", Tier.ACT, "Your profile says your job or where you work." + untold(item))
    if named and item.field in (Field.BIO, Field.EDUCATION, Field.WEBSITE, Field.PLACE, Field.NAME, Field.HANDLE):
        tier = Tier.LOOK if item.field is Field.EDUCATION else Tier.ACT
        return Shown("work-in-profile", tier, "Your profile names the school." + untold(item))
    return None


def untold(item: Profile) -> str:
    """What to add where the archive does not say who sees a field."""
    return UNTOLD if item.shown is None else ""


def opened(item: Setting) -> Shown | None:
    """A privacy setting that lets anybody in, in the setting's own words; ``None`` for one that is closed or unknown.

    "Off" is judged by what is switched: a private account that is off is open, being found that is off is closed.
    """
    if item.value is None:
        return None
    value = re.sub(r"[\s\-]+", "_", fold(item.value).strip())
    key = fold(item.key)
    switch_off, switch_on = value in ("off", "false", "no", "disabled", "0"), value in ("on", "true", "yes", "enabled", "1")
    guards = GUARDING.search(key) is not None
    finds = FINDING.search(key) is not None and not guards
    wide = value in OPEN
    if wide or (switch_off and not finds) or (switch_on and finds):
        return Shown(
            "privacy-settings",
            Tier.ACT if wide or guards else Tier.LOOK,
            f"The setting “{words_of_key(item.key)}” is “{item.value.strip()}”.",
        )
    return None


def words_of_key(key: str) -> str:
    """A setting's key as words."""
    return re.sub(r"[._\-]+", " ", key).strip()
