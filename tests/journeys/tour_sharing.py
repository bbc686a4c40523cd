"""The part of the walk that passes declarations, agreements, the parents' pages, protocols and routes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from zoneinfo import ZoneInfo

from tests.journeys.sharing import let_days_pass, wait_for_mail
from tests.journeys.visitor import Visitor

Step = Callable[[Visitor], None]
TEACHER, HEAD = "Sam Whitcombe", "Priya Hartwell"
PARENT = "parent.tour@example.org"
FILL = """told => {
  for (const [name, value] of Object.entries(told)) {
    for (const box of document.getElementsByName(name)) {
      if (['radio', 'checkbox'].includes(box.type)) box.checked = [].concat(value).includes(box.value);
      else box.value = value;
    }
  }
}"""


def today() -> datetime.date:
    """The day on which the walk is taken."""
    return datetime.datetime.now(ZoneInfo("Europe/London")).date()


def day(name: str, when: datetime.date) -> dict[str, str]:
    """A day in its three boxes."""
    return {f"{name}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}


def become(who: str) -> Step:
    """The step of signing in as somebody of the cast."""

    def step(visitor: Visitor) -> None:
        visitor.page.context.clear_cookies()
        visitor.sign_in(who)
        visitor.open("/help-now/")

    return step


def opening(path: str) -> Step:
    """The step of typing an address."""
    return lambda visitor: visitor.open(path)


def following(words: str) -> Step:
    """The step of following the first link whose words begin so."""
    return lambda visitor: visitor.follow(re.compile(f"^{re.escape(words)}"), inside=visitor.page.locator("main"))


def pressing(words: str, told: Mapping[str, object] | None = None) -> Step:
    """The step of filling in and pressing a button."""

    def step(visitor: Visitor) -> None:
        visitor.page.evaluate(FILL, dict(told or {}))
        visitor.press(re.compile(f"^{re.escape(words)}"), inside=visitor.page.locator("main"))

    return step


def stops() -> Iterator[tuple[str, Step]]:
    """Every page, most questions both wrong and right."""
    yield from declaring()
    yield from agreeing()
    yield from protocols()


def declaring() -> Iterator[tuple[str, Step]]:
    """A declaration from the list to its withdrawal, and the reader's pages."""
    yield "the teacher comes to declare", become(TEACHER)
    yield "declarations, none", opening("/declare/")
    yield "the year, not answered", opening("/declare/year/")
    yield "the year, refused", pressing("Continue")
    yield "nothing to declare", pressing("Continue", {"answer": "no"})
    yield "declare: start", pressing("Declare a social contact")
    yield "declare: to be thrown away", pressing("Start now")
    yield "declare: start, one begun", opening("/declare/new/")
    yield "declare: thrown away", pressing("Throw it away")
    yield "declare: link", pressing("Start now")
    yield "declare: link, refused", pressing("Continue")
    yield "declare: with whom", pressing("Continue", {"link": "club"})
    yield "declare: through", pressing("Continue", {"with_whom": "parent"})
    yield "declare: known", pressing("Continue", {"through": ["gaming"]})
    yield "declare: known, refused", pressing("Continue")
    told = {"family": "The Lins, 4B", "known": "We play in a league.\nOn Sundays.", "since": "2021"}
    yield "declare: channels", pressing("Continue", told)
    yield "declare: role", pressing("Continue", {"channels": ["text", "gaming_chat"]})
    yield "declare: steps", pressing("Continue", {"role": ["none"]})
    yield "declare: check", pressing("Continue", {"steps": ["no_school_talk", "no_private_chat"]})
    yield "declared", pressing("Declare it")
    yield "the head comes to read", become(HEAD)
    yield "declared to the head", opening("/declare/read/")
    yield "a declaration to read", following("Sam Whitcombe")
    yield "a declaration to read, refused", pressing("Keep the answer")
    review = day("review_on", today() + datetime.timedelta(days=90))
    yield "a declaration read", pressing("Keep the answer", {"answer": "steps", "words": "Another assesses.", **review})
    yield "the teacher sees the answer", become(TEACHER)
    yield "my declarations", opening("/declare/")
    yield "my declaration", following("The Lins")
    yield "confirmed", pressing("It is still right")
    yield "withdraw?", following("Withdraw it")
    yield "withdraw, refused", pressing("Withdraw it")
    yield "withdrawn", pressing("Withdraw it", {"reason": "They moved away."})


