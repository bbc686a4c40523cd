"""Every page of the policy and of what stands beside it opens, for everybody, and says what it must."""

from __future__ import annotations

import re

import pytest

from lanyard.oversight.history import adopted, wording_of
from lanyard.people.models import Role
from lanyard.policy.pack import find_pack
from lanyard.practice.registers import load_registers
from tests.practice.welton import Visitor, pack

REGISTERS = load_registers(str(find_pack("welton")))
SINGLE = (
    "/", "/answers/", "/policy/", "/policy/map/", "/policy/print/", "/policy/health/", "/policy/compare/", "/policy/search/",
    "/policy/search/?q=whatsapp", "/policy/law/", "/policy/platforms/", "/lessons/", "/features/",
)  # fmt: skip
CLAUSES = [f"/policy/clauses/{clause.id}/" for clause in pack().clauses]
TABLES = [f"/policy/table/{value.id}/" for value in pack().vocabulary.facts[0].values]
LAWS = [f"/policy/law/{law.id}/" for law in REGISTERS.law]
LESSONS = [f"/lessons/{lesson.id}/" for lesson in REGISTERS.lessons]
FEATURES = [f"/features/{feature.id}/" for feature in REGISTERS.features]
EVERY = [*SINGLE, *CLAUSES, *TABLES, *LAWS, *LESSONS, *FEATURES]

PEOPLE = [
    *(("teacher", (role,)) for role in Role.values),
    *((group, ()) for group in ("teacher", "support", "supply", "governor", "contractor", "volunteer")),
]


def opens(visitor: Visitor, address: str) -> None:
    visitor.open(address)
    assert visitor.response.status_code == 200, address
    assert visitor.heading and visitor.title.endswith(" – Lanyard"), address
    ids = [each["id"] for each in visitor.page.find_all(id=True)]
    assert len(ids) == len(set(ids)), (address, [id_ for id_ in ids if ids.count(id_) > 1])
    levels = [int(each.name[1]) for each in visitor.page.find("main").find_all(["h1", "h2", "h3", "h4", "h5"])]
    assert all(later <= before + 1 for before, later in zip(levels, levels[1:], strict=False)), (address, levels)
    for word in ("&#x27;", "&amp;amp;", "None.", "coming" + " soon"):
        assert word not in visitor.text, (address, word)


def test_every_page_opens_and_every_link_on_it_leads_somewhere(governor):
    known: dict[str, bool] = dict.fromkeys(EVERY, True)
    for address in EVERY:
        opens(governor, address)
        for link in governor.page.find("main").find_all("a", href=True):
            target = link["href"].partition("#")[0]
            if target.startswith("/") and target not in known:
                known[target] = governor.client.get(target, follow=True).status_code == 200
    assert [target for target, leads in known.items() if not leads] == []


@pytest.mark.parametrize(("place", "who"), list(enumerate(PEOPLE)))
def test_pages_open_for_every_kind_of_person(welton, place, who):
    group, roles = who
    visitor = Visitor.at(welton, "Somebody Else", *roles, group=group)
    for address in (*SINGLE, *EVERY[len(SINGLE) + place :: len(PEOPLE)]):
        assert visitor.open(address).response.status_code == 200, address


@pytest.mark.parametrize(
    "address",
    [
        "/policy/clauses/no-such/",
        "/policy/clauses/9.9.9/",
        "/policy/table/no-such/",
        "/policy/law/no-such/",
        "/lessons/no-such/",
        "/features/no-such/",
    ],
)
def test_what_is_not_there_is_not_found(governor, address):
    assert governor.open(address).response.status_code == 404
    assert governor.heading == "Page not found"


def test_pages_refuse_what_they_do_not_take(governor):
    for address in ("/policy/", "/policy/map/", "/policy/health/", "/lessons/", "/answers/"):
        assert governor.client.post(address).status_code == 405
    assert governor.client.get("/policy/clauses/friends/try/1/").status_code == 405


