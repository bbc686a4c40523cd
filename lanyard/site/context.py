"""What every page knows: who is here, where they are, whether this is a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lanyard.people.rights import can

#: The main pages: words, the section they head, and the name of their address.
SECTIONS = (
    ("Ask", "ask", "practice:home"),
    ("My desk", "desk", "practice:desk"),
    ("Practise", "practise", "practice:practise"),
    ("My record", "record", "practice:record"),
    ("Policy", "policy", "oversight:policy"),
    ("People", "people", "people:people"),
    ("Help now", "help", "site:help-now"),
)

#: Sections for those who hold a permission. The others are everybody's.
FOR_SOME = {"people": "see people"}

#: Addresses that belong to a section without standing below its page.
ALSO = {
    "ask": ("/ask/",),
    "practise": ("/acknowledge/", "/declare/", "/agree/", "/note/", "/protect/"),
    "record": ("/answers/",),
    "policy": ("/lessons/", "/features/"),
    "people": ("/import/",),
}


def site(request: HttpRequest) -> dict:
    """The service's own words, who is here, and the navigation with this page's section marked."""
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
    scope = getattr(request, "scope", None)
    found = [
        {"text": text, "section": section, "href": reverse(name)}
        for text, section, name in SECTIONS
        if section not in FOR_SOME or can(scope, FOR_SOME[section])
    ]
    for item in found:
        below = () if item["href"] == "/" else (item["href"],)
        if request.path == item["href"]:
            item["current"] = True
        elif request.path.startswith((*below, *ALSO.get(item["section"], ()))):
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
