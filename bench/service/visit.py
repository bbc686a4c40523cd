"""Signs in to a demonstration as a teacher and asks a question, so that there is an answer page to ask for."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

TEACHER = "Sam Whitcombe"
#: A question whose answer needs every part of the page: a verdict with a way out, duties, clauses, law.
QUESTION = {"act": "share_contact", "other": "pupil", "detail": "number", "senior_agreed": "no"}


class NoAnswerPage(RuntimeError):
    """The way to an answer page is not as this benchmark knows it."""


def answer_page(port: int) -> tuple[str, str, bytes]:
    """The path of a signed-in answer page, the cookies that open it, and the page itself."""
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    address = f"http://127.0.0.1:{port}"
    sign_in = read(browser, f"{address}/sign-in/")
    member = re.search(rf'name="adult" value="(\d+)"(?:(?!<form).)*?{TEACHER}', sign_in, re.DOTALL)
    if member is None:
        raise NoAnswerPage(f"the sign-in page does not offer {TEACHER}")
    home = read(browser, f"{address}/sign-in/as/", adult=member[1], csrfmiddlewaretoken=token(sign_in), next="/")
    with browser.open(f"{address}/ask/", urlencode({"csrfmiddlewaretoken": token(home), **QUESTION}).encode()) as reached:
        journey = re.match(r"/ask/[^/]+/", urlsplit(reached.url).path)
    if journey is None:
        raise NoAnswerPage(f"asking led to {reached.url}")
    path = f"{journey[0]}answer/"
    with browser.open(f"{address}{path}") as answer:
        page = answer.read()
        if urlsplit(answer.url).path != path:
            raise NoAnswerPage(f"the answer page leads on to {answer.url}")
    return path, "; ".join(f"{cookie.name}={cookie.value}" for cookie in cookies), page


def read(browser: OpenerDirector, address: str, **form: str) -> str:
    """A page, asked for or sent a form."""
    with browser.open(address, urlencode(form).encode() if form else None) as answer:
        return answer.read().decode()


def token(page: str) -> str:
    """The token that a page's forms carry."""
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    if found is None:
        raise NoAnswerPage("a page has no form to send")
    return found[1]
