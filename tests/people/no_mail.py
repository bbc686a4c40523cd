"""A mail server that is away."""

from __future__ import annotations

from django.core.mail.backends.base import BaseEmailBackend


class Backend(BaseEmailBackend):
    """Takes no message."""

    def send_messages(self, email_messages):
        """Refuse, as a closed connection would."""
        raise ConnectionRefusedError
