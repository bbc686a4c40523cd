"""Where the policy is silent the page says so, looks unlike a yes, and names whom to ask."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

ACT = "Chat, play or spend time with someone as a friend"
LOOK = """() => {
  const style = getComputedStyle(document.querySelector('.lanyard-verdict'));
  return [style.borderLeftStyle, style.borderLeftColor, style.backgroundColor];
}"""


def test_silence_is_not_a_yes(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer_all({"Who is the other person?": "Anybody else"}, otherwise="I don’t know")
    assert visitor.heading.endswith("The policy does not say")
    assert "That is not a yes" in visitor.main()
    assert "Head teacher" in visitor.section("Whom to ask before you act")
    assert "No clause speaks about this." in visitor.section("Why")
    silent = visitor.page.evaluate(LOOK)
    visitor.ask("Give someone my own number, e-mail, address or account")
    visitor.answer_all({"Who is the other person?": "Someone who works or helps in school"}, otherwise="I don’t know")
    if visitor.heading.endswith("Yes"):
        assert visitor.page.evaluate(LOOK) != silent
