"""Whose accounts a school lets its adults sign in with: Google Workspace, Microsoft Entra, or another OpenID provider.

Nothing is asked of any of them unless the operator writes ``sign-in.toml`` (see ``docs/running.md``).
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lanyard.site.configuration import ConfigurationError, data_folder, is_loopback

FILE = "sign-in.toml"
TENANT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
ID = re.compile(r"[a-z][a-z0-9-]{0,29}")
KEYS = set("kind id name client_id client_secret client_secret_file domain tenant issuer subject pinned".split())


@dataclass(frozen=True)
class IdentityProvider:
    """One service that says who somebody is.

    ``subject`` is the claim that never changes for a person; ``pinned`` are claims that must have
    exactly these values, so that an account of somebody else's organisation is never let in.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    secret: str = field(repr=False)
    subject: str
    pinned: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)

    def as_app(self) -> dict[str, Any]:
        """What allauth is told."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": f"{self.issuer}/.well-known/openid-configuration",
                "issuer": self.issuer,
                "subject": self.subject,
                "pinned": dict(self.pinned),
                "hints": dict(self.hints),
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
                "scope": ["openid"],
            },
        }


def load_providers(environ: Mapping[str, str] = os.environ) -> tuple[IdentityProvider, ...]:
    """The providers of this installation; none where no file is.

    ``LANYARD_SIGN_IN_FILE`` names the file; otherwise it is ``sign-in.toml`` in the data folder.
    """
    told = environ.get("LANYARD_SIGN_IN_FILE")
    path = Path(told) if told else data_folder(environ) / FILE
    if not told and not path.exists():
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("provider", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read as TOML: {type(error).__name__}.") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(f"{path}: write each provider under a line [[provider]].")
    found = tuple(_provider(entry, path) for entry in entries)
    if len({each.id for each in found}) < len(found):
        raise ConfigurationError(f"{path}: two providers have the same id. Give each an id of its own.")
    return found


def _provider(entry: Mapping[str, Any], path: Path) -> IdentityProvider:
    if strange := sorted(set(entry) - KEYS):
        raise ConfigurationError(f"{path}: {strange[0]!r} is not known. Known are: {', '.join(sorted(KEYS))}.")
    kind = entry.get("kind")
    if kind not in KINDS:
        raise ConfigurationError(f"{path}: kind must be one of {', '.join(KINDS)}.")
    client_id = _text(entry, "client_id", path)
    told = KINDS[kind](entry, path)
    issuer = told["issuer"] if "issuer" not in entry or kind == "openid" else _local_issuer(entry, path)
    identifier = entry.get("id", kind)
    if not isinstance(identifier, str) or not ID.fullmatch(identifier):
        raise ConfigurationError(f"{path}: an id is a short word in small letters, such as google.")
    return IdentityProvider(
        id=identifier,
        name=str(entry.get("name", told["name"])),
        issuer=issuer.rstrip("/"),
        client_id=client_id,
        secret=_secret(entry, path),
        subject=told["subject"],
        pinned=told["pinned"],
        hints=told.get("hints", {}),
    )


def _google(entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    domain = _text(entry, "domain", path).lower()
    if not DOMAIN.fullmatch(domain):
        raise ConfigurationError(f"{path}: domain must be your Google Workspace’s own, such as school.example.org.")
    return {
        "name": "Google",
        "issuer": "https://accounts.google.com",
        "subject": "sub",
        "pinned": {"hd": domain},
        "hints": {"hd": domain},
    }


def _microsoft(entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    tenant = _text(entry, "tenant", path).lower()
    if not TENANT.fullmatch(tenant):
        raise ConfigurationError(f"{path}: tenant must be your directory’s own id (36 letters, numbers and hyphens).")
    return {
        "name": "Microsoft",
        "issuer": f"https://login.microsoftonline.com/{tenant}/v2.0",
        "subject": "oid",
        "pinned": {"tid": tenant},
    }


def _openid(entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    pinned = entry.get("pinned", {})
    if not isinstance(pinned, dict) or not all(isinstance(value, str) for value in pinned.values()):
        raise ConfigurationError(f"{path}: pinned lists claims and the one value each must have.")
    issuer = _text(entry, "issuer", path)
    _check_issuer(issuer, path)
    return {"name": _text(entry, "name", path), "issuer": issuer, "subject": str(entry.get("subject", "sub")), "pinned": pinned}


KINDS = {"google": _google, "microsoft": _microsoft, "openid": _openid}


def _local_issuer(entry: Mapping[str, Any], path: Path) -> str:
    """Somebody who tries Google or Microsoft out on this machine may stand in for them, and nobody else."""
    issuer = _text(entry, "issuer", path)
    if not is_loopback(urlsplit(issuer).hostname or ""):
        raise ConfigurationError(f"{path}: leave issuer out. Google’s and Microsoft’s own are known.")
    return issuer


def _check_issuer(issuer: str, path: Path) -> None:
    parts = urlsplit(issuer)
    if not parts.hostname or parts.scheme not in {"https", "http"} or parts.query or parts.fragment:
        raise ConfigurationError(f"{path}: issuer must be a whole address, such as https://id.example.org.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigurationError(f"{path}: issuer must start with https://.")


def _text(entry: Mapping[str, Any], key: str, path: Path) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{path}: {key} is missing.")
    return value.strip()


def _secret(entry: Mapping[str, Any], path: Path) -> str:
    if "client_secret_file" not in entry:
        return _text(entry, "client_secret", path)
    try:
        return Path(_text(entry, "client_secret_file", path)).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: the file that client_secret_file names cannot be read.") from error
