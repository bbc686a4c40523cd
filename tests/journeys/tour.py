"""A walk past every page of the service: each address, each state of a question, each kind of answer, each error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from lanyard.people.rights import PERMISSIONS, permission_of
from lanyard.policy.decide import Answer, decide
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import BUILT_IN, Pack, load_pack
from lanyard.practice.registers import load_registers
from lanyard.practice.urls import ask
from tests.journeys import tour_sharing
from tests.journeys.visitor import Visitor

Step = Callable[[Visitor], None]

#: Addresses that answer programs, not people.
NOT_PAGES = ("site:healthz", "site:readyz", "site:colour")
#: Addresses that only take what a form sends.
FORMS_ONLY = {
    "site:sign-in-as": (), "site:sign-out": (), "practice:begin": (),
    "practice:carry-on": ("abcdefghijklmnop",), "practice:keep": ("abcdefghijklmnop",),
    "oversight:try": ("own-phone", 1), "oversight:ask-again": ("8d4f0f1e-5d1c-4f0e-9d39-1a2b3c4d5e6f",),
}  # fmt: skip
#: Templates that a healthy service never shows, with the words that they are given.
UNSEEN = {
    "errors/400.html": {}, "errors/403.html": {}, "errors/500.html": {"reference": "0123456789ab"},
    "errors/503.html": {"reference": "0123456789ab"}, "errors/no-policy.html": {}, "errors/not-in-scope.html": {},
}  # fmt: skip

SEND = """([action, fields]) => {
  const form = document.createElement('form');
  Object.assign(form, {method: 'post', action, noValidate: true});
  const token = document.querySelector('[name=csrfmiddlewaretoken]')?.value ?? '';
  for (const [name, value] of Object.entries({csrfmiddlewaretoken: token, ...fields})) {
    const box = document.createElement('input');
    Object.assign(box, {type: 'hidden', name, value});
    form.append(box);
  }
  document.body.append(form);
  form.submit();
}"""


@cache
def policy() -> tuple[Pack, Engine]:
    """The policy that the demonstration carries."""
    pack = load_pack("welton")
    return pack, compile_pack(pack)


def send(visitor: Visitor, action: str, fields: Mapping[str, str], *, status: int = 200) -> None:
    """Sends a form that no page offers in this shape."""
    with visitor.page.expect_navigation(wait_until="load") as going:
        visitor.page.evaluate(SEND, [action, dict(fields)])
    visitor.arrive(going.value, status)


def journey(visitor: Visitor, situation: Mapping[str, str]) -> str:
    """Opens a journey in which this much is answered; its address."""
    visitor.open("/")
    send(visitor, "/ask/", situation)
    found = re.match(r"/ask/[^/]+/", visitor.path)
    assert found, f"asking led to {visitor.path}"
    return found[0]


def opening(path: str, status: int = 200) -> Step:
    """The step of typing an address."""
    return lambda visitor: visitor.open(path, status=status)


def sending(action: str, fields: Mapping[str, str], status: int = 200) -> Step:
    """The step of sending a form from the first page."""

    def go(visitor: Visitor) -> None:
        visitor.open("/")
        send(visitor, action, fields, status=status)

    return go


def walk() -> Iterator[tuple[str, str, Step]]:
    """Every stop: its part of the service, its name, and how to get there."""
    for part in (signed_out, lists_and_entries, questions, descriptions, answers, kept_answers, sharing, errors):
        for name, step in part():
            yield part.__name__.replace("_", " "), name, step


def signed_out() -> Iterator[tuple[str, Step]]:
    """What everybody may see."""
    for path in ("/sign-in/", "/sign-in/?ended=1&next=/policy/", "/help-now/", "/accessibility/", "/privacy/"):
        yield path, opening(path)
    yield "nothing there, signed out", opening("/nowhere/", 404)
    for name in NOT_PAGES:
        yield name, probe(reverse(name, args=["1d4f91"] if name == "site:colour" else []))
    yield "signing in", lambda visitor: visitor.sign_in("Sam Whitcombe")


def probe(path: str) -> Step:
    """The step of looking at an address that is no page: it must answer, and the page before stays."""

    def look(visitor: Visitor) -> None:
        assert visitor.page.request.get(f"{visitor.watch.address}{path}").ok, path
        visitor.probed.append(path)

    return look


def lists_and_entries() -> Iterator[tuple[str, Step]]:
    """The pages with a plain address: lists, and each entry of each."""
    registers = load_registers(str(BUILT_IN / "welton"))
    pack, engine = policy()
    entries: Mapping[str, list[str]] = {
        "oversight:clause": [clause.id for clause in pack.clauses],
        "oversight:table": list(engine.vocabulary.facts[0].value_ids()),
        "oversight:law-entry": [law.id for law in registers.law],
        "oversight:lesson": [lesson.id for lesson in registers.lessons],
        "oversight:feature": [feature.id for feature in registers.features],
    }
    for name, pattern in patterns():
        if name in entries:
            for entry in entries[name]:
                yield f"{name} {entry}", opening(reverse(name, args=[entry]))
        elif is_walked(name, pattern) and not pattern.pattern.converters and name not in NOT_PAGES and name not in FORMS_ONLY:
            yield name, opening(reverse(name))
    search = reverse("oversight:search")
    for words in ("photo", "whatsapp", "zzxqy"):
        yield f"search for {words}", opening(f"{search}?q={words}")
    yield "the same version twice", opening(f"{reverse('oversight:compare')}?old=1&new=1")


def questions() -> Iterator[tuple[str, Step]]:
    """Each question, answered, and some of them not answered at all."""
    _, engine = policy()
    everything = {fact.id: fact.value_ids()[0] for fact in engine.vocabulary}
    held: list[str] = []

    def begin(visitor: Visitor) -> None:
        held.append(journey(visitor, everything))
        visitor.open(f"{held[0]}answers/")

    def unanswered(visitor: Visitor) -> None:
        visitor.page.evaluate("() => document.querySelectorAll('main [type=radio]').forEach((one) => { one.checked = false; })")
        visitor.press("Continue", status=None)

    yield "check your answers", begin
    for fact in engine.vocabulary:
        yield f"question {fact.id}", lambda visitor, fact=fact: visitor.open(f"{held[0]}{fact.id}/")
        if fact.id in ("act", "child_image", "channel", "role"):
            yield f"question {fact.id}, not answered", unanswered
    yield "a question for the first time", sending("/ask/", {"act": "contact"})


def descriptions() -> Iterator[tuple[str, Step]]:
    """Placing what is not on the list."""
    _, engine = policy()
    for fact in engine.vocabulary:
        if not fact.described:
            continue

        def begin(visitor: Visitor, fact=fact) -> None:
            visitor.open(f"{journey(visitor, {'act': 'contact', fact.id: fact.value_ids()[0]})}{fact.id}/describe/")

        yield f"describe {fact.id}", begin
        if fact.id == "channel":
            yield "a name nobody knows", lambda visitor: named(visitor, "Blibble")
            yield "a name that is too long", lambda visitor: named(visitor, "B" * 81)
            yield "no name", lambda visitor: named(visitor, "")
        yield f"describe {fact.id}, not answered", lambda visitor: visitor.press("Continue", status=None)
        if fact.id == "channel":
            yield "describe it again", begin
            yield "a name with several ways", lambda visitor: named(visitor, "Microsoft Teams")


def named(visitor: Visitor, name: str) -> None:
    """Types the name of an app."""
    visitor.write("What is it called?", name)
    visitor.press("Continue", status=None)


def answers() -> Iterator[tuple[str, Step]]:
    """An answer of every kind: each verdict, with and without an alarm, a hand-over, a conflict, a stricter policy."""
    for kind, situation in kinds_of_answer().items():
        yield f"answer: {kind}", lambda visitor, told=situation: visitor.open(f"{journey(visitor, told)}answer/")
    yield "answer: nothing known", lambda visitor: visitor.open(f"{journey(visitor, {'act': 'dont-know'})}answer/")


def kinds_of_answer() -> Mapping[str, Mapping[str, str]]:
    """A situation for each kind of answer, from the policy's own examples and from acts alone."""
    pack, engine = policy()
    told = [dict(example.situation) for clause in pack.clauses for example in clause.examples]
    told += [{"act": act} for act in engine.vocabulary.facts[0].value_ids()]
    told += [{"act": act, "other": "public"} for act in engine.vocabulary.facts[0].value_ids()]
    found: dict[str, Mapping[str, str]] = {}
    for situation in told:
        found.setdefault(kind_of(decide(engine, situation)), situation)
    return found


