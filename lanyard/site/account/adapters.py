"""What allauth asks its project: our words, our limits, our keys, and no mail."""

from __future__ import annotations

import io
import ipaddress
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lanyard.people.actions import sign_in_tries
from lanyard.people.keys import sealer
from lanyard.people.models import Account
from lanyard.people.queries import scope_of
from lanyard.people.rights import needs_second_factor
from lanyard.site import configuration, errors

from . import sessions
from .ways_back import is_ours

LOCKED = (
    "There were too many tries with this sign-in name. Wait a quarter of an hour, use a passkey, "
    "or ask the head teacher or the school office to let you try again"
)
#: One place for all secrets of second factors: allauth does not say whose it asks for.
PLACE = ("second factor",)


class Accounts(DefaultAccountAdapter):
    """How accounts sign in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Check your sign-in name and password: they do not go together",
        "too_many_login_attempts": LOCKED,
        "rate_limited": "Wait a few minutes: there were too many tries",
        "incorrect_password": "Check your password: it is not right",
        "incorrect_code": "Check the code: it is not right, or it has been used",
        "enter_current_password": "Check your current password: it is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether signing in may lead there."""
        return is_ours(context.request, url)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send nothing: whatever mail there is, the job queue sends, and it says nothing."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say what happened on the page itself."""

    def get_login_stages(self) -> list[str]:
        """What comes between the first proof and being signed in."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at, in the database, for all processes."""
        if not sign_in_tries.begin_try(of=credentials.get("username", ""), at=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The account whose name and password these are; its tries are forgiven."""
        found = super().authenticate(request, **credentials)
        if found is not None:
            sign_in_tries.forgive_tries(of=credentials.get("username", ""))
        return found

    def pre_login(self, request: HttpRequest, user: Account, **told: Any) -> HttpResponse | None:
        """Stop whoever is not at the school today, before there is a session."""
        if scope_of(user, on=timezone.localdate()) is None:
            request.session.flush()
            return errors.not_in_scope(request)
        return None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Begin the session."""
        sessions.begin(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to go when no page was asked for."""
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where to go after choosing a password."""
        return f"{reverse('account_overview')}?done=password"

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that tries are counted by; of an IPv6 address the half that one line has.

        A server in front of us on this machine says whom it passes on; nobody else is believed.
        """
        told = request.META.get("REMOTE_ADDR", "")
        passed_on = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if passed_on and configuration.is_loopback(told):
            told = passed_on
        try:
            address = ipaddress.ip_address(told)
        except ValueError:
            return "0.0.0.0"  # noqa: S104 - an address that nobody has
        if address.version == 6:
            return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
        return str(address)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """How somebody can prove again who they are, the surest first."""
        words = {
            "reauthenticate": "Use your password",
            "mfa_reauthenticate": "Use a code from your authenticator app, or a recovery code",
            "mfa_reauthenticate:webauthn": "Use a passkey",
        }
        found = [{**method, "description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]
        return sorted(found, key=lambda method: method["id"] != "mfa_reauthenticate")


class SecondFactors(DefaultMFAAdapter):
    """How second factors are kept."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Check the code: it is not right, or it has been used",
        "cannot_delete_authenticator": (
            "Your role at the school needs a second step when you sign in. Set up another before you remove this one"
        ),
        "cannot_generate_recovery_codes": "Set up an authenticator app or a passkey first",
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret under the installation's key, which stands outside the database."""
        return sealer("second factor").seal(text.encode("utf-8"), place=PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return sealer("second factor").unseal(bytes.fromhex(encrypted_text), place=PLACE).decode("utf-8")

    def build_totp_svg(self, url: str) -> str:
        """The QR code that an authenticator app scans."""
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=6, border=4, dark="#000", light="#fff")
        return drawn.getvalue().decode("utf-8")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role needs one."""
        scope = scope_of(authenticator.user, on=timezone.localdate())
        if scope is None or not needs_second_factor(scope):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's word
        """What a passkey is called until its owner calls it something."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_totp_label(self, user: Account) -> str:
        """What an authenticator app shows beside the code."""
        return user.sign_in_name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that passkeys are bound to: the host that people type."""
        return {"id": context.request.get_host().partition(":")[0], "name": "Lanyard"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict:
        """Whose passkey it is, as the device lists it."""
        return {"id": user_pk_to_url_str(user).encode("ascii"), "display_name": user.sign_in_name, "name": user.sign_in_name}
