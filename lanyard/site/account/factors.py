"""Pages on which people set up and remove second factors; allauth does the work."""

from __future__ import annotations

from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lanyard.people.rights import needs

from .passkeys import as_json, passkeys_work, with_passkeys
from .sessions import CHOOSES, SECOND_FACTOR, fresh
from .ways_back import came_from


def own(view):
    """A page of one's own sign-in."""
    return needs("own sign-in")(view)


class SetUpApp(ActivateTOTPView):
    """Set up an authenticator app: a QR code, the same in letters, and a first code to prove it."""

    def get_context_data(self, **told) -> dict:
        """The secret in groups of four, to type where no camera is."""
        found = super().get_context_data(**told)
        secret = found["form"].secret
        # The picture has an address of its own: no picture may stand in a page.
        for name in ("totp_svg", "totp_svg_data_uri"):
            found.pop(name, None)
        return {**found, "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))}

    def form_valid(self, form) -> HttpResponse:
        """The code just typed was the second factor of this session."""
        answer = super().form_valid(form)
        self.request.session[SECOND_FACTOR] = True
        return answer


class RemoveApp(DeactivateTOTPView):
    """Remove the authenticator app."""

    def get_success_url(self) -> str:
        """Back to the list of ways to sign in."""
        return f"{reverse('account_overview')}?done=app"


class AddPasskey(AddWebAuthnView):
    """Make a passkey that the device keeps and guards with a finger, a face or a PIN."""

    def get_context_data(self, **told) -> dict:
        """What the device is asked to make."""
        found = super().get_context_data(**told)
        options = as_json(webauthn.begin_registration(self.request.user, True))
        return {
            **found,
            "options": options,
            "passkeys_work": passkeys_work(self.request),
            "form": told.get("form") or found["form"],
        }

    def form_valid(self, form) -> HttpResponse:
        """The passkey just made was the second factor of this session, and a way to sign in."""
        answer = super().form_valid(form)
        self.request.session[SECOND_FACTOR] = True
        self.request.session.pop(CHOOSES, None)
        return answer


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless a role needs it."""

    def get_context_data(self, **told) -> dict:
        """Whether it may go."""
        return {**super().get_context_data(**told), "may_go": get_adapter().can_delete_authenticator(self.object)}

    def form_valid(self, form) -> HttpResponse:
        """Remove it, or say again why not."""
        if not get_adapter().can_delete_authenticator(self.get_object()):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """Back to the list of ways to sign in."""
        return f"{reverse('account_overview')}?done=passkey"


class RenamePasskey(EditWebAuthnView):
    """Give a passkey another name."""

    def get_success_url(self) -> str:
        """Back to the list of ways to sign in."""
        return reverse("account_overview")


class PasskeyAgain(ReauthenticateWebAuthnView):
    """Prove with a passkey, before something sensitive."""

    def form_invalid(self, form) -> HttpResponse:
        """The same page, saying that it did not work."""
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **told) -> dict:
        """What the device is asked to sign."""
        found = super().get_context_data(**told)
        options = as_json(webauthn.begin_authentication(self.request.user))
        return {**found, **_next(self.request), "options": options, "form": told.get("form") or self.get_form()}


class PasswordAgain(ReauthenticateView):
    """Prove with the password, before something sensitive."""

    def get_context_data(self, **told) -> dict:
        """Where it leads afterwards."""
        return {**super().get_context_data(**told), **_next(self.request)}


class CodeAgain(CodeAgainView):
    """Prove with a code, before something sensitive."""

    def get_context_data(self, **told) -> dict:
        """Where it leads afterwards."""
        return {**super().get_context_data(**told), **_next(self.request)}


def _next(request: HttpRequest) -> dict[str, str]:
    return {"next": came_from(request, request.POST.get("next") or request.GET.get("next"))}


@require_safe
def app_code(request: HttpRequest) -> HttpResponse:
    """The QR code of the app that is being set up in this session."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


change_password = own(PasswordChangeView.as_view())
set_up_app = own(fresh(SetUpApp.as_view()))
app_qr = own(fresh(app_code))
remove_app = own(fresh(RemoveApp.as_view()))
recovery_codes = own(fresh(ViewRecoveryCodesView.as_view()))
new_recovery_codes = own(fresh(GenerateRecoveryCodesView.as_view()))
add_passkey = own(with_passkeys(fresh(AddPasskey.as_view())))
remove_passkey = own(fresh(RemovePasskey.as_view()))
rename_passkey = own(fresh(RenamePasskey.as_view()))
password_again = own(PasswordAgain.as_view())
code_again = own(CodeAgain.as_view())
passkey_again = own(with_passkeys(PasskeyAgain.as_view()))
