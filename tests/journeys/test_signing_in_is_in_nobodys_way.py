"""axe looks at every page of signing in, wide and narrow, at a real school: those that open, refuse, and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from axe_playwright_python.sync_playwright import Axe
from django.urls import get_resolver

from tests.journeys import tour
from tests.journeys.school import DOMAIN, App, Newcomer, School
from tests.journeys.test_every_page_is_accessible import check
from tests.journeys.visitor import Visitor

PASSWORD = "violet ladder seven"
STARTS = ("account_", "mfa_", "openid_connect_", "socialaccount_", "sign-ins:")
#: Without pages of their own: a picture, what only takes a form, and a page for whoever has no other proof.
NO_PAGES = {
    *("mfa_totp_qr", "account_end_session", "sign-ins:act", "sign-ins:settled", "socialaccount_login_cancelled"),
    *("openid_connect_login", "openid_connect_callback", "mfa_index", "account_set_password"),
}
Stop = tuple[str, Callable[[], None]]


class Walk:
    """Somebody's way past all of it."""

    def __init__(self, me: Visitor, school: School) -> None:
        self.me, self.school = me, school
        self.mine = school.expect("Wren Ashby", roles=("business_manager",))
        self.theirs = school.expect("Callum Dray", group="volunteer")
        self.app: App | None = None

    def stops(self) -> Iterator[Stop]:
        """Every stop, in an order in which each can be reached."""
        yield from self.outside()
        yield from self.first_day()
        yield from self.own()
        yield from self.others()
        yield from self.other_service()
        yield from self.end()

    def opening(self, path: str, status: int = 200) -> Stop:
        return path, lambda: self.me.open(path, status=status)

    def pressing(self, name: str, button: str, **told: str) -> Stop:
        def press() -> None:
            for label, text in told.items():
                self.me.write(label.replace("_", " "), text)
            self.me.press(re.compile(f"^{button}"))

        return name, press

    def enter(self, who: Newcomer) -> None:
        self.me.open("/account/code/")
        self.me.write("Sign-in name", who.sign_in_name)
        self.me.write("Code", who.code)
        self.me.press("Sign in")

    def outside(self) -> Iterator[Stop]:
        """Before anybody is known."""
        for path in ("/account/sign-in/", "/account/code/", "/account/no-way-in/", "/account/compromised/", "/account/passkey/"):
            yield self.opening(path)
        yield self.opening("/account/sign-in/?ended=1")
        yield self.pressing("wrong password", "Sign in", Password="wrong wrong wrong")
        yield self.opening("/account/code/")
        yield self.pressing("wrong code", "Sign in", Code="7KQ2")

    def first_day(self) -> Iterator[Stop]:
        """From the code to a second step."""
        yield "choose", lambda: self.enter(self.mine)
        yield self.pressing("short password", "Save and continue", New_password="short")
        yield self.pressing("second step first", "Save and continue", New_password=PASSWORD)
        yield self.opening("/account/app/")
        yield self.pressing("wrong first code", "Continue", Code_from_the_app="000000")

        def set_up() -> None:
            self.app = App(self.me.page.locator("strong.lanyard-code").inner_text())
            self.me.write("Code from the app", self.app.code())
            self.me.press("Continue")

        yield "recovery codes", set_up
        yield self.opening("/account/recovery-codes/")

    def own(self) -> Iterator[Stop]:
        """One's own sign-in."""
        for path in ("", "password/", "sessions/", "compromised/", "choose/", "recovery-codes/new/", "app/remove/", "link/"):
            yield self.opening(f"/account/{path}")
        for path in ("again/password/", "again/code/", "again/"):
            yield self.opening(f"/account/{path}")
        yield self.opening("/account/second-factor/")
        self.device = self.me.page.context.new_cdp_session(self.me.page)
        self.device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        told = {**options, "isUserVerified": True, "automaticPresenceSimulation": True}
        self.device.send("WebAuthn.addVirtualAuthenticator", {"options": told})
        yield self.opening("/account/passkeys/add/")
        yield self.pressing("a passkey", "Make the passkey", What_to_call_it="my laptop")
        yield self.opening("/account/again/passkey/")
        for act in ("Rename", "Remove"):
            yield "/account/", lambda: self.me.open("/account/")
            yield f"{act} a passkey", lambda act=act: self.me.follow(re.compile(f"^{act} “my laptop”"))

    def others(self) -> Iterator[Stop]:
        """Colleagues' sign-ins."""
        yield self.opening("/people/sign-ins/")
        yield self.opening("/people/sign-ins/codes/")
        yield "my own", lambda: self.me.open(self.place_of("Wren Ashby"))
        yield "somebody’s", lambda: self.me.open(self.place_of("Callum Dray"))
        yield self.pressing("a code", "Make a code")
        yield "somebody’s again", lambda: self.me.open(self.place_of("Callum Dray"))
        yield self.pressing("blocked", "Block their password")
        yield "reports", lambda: self.me.open("/people/sign-ins/")

    def place_of(self, name: str) -> str:
        self.me.open("/people/sign-ins/")
        return self.me.page.get_by_role("link", name=name, exact=True).get_attribute("href")

    def other_service(self) -> Iterator[Stop]:
        """Another service's account."""

        def go(button: str, to: str, **claims: str) -> None:
            self.school.provider.claims = claims
            self.me.page.get_by_role("button", name=button).click()
            self.me.page.wait_for_url(re.compile(to))
            self.me.look()

        yield self.opening("/account/link/")
        yield "linked", lambda: go("Link your Google account", "done=linked", sub="4711", hd=DOMAIN)
        yield self.opening("/account/link/google/remove/")
        yield "out", lambda: self.me.press("Sign out")
        yield "nobody’s", lambda: go("Sign in with Google", "/back/", sub="4712", hd=DOMAIN)
        yield "way in", lambda: self.me.open("/account/sign-in/")
        yield "another school’s", lambda: go("Sign in with Google", "/back/", sub="4711", hd="another.example.org")

    def end(self) -> Iterator[Stop]:
        """The second step, and shutting every door."""
        yield self.opening("/account/sign-in/")

        def first_step() -> None:
            self.me.write("Sign-in name", self.mine.sign_in_name)
            self.me.write("Password", PASSWORD)
            self.me.press("Sign in")

        yield "second step", first_step
        yield self.pressing("wrong second step", "Continue", Code="000000")

        def second_step() -> None:
            self.me.write("Code", self.app.code())
            self.me.press("Continue")

        yield "in", second_step
        yield self.opening("/account/compromised/")
        yield self.pressing("blocked", "Block my password now")


def test_signing_in_is_in_nobodys_way(school, come_to_school):
    me = come_to_school()
    axe, faults = Axe(), []
    for name, step in Walk(me, school).stops():
        step()
        faults += [f"{name}: {fault}" for fault in check(me, axe, name)]
    assert not faults, "\n".join(faults)
    visited = tour.names_of([request.url.removeprefix(school.address).split("?")[0] for request in me.watch.requests])
    ours = {name for name, _ in tour.patterns() if name.startswith(STARTS)}
    assert ours, get_resolver()
    assert ours - visited - NO_PAGES == set()
