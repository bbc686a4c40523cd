"""Leads whoever still has to do something about their sign-in to that first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lanyard.people.rights import needs_second_factor

from . import sessions

#: Names of addresses that stay open meanwhile: the sign-in itself, help, and what a page is made of.
OPEN = ("account_", "mfa_", "socialaccount_", "openid_connect_", "site:")


class SecondFactor:
    """Before anything else: choose how to sign in (after a code), a second factor where a role needs one, fresh proof.

    The way is barred by the session, not by the account: a session that has not shown a second
    factor never reaches what a role opens, however it began.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do until the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Lead away from a page that has to wait."""
        if request.scope is None or self._is_open(request):
            return None
        if request.session.get(sessions.CHOOSES):
            return redirect("account_choose")
        if needs_second_factor(request.scope) and not request.session.get(sessions.SECOND_FACTOR):
            return redirect("account_second_factor_first")
        if getattr(view, "needs_fresh_proof", False) and not sessions.is_fresh(request):
            return sessions.ask_again(request)
        return None

    def _is_open(self, request: HttpRequest) -> bool:
        name = request.resolver_match.view_name or ""
        return name.startswith(OPEN)
