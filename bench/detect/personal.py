"""A synthetic set of British personal information and of texts that only look like it, written for this bench.

Every person, number and address is made up: drama numbers, example domains, numbers made to fit their
check digits. The set was written apart from the rules; it is not what they were developed on.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple


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

UNLIKE = """
Order number 07700900123 has not arrived
Tracking ref 0790 012 3456 says Tuesday
Invoice 01174960123 is paid
The score was 07-12 07-14 09-11
ISBN 9780141036144 for book club
ISBN-10 0-14-103614-4, second hand is fine
Call 111 or 999
Childline 0800 1111, Samaritans 116 123
Helpline 0300 123 4567 is open all night
The bank's line is 0345 734 5345
NSPCC on 0808 800 5000
Bus 6A, 7, 12, 20A, 31
Bins: 1st, 15th and 29th
Page 7 of 12, paragraph 3.4.2
2 x 4 x 6 x 8 is 384
The 1966 World Cup, 4-2
Weighs 3.500 kg, 51 cm long
Lottery: 4 8 15 16 23 42
Version 51.381 of the app
Meter reading 0123456789
Read the meter today: 48213 and 77120
Library card 21234567890123
Loyalty card 6335 4000 1234 5678
Booking reference X7K2PQ
Order 4929 1234 1234 1234 shipped
Serial number 356938035643809
Model BA2 490 washing machine
Room B12 3rd floor
Part no. M12 4XY
Grade B2 1st class
Size 10 to 12, EU 38
Section 4.1.3 of the plan
Meet at 10 Downing Street, said the film
Sherlock Holmes lived at 221B Baker Street
The shop at 14 High Street has closed
The museum is at 1 Museum Road
Theatre tickets from the box office, BA1 1ET
The library, BA1 5AY, opens at nine
Charity shop at 22 Union Street
Head office is at 1 Canada Square, London E14 5AB
5 minutes walk
It was 12 miles to the drive and 3 to the lane
30 children in the park
20 people on the green
Turn left at the second road
We won 3 out of 5 on the way
100 years of Green Park
Look at amazon.com
Laugh at bbc dot com
More at www.example.org
Meet me at noon dot on the hour
Follow @example on there
Thanks @sam and @jo
10 @ 5 pounds each
info@theatre.example for tickets
office@welton.example is the school office
noreply@bank.example sends these
Write to enquiries@council.example
The concert is on 12/03/2026
Deadline 03/04/2027 at noon
Founded on 14 June 1893
The Titanic sank on 15 April 1912
Released 21/06/1985, best film ever
Battle of Hastings 14 October 1066
Best before 12/12/26
Shakespeare was born in April 1564
The school was built in 1974 and opened 3/9/1974
Flight BA1234 to Rome, gate 22
Train 1P23 from platform 12
Course code AB123456
AB 12 34 56 is the code on the tin
Ticket number AB123456X
Product SL445566Z
Reference JG103759
Phone 12345 for a taxi? No such thing
Patient of the year award: 123 456 7890 votes
Distance 943 476 5919 mm
Hospital radio 987 6543 210
12-34-56 is not a date
Lock code 40-22-18
Curling: 12-05-23 and order 12345678
Date 20-11-26, order 87654321
Customer account 12345678 with the gas people
Energy supplier account no 87654321
Council tax reference 80012345
Year 2026 has 365 days and 52 weeks
My PIN? As if
9780 1410 3614 4123
Barcode 5012345678900
GB is not an IBAN
GB12 is my size
Postage 1.20, 2.35, 12.70
51.5 percent, 48.5 percent
Ratio 51.381 to 2.359
Pitch 2, 10.30, bring boots
Car park is 2.50
A4 the paper, not A4 the road
M25 car jam again
R2D2 was on the telly
C3PO too
K9 dog food
F1 car race on Sunday
B52 van Halen tribute
7 Up and down
Reg the tortoise is 40
Registration is at 9
New registration forms AB12 for the course
My score is 4111 on the game
His high score was 4929123412341234
Ran 10k in 55:12
WW2 began 1 September 1939
World record 9.58 on 16/8/2009
Room 101, 2nd series
Phoned home, nobody in
Email me? I never read them
The address was moving, a fine speech
Her maiden speech, a lovely address
Born to run is the best song
Born in the USA 04/06/1984, what an album
It was my birthday yesterday
Happy birthday to the NHS, 75 in 2023
NHS at 75
NHS waiting list 7 600 000
The NHS has 1 500 000 people
Passport office queue 300 people
Bus pass renewed
Visa application took 12 weeks
Credit where it is due, 10 out of 10
Bank holiday on 04-05-26
Account of the walk in 12 chapters
Sort code into boxes, says the game
IMEI is a funny word
UPN letters went out
Pupil numbers fell by 120000
Latitude 51 or thereabouts
Long. day, lat. night
Grid ref ST 750 648
Away in a manger on 12th December
On holiday from thinking
House of cards, series 2
Empty house at the theatre, sad
"""


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
    return [Case(line, "", 0, 0) for line in UNLIKE.strip().splitlines()]
