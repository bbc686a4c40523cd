"""Ways in: name and password, a code from the school, a passkey, another service's account."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.adapter import get_adapter as get_social_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from lanyard.people.actions.sign_in_codes import use_sign_in_code
from lanyard.people.actions.sign_in_tries import Kind, begin_try, forgive_tries
from lanyard.people.queries.sign_ins import ways_in

from . import sessions
from .adapters import LOCKED
from .forms import UseCode
from .openid import CodeFlow, Provider
from .passkeys import as_json, passkeys_work, with_passkeys
from .ways_back import came_from

WRONG_CODE = "Check your sign-in name and the code: they do not go together, or the code has been used or has run out"


class SignIn(LoginView):
    """Sign-in name and password, and every other way in."""

    def get_context_data(self, **told) -> dict:
        """What the page lists besides its form."""
        return {
            **super().get_context_data(**told),
            "providers": get_social_adapter().list_providers(self.request),
            "passkeys_work": passkeys_work(self.request),
            "next": came_from(self.request, self.request.POST.get("next") or self.request.GET.get("next")),
            "ended": "ended" in self.request.GET,
            "is_demonstration_start": settings.DEMONSTRATION,
        }


sign_in = login_not_required(SignIn.as_view())


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def use_code(request: HttpRequest) -> HttpResponse:
    """Sign in with a code that somebody at school handed over (2.4.1)."""
    if request.user.is_authenticated:
        return redirect("account_overview")
    form = UseCode(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now, name = timezone.now(), form.cleaned_data["login"]
        if not begin_try(of=name, kind=Kind.CODE, at=now):
            form.add_error(None, LOCKED)
        elif account := use_sign_in_code(sign_in_name=name, words=form.cleaned_data["code"], at=now):
            forgive_tries(of=name, kind=Kind.CODE)
            record_authentication(request, account, "sign-in code")
            request.session[sessions.CHOOSES] = account.pk
            return perform_login(request, Login(user=account, redirect_url=reverse("account_choose")))
        else:
            form.add_error(None, WRONG_CODE)
    return render(request, "account/code.html", {"form": form})


@method_decorator(login_not_required, name="dispatch")
class PasskeySignIn(LoginWebAuthnView):
    """A passkey instead of name and password: it is both factors in one."""

    template_name = "account/passkey.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The page whose button asks the device."""
        return self.render_to_response(self.get_context_data())

    def form_invalid(self, form) -> HttpResponse:
        """The same page, saying that it did not work."""
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **told) -> dict:
        """What the device is asked to sign."""
        return {**super().get_context_data(**told), "options": as_json(webauthn.begin_authentication(user=None))}


@method_decorator(login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login"), name="dispatch")
class SecondStep(AuthenticateView):
    """A code, or a passkey, after the password."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Begin anew if the second factor was taken off meanwhile: there is nothing to ask for."""
        stage = request._login_stage
        if not ways_in(stage.login.user).has_second_factor:
            return stage.abort()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **told) -> dict:
        """What the device is asked to sign, for whoever has a passkey."""
        found = super().get_context_data(**told)
        has_passkey = bool(ways_in(self.stage.login.user).passkeys)
        return {**found, "options": as_json(found["js_data"]["request_options"]) if has_passkey else ""}


passkey_sign_in = with_passkeys(PasskeySignIn.as_view())
second_step = with_passkeys(SecondStep.as_view())


@login_not_required
@require_POST
def leave_for_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to another service to say who they are.

    A page leads there, not the answer to the form: no form of ours may lead to another site.
    """
    provider = _provider(request, provider_id)
    process, next_url = "login", came_from(request, request.POST.get("next"))
    if request.POST.get("process") == "connect":
        # Only from inside, and only by somebody who has just proved who they are.
        if not request.user.is_authenticated or not sessions.is_fresh(request):
            return redirect("account_link")
        process, next_url = "connect", f"{reverse('account_overview')}?done=linked"
    try:
        address = provider.begin(request, process=process, next_url=next_url)
    except (OAuth2Error, RequestException) as error:
        get_social_adapter().on_authentication_error(request, provider, exception=error)
        return render(request, "socialaccount/authentication_error.html", {"provider": provider, "is_away": True}, status=503)
    return render(request, "socialaccount/leave.html", {"provider": provider, "address": address})


def _provider(request: HttpRequest, provider_id: str) -> Provider:
    try:
        return get_social_adapter().get_provider(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error


class Returned(OAuth2CallbackView):
    """Somebody comes back from another service."""

    def _get_state(self, request: HttpRequest, provider):
        state, answer = super()._get_state(request, provider)
        if state:
            # The token must have been made for this very sign-in.
            self.adapter.nonce = state.get("nonce")
        return state, answer


@login_not_required
@require_safe
def back_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let somebody in whom another service vouches for, if their account here is linked to that one."""
    try:
        return Returned.adapter_view(CodeFlow(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error


@login_not_required
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody changed their mind at the other service."""
    return HttpResponseRedirect(reverse("account_overview" if request.user.is_authenticated else "account_login"))


@login_not_required
@require_safe
def no_way_in(request: HttpRequest) -> HttpResponse:
    """What to do when nothing of one's own works any more."""
    return render(request, "account/no-way-in.html")
