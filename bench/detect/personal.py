"""A synthetic set of British personal information and of texts that only look like it, written for this bench.

Every person, number and address is made up: drama numbers, example domains, numbers made to fit their
check digits. The set was written apart from the rules; it is not what they were developed on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

#: Texts that only look as though something were in them, one a line.
UNLIKE = Path(__file__).with_name("unlike.txt")


class Case(NamedTuple):
    """A text, the kind of what is in it (empty for a text that has nothing), and where it stands."""

    text: str
    kind: str
    start: int
    end: int


def luhn(digits: str) -> str:
    """Digits with their check digit."""
    total = sum(int(each) if place % 2 else sum(divmod(2 * int(each), 10)) for place, each in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def phone(chance: random.Random) -> str:
    """A drama number in one of the ways in which people write them."""
    tail = f"{chance.randrange(1000):03}"
    mobile, land = f"900{tail}", f"0{tail}"
    forms = (
        f"07700 {mobile}",
        f"07700{mobile}",
        f"07700-{mobile}",
        f"0770 0{mobile[:2]} {mobile[2:]}",
        f"+44 7700 {mobile}",
        f"+447700{mobile}",
        f"0044 7700 {mobile}",
        f"+44 (0) 7700 {mobile}",
        f"+44(0)7700 {mobile}",
        f"(07700) {mobile}",
        f"07700 {mobile[:3]} {mobile[3:]}",
        f"07700.{mobile[:3]}.{mobile[3:]}",
        f"o7700 {mobile}",
        f"O77OO {mobile}",
        "0 7 7 0 0 " + " ".join(mobile),
        f"07700/{mobile}",
        f"020 7946 {land}",
        f"0117 496 {land}",
        f"(0117) 496 {land}",
        f"0117496{land}",
        f"+44 117 496 {land}",
        f"(020) 7946 {land}",
        f"0044 20 7946 {land}",
        "oh seven seven double oh nine double oh " + " ".join(SPOKEN[int(each)] for each in tail),
    )
    return chance.choice(forms)


SPOKEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NAMES = ("jo.bloggs", "sam_hart", "amy.p", "the.real.dave", "kmarsh82", "ltaylor", "ruthie.b", "mo.khan")
STREETS = (
    "Acacia Avenue",
    "Mill Lane",
    "Orchard Way",
    "St John's Road",
    "Lower Weston Street",
    "Kingfisher Close",
    "Beech Grove",
    "Old Farm Drive",
)


def email(chance: random.Random) -> str:
    """An address, plain or hidden from programs."""
    name, home = chance.choice(NAMES), chance.choice(("example.org", "example.com", "mail.example.co.uk"))
    plain = f"{name}@{home}"
    hidden = chance.choice((" at ", " [at] ", "(at)", " (at) ")).join(
        (name, home.replace(".", chance.choice((" dot ", " [dot] ", "(dot)"))))
    )
    return chance.choice((plain, plain.upper(), plain.title(), hidden, plain.replace("@", " @ ")))


def postcode(chance: random.Random) -> str:
    """A postcode of the neighbourhood in several shapes."""
    area, inward = (
        chance.choice(("BA1", "BA2", "BS31", "BS8", "SN14", "EC1A", "M1", "LS27")),
        f"{chance.randrange(1, 10)}{chance.choice('AHJX')}{chance.choice('BDTY')}",
    )
    whole = f"{area} {inward}"
    return chance.choice((whole, whole.lower(), area + inward, (area + inward).lower(), f"{area}  {inward}"))


def address(chance: random.Random) -> str:
    """A house and a street."""
    return chance.choice(("{n} {s}", "{n}a {s}", "Flat 2, {n} {s}", "{n}, {s}")).format(
        n=chance.randrange(2, 180), s=chance.choice(STREETS)
    )


def born(chance: random.Random) -> str:
    """A date of birth."""
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1950, 2004)
    name = ("January", "Feb", "March", "April", "May", "June", "July", "August", "Sept", "October", "Nov", "December")[month - 1]
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year % 100:02}",
            f"{day}th {name} {year}",
            f"{day}.{month}.{year}",
            f"{day} {name} {year}",
            f"{year}-{month:02}-{day:02}",
            f"{name} {day}, {year}",
        )
    )


def nino(chance: random.Random) -> str:
    """A National Insurance number."""
    middle = " ".join(f"{chance.randrange(100):02}" for _ in range(3))
    body = f"{chance.choice(('AB', 'CE', 'JM', 'PW', 'SL'))} {middle} {chance.choice('ABCD')}"
    return chance.choice((body, body.replace(" ", ""), body.lower(), body.replace(" ", "").lower(), body.replace(" ", "-")))


def nhs(chance: random.Random) -> str:
    """An NHS number of the range that is kept for tests."""
    while True:
        body = f"999{chance.randrange(10**6):06}"
        check = 11 - sum(int(each) * (10 - place) for place, each in enumerate(body)) % 11
        if check != 10:
            whole = body + str(check % 11)
            return chance.choice((f"{whole[:3]} {whole[3:6]} {whole[6:]}", whole, f"{whole[:3]}-{whole[3:6]}-{whole[6:]}"))


def bank(chance: random.Random) -> str:
    """A sort code and an account."""
    sort, account = (
        f"{chance.choice((20, 40, 60, 77, 9)):02}-{chance.randrange(100):02}-{chance.randrange(100):02}",
        f"{chance.randrange(10**8):08}",
    )
    return chance.choice(("{s} {a}", "{s}, account number {a}", "{s} acc {a}", "{s} / {a}", "{s} and account {a}")).format(
        s=chance.choice((sort, sort.replace("-", " "), sort.replace("-", ""))), a=account
    )


def card(chance: random.Random) -> str:
    """A card that fits."""
    whole = luhn(chance.choice(("4929", "5404", "4111", "2221")) + f"{chance.randrange(10**11):011}")
    return chance.choice(
        (whole, " ".join(whole[at : at + 4] for at in range(0, 16, 4)), "-".join(whole[at : at + 4] for at in range(0, 16, 4)))
    )


def iban(chance: random.Random) -> str:
    """A British IBAN that fits."""
    body = f"NWBK{chance.randrange(10**14):014}"
    number = int("".join(str(int(each, 36)) for each in body + "GB00"))
    whole = f"GB{98 - number % 97:02}{body}"
    return chance.choice((whole, " ".join(whole[at : at + 4] for at in range(0, 22, 4))))


def upn(chance: random.Random) -> str:
    """A unique pupil number that fits."""
    body, letters = f"{chance.randrange(200, 999)}{chance.randrange(10**9):09}", "ABCDEFGHJKLMNPQRTUVWXYZ"
    return letters[sum(int(each) * (place + 2) for place, each in enumerate(body)) % 23] + body


def imei(chance: random.Random) -> str:
    """An IMEI that fits."""
    return luhn(f"35{chance.randrange(10**12):012}")


def plate(chance: random.Random) -> str:
    """A car's registration."""
    return chance.choice(("AB12 CDE", "WX19 KLM", "wn67 rtz", "BD51SMR", "R123 ABC", "fy08kdv"))


