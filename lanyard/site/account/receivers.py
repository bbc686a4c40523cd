"""What follows from what allauth has done."""

from __future__ import annotations

from allauth.account.signals import password_changed, password_set
from allauth.socialaccount.signals import social_account_added
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lanyard.people.actions.sign_in_sessions import end_sign_ins, note_sign_in
from lanyard.people.models import Account

from . import sessions
from .devices import device_in_words


@receiver([password_changed, password_set], dispatch_uid="lanyard.account.password")
def end_other_sessions(request: HttpRequest, user: Account, **told: object) -> None:
    """A new password ends every other session; this one goes on under a new key."""
    request.session.save()
    device = device_in_words(request.headers.get("User-Agent", ""))
    note_sign_in(account=user, session_key=request.session.session_key, device=device, at=timezone.now())
    end_sign_ins(account=user, but=request.session.session_key)


@receiver(social_account_added, dispatch_uid="lanyard.account.linked")
def has_chosen(request: HttpRequest, **told: object) -> None:
    """Whoever links another account has chosen how to sign in."""
    request.session.pop(sessions.CHOOSES, None)
