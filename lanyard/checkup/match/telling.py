"""Findings out of compared contacts, for the checks that the policy asks for (2.3.5, 2.3.6, 2.6.1 to 2.6.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from lanyard.checkup.checks import Checks
from lanyard.checkup.findings import Finding, Tier
from lanyard.checkup.items import Contact, Evidence, Relation

from .matched import Candidate, Matched
from .roll import Role
from .words import role_in_words

PUPILS, REQUESTS, FAMILIES = "pupils-among-contacts", "contact-requests", "families-among-contacts"
TALKED_TO = "messages-with-pupils"
#: From which probability on somebody is shown, and from which on it is worth acting on without a second thought.
SHOWN_FROM, ACT_FROM = 0.1, 0.5
#: Contacts that are none any more.
_GONE = frozenset((Relation.REMOVED, Relation.BLOCKED))
_REQUEST = frozenset((Relation.REQUEST_IN, Relation.REQUEST_OUT))


def findings_of(matched: Iterable[Matched], checks: Checks, platform: str, *, least: float = SHOWN_FROM) -> Iterator[Finding]:
    """What to look at: one finding for each contact and check, where somebody on the roll is likely enough to be named.

    A contact whose likeliest people are of one family, a pupil and a parent, may get one for each check.
    """
    for each in matched:
        if each.contact.relation in _GONE:
            continue
        by_check: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in each.candidates:
            by_check[check_of(each.contact, candidate)].append(candidate)
        for check, candidates in by_check.items():
            together = sum(candidate.probability for candidate in candidates)
            if checks.asked(check) and (together >= least or any(candidate.exact for candidate in candidates)):
                yield _finding(each.contact, check, candidates, together, platform)


def check_of(contact: Contact, candidate: Candidate) -> str:
    """The check that a candidate belongs to: families, requests, conversations, or pupils among contacts."""
    if candidate.person.role is Role.PARENT:
        return FAMILIES
    if contact.relation in _REQUEST:
        return REQUESTS
    return TALKED_TO if contact.evidence is Evidence.MESSAGES else PUPILS


def _finding(contact: Contact, check: str, candidates: list[Candidate], together: float, platform: str) -> Finding:
    sure = any(each.exact for each in candidates) or together >= ACT_FROM
    first = candidates[0]
    reason = f"This may be {first.person.shown}, {role_in_words(first.person.role)}. {first.words}."
    if more := [each for each in candidates[1:] if each.probability >= first.probability / 20]:
        reason += f" It may also be {_listed([each.person.shown for each in more])}."
    return Finding(
        check=check,
        tier=Tier.ACT if sure and check != FAMILIES else Tier.LOOK,
        reason=reason,
        platform=platform,
        evidence=contact.evidence,
        ref=contact.ref,
        text=contact.name or contact.handle or contact.email,
        when=contact.since,
        who=contact.name or contact.handle or contact.email,
    )


def _listed(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
