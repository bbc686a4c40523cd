"""Finds, item by item, what the policy speaks about. It keeps nothing of an item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lanyard.checkup.checks import Checks
from lanyard.checkup.detect.gates import CLASSED, NAMED, Executor, gates_for, speaks
from lanyard.checkup.detect.language import language_spans
from lanyard.checkup.detect.patterns import pattern_spans, rules_for
from lanyard.checkup.detect.people import INITIALS, confidential_spans, names_of
from lanyard.checkup.detect.plain import plain
from lanyard.checkup.detect.profiles import opened, shown_by
from lanyard.checkup.detect.text import cue_pattern, fold
from lanyard.checkup.detect.threads import message_spans
from lanyard.checkup.findings import Finding, Span, Stance, Tier
from lanyard.checkup.items import Audience, Contact, Field, Item, Message, Post, Profile, Setting

#: Longer texts are looked through in pieces of this many letters, cut at a space.
PIECE = 20_000
LABELS = {"discriminatory": "discriminatory", "derogatory": "derogatory", "profanity": "profanity", "threat": "threat"}
RESHARED = " It reads as something of somebody else that you passed on."
PLACED = "The post carries a place."
COORDINATES = "The post or picture carries the coordinates of a place."
HOME_TOO = " Your home address stands beside it."
OWN_FIELDS = (Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.BIRTHDAY, Field.ID)

Placed = tuple[str, Span]
"""The check that a span belongs to, and the span."""


class Detector:
    """Looks for what some checks ask for.

    ``executor`` turns a text into its open gates; without one it is ``plain``, and ``lanyard[fast]`` has
    another. ``names`` are people whom the person asked to be looked for; ``school`` is the school's name, or
    several. Findings are the same whatever the executor.
    """

    def __init__(
        self,
        checks: Checks,
        *,
        executor: Executor | None = None,
        names: Iterable[str] = (),
        school: str | Iterable[str] | None = None,
    ) -> None:
        self._asked = frozenset(checks.by_id)
        listed = [fold(each) for each in names]
        self._names = names_of(listed)
        self._look = (executor or plain)(gates_for(listed))
        self._rules = {where: rules_for(where, self._asked) for where in ("public", "profile", "message", "pupil")}
        self._bits = {where: self._any_of(where) for where in self._rules}
        schools = [fold(each) for each in ((school,) if isinstance(school, str) else school or ()) if each.strip()]
        self._schools: re.Pattern[str] | None = cue_pattern(schools) if schools else None
        self._speaks = bool(self._asked & set(LABELS.values()))
        self._confidential = "confidential" in self._asked

    def find(self, item: Item, platform: str, *, with_pupil: bool = False) -> Iterator[Finding]:
        """What an item shows. ``with_pupil`` says that a message's conversation is known to be with a pupil."""
        if isinstance(item, Post):
            return self._in_post(item, platform)
        if isinstance(item, Message):
            return self._in_message(item, platform, with_pupil=with_pupil)
        if isinstance(item, Profile):
            return self._in_profile(item, platform)
        if isinstance(item, Setting):
            return self._in_setting(item, platform)
        assert isinstance(item, Contact)
        return iter(())

    def spans(self, text: str, *, with_pupil: bool = False) -> list[Span]:
        """Every span in a text, as though it stood in a post of one's own, or in one's own message to a pupil."""
        return [span for _, span in self._placed(text, "pupil" if with_pupil else "public")]

    def _any_of(self, where: str) -> int:
        bits = 0
        for bit, _ in self._rules[where]:
            bits |= bit
        if where == "pupil":
            bits |= self._any_of("public") | self._any_of("message")
        return bits

    def _placed(self, text: str, where: str) -> list[Placed]:
        if len(text) <= PIECE:
            return self._in_piece(text, where)
        found: list[Placed] = []
        at = 0
        while at < len(text):
            end = min(len(text), at + PIECE)
            if end < len(text):
                end = max(text.rfind(" ", at + PIECE // 2, end), text.rfind("\n", at + PIECE // 2, end), at) + 1 or end
                end = end if end > at + 1 else at + PIECE
            found += [
                (check, span._replace(start=span.start + at, end=span.end + at))
                for check, span in self._in_piece(text[at:end], where)
            ]
            at = end
        return found

    def _in_piece(self, text: str, where: str) -> list[Placed]:
        folded = fold(text)
        bits = self._look(folded)
        found: list[Placed] = []
        if bits & self._bits[where]:
            found += [(rule.check, span) for rule, span in pattern_spans(folded, bits, self._rules[where])]
            if where == "pupil":
                public = pattern_spans(folded, bits, self._rules["public"])
                given = [span for rule, span in public if rule.check == "contact-details"]
                if "details-to-pupils" in self._asked:
                    found += [("details-to-pupils", span) for span in given if not _meets(span, found, "details-to-pupils")]
                found += [(rule.check, span) for rule, span in pattern_spans(folded, bits, self._rules["message"])]
        if where != "profile" and self._speaks and speaks(bits):
            labelled = language_spans(folded)
            if where in ("message", "pupil"):
                labelled = [span for span in labelled if span.label == "threat"]
            found += [(LABELS[span.label], span) for span in labelled if LABELS[span.label] in self._asked]
        if where == "public" and self._confidential and (bits & NAMED or (bits & CLASSED and INITIALS.search(text))):
            found += [("confidential", span) for span in confidential_spans(text, folded, self._names)]
        return found

    def _in_post(self, item: Post, platform: str) -> Iterator[Finding]:
        placed = self._placed(item.text, "public") if item.text else []
        if (item.coordinates or item.place) and "whereabouts" in self._asked and item.own is not False:
            placed += [("whereabouts", span) for span in _places_of(item)]
        if not placed or (item.own is False and not item.reshared):
            return
        if item.reshared:
            placed = [(check, _reshared(span)) for check, span in placed]
        if item.audience is Audience.ONLY_ME:
            placed = [(check, span._replace(tier=Tier.LOOK)) for check, span in placed]
        yield from _gather(_nearer_home(placed), item, platform, item.text)

    def _in_message(self, item: Message, platform: str, *, with_pupil: bool) -> Iterator[Finding]:
        if item.own is False and not with_pupil:
            return
        placed = self._placed(item.text, "pupil" if with_pupil else "message") if item.text else []
        if item.own is False:
            # What a pupil writes is no act of the adult's: only details that change hands are shown, for looking at.
            placed = [
                (check, span._replace(tier=Tier.LOOK)) for check, span in placed if check in ("details-to-pupils", "boundaries")
            ]
        if with_pupil and "boundaries" in self._asked:
            placed += [("boundaries", span) for span in message_spans(item)]
        yield from _gather(placed, item, platform, item.text, item.sender)

    def _in_profile(self, item: Profile, platform: str) -> Iterator[Finding]:
        shown = shown_by(item, self._schools)
        told = shown.check if shown is not None else ""
        if shown is not None and shown.check in self._asked:
            yield Finding(shown.check, shown.tier, shown.reason, platform, item.evidence, item.ref, item.value, when=item.when)
        if item.shown is Audience.ONLY_ME or item.field in OWN_FIELDS:
            return
        placed = [*self._placed(item.value, "profile"), *self._placed(item.value, "public")]
        if item.field is Field.PLACE:
            placed = [(check, span) for check, span in placed if check != "whereabouts"]
        yield from _gather([each for each in placed if each[0] != told], item, platform, item.value)

    def _in_setting(self, item: Setting, platform: str) -> Iterator[Finding]:
        shown = opened(item)
        if shown is not None and shown.check in self._asked:
            yield Finding(
                shown.check,
                shown.tier,
                shown.reason,
                platform,
                item.evidence,
                item.ref,
                f"{item.key}: {item.value}",
                when=item.as_of,
            )


def _meets(span: Span, placed: list[Placed], check: str) -> bool:
    return any(other.start < span.end and span.start < other.end for known, other in placed if known == check)


def _places_of(item: Post) -> Iterator[Span]:
    end = len(item.text)
    if item.coordinates:
        yield Span("post-coordinates", 0, end, Tier.ACT, "coordinates", COORDINATES)
    elif item.place:
        yield Span("post-place", 0, end, Tier.LOOK, "place", PLACED)


def _reshared(span: Span) -> Span:
    stance = Stance.RESHARES if span.stance is Stance.ASSERTS else span.stance
    return span._replace(tier=Tier.LOOK, stance=stance, reason=span.reason + RESHARED)


def _nearer_home(placed: list[Placed]) -> list[Placed]:
    """A holiday beside a home address is a sure finding: together they tell of an empty house."""
    if not any(span.label in ("street-address", "uk-postcode") for _, span in placed):
        return placed
    return [
        (check, span._replace(tier=Tier.ACT, reason=span.reason + HOME_TOO))
        if span.label == "holiday" and span.stance is Stance.ASSERTS
        else (check, span)
        for check, span in placed
    ]


def _gather(placed: list[Placed], item: Post | Message | Profile, platform: str, text: str, who: str = "") -> Iterator[Finding]:
    """One finding for each check and stance: its spans in the order of the text, the surest telling tier and reason."""
    groups: dict[tuple[str, Stance], list[Span]] = {}
    for check, span in placed:
        groups.setdefault((check, span.stance), []).append(span)
    for (check, stance), spans in groups.items():
        spans.sort(key=lambda span: (span.start, span.end))
        lead = min(spans, key=lambda span: (span.tier is not Tier.ACT, span.start))
        yield Finding(
            check, lead.tier, lead.reason, platform, item.evidence, item.ref, text, tuple(spans), item.when, who, stance=stance
        )
