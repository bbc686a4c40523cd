"""The loader of routes: whatever could leave a lock open, or a person without help, is refused with a place."""

from __future__ import annotations

import pytest

from lanyard.policy.refusal import Refusal
from lanyard.policy.routes.kinds import ROLE_CONTACTS, RouteId
from lanyard.policy.routes.reading import load_book
from tests.policy.routes.given import BOOK, CONTACTS, FILE, KNOWN, LAW, PACK

TEXT = FILE.read_text()

#: What is changed in Welton’s own file, and what the refusal says.
WRONG = {
    "a clause": ('clauses = ["2.7.1", "2.7.4"]', 'clauses = ["2.7.1", "2.7.44"]', "Did you mean “2.7.4”"),
    "a contact": ('contacts = ["police-101", "lado"]', 'contacts = ["police-110"]', "Did you mean “police-101”"),
    "a law": ("protection-of-children-1978", "protection-of-child-1978", "Did you mean “protection-of-children-1978”"),
    "a clock": ('starts = ["data-breach"]', 'starts = ["data-breech"]', "Did you mean “data-breach”"),
    "a clock of a step": ('stops = ["first-answer"]', 'stops = ["fist-answer"]', "Did you mean “first-answer”"),
    "a procedure": ('procedure = "allegations"', 'procedure = "allegation"', "Did you mean “allegations”"),
    "a receiver": ('receives = ["decider", "dsl"]', 'receives = ["decider", "dls"]', "Did you mean “dsl”"),
    "a script": ('scripts = ["right-procedure"]', 'scripts = ["rite-procedure"]', "Did you mean “right-procedure”"),
    "a summary": ('summaries = ["ico"]', 'summaries = ["iko"]', "Did you mean “ico”"),
    "the contact of a summary": ('contact = "ico"', 'contact = "icoo"', "Did you mean “ico”"),
    "whoever takes a step": ('who = ["dsl"]', 'who = ["dsll"]', "Did you mean “dsl”"),
    "a fact of a step": ('facts = ["handled_by", "seen_by"]', 'facts = ["handled_bye"]', "Did you mean “handled_by”"),
    "a step before": ('after = ["police-told"]', 'after = ["police-tolt"]', "Did you mean “police-told”"),
    "whom it refers to": ('refers = ["ico"]', 'refers = ["icoo"]', "Did you mean “ico”"),
    "a guard": ('guard = "wish"', 'guard = "wich"', "Did you mean “wish”"),
    "a state": ('reached_by = ["password-blocked"]', 'reached_by = ["password-bloked"]', "Did you mean “password-blocked”"),
    "where an option leads": ('leads_to = "allegation"', 'leads_to = "alegation"', "Did you mean “allegation”"),
    "where an escalation leads": ('to = "data-breach"', 'to = "data-breech"', "Did you mean “data-breach”"),
    "a common step for a route": (
        'not_on = ["indecent-images"]',
        'not_on = ["indecent-image"]',
        "Did you mean “indecent-images”",
    ),
    "a key": ("never_skip = true", "never_skipp = true", "Did you mean “never_skip”"),
    "a route": ('id = "cyberbullying"\ntitle', 'id = "cyberbulying"\ntitle', "Did you mean “cyberbullying”"),
    "a question": ('id = "harm"\nasks', 'id = "judgement"\nasks', "given twice"),
    "no danger script": ('[[script]]\nid = "danger"', '[[script]]\nid = "peril"', "the script “danger” is missing"),
    "files with an allegation": (
        'files = "never"\nprocedure = "allegations"\ncontacts = ["lado"]',
        'files = "yes"\nprocedure = "allegations"\ncontacts = ["lado"]',
        "no file may be kept on this route",
    ),
    "files with images": (
        'files = "never"\nprocedure = "allegations"\ncontacts = ["police-101", "lado"]',
        'files = "sealed"\nprocedure = "allegations"\ncontacts = ["police-101", "lado"]',
        "no file may be kept on this route",
    ),
    "a way out of images": (
        'from = ["other-material", "allegation"]',
        'from = ["indecent-images"]',
        "nothing leads out of indecent images",
    ),
    "closing alone": ('different_from = ["propose-closing"]\n', "", "closing takes two people"),
    "closing unguarded": (
        'facts = ["reason"]\nwhile_locked = true\nguard = "closing"',
        'facts = ["reason"]\nwhile_locked = true',
        "must have the guard “closing”",
    ),
    "no way to open again": ('id = "reopen"', 'id = "reopens"', "the step “reopen” is missing"),
    "a clock that nothing stops": ('stops = ["wellbeing-second"]', "", "nothing stops the clock “wellbeing-second”"),
    "a clock that differs": (
        '  at_once = true\n  while_locked = true\n  stops = ["lado-referral"]',
        "  at_once = true\n  while_locked = true",
        "does not stop the same clocks",
    ),
    "steps that wait for each other": (
        'label = "Tell the adult’s employer, where an agency or a firm sent them"',
        'label = "Tell the adult’s employer"\n  after = ["employer-told"]',
        "the step “employer-told” can never be taken",
    ),
    "a decision by somebody who does not see it": (
        'receives = ["decider"]',
        'receives = ["dsl"]',
        "somebody decides here who does not receive it",
    ),
    "a step twice": ('id = "helpline-asked"', 'id = "parents-met"', "is given twice"),
    "a first state that is reached": (
        'label = "The password is to be blocked"',
        'label = "The password is to be blocked"\n  reached_by = ["note"]',
        "its first state",
    ),
    "the police without the person": ('guard = "wish"\n', "", "one on a named ground"),
    "an override nobody hears of": ('starts = ["override-notice"]\n', "", "told so"),
    "options of a text": ('id = "words"\nlabel', 'id = "words"\nkind = "choice"\nlabel', "has options exactly when"),
    "never left out but not listed": (
        'label = "Tell the adult’s employer, where an agency or a firm sent them"',
        'label = "Tell the adult’s employer"\n  never_skip = true',
        "must be compulsory or stop a clock",
    ),
}


