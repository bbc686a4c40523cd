"""``lanyard verify`` for bundles: what their own ``verify.py`` checks, the signatures once more, and timestamps."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lanyard.cli.errors import REFUSED, CommandError
from lanyard.cli.page import Page
from lanyard.proof.bundles.checker.checking import Fault, Report, check
from lanyard.proof.bundles.checker.reading import P256_SIGNATURE, SIGNED, STATEMENT, Bundle, CannotCheck, open_source
from lanyard.proof.bundles.keys import p256_fits
from lanyard.proof.signing import check as check_statement

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

#: How a ZIP begins, with files in it and without.
_ZIP = (b"PK\3\4", b"PK\5\6")


def is_bundle(name: str) -> bool:
    """Whether it looks like a bundle: a folder, or a file that begins as a ZIP does."""
    if name == "-":
        return False
    if os.path.isdir(name):
        return True
    with Path(name).open("rb") as file:
        return file.read(4) in _ZIP


def read_authorities(name: str) -> Sequence[Certificate]:
    """The certificates in a file. Raises ``CommandError``."""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(Path(name).read_bytes())
    except ValueError:
        raise CommandError("unreadable", f"{name} holds no certificates (PEM).", code=REFUSED, file=name) from None


def look_at_bundle(name: str, key: str | None, roots: Sequence[Certificate]) -> dict[str, Any]:
    """Check a bundle; what was found, as it is printed with ``--json``."""
    result: dict[str, Any] = {"file": name, "genuine": False, "kind": "bundle", "faults": []}
    try:
        report = check(name, key)
        bundle = Bundle(open_source(name))
    except CannotCheck as error:
        return {**result, "reason": str(error)}
    named = {(fault.kind, fault.path) for fault in report.faults}
    faults = [*report.faults, *(fault for fault in _second_opinion(bundle, report) if (fault.kind, fault.path) not in named)]
    remarks = list(report.remarks)
    if roots:
        remarks = [one for one in remarks if not one.startswith("timestamps/")]
        _check_timestamps(bundle, report.statement, roots, faults, remarks)
    return {
        **result,
        "genuine": not faults,
        "signed_by": report.fingerprint,
        "statement": report.statement,
        "faults": [fault._asdict() for fault in faults],
        "remarks": remarks,
    }


def _second_opinion(bundle: Bundle, report: Report) -> list[Fault]:
    """Both signatures once more, by a library that shares no code with the checker."""
    faults = []
    try:
        check_statement(json.loads(bundle.read(SIGNED)))
    except ValueError as error:
        faults.append(Fault("signature", SIGNED, str(error)))
    public = base64.b64decode(report.statement["keys"]["p256"])
    if not p256_fits(public, bundle.read(P256_SIGNATURE), bundle.read(STATEMENT)):
        faults.append(Fault("signature", P256_SIGNATURE, "The second signature (ECDSA P-256) does not fit the list of files."))
    return faults


def _check_timestamps(
    bundle: Bundle, statement: dict[str, Any], roots: Sequence[Certificate], faults: list[Fault], remarks: list[str]
) -> None:
    """Whether an authority that the reader trusts signed each timestamp.

    One that was itself stamped again, while it lasted, is looked at as of that time. A later one stands
    after the one that it is for, so they are gone through from the end.
    """
    from hashlib import sha256

    from lanyard.proof.timestamps import Failed
    from lanyard.proof.timestamps import check as check_timestamp

    now, new_faults, new_remarks = datetime.now(UTC), [], []
    vouched: dict[str, datetime] = {}
    for one in reversed(statement["timestamps"]):
        digest = sha256(bundle.read(one["of"])).digest()
        found = check_timestamp(bundle.read(one["path"]), digest, roots=roots, at=vouched.get(one["path"], now))
        if isinstance(found, Failed):
            new_faults.append(Fault("timestamp", one["path"], found.reason))
            continue
        vouched[one["of"]] = min(found.at, vouched.get(one["of"], found.at))
        new_remarks.append(f"{one['of']} was there at {found.at:%Y-%m-%dT%H:%M:%SZ}, as {found.authority} signed.")
    faults += reversed(new_faults)
    remarks += reversed(new_remarks)


def show_bundle(page: Page, result: dict[str, Any], key: str | None) -> None:
    """What was found, in words for people."""
    if "reason" in result:
        page.heading(f"{result['file']}: this could not be checked", tone="never")
        page.text(result["reason"])
        return
    told = result["statement"]
    if not result["genuine"]:
        page.heading(f"{result['file']}: not as it was signed", tone="never")
        page.item(result["signed_by"], mark="Signed by:")
        for fault in result["faults"]:
            page.item(f"{fault['path'] + ': ' if fault['path'] else ''}{fault['words']}", mark=f"{fault['kind']}:")
        page.text("Ask the school for the bundle again, and keep this one as it is.")
        return
    page.heading(f"{result['file']}: unchanged since it was signed", tone="fine")
    page.item(result["signed_by"], mark="Signed by:")
    page.item(str(told.get("title")), mark="Bundle:")
    page.item(f"{told['count']} were signed, and the same {told['count']} are here", mark="Files:")
    for one in told["files"]:
        if "received_at" in one:
            page.item(f"{one['path']}: unchanged since received at {one['received_at']}", indent=2)
    for remark in result["remarks"]:
        page.item(remark, indent=2)
    if key is None:
        page.text("Compare this fingerprint with the one that the school gives you, or give it with --key.")
    page.text("This says that the files are unchanged. It does not say who made them, or whether what they show is true.")
