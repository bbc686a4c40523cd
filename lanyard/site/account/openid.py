"""Signing in with an account of Google Workspace, Microsoft Entra or another OpenID provider.

allauth does the code flow, with PKCE and a state that is bound to the session. What is believed
of the answer is decided here, in full and every time: who signed it, for whom, for this very
sign-in, from which organisation, and who it is about, by the number that never changes. An e-mail
address is not looked at.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from typing import Any

import jwt
import structlog
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from jwt import PyJWKSet

log = structlog.get_logger(__name__)

#: Signatures made with a private key only: neither "none" nor a shared secret.
ALGORITHMS = ["RS256", "PS256", "ES256"]
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
LEEWAY = 60
#: How long what a provider says about itself is remembered, and its keys.
REMEMBERED = 60 * 60
LARGEST = 256 * 1024

_told: dict[str, tuple[float, dict]] = {}
_lock = threading.Lock()


class NotBelieved(OAuth2Error):
    """A provider's answer does not hold; the message names what, and nobody."""


class CodeFlow(OpenIDConnectOAuth2Adapter):
    """What is asked of a provider, and what of its answer is believed."""

    def __init__(self, request: HttpRequest, provider_id: str) -> None:
        super().__init__(request, provider_id)
        self.nonce: str | None = None

    @property
    def settings(self) -> dict:
        """What the operator configured."""
        return self.get_provider().app.settings

    @property
    def openid_config(self) -> dict:
        """Where the provider's doors are, by its own word; it must be the issuer that was configured."""
        found = fetch(self.settings["server_url"])
        if found.get("issuer") != self.settings["issuer"]:
            raise NotBelieved("issuer of the configuration")
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Who signed in, from the signed token alone."""
        answer = kwargs["response"]
        claims = self.believe(answer.get("id_token"))
        return self.get_provider().sociallogin_from_response(request, claims)

    def believe(self, credential: object) -> dict:
        """The claims of a token that holds in every respect; raises ``NotBelieved``."""
        if not isinstance(credential, str):
            raise NotBelieved("no token")
        app = self.get_provider().app
        try:
            claims = jwt.decode(
                credential,
                key=self._key_of(credential),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.settings["issuer"],
                leeway=LEEWAY,
                options={"require": REQUIRED},
            )
        except jwt.PyJWTError as error:
            raise NotBelieved(type(error).__name__) from error
        self._check_rest(claims, app.client_id)
        return claims

    def _check_rest(self, claims: dict, client_id: str) -> None:
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client_id:
            raise NotBelieved("authorized party")
        if not self.nonce or not hmac.compare_digest(str(claims["nonce"]).encode(), self.nonce.encode()):
            raise NotBelieved("nonce")
        for claim, value in self.settings["pinned"].items():
            if claims.get(claim) != value:
                raise NotBelieved("organisation")
        if not isinstance(claims.get(self.settings["subject"]), str) or not claims[self.settings["subject"]]:
            raise NotBelieved("subject")

    def _key_of(self, credential: str) -> Any:
        """The provider's key that a token names; new keys are asked for once when it names one we do not know."""
        header = jwt.get_unverified_header(credential)
        if header.get("alg") not in ALGORITHMS:
            raise NotBelieved("algorithm")
        address = self.openid_config["jwks_uri"]
        for again in (False, True):
            keys = PyJWKSet.from_dict(fetch(address, again=again)).keys
            for key in keys:
                if key.key_id == header.get("kid") and key.public_key_use in (None, "sig"):
                    return key
        raise NotBelieved("key")


class Provider(OpenIDConnectProvider):
    """One configured provider. Of what it says about a person only the unchanging number is kept."""

    oauth2_adapter_class = CodeFlow
    pkce_enabled_default = True

    def begin(self, request: HttpRequest, *, process: str, next_url: str) -> str:
        """The provider's address to send somebody to; ``process`` is "login" or "connect"."""
        nonce = secrets.token_urlsafe(24)
        told = {"nonce": nonce, "prompt": "select_account", **self.app.settings["hints"]}
        return self.redirect(request, process, next_url=next_url, auth_params=told, nonce=nonce).headers["Location"]

    def extract_uid(self, data: dict) -> str:
        """The number that stays with a person, within the organisation that is pinned."""
        return data[self.app.settings["subject"]]

    def extract_extra_data(self, data: dict) -> dict:
        """Nothing more is kept."""
        return {}

    def extract_common_fields(self, data: dict) -> dict:
        """Nothing is copied."""
        return {}

    def extract_email_addresses(self, data: dict) -> list:
        """No address is looked at."""
        return []


class OtherAccounts(DefaultSocialAccountAdapter):
    """What allauth asks about other services' accounts."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        """A configured provider; raises ``SocialApp.DoesNotExist`` for any other."""
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_providers(self, request: HttpRequest) -> list[Provider]:
        """Every configured provider."""
        return [Provider(request, app=app) for app in self.list_apps(request)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """An account that nobody linked opens nothing and makes nothing."""
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Never: addresses are given to somebody else when people leave."""
        return False

    def validate_disconnect(self, account: SocialAccount, accounts: Any) -> None:
        """Allow it; the page sees to it that another way in remains."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> Any:
        """Take nothing over."""
        return sociallogin.user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Back to the list of ways to sign in."""
        from django.urls import reverse

        return reverse("account_overview")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        """Write down what did not hold; never what was sent."""
        reason = told.get("exception")
        log.warning("sign-in not believed", error=type(reason).__name__ if reason else str(told.get("error")))


def fetch(address: str, *, again: bool = False) -> dict:
    """What a provider publishes at an address, asked at most once an hour (or ``again`` after a minute)."""
    now = time.monotonic()
    with _lock:
        at, found = _told.get(address, (0.0, {}))
    if found and now - at < (60 if again else REMEMBERED):
        return found
    with OtherAccounts().get_requests_session() as session:
        response = session.request("GET", address, allow_redirects=False)
        response.raise_for_status()
        if len(response.content) > LARGEST:
            raise NotBelieved("size")
        found = response.json()
    if not isinstance(found, dict):
        raise NotBelieved("form")
    with _lock:
        _told[address] = (now, found)
    return found