def agreeing() -> Iterator[tuple[str, Step]]:
    """A request for two pupils, from the four questions to the closing, with paper and with a parent's own answer."""
    yield "the teacher comes to ask", become(TEACHER)
    yield "agreements, none", opening("/agree/")
    yield "four questions", opening("/agree/four-questions/")
    yield "agree: start", opening("/agree/new/")
    yield "agree: to be thrown away", pressing("Start now")
    yield "agree: start, one begun", opening("/agree/new/")
    yield "agree: thrown away", pressing("Throw it away")
    yield "agree: first", pressing("Start now")
    yield "agree: detail", pressing("Continue", {"view-1": "yes", "view-2": "no", "send_along": "yes"})
    yield "agree: detail, refused", pressing("Continue")
    yield "agree: purpose", pressing("Continue", {"detail": "number"})
    yield "agree: purpose, refused", pressing("Continue")
    told = {"purpose": "The canoe trip", "channel": "Calls", "tried": "The trip phone"}
    yield "agree: when", pressing("Continue", told)
    yield "agree: when, refused", pressing("Continue", {**day("starts_on", today()), "ends_on-day": "31"})
    days = {**day("starts_on", today()), **day("ends_on", today())}
    yield "agree: safeguards", pressing("Continue", days)
    yield "agree: pupils", pressing("Continue", {"safeguards": ["copied", "logged"]})
    yield "agree: parents", pressing("Continue", {"pupils": "C D, 5A\nE F, 5A"})
    yield "agree: parents, refused", pressing("Continue", {"parent-1": "nobody"})
    yield "agree: check", pressing("Continue", {"parent-1": PARENT, "parent-2": ""})
    yield "asked", pressing("Send the request")
    yield "slips", following("Slips for the parents")
    yield from deciding()
    yield from family()
    yield from ending()


def deciding() -> Iterator[tuple[str, Step]]:
    """The head's yes, and one parent's on paper."""
    yield "the head comes to decide", become(HEAD)
    yield "requests", opening("/agree/decide/")
    yield "a request", lambda visitor: visitor.follow(re.compile("canoe"))
    yield "a request, refused", pressing("Keep the decision", {"answer": "yes"})
    agreed = {"answer": "yes", "conditions": "Only on the water", "checked": ["not_parent", "addresses"]}
    yield "a request, agreed", pressing("Keep the decision", agreed)
    yield "papers", opening("/agree/paper/")
    yield "a paper", lambda visitor: visitor.follow(re.compile("E F, 5A"))
    yield "a paper, refused", pressing("Record it")
    signed = {"act": "parent_agrees", "name": "Jo", "evidence": "In the folder", **day("said_on", today())}
    yield "a paper, recorded", pressing("Record it", signed)


def ending() -> Iterator[tuple[str, Step]]:
    """What the agreement answers while it runs, and how it ends."""
    yield "the teacher comes to ask what is allowed", become(TEACHER)
    yield "which record is meant", which_record
    yield (
        "an answer that rests on a record",
        lambda visitor: (visitor.choose("C D, 5A: The canoe trip"), visitor.press("Continue"))[1],
    )
    yield "the head comes to end it", become(HEAD)
    yield "requests, decided", opening("/agree/decide/")
    yield "a request, decided", lambda visitor: visitor.follow(re.compile("canoe"))
    yield "end it?", following("End it")
    yield "end it, refused", pressing("End it")
    yield "the teacher comes to close", become(TEACHER)
    yield "take back?", take_back
    yield "ended", lambda visitor: (let_days_pass(visitor, 1), visitor.open("/agree/"))[1]
    yield "ended, to be closed", lambda visitor: visitor.follow(re.compile("canoe"))
    yield "close", pressing("Confirm and close")
    yield "close, refused", pressing("Close it")
    yield "closed", pressing("Close it", {"deleted": ["mine", "theirs"]})