def refused(tmp_path, old: str, new: str, *, everywhere: bool = True) -> str:
    file = tmp_path / "routes.toml"
    assert old in TEXT
    file.write_text(TEXT.replace(old, new) if everywhere else TEXT.replace(old, new, 1))
    with pytest.raises(Refusal) as found:
        load_book(file, KNOWN)
    return str(found.value)


@pytest.mark.parametrize("name", WRONG)
def test_a_book_with_something_wrong_is_refused(tmp_path, name):
    old, new, said = WRONG[name]
    message = refused(tmp_path, old, new)
    assert said in message and "routes.toml" in message


def test_a_step_that_meets_a_clock_is_there_while_another_body_has_it(tmp_path):
    old = '  facts = ["words"]\n  compulsory = true\n  while_locked = true\n  stops = ["wellbeing-first"]'
    message = refused(tmp_path, old, old.replace("  while_locked = true\n", ""))
    assert "wellbeing-week" in message and "while_locked" in message


def test_a_refusal_points_at_the_step(tmp_path):
    message = refused(tmp_path, 'facts = ["device", "where_kept", "witness"]', 'facts = ["devise"]')
    line = next(n for n, text in enumerate(TEXT.splitlines(), 1) if text.strip() == 'facts = ["device", "where_kept", "witness"]')
    assert f"routes.toml:{line}:" in message


def test_everything_that_is_missing_is_said_at_once(tmp_path):
    file = tmp_path / "routes.toml"
    file.write_text("")
    with pytest.raises(Refusal) as found:
        load_book(file, KNOWN)
    assert all(f"“{route}” is missing" in str(found.value) for route in RouteId)


def test_whatever_the_book_names_is_there():
    for route in BOOK:
        assert {law.id for law in LAW} >= set(route.law)
        assert {clause.number for clause in PACK.clauses} >= set(route.clauses) and route.clauses
        assert all(CONTACTS.get(contact) for step in route.steps for contact in step.refers)
    assert all(CONTACTS.get(contact) for contact in ROLE_CONTACTS.values())
    used = {script for route in BOOK for script in route.scripts} | {"danger"}
    assert used == {script.id for script in BOOK.scripts}
    assert {one for route in BOOK for one in route.summaries} == {one.id for one in BOOK.summaries}


def test_looking_up_what_is_not_there_suggests_something():
    for look in (BOOK.get, BOOK.question, BOOK.script, BOOK.fact, BOOK.summary, BOOK.get("allegation").step):
        with pytest.raises(KeyError, match="There is no"):
            look("lado-tolt")
    assert BOOK.get("allegation").has("lado-told") and not BOOK.get("allegation").has("lado-tolt")
