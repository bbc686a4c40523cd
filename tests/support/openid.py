"""An OpenID provider of the tests' own, on the loopback: code flow with PKCE, RS256, keys as JWKS.

It plays Google Workspace or Microsoft Entra. Whoever comes to its sign-in page is the person that
``answers`` describes; ``wrong`` spoils what it hands out, one way at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "lanyard-test", "a secret between two programs on one machine"


@dataclass
class Provider:
    """A provider that runs, and how it answers."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    #: Changes the token's claims before it is signed.
    wrong: Callable[[dict], None] | None = None
    #: How the token is signed: "RS256", "none", "HS256" with the public key, or with a stranger's key.
    signing: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    stranger: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    def configuration(self) -> dict[str, Any]:
        """What it says about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self) -> dict[str, Any]:
        """Its public key."""
        told = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**told, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, query: dict[str, str]) -> str:
        """The address to go back to, with a code. Nobody has to type anything here."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """A token for a code, once, to the program that asked for it."""
        asked = self.codes.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        right = asked and (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not right or asked["code_challenge"] != proof or asked["redirect_uri"] != form.get("redirect_uri"):
            return None
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": self.signed(asked["nonce"])}

    def signed(self, nonce: str) -> str:
        """The token that says who somebody is."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.claims}
        if self.wrong:
            self.wrong(claims)
        if self.signing == "none":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})
        if self.signing == "HS256":
            return _by_shared_secret(claims, json.dumps(self.keys()["keys"][0]).encode())
        key = self.stranger if self.signing == "stranger" else self.key
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})


def _by_shared_secret(claims: dict, secret: bytes) -> str:
    """A token "signed" with what everybody knows: the library refuses to make one."""
    import hmac

    def part(told: bytes) -> bytes:
        return base64.urlsafe_b64encode(told).rstrip(b"=")

    head = part(json.dumps({"alg": "HS256", "kid": "one", "typ": "JWT"}).encode()) + b"." + part(json.dumps(claims).encode())
    return (head + b"." + part(hmac.digest(secret, head, "sha256"))).decode()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            elif parts.path == "/.well-known/openid-configuration":
                self._answer(provider.configuration())
            elif parts.path == "/keys":
                self._answer(provider.keys())
            else:
                self._answer({"error": "not found"}, 404)

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            self._answer(made or {"error": "invalid_grant"}, 200 if made else 400)

        def _answer(self, told: dict, status: int = 200) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told: object) -> None:
            """Say nothing: addresses hold codes."""

    return Handler


@contextmanager
def running_provider(**claims: Any) -> Iterator[Provider]:
    """A provider on a free port, until the test is over."""
    provider = Provider(claims=claims)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
