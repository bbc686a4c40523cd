"""Where the policy is silent the page says so, looks unlike a yes, and names whom to ask."""

from __future__ import annotations

from tests.journeys.visitor import Visitor

ACT = "A phone, laptop or other device is lost or stolen"
ANSWERS = {"Whose device is it?": "A pupil’s", "Could school information be read from it?": "No"}
TO_MY_OWN = {"Who is the other person?": "My own child or a relative, who is a pupil here"}
LOOK = """() => {
  const style = getComputedStyle(document.querySelector('.lanyard-verdict'));
  return [style.borderLeftStyle, style.borderLeftColor, style.backgroundColor];
}"""


def test_silence_is_not_a_yes(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask(ACT)
    visitor.answer_all(ANSWERS)
    assert visitor.heading.endswith("The policy does not say")
    assert "That is not a yes" in visitor.main()
    assert "Head teacher" in visitor.main()
    assert "(DSL)" in visitor.section("You can also ask")
    assert "No clause speaks about this." in visitor.section("Why")
    silent = visitor.page.evaluate(LOOK)
    visitor.ask("Give someone my own number, e-mail, address or account")
    visitor.answer_all(TO_MY_OWN)
    assert visitor.heading.endswith("Yes")
    assert visitor.page.evaluate(LOOK) != silent