def place(chance: random.Random) -> str:
    """Coordinates in Britain."""
    return chance.choice(
        ("51.38131, -2.35963", "51.3813,-2.3596", "53.48095 -2.23743", "51.3813 N, 2.3596 W", "51°22'53\"N 2°21'35\"W")
    )


MADE: dict[str, Callable[[random.Random], str]] = {
    "phone": phone,
    "email": email,
    "postcode": postcode,
    "address": address,
    "born": born,
    "nino": nino,
    "nhs": nhs,
    "bank": bank,
    "card": card,
    "iban": iban,
    "upn": upn,
    "imei": imei,
    "plate": plate,
    "place": place,
}

SAID = {
    "phone": (
        "Lost my old phone, new number is {}",
        "Give us a bell on {} if you see the cat",
        "Anyone want the sofa? Text {}",
        "I'm on {} all day",
        "babysitter wanted pls ring {}",
        "{} is me on whatsapp",
        "My landline's {} x",
        "hit me up {}",
    ),
    "email": (
        "Write to me: {}",
        "send the photos to {} please",
        "My email is {} if anyone wants the recipe",
        "CV to {}",
        "You can get me at {}",
        "contact {} for the tickets, they are mine to sell",
    ),
    "postcode": (
        "Party at ours, {} for the sat nav",
        "We have moved! {} is home now",
        "I live in {}",
        "Collect from my house, {}",
        "my postcode is {}",
        "new address ends in {} lol",
    ),
    "address": (
        "We've moved to {}!",
        "I live at {}",
        "Come round to {} on Saturday",
        "Parcel went to {} instead of our house",
        "Our new home: {}",
        "post it to {}, Bath",
    ),
    "born": (
        "DOB {}",
        "I was born on {}",
        "My date of birth is {} if you need it",
        "d.o.b. {}",
        "Born {} and proud",
        "my birthday, {}, was a Tuesday",
    ),
    "nino": (
        "My NI number is {}",
        "national insurance {}",
        "they want my NI ({}) again",
        "NI no: {}",
        "{} is my national insurance number",
        "payroll has me as {}",
    ),
    "nhs": ("NHS number {}", "my NHS no is {}", "Surgery asked for my NHS number: {}", "nhs {} for the form"),
    "bank": (
        "Pay me at sort code {}",
        "sort code {}",
        "Bank details for the whip-round: {}",
        "my account is {}",
        "Transfer to {} please",
    ),
    "card": ("my card is {}", "Card number {} exp 04/29", "visa {}", "they charged {} twice, that's my debit card"),
    "iban": ("IBAN {}", "Send it to {}", "my iban: {}"),
    "upn": ("UPN {}", "the form says upn {}", "Her number is {} on the system", "{} left us in July"),
    "imei": ("IMEI {}", "my phone was stolen, imei {}", "Handset IMEI number: {}", "dial *#06#, mine says {}"),
    "plate": (
        "my car is {}",
        "Whoever blocked {} in, that's my car",
        "reg {} for the parking",
        "number plate {}",
        "Selling my Corsa, reg {}",
    ),
    "place": ("Found us a spot at {}", "we are at {} now", "pin: {}", "home is {} on the map"),
}


def cases(number: int = 40, seed: int = 5) -> Iterator[Case]:
    """Texts with something in them: ``number`` of each kind, the same for the same seed."""
    chance = random.Random(seed)
    for kind, make in MADE.items():
        for _ in range(number):
            before, _, after = chance.choice(SAID[kind]).partition("{}")
            value = make(chance)
            yield Case(before + value + after, kind, len(before), len(before) + len(value))


def hard_negatives() -> list[Case]:
    """Texts that only look as though something were in them."""
    return [Case(line, "", 0, 0) for line in UNLIKE.read_text(encoding="utf-8").splitlines()]