class TestContents:
    def test_it_says_who_adopted_it_when_and_until_when(self, governor):
        governor.open("/policy/")
        settings = pack().settings
        assert f"adopted by {settings['adopted_by']} (minute {settings['minute']})" in governor.text
        assert "In force since 13 October 2026" in governor.text
        assert "To be reviewed by 13 October 2027" in governor.text

    def test_it_lists_every_clause_in_order(self, governor):
        links = [link["href"] for link in governor.open("/policy/").page.find_all("a") if "/clauses/" in link["href"]]
        assert links == CLAUSES

    def test_the_whole_policy_stands_on_one_page(self, governor):
        governor.open("/policy/print/")
        assert [each["id"] for each in governor.page.find_all("h3")] == [clause.id for clause in pack().clauses]


class TestClause:
    def test_it_shows_words_reading_examples_duties_and_law(self, governor):
        governor.open("/policy/clauses/indecent-images-found/")
        for words in ("You must", "Head and school", "Exceptions None", "How we read it", "Examples", "What it may ask of you"):
            assert words in governor.text
        assert "Decisions on what the words leave open" in governor.text
        assert "Last checked on" in governor.text and "Not legal advice" in governor.text

    def test_its_number_leads_to_it(self, governor):
        assert governor.open("/policy/clauses/2.4.7/").address == "/policy/clauses/own-phone/"

    def test_every_example_can_be_tried(self, governor):
        for clause in pack().clauses:
            for number, _ in enumerate(clause.examples, start=1):
                governor.send(f"/policy/clauses/{clause.id}/try/{number}/")
                assert governor.response.status_code == 200 and "/ask/" in governor.address

    def test_trying_an_example_gives_the_verdict_it_promises(self, governor):
        governor.open("/policy/clauses/contact-agreement/").press("Try it")
        assert governor.heading == "Not without agreement"

    def test_an_example_that_is_not_there_is_not_found(self, governor):
        assert governor.send("/policy/clauses/friends/try/99/").response.status_code == 404
        assert governor.send("/policy/clauses/friends/try/0/").response.status_code == 404

    def test_it_leads_to_the_clauses_before_and_after(self, governor):
        pages = [governor.open(address).page.find(class_="govuk-pagination") for address in (CLAUSES[0], CLAUSES[5], CLAUSES[-1])]
        assert [[link["rel"] for link in page.find_all("a")] for page in pages] == [[["next"]], [["prev"], ["next"]], [["prev"]]]

    def test_it_says_since_when_it_reads_as_it_does(self, governor, welton):
        versions = {name: pack(name) for name in ("welton/earlier/2025", "welton")}
        earlier = {clause.id: clause.digest for clause in versions["welton/earlier/2025"].clauses}
        for clause in pack().clauses:
            same = earlier.get(clause.id) == clause.digest
            found = wording_of(clause.id, clause.digest, adopted(welton))
            assert found.version == versions["welton/earlier/2025" if same else "welton"].version, clause.number
            assert found.before == (clause.id in earlier and not same)
        kept = next(clause for clause in pack().clauses if earlier.get(clause.id) == clause.digest)
        assert "Unchanged since version 2025" in governor.open(f"/policy/clauses/{kept.id}/").text


class TestMap:
    def test_every_act_stands_in_it_with_a_cell_that_says_its_verdict_in_words(self, governor):
        governor.open("/policy/map/")
        assert len(governor.page.select("a.lanyard-map__cell")) > 100
        for cell in governor.page.select("a.lanyard-map__cell"):
            assert cell.find(class_="govuk-visually-hidden").get_text().strip()
            assert cell["href"].startswith("/policy/table/")
        numbers = [row.find("th").get_text() for row in governor.page.select("table.govuk-table tbody tr")]
        assert sorted(numbers) == sorted(value.label for value in pack().vocabulary.facts[0].values)

    def test_each_cell_leads_to_a_place_on_the_table(self, governor):
        targets: dict[str, set[str]] = {}
        for cell in governor.open("/policy/map/").page.select("a.lanyard-map__cell"):
            page, _, place = cell["href"].partition("#")
            targets.setdefault(page, set()).add(place)
        for page, places in targets.items():
            ids = {each["id"] for each in governor.open(page).page.find_all(id=True)} | {""}
            assert places <= ids, page

    def test_the_numbers_of_each_act_add_up(self, governor):
        for row in governor.open("/policy/map/").page.select("table.govuk-table tbody tr"):
            assert 98 <= sum(int(cell.get_text()) for cell in row.find_all("td")) <= 102


