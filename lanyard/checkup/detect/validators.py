"""What a matched text has to be besides its shape: check digits, number plans, dates that a person can be born on.

Each takes the matched text in small letters and the words around it, and answers ``"A"`` (as the rule
says), ``"B"`` (less sure) or ``""`` (not it). A check digit that fits is evidence, not proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lanyard.checkup.detect.tables import read_table, words_of

DIGITS_ALIKE = str.maketrans("oil", "011")
SPOKEN = {
    word: digit
    for digit, words in enumerate(
        ("zero oh o nought naught", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    )
    for word in words.split()
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
UPN_LETTERS = "abcdefghjklmnpqrtuvwxyz"


def digits_of(text: str) -> str:
    """The digits of a text and nothing else."""
    return "".join(filter(str.isdigit, text))


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of ISO 7812 (cards, IMEIs)."""
    doubled = (int(each) if place % 2 == 0 else sum(divmod(2 * int(each), 10)) for place, each in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def uk_number(digits: str) -> bool:
    """Whether digits from the leading 0 on are a number of the UK plan that can belong to a person."""
    if digits[:2] == "07":
        return len(digits) == 11 and digits[2] != "0" and digits[:4] != "0760"
    if digits[:2] == "02":
        return len(digits) == 11 and digits[2] in "03489"
    return digits[:2] == "01" and digits[2] != "0" and len(digits) == 11


def judge_uk_phone(found: str, near: str) -> str:
    """A UK telephone number: right length, a range that people have, and not a date or a time."""
    text = re.sub(r"\(\s?[0o]\s?\)", "", found)
    letters = sum(map(text.count, "oil"))
    digits = digits_of(text.translate(DIGITS_ALIKE))
    if found.lstrip("(")[0] == "+" or digits.startswith("00"):
        digits = "0" + digits.lstrip("0").removeprefix("44").lstrip("0")
    looks_like_date = re.search(r"\d\d[./\-]\d\d[./\-]\d{4}|\d{4}[./\-]\d\d[./\-]\d\d(?!\d)", found)
    if letters > 6 or looks_like_date or not any(each.isdigit() for each in found):
        return ""
    if uk_number(digits):
        return "A"
    area_of_four = re.match(r"\(?0[o]?1\d{3}\)?[ \-]\d{5}$", found)
    return "A" if area_of_four and digits[2] != "0" else ""


def judge_spoken_phone(found: str, near: str) -> str:
    """A UK telephone number in words, with "double" and "triple"."""
    digits, times = [], 1
    for word in re.findall(r"[a-z]+|\d", found):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
            continue
        digit = SPOKEN.get(word, word)
        digits.append(str(digit) * times)
        times = 1
    return "A" if uk_number("".join(digits)) else ""


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of ``places.toml``."""
    return frozenset(words_of(read_table("places")[name]))


def judge_email(found: str, near: str) -> str:
    """An address of a person: not an office's mailbox."""
    return judge_mailbox(found.partition("@")[0])


def judge_mailbox(local: str) -> str:
    """Whether the part before the @ belongs to a person."""
    local = local.strip(" .-_")
    return "" if not local or local in listed("role_mailboxes") else "A"


def judge_hidden_email(found: str, near: str) -> str:
    """An address that is spelled out. A bare "at" is one only with a spelled "dot" and a mailbox, a provider or a cue."""
    if re.fullmatch(r"[^\s@]+@[^\s@]+\.[a-z]{2,24}", found):
        return ""
    at = re.search(r"[ ]{0,2}[(\[{<][ ]?(?:at|@)[ ]?[)\]}>][ ]{0,2}|[ ]+at[ ]+|[ ]{0,2}@[ ]{0,2}", found)
    if at is None:
        return ""
    local, domain = found[: at.start()], found[at.end() :]
    parts = re.split(r"[ ]{0,2}(?:[(\[{<][ ]?(?:dot|\.)[ ]?[)\]}>]|[ ]dot[ ]|\.|,)[ ]{0,2}", domain)
    if len(parts) < 2 or not re.fullmatch(r"(?:com|co|uk|net|org|ac|sch|me|io|info|gov|eu|ie|email|de|fr|edu)", parts[-1]):
        return ""
    provider = parts[0] in listed("mail_providers")
    if at.group().strip() == "at":
        spelled = " dot " in domain or "(dot)" in domain or "[dot]" in domain
        unlikely = not spelled and not provider
        handle = re.search(r"[\d._]", local) is not None or " dot " in local or " underscore " in local
        told = re.search(r"(?<![a-z])(?:e-?mail|mail me|write to|reach me|contact|drop me)(?![a-z])", near) is not None
        if (
            unlikely
            or not (provider or handle or told)
            or local in ("me", "us", "look", "is", "are", "up", "shop", "find", "here")
        ):
            return ""
    elif at.group().strip() == "@" and not (provider or "dot" in domain) and "," in domain:
        return ""
    return judge_mailbox(local)


def judge_postcode(found: str, near: str) -> str:
    """A postcode whose letters are an area of Royal Mail; with letters or a 0 for the last digits forgiven."""
    compact = re.sub(r"[ .\-]", "", found)
    outward = compact[:-3]
    area = re.match(r"[a-z]{1,2}", outward)
    if area is None or area.group() not in listed("areas"):
        return ""
    rest = outward[area.end() :]
    if not re.fullmatch(r"\d{1,2}|\d[a-z]", rest) or (
        rest[-1].isalpha() and area.group() not in words_of(read_table("places")["lettered"])
    ):
        return ""
    # "s 6 x 10 ml" and the like: the parts of a postcode are not spread out.
    return "A" if found.count(" ") <= 2 and "\n" not in found else ""


def judge_street(found: str, near: str) -> str:
    """A street with a number: not "10 minutes' walk" and the like."""
    words = found.split()
    if re.search(
        r"(?<![a-z])(?:minutes?|mins?|mile|miles|yards?|metres?|years?|days?|weeks?|hours?|of|to|the|and|in|on|for|people|pm|am|km|"
        r"children|kids|more|pairs?|from|by|is|was|are|your|my|a|an|great|different|new|times?|million|was|per|cent|year|"
        r"bus|train|hour|minute|day|x|degrees?|points?|square|percent|steps|laps|pupils|staff)(?![a-z])",
        " ".join(words[1:-1]),
    ):
        return ""
    return "A" if re.search(r"[a-z]{3}", " ".join(words[1:])) else ""


def judge_nino(found: str, near: str) -> str:
    """A National Insurance number with a prefix that HMRC gives out; QQ, its own example, only beside a cue."""
    prefix = re.sub(r"[^a-z]", "", found)[:2]
    cued = re.search(r"(?<![a-z])(?:ni|nino|n\.i\.?|national insurance|insurance number)(?![a-z])", near) is not None
    if prefix == "qq":
        return "A" if cued else "B"
    bad = prefix[0] in "dfiquv" or prefix[1] in "dfiqouv" or prefix in ("bg", "gb", "kn", "nk", "nt", "tn", "zz")
    return "A" if not bad else ""


def judge_nhs(found: str, near: str) -> str:
    """An NHS number whose check digit (modulus 11) fits."""
    digits = digits_of(found)
    rest = 11 - sum(int(each) * (10 - place) for place, each in enumerate(digits[:9])) % 11
    return "A" if rest != 10 and rest % 11 == int(digits[9]) and len(set(digits)) > 1 else ""


def judge_bank(found: str, near: str) -> str:
    """A sort code and an account number that are told as such: words for it between or around them."""
    told = re.search(
        r"(?<![a-z])(?:sort|sc|s/c|acc|acct|account|a/c|bank|bacs|pay|transfer|monzo|barclays|hsbc|lloyds|natwest|nationwide|"
        r"santander|starling|halifax|tsb)(?![a-z])",
        near + found,
    )
    return "A" if told else ""


def judge_iban(found: str, near: str) -> str:
    """An IBAN: its check digits leave 1 modulo 97, and a British one has 22 places."""
    compact = re.sub(r"[ \-]", "", found)
    if compact[:2] == "gb" and not re.fullmatch(r"gb\d{2}[a-z]{4}\d{14}", compact):
        return ""
    return (
        "A"
        if 15 <= len(compact) <= 34 and int("".join(str(int(each, 36)) for each in compact[4:] + compact[:4])) % 97 == 1
        else ""
    )


def judge_card(found: str, near: str) -> str:
    """A payment card: first digits of a known scheme, its length, and the check digit."""
    digits = digits_of(found)
    scheme = re.match(r"4|5[1-5]|2[2-7]|3[47]|6011|65|6[37]|50|5[6-8]", digits)
    length = 15 if digits[:2] in ("34", "37") else 16
    if scheme is None or not passes_luhn(digits) or len(set(digits)) < 2:
        return ""
    if len(digits) == length:
        return "A"
    return (
        "B" if len(digits) in (13, 18, 19) and digits[0] in "456" and re.search(r"(?<![a-z])(?:card|visa|maestro)", near) else ""
    )


def judge_upn(found: str, near: str) -> str:
    """A unique pupil number. Many schools hold some with a wrong letter, so beside a cue it need not fit."""
    compact = found.replace(" ", "")
    told = "upn" in near or "pupil number" in near
    if compact[-1].isdigit() or told:
        values = [UPN_LETTERS.find(each) if each.isalpha() else int(each) for each in compact[1:]]
        fits = UPN_LETTERS[sum(value * (place + 2) for place, value in enumerate(values)) % 23] == compact[0]
        return "A" if fits else ("B" if told else "")
    return ""


def judge_imei(found: str, near: str) -> str:
    """An IMEI: fifteen digits whose check digit fits (or sixteen with a software version, beside its name)."""
    digits = digits_of(found)
    if len(digits) == 16:
        return "B" if "imei" in near else ""
    if not passes_luhn(digits) or len(set(digits)) < 3:
        return ""
    return "A" if re.search(r"(?<![a-z])imei|\*#06#", near) else "B"


def judge_plate(found: str, near: str) -> str:
    """A car's registration: a word of three letters ("A4 the") is none."""
    letters = re.sub(r"[^a-z]", "", found)
    return "" if letters[-3:] in words_of(read_table("places")["no_plates"]) else "A"


def judge_birth_date(found: str, near: str) -> str:
    """A date on which somebody alive can be born: real day and month, and a year from 1905 on."""
    words = re.findall(r"\d+|[a-z]{3,}", found)
    month = next((MONTHS.index(each[:3]) + 1 for each in words if each[:3] in MONTHS), 0)
    numbers = [int(each) for each in words if each.isdigit()]
    if month:
        day, year = numbers[0], numbers[-1]
    elif len(numbers) == 3:
        day, month, year = numbers if numbers[0] < 1900 else numbers[::-1]
        if month > 12 >= day:
            day, month = month, day
    else:
        return ""
    real = 1 <= day <= 31 and 1 <= month <= 12
    return "A" if real and (year < 100 or 1905 <= year <= 2035) else ""


def judge_coordinates(found: str, near: str) -> str:
    """Latitude and longitude that exist: not two prices or scores."""
    numbers = [float(each) for each in re.findall(r"[+-]?\d+\.\d+", found)]
    if len(numbers) < 2:
        return "A"
    latitude, longitude = numbers[0], numbers[-1]
    exact = all(len(each.partition(".")[2]) >= 4 for each in re.findall(r"\d+\.\d+", found))
    told = re.search(r"(?<![a-z])(?:lat|long|lon|gps|coord|coords|coordinates|location|grid|pin|here|map|°)", near + found)
    if abs(latitude) > 90 or abs(longitude) > 180 or not (exact or told):
        return ""
    return "A" if told or (49 <= latitude <= 61 and -9 <= longitude <= 2) else "B"


def judge_accusation(found: str, near: str) -> str:
    """An accusation: one that is denied right before its word ("has never lied") is none."""
    return "" if re.search(r"(?:never|not|n't|no|without)(?: [a-z]+){0,1} [a-z\-]+$", found) else "A"


def judge_password(found: str, near: str) -> str:
    """A sign-in that opens work or a person's account: not the wifi of a house."""
    return "" if re.search(r"wi-?fi|router|guest|netflix|hotspot|disney|spotify|zoom", found) else "A"


JUDGES: dict[str, Callable[[str, str], str]] = {
    "uk_phone": judge_uk_phone,
    "spoken_phone": judge_spoken_phone,
    "email": judge_email,
    "hidden_email": judge_hidden_email,
    "postcode": judge_postcode,
    "street": judge_street,
    "nino": judge_nino,
    "nhs": judge_nhs,
    "bank": judge_bank,
    "iban": judge_iban,
    "card": judge_card,
    "upn": judge_upn,
    "imei": judge_imei,
    "plate": judge_plate,
    "birth_date": judge_birth_date,
    "coordinates": judge_coordinates,
    "accusation": judge_accusation,
    "password": judge_password,
}
