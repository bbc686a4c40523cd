"""What every page knows: who is here, where they are, whether this is a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

#: The main pages: words, the section they head, and the names their address may go by.
SECTIONS = (
    ("Ask", "ask", "practice:home"),
    ("Policy", "policy", "oversight:policy"),
    ("My answers", "answers", "practice:answers"),
    ("Law", "law", "oversight:law"),
    ("Lessons", "lessons", "oversight:lessons"),
    ("Help now", "help", "site:help-now"),
)
ADDRESSES = {
    "practice:home": "/",
    "oversight:policy": "/policy/",
    "practice:answers": "/answers/",
    "oversight:law": "/policy/law/",
    "oversight:lessons": "/lessons/",
}


def site(request: HttpRequest) -> dict:
    """The service's own words and navigation; pages set ``section`` to mark where they stand."""
    scope = getattr(request, "scope", None)
    school = scope.school if scope else None
    return {
        "product": "Lanyard",
        "is_demonstration": settings.DEMONSTRATION or bool(school and school.is_demonstration),
        "scope": scope,
        "school": school,
        "navigation": navigation(request) if scope else [],
        "demonstration_tag": {"text": "Demonstration"},
        "footer": footer(),
    }


def navigation(request: HttpRequest) -> list[dict]:
    """The main pages, the one that leads to this page marked."""
    found = [{"text": text, "section": section, "href": _address(name)} for text, section, name in SECTIONS]
    best = max((item["href"] for item in found if request.path.startswith(item["href"])), key=len, default=None)
    for item in found:
        if item["href"] == best and (best != "/" or request.path == "/" or request.path.startswith("/ask/")):
            item["current" if request.path == best else "active"] = True
        elif item["section"] == "ask" and request.path.startswith("/ask/"):
            item["active"] = True
    return found


def footer() -> dict:
    """What the service owes everybody who uses it."""
    links = (("Help now", "help-now"), ("Accessibility", "accessibility"), ("Privacy", "privacy"))
    return {
        "meta": {
            "items": [{"text": text, "href": reverse(f"site:{name}")} for text, name in links],
            "text": "Lanyard tells you what your school’s policy says. It is not legal advice.",
        }
    }


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ADDRESSES[name]
