"""The demonstration: an invented school with Welton's policy in force and a cast to sign in as.

The school's own name, council and governors come from the policy's front matter: they are
settings of the pack, not facts of the program.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lanyard.concerns.actions.holders import make_key
from lanyard.concerns.actions.recovery import begin_recovery, pass_drill
from lanyard.concerns.models import Holder
from lanyard.concerns.queries.holders import takes_reports
from lanyard.oversight import actions as oversight
from lanyard.oversight.models import Adoption
from lanyard.oversight.queries import version_in_force
from lanyard.people import actions as people
from lanyard.people.models import Account, Adult, School
from lanyard.people.queries import scope_of
from lanyard.policy.pack import find_pack, hash_sources, load_sources, read_sources
from lanyard.policy.refusal import Refusal
from lanyard.practice import actions as practice
from lanyard.practice.actions import equipment, loans
from lanyard.practice.equipment_terms import TO_BEGIN_WITH
from lanyard.practice.models import Acknowledgement, Equipment, EquipmentKind, Loan
from lanyard.practice.queries.equipment import terms_of
from lanyard.records import jobs

PACK = "welton"
#: Who signed which version on paper, counted from the oldest; the others are still to be asked.
SIGNED = (("head", "dsl", "chair", "teacher_one", "support", "business_manager"), ("dsl", "support"))
#: How many days after a version came into force the papers were signed.
SIGNED_AFTER = datetime.timedelta(days=7)
#: Older versions first, so that each finds the one before it in place.
VERSIONS = ("welton/earlier/2025", PACK)
SINCE = datetime.date(2024, 9, 2)
#: How far ahead the supply teacher's last day lies, and the day by which what is on loan comes back; and when
#: both are moved on.
AHEAD, SOON = datetime.timedelta(days=5), datetime.timedelta(days=2)
#: What the school lends. The last is on loan.
LENT = (
    (EquipmentKind.PHONE, "Trip phone", "P-01"),
    (EquipmentKind.TABLET, "Tablet for photos", "T-01"),
    (EquipmentKind.PHONE, "Second trip phone", "P-02"),
)
BORROWER, PURPOSE = "dsl", "The visit to the Roman baths"
#: Who has a case key already. Making one is slow on purpose, and the service should start soon.
WITH_KEYS = ("head", "dsl", "chair")
#: What opens them. It is shown on the sign-in page: nothing in the demonstration is about anybody.
PASSPHRASE = "demonstration without secrets"
KEEPERS = ("Ruth Adeyemi", "The council", "The school’s safe")


@dataclass(frozen=True)
class Member:
    """One invented person of the demonstration."""

    key: str
    name: str
    group: str
    roles: tuple[str, ...] = ()
    employer: str = ""
    manager: str = "head"
    contact_with_pupils: bool = True

    @property
    def address(self) -> str:
        """The person's sign-in name, which is no one's e-mail address."""
        return f"{self.key.replace('_', '.')}@example.org"


CAST = (
    Member("head", "Priya Hartwell", "teacher", ("head",), manager="chair"),
    Member("dsl", "Tom Bellamy", "teacher", ("deputy", "dsl")),
    Member("chair", "Ruth Adeyemi", "governor", ("chair", "governor"), manager="", contact_with_pupils=False),
    Member("teacher_one", "Sam Whitcombe", "teacher"),
    Member("teacher_two", "Hannah Kowal", "teacher"),
    Member("support", "Leah Morrow", "support", manager="business_manager"),
    Member("supply", "Owen Fairbairn", "supply", employer="Example Supply Agency"),
    Member("volunteer", "Joan Castleton", "volunteer"),
    Member("contractor", "Marek Zielin", "contractor", employer="Example Catering", manager="business_manager"),
    Member("business_manager", "Carol Whitlow", "support", ("business_manager", "data_protection_lead")),
    Member("it_lead", "Idris Calloway", "support", ("it_lead",), manager="business_manager"),
)


@transaction.atomic
def seed(*, at: datetime.datetime) -> School:
    """Make the demonstration school, its people and its adopted policy, or complete what is there.

    Running it again changes nothing but days that have come near; a newer built-in policy is received and
    adopted beside the old.
    """
    versions = list(version_sources().values())
    school = School.objects.filter(is_demonstration=True).order_by("pk").first() or _school(versions[-1], at=at)
    _people(school, at=at)
    for sources in versions:
        _adopted(school, sources, at=at)
    _acknowledged(school, at=at)
    _lent(school, at=at)
    keep_days_ahead(school, at=at)
    _keys(school, at=at)
    return school


@transaction.atomic
def keep_days_ahead(school: School, *, at: datetime.datetime) -> None:
    """Move on the days by which a demonstration would run down: the supply teacher's last, and a loan's."""
    today = timezone.localdate(at)
    supply = _member("supply")
    if supply.ends_on is None or supply.ends_on < today + SOON:
        people.end_adult(adult=supply, ends_on=today + AHEAD, by=None, at=at)
    borrower = scope_of(_member(BORROWER).account, on=today)
    on_loan = Loan.objects.filter(school=school, equipment__tag=LENT[-1][2], ended_at__isnull=True, picked_up_at__isnull=False)
    loan = on_loan.filter(borrower=borrower.adult, ends_on__lt=today + SOON).first()
    if loan is not None:
        try:
            with transaction.atomic():
                loans.extend_loan(scope=borrower, loan=loan, ends_on=today + AHEAD, by=borrower.account, at=at)
        except ValidationError:
            # Somebody who tries the demonstration out has booked it meanwhile: theirs goes first.
            pass


@jobs.daily("demonstration days")
def move_days_on(*, on: datetime.date, at: datetime.datetime) -> None:
    """The same each day, for a demonstration that is left running."""
    school = School.objects.filter(is_demonstration=True).order_by("pk").first() if settings.DEMONSTRATION else None
    if school is not None:
        keep_days_ahead(school, at=at)


def version_sources() -> dict[str, Mapping[str, str]]:
    """The texts of the built-in versions, the oldest first; one that is not built in is left out."""
    found: dict[str, Mapping[str, str]] = {}
    for name in VERSIONS:
        try:
            find_pack(name)
        except Refusal:
            if name == PACK:
                raise
            continue
        found[name] = MappingProxyType(read_sources(name))
    return found


def _school(sources: Mapping[str, str], *, at: datetime.datetime) -> School:
    settings = load_sources(sources, name=PACK).settings
    return people.add_school(
        name=settings["school"],
        council=settings["council"],
        settings={"council": settings["council"], "pack": PACK},
        is_demonstration=True,
        by=None,
        at=at,
    )


def _people(school: School, *, at: datetime.datetime) -> None:
    adults: dict[str, Adult] = {}
    for member in CAST:
        account = Account.objects.filter(sign_in_name=member.address).first()
        if account is not None:
            adults[member.key] = account.adult
            continue
        account = people.add_account(sign_in_name=member.address, email=member.address, by=None, at=at)
        adult = people.add_adult(
            school=school,
            name=member.name,
            group=member.group,
            employer=member.employer,
            contact_with_pupils=member.contact_with_pupils,
            starts_on=SINCE,
            account=account,
            by=None,
            at=at,
        )
        for role in member.roles:
            people.give_role(adult=adult, role=role, held_from=SINCE, by=None, at=at)
        adults[member.key] = adult
    for member in CAST:
        adult = adults[member.key]
        if member.manager and adult.line_manager_id is None:
            people.change_line_manager(adult=adult, line_manager=adults[member.manager], by=None, at=at)


def _adopted(school: School, sources: Mapping[str, str], *, at: datetime.datetime) -> None:
    if Adoption.objects.filter(version__school=school, version__hash=hash_sources(sources)).exists():
        return
    version = oversight.receive_version(school=school, sources=sources, name=PACK, by=None, at=at)
    told = load_sources(sources, name=PACK).settings
    oversight.record_adoption(
        version=version,
        meeting=f"Meeting of {told['adopted_by']}",
        minute_ref=told["minute"],
        decided_by=told["adopted_by"],
        adopted_on=datetime.date.fromisoformat(told["adopted_on"]),
        by=None,
        at=at,
    )


def _acknowledged(school: School, *, at: datetime.datetime) -> None:
    """Some of the cast signed the versions so far on paper, before a witness who is somebody else."""
    today = timezone.localdate(at)
    policy = version_in_force(school, on=today)
    if policy is None or Acknowledgement.objects.filter(school=school).exists():
        return
    cast = {member.key: _member(member.key) for member in CAST}
    for version, signers in zip(policy.history, SIGNED, strict=False):
        signed_on = version.in_force_from + SIGNED_AFTER
        for key in signers if signed_on <= today else ():
            witness = scope_of(cast["head" if key == "business_manager" else "business_manager"].account, on=today)
            told = {"policy_hash": version.hash, "response": "agree", "signed_on": signed_on, "at": at}
            practice.record_paper(scope=witness, policy=policy, adult=cast[key], **told)


def _lent(school: School, *, at: datetime.datetime) -> None:
    """What the school lends, in the register of its IT lead, and one thing in somebody's hands."""
    if Equipment.objects.filter(school=school).exists():
        return
    today = timezone.localdate(at)
    keeper, borrower = (scope_of(_member(key).account, on=today) for key in ("it_lead", BORROWER))
    for kind, name, tag in LENT:
        told = {"kind": kind, "name": name, "tag": tag, "terms": TO_BEGIN_WITH}
        item = equipment.add_equipment(scope=keeper, **told, by=keeper.account, at=at)
    who = {"scope": borrower, "by": borrower.account, "at": at}
    days = {"starts_on": today, "ends_on": today + AHEAD}
    loan = loans.book_loan(equipment=item, terms=terms_of(item), purpose=PURPOSE, **days, **who)
    loans.pick_up_loan(loan=loan, **who)


def _member(key: str) -> Adult:
    """One of the cast, as they are at the school now."""
    address = next(member.address for member in CAST if member.key == key)
    return Account.objects.get(sign_in_name=address).adult


def _keys(school: School, *, at: datetime.datetime) -> None:
    """A recovery key whose drill has passed, and keys for those who receive most reports: so reports can be sent."""
    if not takes_reports(school):
        _, shares = begin_recovery(school=school, keepers=KEEPERS, by=None, at=at)
        pass_drill(school=school, shares=[share.words for share in shares[:2]], by=None, at=at)
    for member in CAST:
        account = Account.objects.get(sign_in_name=member.address)
        if member.key in WITH_KEYS and not Holder.objects.filter(adult__account=account).exists():
            scope = scope_of(account, on=timezone.localdate(at))
            if scope is not None:
                make_key(scope=scope, passphrase=PASSPHRASE, by=account, at=at)
