"""Forms of second factors: codes, authenticator apps, passkeys."""

from __future__ import annotations

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils import timezone

from lanyard.components.forms import TextInput
from lanyard.people.actions.sign_in_tries import Kind, begin_try, forgive_tries
from lanyard.people.models import Account

from .forms import Plain

#: A code of an app is right for at most three steps of 30 seconds; it opens a door once in that time.
REMEMBERED = 4 * 30


def code_field(label: str, hint: str = "") -> forms.CharField:
    """The question for a code of a few digits."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=20,
        widget=TextInput(width=10, attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": "Enter the code"},
    )


def use_once(account: Account, code: str) -> None:
    """Refuse a code that was typed for this account a moment ago, in this process or another."""
    if not cache.add(f"second-factor:{account.pk}:{code}", 1, REMEMBERED):
        raise get_adapter().validation_error("incorrect_code")


class Limited:
    """Counts tries at a code before it is looked at, and takes no code twice."""

    def clean_code(self) -> str:
        """The right code, the first time it comes."""
        of, kind = str(self.user.pk), Kind.SECOND_FACTOR
        if not begin_try(of=of, kind=kind, at=timezone.now()):
            raise get_account_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["code"] = code = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        use_once(self.user, code)
        found = super().clean_code()
        forgive_tries(of=of, kind=kind)
        return found


class Code(Plain, Limited, AuthenticateForm):
    """The second step of signing in."""

    code = code_field("Code", "6 digits from your authenticator app, or one of your recovery codes")


class CodeAgain(Plain, Limited, ReauthenticateForm):
    """The same once more, before something sensitive."""

    code = code_field("Code", "6 digits from your authenticator app, or one of your recovery codes")


class SetUpApp(Plain, Limited, ActivateTOTPForm):
    """The first code of an app proves that it was set up."""

    code = code_field("Code from the app", "6 digits. A new code comes every 30 seconds.")


class RemoveApp(Plain, DeactivateTOTPForm):
    """Nothing to fill in."""


class Ceremony(Plain):
    """What a form that the browser fills in says when it does not work."""

    @property
    def passkey_errors(self) -> list[dict[str, str]]:
        """The errors, for the summary on top of the page."""
        return [{"text": "The passkey could not be used. Try again, or use another way"}]


class AddPasskey(Ceremony, AddWebAuthnForm):
    """What to call a passkey; the browser adds the passkey itself."""

    passwordless = None
    name = forms.CharField(
        label="What to call it",
        help_text="So that you can tell your passkeys apart, for example “my phone”.",
        max_length=40,
        required=False,
        widget=TextInput(width=20),
    )


class RenamePasskey(Plain, EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(
        label="What to call it", max_length=40, widget=TextInput(width=20), error_messages={"required": "Enter a name"}
    )


class Passkey(Ceremony, AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeySignIn(Ceremony, LoginWebAuthnForm):
    """A passkey instead of a password."""


class PasskeyAgain(Ceremony, ReauthenticateWebAuthnForm):
    """A passkey once more, before something sensitive."""