def test_a_table_starts_a_question(governor):
    governor.open("/policy/table/share_contact/").press("Ask about this")
    assert governor.heading == "Who is the other person?"


class TestHealth:
    def test_it_says_how_much_was_looked_at_and_that_nothing_is_open(self, governor):
        governor.open("/policy/health/")
        assert f"{len(pack().rules)} rules" in governor.text
        assert "Nothing serious is left unexplained." in governor.text
        assert "Where the policy is silent" in governor.text

    def test_what_is_open_is_said_first(self, governor, welton):
        from tests.people.cast import TODAY
        from tests.practice.welton import adopt, read_sources

        sources = read_sources("welton")
        text = sources["policy.md"].replace("version: 2026\n", "version: 2027\n")
        start = text.index("```reading", text.index("{#support}"))
        text = text[:start] + text[text.index("```", start + 3) + 4 :]
        adopt(welton, sources={**sources, "policy.md": text}, on=str(TODAY))
        governor.open("/policy/health/")
        assert "must be decided" in governor.text
        assert "Whom to contact" in governor.text


class TestComparison:
    def test_the_last_two_adopted_versions_are_compared(self, governor):
        governor.open("/policy/compare/")
        old, new = pack("welton/earlier/2025").version, pack().version
        assert f"From version {old} to version {new}" in governor.text
        assert "situations get another answer or other duties" in governor.text
        assert "governors tick this before they adopt it" in governor.text
        assert governor.page.find("ins") and governor.page.find("del")

    def test_each_act_and_each_clause_is_a_fold_that_says_how_much_it_holds(self, governor):
        governor.open("/policy/compare/")
        folds = governor.page.select("details.lanyard-fold")
        assert len(folds) > 20 and not any(fold.has_attr("open") for fold in folds)
        said = [fold.summary.get_text(" ", strip=True) for fold in folds]
        assert any(re.search(r": \d+ of \d+ situations, \d+ to be ticked$", one) for one in said)
        assert any(re.search(r"^\d\.\d.*: .*new words", one) for one in said)

    def test_a_version_is_not_compared_with_itself_nor_with_another_schools(self, governor, welton):
        one = welton.policy_versions.first().pk
        assert "Select two different versions" in governor.open(f"/policy/compare/?old={one}&new={one}").text
        assert "Select the older version from the list" in governor.open(f"/policy/compare/?old=99999&new={one}").text
        assert governor.title.startswith("Error: ")
        assert "Select the newer version" in governor.open(f"/policy/compare/?old={one}").text
        assert governor.open("/policy/compare/?old=x&new=%00").response.status_code == 200

    def test_a_school_with_one_version_has_nothing_to_compare(self, db):
        from tests.people.cast import make_school
        from tests.practice.welton import adopt

        school = make_school("New Primary School")
        adopt(school)
        visitor = Visitor.at(school)
        assert "there is nothing to compare it with" in visitor.open("/policy/compare/").text


class TestLaw:
    def test_what_is_not_verified_is_marked(self, governor):
        law = next(law for law in REGISTERS.law if law.unverified)
        assert "Not verified" in governor.open(f"/policy/law/{law.id}/").text
        assert law.unverified[0] in governor.text

    def test_a_repealed_act_leads_to_what_replaced_it(self, governor):
        governor.open("/policy/law/data-protection-1998/")
        assert "Repealed" in governor.text
        assert governor.page.find("main").find("a", href="/policy/law/data-protection-2018/")
        assert "Stands for" in governor.open("/policy/law/data-protection-2018/").text

    def test_every_entry_says_when_it_was_checked_and_that_it_is_no_advice(self, governor):
        for address in LAWS[::4]:
            text = governor.open(address).text
            assert "Last checked" in text and "not legal advice" in text


def test_a_feature_that_is_not_here_yet_says_what_to_do_now(governor):
    for feature in list(REGISTERS.features)[::3]:
        governor.open(f"/features/{feature.id}/")
        assert feature.meanwhile in governor.text
        if not feature.live:
            assert governor.text.index(feature.meanwhile) < governor.text.index(feature.does)
