"""My school's Google account, linked on the first day; somebody else's opens nothing."""

from __future__ import annotations

import re

import pytest

from tests.journeys.school import DOMAIN
from tests.journeys.ways import DESK, WITHOUT_SCRIPTS


@pytest.mark.parametrize("way", [DESK, WITHOUT_SCRIPTS], ids=lambda way: way.name)
def test_i_sign_in_with_my_work_account(school, come_to_school, way):
    name = "Leah Morrow" if way.scripts else "Joan Castleton"
    newcomer = school.expect(name, group="support")
    school.provider.claims = {"sub": f"10{len(name)}", "hd": DOMAIN}
    me = come_to_school(way)

    me.open("/account/code/")
    me.write("Sign-in name", newcomer.sign_in_name)
    me.write("Code", newcomer.code)
    me.press("Sign in")
    go(me, "Use your Google account", to=r"/account/\?done=linked$")
    assert "You can now sign in with that account too" in me.main()
    me.open("/")
    assert f"Signed in as {name}" in me.text()

    me.press("Sign out")
    go(me, "Sign in with Google", to="/$")
    assert f"Signed in as {name}" in me.text()


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"sub": "999", "hd": DOMAIN, "email": f"head@{DOMAIN}"}, "That account is not linked"),
        ({"sub": "1011", "hd": "another.example.org"}, "You are not signed in"),
    ],
    ids=["nobody’s account", "another school’s account"],
)
def test_another_account_opens_nothing(school, come_to_school, claims, said):
    school.provider.claims = claims
    me = come_to_school()
    me.open("/sign-in/")
    go(me, "Sign in with Google", to="/back/")
    assert me.heading == said
    me.open("/account/")
    assert me.heading == "Sign in"


def go(me, button: str, *, to: str) -> None:
    """Presses a button that leads to the other service, which leads back at once."""
    me.page.get_by_role("button", name=button).click()
    me.page.wait_for_url(re.compile(to))
    me.look()
