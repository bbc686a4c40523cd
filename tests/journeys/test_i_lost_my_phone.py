"""A recovery code gets me in without my phone, once; and the business manager takes the lost phone off."""

from __future__ import annotations

from tests.journeys.school import App
from tests.journeys.ways import PHONE

PASSWORD = "quiet marble harbour"


def start(me, newcomer) -> tuple[App, list[str]]:
    """Sets everything up on the first day."""
    me.open("/account/code/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", newcomer.code)
    me.press("Sign in")
    me.write("New password", PASSWORD)
    me.press("Save and continue")
    me.press("Set up an authenticator app")
    app = App(me.page.locator("strong.lanyard-code").inner_text())
    me.write("Code from the app", app.code())
    me.press("Continue")
    codes = me.page.locator("li.lanyard-code").all_inner_texts()
    me.press("I have kept them safe")
    return app, codes


def sign_in(me, newcomer, code: str) -> None:
    me.open("/sign-in/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Password", PASSWORD)
    me.press("Sign in")
    me.write("Code", code)
    me.press("Continue")


def test_i_lost_my_phone(school, come_to_school):
    mine = school.expect("Marek Zielin", roles=("dsl",))
    hers = school.expect("Nadia Brook", roles=("business_manager",))
    me, manager = come_to_school(PHONE), come_to_school()
    _, codes = start(me, mine)
    start(manager, hers)
    assert len(codes) == 10

    me.press("Sign out")
    sign_in(me, mine, codes[0])
    assert "Signed in as Marek Zielin" in me.text()
    me.press("Sign out")
    sign_in(me, mine, codes[0])
    assert me.heading == "Second step"
    assert "Check the code" in me.main(), "a recovery code works once"

    manager.open("/people/sign-ins/")
    manager.follow("Marek Zielin")
    manager.press("Take them off")
    me.open("/sign-in/")
    assert me.heading == "Sign in", "a second step that was taken off is not asked for"
    me.write("Sign-in name", mine.sign_in_name)
    me.write("Password", PASSWORD)
    me.press("Sign in")
    assert me.heading == "Set up a second step"
