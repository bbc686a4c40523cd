"""The law register: every Act of the appendix and those it misses, honest about what nobody has checked."""

from __future__ import annotations

import datetime as dt

import pytest

from lanyard.policy.law import STATUSES, LawRegister, load_law_register
from lanyard.policy.pack import BUILT_IN, load_pack
from lanyard.policy.refusal import Refusal

REGISTER = BUILT_IN / "welton" / "law.toml"
TODAY = dt.date(2026, 11, 22)

SOURCE = '{ address = "gov.uk", shows = "all of it", checked = 2026-11-01 }'
GOOD = f"""
checked_by = "Lanyard editors"

[[law]]
id = "old-1998"
title = "Old Act 1998"
identifier = "ukpga/1998/29"
sections = ["1"]
status = "repealed"
replaced_by = ["new-2018"]
card = "It is gone."
clauses = ["A.2"]
verified = true
source = [{SOURCE}]

[[law]]
id = "new-2018"
title = "New Act 2018"
identifier = "ukpga/2018/12"
status = "in_force"
card = "It is here."
verified = false
unverified = ["Its section numbers."]
source = [{SOURCE}]
"""


@pytest.fixture(scope="module")
def register() -> LawRegister:
    return load_law_register(REGISTER)


@pytest.fixture
def refused(tmp_path):
    def load(text: str) -> str:
        file = tmp_path / "law.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refusal:
            load_law_register(file)
        return str(refusal.value)

    return load


def test_every_entry_of_the_appendix_has_its_law(register):
    named = {clause for law in register for clause in law.clauses}
    assert {f"A.{number}" for number in range(1, 18)} <= named


def test_the_acts_that_the_appendix_misses_are_there(register):
    missing = ("equality-2010", "education-2002-s141f", "online-safety-2023", "crime-policing-2026", "defamation-2013")
    assert all(register.get(id_).title for id_ in missing)
    assert len(register) == 32


def test_what_the_appendix_names_but_the_law_has_dropped_is_shown_as_repealed(register):
    assert register.get("data-protection-1998").badge == "Repealed"
    assert register.get("telecommunications-1984").badge == "Repealed"
    assert register.status_sentence("data-protection-1998") == (
        "No longer in force. Read the UK General Data Protection Regulation and the Data Protection Act 2018 in its place."
    )


def test_an_amended_law_points_to_what_took_part_of_it_over(register):
    assert register.status_sentence("communications-2003") == (
        "Part of it has been repealed. See also the Online Safety Act 2023."
    )


def test_the_duty_to_report_is_never_presented_as_in_force(register):
    law = register.get("crime-policing-2026")
    assert law.status == "unverified"
    assert not law.verified
    assert "not verified" in register.status_sentence(law.id)


def test_every_entry_says_where_it_was_read_and_in_plain_words(register):
    for law in register:
        assert law.sources, law.id
        assert law.status in STATUSES
        assert 2 <= law.card.count(". ") + 1 <= 4, law.id
        assert law.last_checked is not None and law.last_checked <= TODAY


def test_a_fact_without_a_source_is_listed_with_its_law(register):
    listed = register.unverified()
    assert ("crime-policing-2026", "The section number of the duty to report.") in [(law.id, fact) for law, fact in listed]
    assert {law.id for law, _ in listed} == {law.id for law in register if not law.verified}


def test_the_register_is_fresh_today_and_stale_in_a_year(register):
    assert register.stale(TODAY) == ()
    assert register.stale(dt.date(2027, 11, 2))
    assert len(register.stale(dt.date(2028, 1, 1))) == len(register)


def test_law_is_found_by_the_clause_it_touches(register):
    found = {law.id for law in register.touching("2.7.4")}
    assert {"protection-of-children-1978", "criminal-justice-1988-s160"} <= found


def test_every_law_that_the_policy_names_is_in_the_register(register):
    pack = load_pack("welton")
    named = {id_ for clause in pack.clauses for id_ in clause.law}
    assert named <= {law.id for law in register}
    numbers = {clause.number for clause in pack.clauses}
    assert {number for law in register for number in law.clauses} <= numbers


def test_an_unknown_law_is_answered_with_suggestions(register):
    with pytest.raises(KeyError, match="equality-2010"):
        register.get("equality-2011")


def test_three_successors_are_listed_as_people_list_them(tmp_path):
    third = GOOD[GOOD.index('[[law]]\nid = "new') :].replace("new-2018", "newer-2025").replace("New Act 2018", "Newer Act 2025")
    fourth = third.replace("newer-2025", "newest-2026").replace("Newer Act 2025", "Newest Act 2026")
    file = tmp_path / "law.toml"
    named = '["new-2018", "newer-2025", "newest-2026"]'
    file.write_text(GOOD.replace('["new-2018"]', named) + third + fourth, encoding="utf-8")
    sentence = load_law_register(file).status_sentence("old-1998")
    assert sentence.endswith("Read the New Act 2018, the Newer Act 2025 and the Newest Act 2026 in its place.")


def test_a_status_that_is_not_known_is_refused_with_its_line(refused):
    said = refused(GOOD.replace('"in_force"', '"inforce"'))
    assert "law.toml:20" in said and "Did you mean “in_force” or" in said


def test_a_successor_that_is_not_in_the_register_is_refused(refused):
    assert "“new-2019”, named by “replaced_by”, is not in this register" in refused(GOOD.replace('["new-2018"]', '["new-2019"]'))


def test_the_same_id_twice_is_refused(refused):
    assert "the law “old-1998” is given twice" in refused(GOOD.replace('"new-2018"\ntitle', '"old-1998"\ntitle'))


def test_claiming_to_be_verified_without_being_so_is_refused(refused):
    assert "lists facts that are not" in refused(GOOD.replace("verified = false", "verified = true"))
    assert "gives no source" in refused(GOOD.replace(f"verified = true\nsource = [{SOURCE}]", "verified = true"))
    assert "does not say what is not" in refused(GOOD.replace('unverified = ["Its section numbers."]\n', ""))


def test_an_unverified_status_cannot_be_verified(refused):
    assert "its status is unverified although" in refused(GOOD.replace('"repealed"', '"unverified"'))


def test_a_key_that_nobody_reads_is_refused(refused):
    assert "“cards” is not a key of this table. Did you mean “card”?" in refused(
        GOOD.replace('card = "It is here."', 'card = "x"\ncards = "y"')
    )
