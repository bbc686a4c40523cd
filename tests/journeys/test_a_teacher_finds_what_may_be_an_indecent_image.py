"""A teacher finds what may be an indecent image of a child, and reports it in words.

The pages say whom to phone before they ask on, take nothing but words, lose none of them, and end in a
receipt by which the teacher comes back without signing in.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.reporting import answer_pages, look_with_axe, receipt_on, ticking, writing
from tests.journeys.visitor import Visitor
from tests.journeys.words import instructions_to_handle, offers_to_handle

WORDS = "Leah told me at break what is on the laptop of class 4. I have not looked."
LINK = "https://pictures.example.org/p/1"


def check(visitor: Visitor) -> None:
    """Nothing on the page tells anybody to handle a picture, or takes one."""
    look_with_axe(visitor)
    assert visitor.page.locator("input[type=file]").count() == 0
    assert instructions_to_handle(visitor.main()) == []
    assert offers_to_handle(visitor.page) == []


def test_from_the_answer_to_the_receipt_and_back(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.ask("I found, was sent or was shown something worrying")
    visitor.answer("Could any picture or video show someone who may be under 18 undressed or in a sexual way?", "I am not sure")
    visitor.follow("If you find indecent images of a child")
    assert visitor.heading == "Report something"
    check(visitor)
    visitor.press("Start now")

    answers = {
        "Is anyone in danger now?": "No",
        "Are there any pictures, videos or files in this?": "I am not sure",
        "Could any of them show someone who may be under 18 undressed or in a sexual way?": "I am not sure",
    }
    answer_pages(visitor, answers, check, until="Stop, and phone")
    calls = visitor.section("Stop, and phone")
    assert calls.index("101") < calls.index("LADO")
    assert "Nobody is examining it." in visitor.main()

    answers |= {
        "Who is it about?": ticking("I do not know"),
        "Is there anyone else who should not receive this?": ticking("Nobody else"),
    }
    answer_pages(visitor, answers, check, until="What happened?")
    visitor.write("What happened?", f"{WORDS} {LINK}")
    visitor.press("Continue")
    expect(visitor.page.get_by_role("alert")).to_contain_text("A link was taken out")
    box = visitor.page.get_by_role("textbox", name="What happened?")
    assert box.input_value() == f"{WORDS} [link taken out]"
    check(visitor)
    visitor.write("What happened?", WORDS)
    visitor.press("Continue")

    answers |= {
        "When did it happen?": writing("About what time", "at break"),
        "What else helps": writing("Which device or account is it?", "The laptop of class 4"),
        "Do you want to give your name?": "Yes, give it",
    }
    answer_pages(visitor, answers, check)
    assert WORDS in visitor.main() and LINK not in visitor.main()
    visitor.press("Send the report")
    assert visitor.heading == "Your report was received"
    check(visitor)
    receipt = receipt_on(visitor)
    assert receipt not in visitor.page.url and "999" not in visitor.path

    visitor.press("I have it: put the receipt away")
    visitor.page.context.clear_cookies()
    come_back(visitor, receipt)


def come_back(visitor: Visitor, receipt: str) -> None:
    """Signed out, by the receipt alone."""
    visitor.open("/receipt/")
    look_with_axe(visitor)
    visitor.write("Enter your receipt", receipt.lower().replace("-", " "))
    visitor.press("Continue")
    assert visitor.heading == "Your report"
    check(visitor)
    visitor.follow("Tell the police")
    visitor.write("Whom you spoke to", "The officer on 101")
    visitor.write("The reference they gave", "Example 12")
    visitor.press("Tell the school")
    assert "You can change it." in visitor.main()
    visitor.press("Leave, and forget the receipt here")
    assert visitor.heading == "Enter your receipt"


def test_the_way_back_and_a_change_keep_what_was_told(desk: Visitor) -> None:
    desk.sign_in("Hannah Kowal")
    desk.open("/report/")
    desk.press("Start now")
    desk.choose("No")
    desk.press("Continue")
    desk.choose("No")
    desk.press("Continue")
    desk.go_back()
    expect(desk.page.get_by_role("radio", name="No", exact=True)).to_be_checked()
    desk.choose("Yes")
    desk.press("Continue")
    assert desk.heading.startswith("Could any of them show")
    desk.open("/report/")
    desk.follow("Throw it away and begin again")
    desk.press("Throw it away")
    assert "Start now" in desk.main()
