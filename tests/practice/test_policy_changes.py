"""What happens on a journey when the policy changes under it, and what a policy's words cannot do to a page."""

from __future__ import annotations

from lanyard.practice.markdown import plain, prose
from tests.people.cast import TODAY, make_school
from tests.practice.welton import NOW, Visitor, adopt, pack, read_sources
from tests.site.sample import sources as sample_sources


def newer(**changes: str) -> dict[str, str]:
    """This year's version with something replaced in its document."""
    sources = read_sources(NOW)
    text = sources["policy.md"].replace("version: 2026\n", "version: 2027\n")
    for old, new in changes.items():
        text = text.replace(old, new)
    return {**sources, "policy.md": text}


def test_a_policy_that_changes_on_the_way_is_told_and_asked_again(teacher, school):
    teacher.ask("share_contact").choose("A pupil at this school")
    question = teacher.address
    adopt(school, NOW, sources=newer(), on=str(TODAY))
    teacher.send(question, answer="number")
    assert "The policy changed while you were answering" in teacher.text
    assert teacher.heading == "Who is the other person?", "what the person wants to do is kept; the rest is asked again"
    teacher.choose("A pupil at this school")
    assert "The policy changed" not in teacher.text


def test_a_policy_without_that_act_starts_from_the_beginning(teacher, school):
    question = teacher.ask("share_contact").address
    adopt(school, NOW, sources=sample_sources(version="2027"), on=str(TODAY))
    teacher.open(question)
    assert teacher.heading == "What do you want to do?"
    assert "The policy changed" in teacher.text
    teacher.choose("Add somebody").choose("A pupil")
    assert teacher.heading == "No"


def test_every_page_of_asking_works_with_another_policy(db):
    school = make_school("Another Primary School")
    adopt(school, "sample", sources=sample_sources())
    visitor = Visitor.at(school)
    visitor.open("/")
    assert "More" not in visitor.text, "without common acts every act is on the first list"
    visitor.ask("befriend").choose("A colleague")
    assert visitor.heading == "Yes"
    assert "The policy asks nothing else of you here." in visitor.text
    visitor.ask("write")
    assert visitor.heading == "The policy does not say"
    assert "Whom to ask before you act" not in visitor.text, "an invented number is shown in a demonstration only"
    assert "01632" not in visitor.text


def test_html_in_a_policy_stays_words(teacher, school):
    evil = 'Reached <script>alert("x")</script> <img src=x onerror=alert(1)> [link](javascript:alert(1)) ![p](http://evil.example/p.png)\n\n'
    title = "2.3.5 Friends, followers and contacts"
    told = newer(**{f"### {title} {{#friends}}\n": f"### 2.3.5 <b>Friends</b> & others {{#friends}}\n{evil}"})
    adopt(school, NOW, sources=told, on=str(TODAY))
    teacher.open("/policy/clauses/friends/")
    main = str(teacher.page.find("main"))
    assert "Reached &lt;script&gt;" in main
    assert teacher.page.find("main").find(["script", "img", "b"]) is None
    assert not [link for link in teacher.page.find_all("a") if link["href"].startswith("javascript")]
    for address in ("/policy/", "/policy/print/", "/policy/search/?q=friends", "/policy/health/", "/policy/compare/"):
        main = teacher.open(address).page.find("main")
        assert main.find(["script", "img", "b"]) is None, address


def test_what_a_person_types_stays_words(teacher):
    teacher.open("/policy/search/?q=<script>alert(1)</script>")
    assert teacher.page.find("main").find("script") is None
    assert "“<script>alert(1)</script>”" in teacher.text


def test_prose_gets_the_classes_of_the_page_and_headings_of_its_place():
    html = prose("# One\n\n## Two\n\n- a\n- b\n\n[x](https://example.org)")
    assert '<h2 class="govuk-heading-m">One</h2>' in html
    assert '<h3 class="govuk-heading-s">Two</h3>' in html
    assert '<ul class="govuk-list govuk-list--bullet">' in html
    assert '<a href="https://example.org" class="govuk-link">' in html
    assert "<h4" in prose("## Deep", top=4)
    assert plain("# One\n\n*two* `three`\n\n- four") == "One two three four"


def test_the_pack_of_the_tests_is_the_one_in_force(teacher):
    assert f"Version {pack().version}" in teacher.open("/policy/").text
