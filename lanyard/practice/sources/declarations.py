"""Declarations: what is due, what the person declared, what it answers in Ask, how the clause is lived."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone

from lanyard.people import dues, timeline
from lanyard.people.dues import Due
from lanyard.people.models import Adult, School
from lanyard.people.queries import Scope
from lanyard.people.queries.days import bound
from lanyard.people.timeline import Entry
from lanyard.practice import declaration_page, living, on_record
from lanyard.practice.living import Living
from lanyard.practice.models import Declaration, DeclarationAct, DeclarationNote, YearlyLook
from lanyard.practice.on_record import Recorded
from lanyard.practice.queries import declarations as queries

CIRCLES, HIDDEN = "circles-with-parents", "hidden-contacts"
#: How long a reader has to answer a declaration, in days.
READ_WITHIN = datetime.timedelta(days=14)
DONE = {
    DeclarationAct.DECLARED: "You declared a social contact.",
    DeclarationAct.AMENDED: "You changed a declaration.",
    DeclarationAct.CONFIRMED: "You confirmed that a declaration is still right.",
    DeclarationAct.WITHDRAWN: "You withdrew a declaration.",
}


@dues.source
def own_declarations(scope: Scope) -> Iterable[Due]:
    """The yearly look, and what a reader asked to see again."""
    look = queries.last_look(scope)
    by = queries.look_due_on(scope, look)
    if look is None or (by is not None and by - queries.AHEAD <= scope.on):
        yield Due(
            kind="yearly look",
            key=f"yearly-look:{scope.adult.pk}:{by or 'first'}",
            title="Say whether you have any social contacts to declare",
            why="Once a year everybody looks over what may have been forgotten; “nothing” is a good answer.",
            href=reverse("practice:declare-year"),
            clause=HIDDEN,
            by=by,
        )
    for told in queries.live(queries.own_declarations(scope)):
        if told.review_on is not None and told.review_on - queries.AHEAD <= scope.on:
            yield Due(
                kind="declaration review",
                key=f"declaration-review:{told.declaration.pk}:{told.review_on}",
                title="Look at a declaration of yours again",
                why="Its reader asked you to, when it was declared.",
                href=reverse("practice:declaration", args=[told.declaration.pk]),
                clause=CIRCLES,
                by=told.review_on,
            )


@dues.source
def declarations_to_read(scope: Scope) -> Iterable[Due]:
    """What was declared to this reader and not answered yet."""
    for told in queries.readable_declarations(scope):
        if not told.is_read:
            yield Due(
                kind="declaration to read",
                key=f"declaration-to-read:{told.latest.pk}",
                title="Read a declaration",
                why="An adult told you about a social contact, and waits for your answer.",
                href=reverse("practice:declaration-reading", args=[told.declaration.pk]),
                clause=CIRCLES,
                by=timezone.localdate(told.latest.made_at) + READ_WITHIN,
            )


@timeline.source
def declared(scope: Scope) -> Iterable[Entry]:
    """Every version of what the person declared, and each yearly look."""
    for told in queries.own_declarations(scope):
        href = reverse("practice:declaration", args=[told.declaration.pk])
        for version in told.versions:
            statement = {"declaration": str(told.declaration.pk), "version": version.number, "says": version.says}
            yield Entry(version.made_at, "declared", DONE[version.act], CIRCLES, href, statement)
        for note in told.notes:
            words = f"{note.by.name} answered a declaration of yours."
            statement = {"declaration": str(told.declaration.pk), "answer": note.answer, "words": note.says}
            yield Entry(note.at, "answered", words, CIRCLES, href, statement)
    for look in YearlyLook.objects.filter(adult=scope.adult, school=scope.school):
        words = "You had nothing to declare." if look.nothing else "You said that everything is declared."
        yield Entry(look.at, "declared", words, HIDDEN, reverse("practice:declarations"), {"nothing": look.nothing})


@timeline.source
def answered(scope: Scope) -> Iterable[Entry]:
    """What the person answered as a reader; the timeline does not repeat what others declared."""
    for note in DeclarationNote.objects.filter(by=scope.adult).select_related("version"):
        href = reverse("practice:declaration-reading", args=[note.version.declaration_id])
        statement = {"declaration": str(note.version.declaration_id), "answer": note.answer}
        yield Entry(note.at, "answered", "You answered a declaration that was made to you.", CIRCLES, href, statement)


@on_record.source
def live_declarations(scope: Scope) -> Iterable[Recorded]:
    """A declaration that holds answers whether the link is declared."""
    for told in queries.live(queries.own_declarations(scope)):
        yield Recorded(
            key=f"declaration:{told.declaration.pk}",
            facts={"declared": "yes"},
            when={"other": str(told.says.get("with_whom", ""))},
            words=f"your declaration of {timezone.localdate(told.declaration.made_at):%-d %B %Y}",
            choice=declaration_page.in_a_line(told.says),
            clause=CIRCLES,
            href=reverse("practice:declaration", args=[told.declaration.pk]),
        )


@living.source
def looked_over(school: School, on: datetime.date) -> Iterable[Living]:
    """How many adults have said within a year what there is to declare, or that there is nothing."""
    adults = Adult.objects.filter(bound(on), school=school)
    everybody = adults.count()
    since = on - queries.YEAR
    looked = adults.annotate(looked=Max("yearly_looks__at")).filter(looked__date__gt=since).count()
    yield Living(HIDDEN, "adults have gone through what may have been forgotten within a year", looked, everybody)
    told = Declaration.objects.filter(school=school, adult__in=adults).aggregate(adults=Count("adult", distinct=True))
    yield Living(CIRCLES, "adults have told openly of a social contact", told["adults"])
