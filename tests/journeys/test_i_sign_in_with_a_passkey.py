"""A passkey instead of a password, on a device that guards it with a finger; and what to do without JavaScript."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.ways import WITHOUT_SCRIPTS

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_i_sign_in_with_a_passkey(school, come_to_school):
    newcomer = school.expect("Hannah Kowal", roles=("dsl",))
    me = come_to_school()
    device = me.page.context.new_cdp_session(me.page)
    device.send("WebAuthn.enable")
    finger = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    me.open("/account/code/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", newcomer.code)
    me.press("Sign in")
    me.follow("Use a passkey")
    assert me.heading == "Add a passkey"
    me.write("What to call it", "my laptop")
    me.press("Make the passkey")
    assert me.heading == "Your recovery codes"
    me.press("I have kept them safe")
    assert "Signed in as Hannah Kowal" in me.text(), "a passkey is both steps, so nothing else is asked for"
    assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": finger})["credentials"]) == 1

    me.press("Sign out")
    me.follow("Sign in with a passkey")
    me.press("Use my passkey")
    assert "Signed in as Hannah Kowal" in me.text()
    me.open("/account/")
    assert "my laptop" in me.main()

    me.press("Sign out")
    me.open("/account/passkey/")
    device.send("WebAuthn.setUserVerified", {"authenticatorId": finger, "isUserVerified": False})
    me.page.get_by_role("button", name="Use my passkey").click()
    expect(me.page.get_by_text("That did not work")).to_be_visible()
    me.open("/account/")
    assert me.heading == "Sign in", "without the finger the device is not enough"


def test_without_scripts_the_page_says_what_else_there_is(school, come_to_school):
    me = come_to_school(WITHOUT_SCRIPTS)
    me.open("/account/passkey/")
    assert "A passkey needs JavaScript" in me.main()
    expect(me.page.get_by_role("button", name="Use my passkey")).to_be_hidden()
    me.follow("Sign in")
    assert me.heading == "Sign in"
