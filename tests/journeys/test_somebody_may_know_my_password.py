"""One button shuts every door; the IT lead sees it and gives me a code, with which I choose another password."""

from __future__ import annotations

import re

from tests.journeys.school import App
from tests.journeys.ways import WITHOUT_SCRIPTS

PASSWORD = "violet ladder seven"


def enter(me, newcomer, code: str) -> None:
    me.open("/account/code/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", code)
    me.press("Sign in")
    me.write("New password", PASSWORD)
    me.press("Save and continue")


def test_somebody_may_know_my_password(school, come_to_school):
    mine = school.expect("Ines Calder", group="support")
    theirs = school.expect("Gareth Pym", roles=("it_lead",))
    me, elsewhere, lead = come_to_school(WITHOUT_SCRIPTS), come_to_school(), come_to_school()
    enter(me, mine, mine.code)
    elsewhere.open("/sign-in/")
    elsewhere.write("Sign-in name", mine.sign_in_name)
    elsewhere.write("Password", PASSWORD)
    elsewhere.press("Sign in")
    enter(lead, theirs, theirs.code)
    lead.press("Set up an authenticator app")
    lead.write("Code from the app", App(lead.page.locator("strong.lanyard-code").inner_text()).code())
    lead.press("Continue")

    me.open("/account/sessions/")
    assert "Chrome on a Linux computer" in me.main()
    me.follow("somebody may know your password")
    me.press("Block my password now")
    assert me.heading == "Your password is blocked"
    assert "Computer Misuse Act 1990" in me.main()
    elsewhere.open("/account/")
    assert elsewhere.heading == "Sign in", "every session has ended"
    elsewhere.write("Sign-in name", mine.sign_in_name)
    elsewhere.write("Password", PASSWORD)
    elsewhere.press("Sign in")
    assert "There is a problem" in elsewhere.main(), "the old password opens nothing"

    lead.open("/people/sign-ins/")
    assert "Ines Calder, reported on" in lead.main()
    lead.follow("Give Ines Calder a code")
    lead.choose("4 hours")
    lead.press("Make a code")
    code = lead.page.locator(".lanyard-slip .lanyard-code").inner_text()
    enter(me, mine, code)
    assert "Signed in as Ines Calder" in me.text()
    lead.open("/people/sign-ins/")
    lead.press(re.compile(r"This has been dealt with\s*: Ines Calder"))
    assert "Ines Calder, reported on" not in lead.main()