def kind_of(answer: Answer) -> str:
    """What makes an answer page look unlike the others."""
    marks = {
        "call now": any(duty.contact for duty in answer.urgent),
        "hand-over": bool(answer.handover),
        "conflict": bool(answer.conflicts),
        "stricter policy": bool(answer.prevails),
        "duties": any(duty.certain for duty in answer.duties),
    }
    return ", ".join([answer.verdict, *(mark for mark, so in marks.items() if so)])


def kept_answers() -> Iterator[tuple[str, Step]]:
    """Keeping, looking again, deleting, and an address of somebody else's."""
    places: list[str] = []

    def keep(visitor: Visitor) -> None:
        visitor.open(f"{journey(visitor, {'act': 'accept_friend', 'other': 'parent', 'affects_role': 'yes'})}answer/")
        visitor.press("Keep this answer")
        places.append(visitor.path)

    yield "just kept", keep
    yield "kept before", lambda visitor: visitor.open(places[0])
    yield "the list", opening("/answers/")
    yield "delete?", lambda visitor: visitor.open(f"{places[0]}delete/")
    yield "deleted", lambda visitor: visitor.press("Delete it")
    yield "kept by nobody", lambda visitor: visitor.open(places[0], status=404)


def sharing() -> Iterator[tuple[str, Step]]:
    """Declarations, agreements, the parents' pages, protocols and routes."""
    yield from tour_sharing.stops()


