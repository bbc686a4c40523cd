"""A head's first day: a code from the school, a password, an authenticator app; then in again with both."""

from __future__ import annotations

import pytest

from tests.journeys.school import App
from tests.journeys.ways import KEYBOARD, PHONE, WITHOUT_SCRIPTS

WAYS = {"Carol Whitlow": WITHOUT_SCRIPTS, "Tom Bellamy": KEYBOARD, "Ruth Adeyemi": PHONE}
PASSWORD = "violet ladder seven"


@pytest.mark.parametrize("name", WAYS)
def test_i_start_at_a_school_and_sign_in_with_two_steps(school, come_to_school, name):
    newcomer = school.expect(name, roles=("deputy",))
    me = come_to_school(WAYS[name])

    me.open("/sign-in/")
    me.follow("I have a code from the school")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", newcomer.code.lower())
    me.press("Sign in")
    assert me.heading == "Choose how you sign in from now on"
    me.write("New password", "too short")
    me.press("Save and continue")
    assert "Password must be 12 characters or more" in me.main()
    me.write("New password", PASSWORD)
    me.press("Save and continue")

    assert me.heading == "Set up a second step"
    me.open("/policy/")
    assert me.heading == "Set up a second step", "nothing else comes first"
    me.press("Set up an authenticator app")
    app = App(me.page.locator("strong.lanyard-code").inner_text())
    picture = me.page.get_by_role("img", name="QR code")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    me.write("Code from the app", app.code())
    me.press("Continue")
    assert me.heading == "Your recovery codes"
    assert me.page.locator("li.lanyard-code").count() == 10
    me.press("I have kept them safe")
    assert f"Signed in as {name}" in me.text()

    me.press("Sign out")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Password", PASSWORD)
    me.press("Sign in")
    assert me.heading == "Second step"
    me.write("Code", "000000")
    me.press("Continue")
    assert "Check the code" in me.main()
    me.write("Code", app.code())
    me.press("Continue")
    assert f"Signed in as {name}" in me.text()


def test_a_code_that_was_used_opens_nothing(school, come_to_school):
    newcomer = school.expect("Sam Whitcombe")
    me, another = come_to_school(), come_to_school()
    for browser in (me, another):
        browser.open("/account/code/")
        browser.write("Sign-in name", newcomer.sign_in_name)
        browser.write("Code", newcomer.code)
        browser.press("Sign in")
    assert me.heading == "Choose how you sign in from now on"
    assert "There is a problem" in another.main()
