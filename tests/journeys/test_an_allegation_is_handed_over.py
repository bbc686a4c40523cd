"""An allegation: the LADO within one working day, and nothing of an inquiry in school until they let go of it."""

from __future__ import annotations

from tests.journeys.casework import open_case, report, take
from tests.journeys.ways import HARDEST

ANSWERS = {
    "Is anyone in danger now?": "No",
    "Are there any pictures, videos or files in this?": "No",
    "Who is it about?": "An adult who works or helps at the school",
    "Is there anyone else who should not receive this?": "Nobody else",
    "What do you want to raise?": "An adult may have harmed a child, or may not be safe to work with children",
    "Who exactly is it about?": "I do not know who it is",
    "What happened?": {"What happened?": "A child said that somebody held them too hard."},
    "Do you want to give your name?": "Yes, give it",
}
INQUIRY = ("Speak with the adult", "Look into it in school, as the LADO agreed")


def test_an_allegation_is_handed_over(arrive):
    teacher, head = arrive(HARDEST), arrive(HARDEST)
    teacher.sign_in("Sam Whitcombe")
    report(teacher, ANSWERS)

    head.sign_in("Priya Hartwell")
    head.open("/desk/")
    assert head.page.get_by_role("link", name="Read case").count(), "the desk says that something waits"
    head.follow(head.page.get_by_role("link", name="Read case").first.inner_text())
    head.write("Case passphrase", "demonstration without secrets")
    head.press("Unlock")
    open_case(head, "An allegation about an adult", "Something new is in it")
    assert "The LADO is to be told" in head.main()
    assert "Nobody in school looks into it" in head.main()
    now = head.section("What must happen now")
    assert "By the end of" in now and "Tell the LADO" in now
    for step in INQUIRY:
        assert head.page.get_by_role("link", name=step, exact=True).count() == 0
    assert head.page.locator("a[href^='tel:']").count(), "whom to phone"

    head.follow("For the LADO: text to read out or copy")
    text = head.page.get_by_label("Text to read out, or to select and copy").input_value()
    assert "A child said that somebody held them too hard." in text
    assert "The child: name, school year: not known" in text
    head.follow("The case")
    told = {"Whom you spoke to": "Ms Vale", "The reference they gave": "L-12", "What they said to do": "Wait for us."}
    take(head, "Tell the LADO", told)
    assert "The LADO has it" in head.main()
    for step in INQUIRY:
        assert head.page.get_by_role("link", name=step, exact=True).count() == 0
    take(
        head,
        "The LADO leaves it to the school",
        {"Whom you spoke to": "Ms Vale", "The reference they gave": "L-12", "Why": "Below the threshold."},
    )
    assert "The LADO has left it to the school" in head.main()
    head.unfold("When it is needed")
    for step in INQUIRY:
        assert head.page.get_by_role("link", name=step, exact=True).count() == 1