def errors() -> Iterator[tuple[str, Step]]:
    """Every way of going wrong."""
    yield "nothing there", opening("/nowhere/", 404)
    yield "a journey that is gone", opening("/ask/abcdefghijklmnop/answer/", 404)
    yield "nothing chosen", sending("/ask/", {})
    for name, arguments in FORMS_ONLY.items():
        yield f"{name} without its form", opening(reverse(name, args=arguments), 405)
    yield "a form that is too large", sending("/ask/", {"act": "x" * 300_000}, 400)
    yield "a form without its token", sending("/ask/", {"csrfmiddlewaretoken": ""}, 403)
    yield "nobody of the cast", sending("/sign-in/as/", {"adult": "0"}, 403)
    for template, words in UNSEEN.items():
        yield template, from_disk(template, words)


def from_disk(template: str, words: Mapping[str, str]) -> Step:
    """The step of looking at a template that a healthy service does not show."""

    def show(visitor: Visitor) -> None:
        html = render_to_string(template, dict(words), request=RequestFactory().get("/"))
        address = f"{visitor.watch.address}/{Path(template).stem}-from-disk/"
        visitor.page.route(address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        visitor.open(f"/{Path(template).stem}-from-disk/")

    return show


def patterns() -> list[tuple[str, URLPattern]]:
    """Every address of the service, by name."""

    def inside(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from inside(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}", pattern

    return list(inside(get_resolver(), ""))


def is_walked(name: str, pattern: URLPattern) -> bool:
    """Whether this walk passes an address: asking, the policy and the service itself, as far as they are everybody's.

    Every other address is opened in a school that has something on each page
    (test_every_page_of_practice_is_accessible.py).
    """
    asking = {f"practice:{each.name}" for each in ask.urlpatterns}
    taken = permission_of(pattern.callback, name)
    return (name.startswith(("oversight:", "site:")) or name in asking) and (taken is None or PERMISSIONS[taken].everyone)


def names_of(paths: list[str]) -> set[str]:
    """The names of the addresses that some paths belong to."""
    found = set()
    for path in paths:
        try:
            found.add(resolve(path).view_name)
        except Exception as unknown:
            if type(unknown).__name__ != "Resolver404":
                raise
    return found