def which_record(visitor: Visitor) -> None:
    """Comes to the page that asks which of one's own records is meant."""
    visitor.ask("Give someone my own number, e-mail, address or account")
    visitor.answer("Who is the other person?", "A pupil at this school")


def take_back(visitor: Visitor) -> None:
    """Comes to the page that asks whether a request is to be taken back."""
    visitor.open("/agree/")
    visitor.follow(re.compile("canoe"))
    visitor.follow("Take the request back")


def family() -> Iterator[tuple[str, Step]]:
    """The parent's pages."""

    def come(visitor: Visitor) -> None:
        visitor.page.context.clear_cookies()
        visitor.open(wait_for_mail(visitor, PARENT, r"http://[^/]+(/family/[\w-]+/)"))

    def code(visitor: Visitor) -> None:
        pressing("Continue", {"code": wait_for_mail(visitor, PARENT, r"code is ([\d ]+)")})(visitor)

    yield "a parent comes", come
    yield "a parent's code", pressing("Send me the code")
    yield "a parent's code, refused", pressing("Continue")
    yield "a parent is asked", code
    yield "a parent, refused", pressing("Send my answer")
    yield "a parent agreed", pressing("Send my answer", {"answer": "yes", "name": "Jo Parent"})
    yield "a parent takes it back?", following("Take it back")


def protocols() -> Iterator[tuple[str, Step]]:
    """A protocol from proposal to end, the register of routes, and the cards."""
    yield "the teacher comes to propose", become(TEACHER)
    yield "protocols", opening("/protocols/")
    yield "protocol: start", pressing("Propose a protocol")
    yield "protocol: to be thrown away", pressing("Start now")
    yield "protocol: start, one begun", opening("/protocols/new/")
    yield "protocol: thrown away", pressing("Throw it away")
    yield "protocol: kind", pressing("Start now")
    yield "protocol: kind, refused", pressing("Continue")
    yield "protocol: what", pressing("Continue", {"kind": "residential"})
    yield "protocol: what, refused", pressing("Continue", {"title_": ""})
    yield "protocol: how", pressing("Continue", {"title_": "Canoe trip"})
    yield "protocol: when", pressing("Continue")
    yield "protocol: when, refused", pressing("Continue")
    last = today() + datetime.timedelta(days=20)
    told = {**day("starts_on", today()), **day("ends_on", last), **day("review_on", last)}
    yield "protocol: check", pressing("Continue", told)
    yield "protocol, proposed", pressing("Propose it")
    yield "the head comes to approve", become(HEAD)
    yield "protocols, one proposed", opening("/protocols/")
    yield "a protocol, proposed", following("Canoe trip")
    yield "a protocol, decide", pressing("Decide about it")
    yield "a protocol, refused", pressing("Keep the decision")
    yield "a protocol, in force", pressing("Keep the decision", {"answer": "yes"})
    yield "a protocol, end?", following("End it now")
    yield "routes, the pack's", opening("/channels/")
    yield "routes, the school's own", pressing("Make it the school’s own list")
    yield "a route, new", following("Add a way")
    yield "a route, refused", pressing("Save")
    yield (
        "routes, one more",
        pressing("Save", {"channel": "text", "name": "Trip phone", "how": "Both see it", "whom": ["pupils"]}),
    )
    yield "a route, changed", following("Change")
    yield "routes, before one less", opening("/channels/")
    yield "routes, one less", pressing("Take it off")
    yield "boundary cards", opening("/boundaries/")
    for channel in ("text", "video_call", "in_person"):
        yield f"boundary card {channel}", opening(f"/boundaries/{channel}/")
    yield "the teacher comes back", become(TEACHER)
