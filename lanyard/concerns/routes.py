"""The book of routes that a school's policy brings, kept once it is read."""

from __future__ import annotations

from lanyard.people.models import School
from lanyard.policy.routes.book import Book
from lanyard.practice.registers import registers_of


def book_of(school: School) -> Book:
    """The routes of a school's policy."""
    return registers_of(school).routes
