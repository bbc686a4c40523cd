"""The questions before everything else: who is in danger, what the material is, who it is about, who owns it.

Answers come in one at a time and may be taken back. Nothing here remembers them: the same answers give
the same question, the same people and the same route.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lanyard.policy.routes.book import Book, Question, Route, Script
from lanyard.policy.routes.files import FilePermit, WordsOnly, permit_files
from lanyard.policy.routes.history import Event, History
from lanyard.policy.routes.kinds import ADULTS_IN_SCHOOL, MAYBE, OUTSIDE_ROLES, ROLE_CONTACTS, About, Answer, Matter, RouteId
from lanyard.policy.routes.receivers import Receivers, left_out_roles, receivers

#: The order in which the questions are asked.
QUESTIONS = ("danger", "files", "shows_child", "about", "keep_from", "matter", "harm", "judgement")

_OWNED_BY = {
    Matter.MATERIAL: RouteId.OTHER_MATERIAL,
    Matter.ALLEGATION: RouteId.ALLEGATION,
    Matter.CONDUCT: RouteId.LOW_LEVEL,
    Matter.ATTACK: RouteId.CYBERBULLYING,
    Matter.PASSWORD: RouteId.PASSWORD,
    Matter.DATA: RouteId.DATA_BREACH,
    Matter.PUPIL_CONTACT: RouteId.PUPIL_CONTACT,
    Matter.CHILD: RouteId.SAFEGUARDING,
    Matter.OTHER_PROCEDURE: RouteId.OTHER_PROCEDURE,
}


#: What happens to the reporter: they are no subject of it, and no handler.
_OWN_MATTERS = (Matter.ATTACK, Matter.PASSWORD)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody answered so far; ``None`` for what they were not asked yet.

    ``keep_from`` are roles that should not receive it. ``reporter_roles`` and ``subject_roles`` are not
    asked: they are the roles that the reporter, and the persons named, hold at the school on that day.
    """

    danger: Answer | None = None
    files: Answer | None = None
    shows_child: Answer | None = None
    about: frozenset[About] | None = None
    keep_from: frozenset[str] | None = None
    matter: Matter | None = None
    harm: Answer | None = None
    judgement: Answer | None = None
    reporter_roles: frozenset[str] = frozenset()
    subject_roles: frozenset[str] = frozenset()

    @property
    def may_show_a_child(self) -> bool:
        """Whether it counts as an indecent image of a child: “not sure” does (2.7.4)."""
        return self.shows_child in MAYBE

    @property
    def left_out(self) -> frozenset[str]:
        """The roles whose holders see nothing of it, as far as is known.

        Whoever is attacked, or whose password is known, does not handle that either: a head teacher’s goes
        to the chair.
        """
        own = (About.SELF,) if self.matter in _OWN_MATTERS else ()
        return left_out_roles(
            (*(self.about or ()), *own),
            reporter_roles=self.reporter_roles,
            subject_roles=self.subject_roles,
            keep_from=self.keep_from or (),
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What whoever raises it sees at once: whom to phone, first to last, and what to do and say."""

    contacts: tuple[str, ...]
    scripts: tuple[Script, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the answers lead: the route, who receives it, who is left out, and whether files may be kept.

    ``also`` are roles that receive it besides those of the route, because of what was answered.
    """

    route: Route
    also: tuple[str, ...]
    receivers: Receivers
    left_out: frozenset[str]
    about_reporter: bool
    files: FilePermit | WordsOnly
    ask_for_judgement: bool
    shown: Shown

    @property
    def may_attach(self) -> bool:
        """Whether an upload control may be shown."""
        return isinstance(self.files, FilePermit)

    def begin(self, opened: Event) -> History:
        """The matter that begins here, with the filing of the report as its first event."""
        return History(self.route.id, opened, left_out=self.left_out, also=self.also)


class Unanswered(ValueError):
    """A route was asked for before every question was answered."""


def next_question(book: Book, answers: Answers) -> Question | None:
    """The question to ask now; ``None`` when the route is known."""
    name = next(_asked(answers), None)
    return book.question(name) if name else None


def is_needed(name: str, answers: Answers) -> bool:
    """Whether a question matters after the answers before it. Its name is one of ``QUESTIONS``."""
    if name == "shows_child":
        return answers.files != Answer.NO
    if name == "matter":
        return not answers.may_show_a_child
    if name == "harm":
        return not (answers.may_show_a_child or answers.matter == Matter.ALLEGATION or _is_for_the_dsl(answers))
    if name == "judgement":
        return About.SELF in (answers.about or ())
    return True


def _asked(answers: Answers) -> Iterator[str]:
    return (name for name in QUESTIONS if getattr(answers, name) is None and is_needed(name, answers))


def route_of(answers: Answers) -> RouteId:
    """The route that owns a matter (1.2.3). ``Unanswered`` when a question remains.

    A possible picture of a child comes before everything, then possible harm by an adult in school, then
    what the reporter calls it. Whoever is not sure is sent where somebody can decide.
    """
    missing = next(_asked(answers), None)
    if missing:
        raise Unanswered(f"The question “{missing}” has not been answered.")
    if answers.may_show_a_child:
        return RouteId.INDECENT_IMAGES
    adult = bool(ADULTS_IN_SCHOOL.intersection(answers.about or ()))
    if _is_for_the_dsl(answers):
        return RouteId.SAFEGUARDING
    if answers.harm in MAYBE or answers.matter == Matter.ALLEGATION:
        return RouteId.ALLEGATION if adult else RouteId.SAFEGUARDING
    if answers.matter is None or answers.matter == Matter.NOT_SURE:
        return RouteId.LOW_LEVEL if adult else RouteId.SAFEGUARDING
    return _OWNED_BY[answers.matter]


def _is_for_the_dsl(answers: Answers) -> bool:
    """A worry about a child in which no adult of the school is named: nobody asks further (1.2.3)."""
    named = (answers.about or frozenset()) - {About.UNKNOWN}
    return answers.matter == Matter.CHILD and not ADULTS_IN_SCHOOL.intersection(named)


def shown_now(book: Book, answers: Answers) -> Shown:
    """What a person must see already, although questions remain: 999, and to stop before a picture."""
    if next_question(book, answers) is None:
        return _shown(book, answers, book.get(route_of(answers)))
    if answers.may_show_a_child:
        return _shown(book, answers, book.get(RouteId.INDECENT_IMAGES))
    return _shown(book, answers, None)


def open_matter(book: Book, answers: Answers) -> Opening:
    """Where the answers lead. ``Unanswered`` when a question remains."""
    route = book.get(route_of(answers))
    return Opening(
        route=route,
        also=_also(answers, route),
        receivers=receivers((*route.receives, *_also(answers, route)), answers.left_out),
        left_out=answers.left_out,
        about_reporter=About.SELF in (answers.about or ()) and route.id not in (RouteId.CYBERBULLYING, RouteId.PASSWORD),
        files=permit_files(route, answers.shows_child),
        ask_for_judgement=answers.judgement in (Answer.NO, Answer.NOT_SURE),
        shown=_shown(book, answers, route),
    )


def _also(answers: Answers, route: Route) -> tuple[str, ...]:
    """An allegation about nobody knows whom may be about somebody at home: the safeguarding lead hears too (1.2.3)."""
    unknown = About.UNKNOWN in (answers.about or ())
    return ("dsl",) if route.id == RouteId.ALLEGATION and unknown else ()


def _shown(book: Book, answers: Answers, route: Route | None) -> Shown:
    contacts: list[str] = ["police-emergency"] if answers.danger in MAYBE else []
    scripts = ["danger"] if answers.danger in MAYBE else []
    if route:
        contacts += (*route.contacts, *receivers((*route.receives, *_also(answers, route)), answers.left_out).contacts)
        scripts += route.scripts
    # The line of an outside body is no person in school, and stays.
    hidden = {ROLE_CONTACTS.get(role) for role in answers.left_out if role not in OUTSIDE_ROLES}
    kept = tuple(dict.fromkeys(contact for contact in contacts if contact not in hidden))
    return Shown(kept, tuple(script for script in map(book.script, scripts) if not script.for_handlers))
