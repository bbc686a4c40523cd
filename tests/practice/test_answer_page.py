"""What an answer says in cases that the Welton policy does not bring about."""

from __future__ import annotations

import datetime

from lanyard.people.models import School
from lanyard.policy.engine import Engine, compile_pack
from lanyard.policy.pack import Pack, find_pack, load_sources
from lanyard.practice import answer_page, plain_text, wording
from lanyard.practice.answer_page import AnswerPage
from lanyard.practice.registers import load_registers
from tests.practice.welton import pack
from tests.site.sample import sources

RULES = """
```rule
fine
  act: befriend
  other: colleague, pupil
```
```rule
  act: write
  other: pupil
  duty: tell_head now
  duty: keep_quiet now
```
```example
"""
MORE = """
[[who]]
id = "you"
label = "you"

[[duty]]
id = "keep_quiet"
wording = "Tell nobody."
addressee = "you"
urgency = "now"

[[incompatible]]
duties = ["tell_head", "keep_quiet"]
why = "Nobody can tell and be silent."
"""


def divided() -> tuple[Pack, Engine]:
    """A policy whose clauses are at odds with each other, and whose duties are too."""
    told = sources()
    first, example, rest = told["policy.md"].rpartition("\n```example\n")
    text = first + RULES + rest
    assert example
    made = load_sources({**told, "policy.md": text, "duties.toml": told["duties.toml"] + MORE}, name="divided")
    return made, compile_pack(made, prove=False)


def answer(known: dict[str, str], *, is_demonstration: bool = True) -> AnswerPage:
    made, engine = divided()
    school = School(name="Sample", is_demonstration=is_demonstration)
    return answer_page.build(made, engine, load_registers(str(find_pack("welton"))), school, known=known, dont_know=[])


def test_clauses_at_odds_are_said_plainly_and_the_strict_one_counts():
    page = answer({"act": "befriend", "other": "pupil"})
    assert page.kind == "never"
    assert page.notes == (
        "Clauses 1.1.1 and 1.1.2 do not agree with each other here. The stricter one counts until governors settle it.",
    )


def test_duties_that_cannot_both_be_done_are_said_plainly():
    page = answer({"act": "write", "other": "pupil"})
    assert page.kind == "duties"
    assert page.look.word == "Do what is listed here"
    assert page.notes == ("Clause 1.1.2 asks for things that cannot all be done. Ask the head teacher which comes first.",)


def test_a_policy_without_duty_hours_or_standards_still_answers():
    page = answer({"act": "befriend"})
    assert page.on_duty == "The answer is the same on and off duty."
    assert page.standards is None
    assert page.until_known == "Until you know, act as if the answer were: never."


def test_silence_is_not_a_permission():
    page = answer({"act": "write", "other": "colleague"})
    assert page.kind == "silent"
    assert page.sentence == "That is not a yes. Ask before you act."
    assert [contact.id for contact in page.ask_first] == ["head-teacher", "dsl"]
    assert answer({"act": "write", "other": "colleague"}, is_demonstration=False).ask_first == ()


def test_the_text_to_take_away_says_verdict_duties_reasons_and_version():
    engine = compile_pack(pack())
    school = School(name="Welton", is_demonstration=True)
    known = {"act": "raise", "raise_to": "online"}
    page = answer_page.build(pack(), engine, load_registers(str(find_pack("welton"))), school, known=known, dont_know=[])
    text = plain_text.write(page, pack(), on=datetime.date(2026, 11, 2))
    assert text.startswith("No. The policy rules this out.\nAsked about: Raising a complaint or a worry; online.\n")
    assert "- 2.3.8 " in text and "Ways that are fine:\n- inside school" in text
    assert text.endswith("version 2026. Asked on 2 November 2026.\nThis says what the policy says. It is not legal advice.")


def test_a_refusal_leads_to_a_professional_judgement_with_its_clause_chosen(teacher):
    teacher.ask("accept_friend").choose("A pupil at this school").choose("They did")
    assert "If keeping to clause 2.3.5 would leave a child worse off" in teacher.text
    teacher.press("note a professional judgement")
    assert teacher.heading == "Have you done it already?"
    teacher.choose("No, I mean to do it")
    assert teacher.page.find("option", selected=True).get_text().startswith("2.3.5")


def test_where_nothing_can_soften_a_clause_no_judgement_is_offered(teacher):
    teacher.ask("found").choose("Yes")
    assert "professional judgement" not in teacher.text


def test_what_is_live_is_linked_where_it_is(teacher):
    teacher.ask("accept_friend").choose("A pupil at this school").choose("They did")
    links = {link["href"] for link in teacher.page.find("main").find_all("a")}
    assert "/note/pupil-request/" in links and "/features/pupil-request-log/" not in links


def welton(known: dict[str, str]) -> AnswerPage:
    """The page of the Welton policy for a situation."""
    engine = compile_pack(pack())
    school = School(name="Welton", is_demonstration=True)
    return answer_page.build(pack(), engine, load_registers(str(find_pack("welton"))), school, known=known, dont_know=[])


def test_a_refusal_says_what_to_do_instead():
    page = welton({"act": "accept_friend", "other": "pupil", "initiated": "me"})
    assert page.kind == "never"
    assert [(way.words.split(",")[0], way.number) for way in page.instead] == [("Talk with the pupil in school", "2.5.1")]
    assert "What to do instead:\n- Talk with the pupil in school" in plain_text.write(page, pack(), on=datetime.date(2026, 11, 2))


def test_only_what_has_happened_sounds_the_alarm():
    post = {"act": "post", "content": "confidential"}
    assert welton(post | {"timing": "planned"}).look.word == "No"
    page = welton(post | {"timing": "done"})
    assert page.is_alarm and [duty.id for duty in page.calls] == ["report_breach"]


def test_care_points_at_a_list_only_where_there_is_one():
    assert welton({"act": "accept_friend", "other": "parent", "affects_role": "no"}).sentence == wording.CARE_ALONE
    told = welton({"act": "accept_friend", "other": "parent", "affects_role": "yes", "declared": "no"})
    assert told.duties and told.sentence == "Do what is listed here, and go carefully."


def test_a_folded_reading_does_not_say_its_verdict_again():
    page = welton({"act": "contact", "other": "parent", "channel": "call", "device_owner": "own", "purpose": "school"})
    (reason,) = [one for one in page.may_apply if one.clause.id == "same-rules"]
    assert reason.read_backs[0].startswith("Never: contacting") and reason.folded[0].startswith("Contacting")


def test_what_would_help_names_the_device_it_means():
    page = welton({"act": "contact", "other": "public", "channel": "call", "device_owner": "school", "purpose": "personal"})
    assert any("You use your own device" in way.changes for way in page.ways)
