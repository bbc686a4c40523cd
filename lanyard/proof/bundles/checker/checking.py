"""Everything that is checked about a bundle, without anything but Python itself."""

from __future__ import annotations

import base64
import json
import re
from typing import Any, NamedTuple

from .curves import ED25519_DER, coded, decoded, ed25519_holds, fingerprint, is_p256, p256_holds, pem
from .proofs import log_proof, timestamp_of
from .reading import (
    BESIDE,
    CONTEXT,
    ED25519_KEY,
    MANIFEST,
    P256_KEY,
    P256_SIGNATURE,
    SAFE_PATH,
    SIGNED,
    STATEMENT,
    TAG_MANIFEST,
    Bundle,
    CannotCheck,
    open_source,
)


class Fault(NamedTuple):
    """One thing that does not hold: its kind, the file it is about (or nothing), and words for people."""

    kind: str
    path: str
    words: str


class Report(NamedTuple):
    """What was found: the signed statement, the fingerprints of its keys, faults, and remarks."""

    statement: dict[str, Any]
    fingerprint: str
    p256_fingerprint: str
    faults: list[Fault]
    remarks: list[str]


def check(path: str, expected: str | None = None) -> Report:
    """Check the bundle at ``path``; ``expected`` is the fingerprint that the school gave. Raises ``CannotCheck``."""
    bundle = Bundle(open_source(path))
    signed = bundle.read(STATEMENT)
    statement = read_statement(signed)
    faults: list[Fault] = []
    remarks: list[str] = []
    keys = statement["keys"]
    ed25519, p256 = base64.b64decode(keys["ed25519"]), base64.b64decode(keys["p256"])
    found = fingerprint(ed25519)
    faults += check_signatures(bundle, signed, ed25519, p256)
    if expected is not None and "".join(expected.split()).lower() != found.replace(" ", ""):
        faults.append(Fault("key", "", f"Another key signed it: its fingerprint is {found}."))
    digests = check_files(bundle, statement, faults)
    check_manifests(bundle, digests, faults)
    check_log(bundle, statement, digests, faults, remarks)
    check_timestamps(bundle, statement, digests, faults, remarks)
    return Report(statement, found, fingerprint(p256), faults, remarks)


def read_statement(signed: bytes) -> dict[str, Any]:
    """The signed list of files, when it is one that this program understands."""
    try:
        if not signed.startswith(CONTEXT):
            raise ValueError("it begins with something else")
        told = json.loads(signed[len(CONTEXT) :].decode("utf-8"))
        if told["kind"] != "bundle" or told["format"] != 1:
            raise CannotCheck("It was made by a newer or another program; use the program that came with it.")
        for one in told["files"]:
            if not SAFE_PATH.fullmatch(one["path"]) or not re.fullmatch("[0-9a-f]{64}", one["sha256"]) or one["size"] < 0:
                raise ValueError("a file in it is not described as it should be")
        paths = [one["path"] for one in told["files"]] + told["beside"]
        if told["beside"] != BESIDE or len(set(paths)) != len(paths) or told["count"] != len(paths):
            raise ValueError("its count of files is not that of its list")
        if len(decoded(told["keys"]["ed25519"])) != 32 or not is_p256(decoded(told["keys"]["p256"])):
            raise ValueError("it names keys of another kind")
        for one in told["log"] + told["timestamps"]:
            if not set(one.values()) <= set(paths) or not {"path", "of"} <= set(one):
                raise ValueError("it names a proof that it does not list")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotCheck(f"The signed list of files ({STATEMENT}) cannot be read: it was changed or cut short.") from error
    return dict(told)


def check_signatures(bundle: Bundle, signed: bytes, ed25519: bytes, p256: bytes) -> list[Fault]:
    """Whether both signatures fit the signed list, and the key files are those that the list names."""
    faults = []
    document = bundle.read(SIGNED)
    shape = re.fullmatch(
        rb'\{"signature":\{"algorithm":"Ed25519","key":"([A-Za-z0-9+/=]{44})","value":"([A-Za-z0-9+/=]{88})"\},"statement":(.*)\}',
        document,
        re.DOTALL,
    )
    if not shape or coded(ed25519) != shape[1].decode() or shape[3] != signed[len(CONTEXT) :]:
        faults.append(Fault("signature", SIGNED, "It is missing, or it is not about this list of files."))
    elif not ed25519_holds(ed25519, decoded(shape[2].decode()), signed):
        faults.append(Fault("signature", SIGNED, "The first signature (Ed25519) does not fit the list of files."))
    if not p256_holds(p256, bundle.read(P256_SIGNATURE), signed):
        faults.append(Fault("signature", P256_SIGNATURE, "The second signature (ECDSA P-256) does not fit the list of files."))
    for path, der in ((ED25519_KEY, ED25519_DER + ed25519), (P256_KEY, p256)):
        if bundle.read(path) != pem(der):
            faults.append(Fault("signature", path, "It is not the key that the list of files names."))
    return faults


def check_files(bundle: Bundle, statement: dict[str, Any], faults: list[Fault]) -> dict[str, str]:
    """Compare every file with the list: changed, missing, added, and how many there are; every digest found."""
    listed = {one["path"]: one for one in statement["files"]}
    digests = {}
    for path, one in listed.items():
        if path not in bundle.files:
            faults.append(Fault("missing", path, "It is in the signed list and is not here."))
            continue
        digests[path] = bundle.digest(path, one["size"])
        if digests[path] != one["sha256"]:
            faults.append(Fault("changed", path, "It is not as it was when the list was signed."))
    for path in BESIDE:
        if path in bundle.files:
            digests[path] = bundle.digest(path, bundle.files[path])
        else:
            faults.append(Fault("missing", path, "It belongs to the signature and is not here."))
    for path in sorted(set(bundle.files) - set(listed) - set(BESIDE)):
        faults.append(Fault("added", path, "It is not in the signed list. Some computers add files of their own to a folder."))
    for path in bundle.odd:
        faults.append(Fault("added", path, "It is there twice, is locked, is a link, or has a name that no bundle has."))
    found = len(bundle.files) + len(bundle.odd)
    if found != statement["count"]:
        faults.append(Fault("count", "", f"{statement['count']} files were signed; {found} are here."))
    return digests


def check_manifests(bundle: Bundle, digests: dict[str, str], faults: list[Fault]) -> None:
    """Whether the BagIt manifests say what the files say, to the letter."""
    payload = {path: digest for path, digest in digests.items() if path.startswith("data/")}
    tags = {path: digest for path, digest in digests.items() if not path.startswith("data/") and path != TAG_MANIFEST}
    for path, held in ((MANIFEST, payload), (TAG_MANIFEST, tags)):
        if bundle.read(path) != manifest(held):
            faults.append(Fault("manifest", path, "It does not agree with the files that are here."))


def manifest(digests: dict[str, str]) -> bytes:
    """A BagIt manifest: a line for each file, in the order of their paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("utf-8")


def check_log(
    bundle: Bundle, statement: dict[str, Any], digests: dict[str, str], faults: list[Fault], remarks: list[str]
) -> None:
    """Whether each entry stands in the log whose signed checkpoint comes with it."""
    for one in statement["log"]:
        try:
            origin, size, index = log_proof(bundle.read(one["path"]), bundle.read(one["of"]), bundle.read("log/keys.txt"))
        except ValueError as error:
            faults.append(Fault("log", one["path"], f"The proof from the log does not hold: {error}."))
        else:
            remarks.append(f"{one['of']} is entry {index} of the log “{origin}”, as it stood with {size} entries.")
        if "opened" in one and digests.get(one["opened"]) != bundle.read(one["of"]).hex():
            faults.append(Fault("log", one["opened"], f"It is not what {one['of']} stands for."))


def check_timestamps(
    bundle: Bundle, statement: dict[str, Any], digests: dict[str, str], faults: list[Fault], remarks: list[str]
) -> None:
    """Whether each timestamp names the file that it is for. Who signed it, openssl can say: see READ-ME.txt."""
    for one in statement["timestamps"]:
        try:
            digest, at = timestamp_of(bundle.read(one["path"]))
        except (ValueError, IndexError):
            digest, at = "", ""
        if digest != digests.get(one["of"]):
            faults.append(Fault("timestamp", one["path"], f"It is not a timestamp of {one['of']}."))
        else:
            remarks.append(f"{one['path']} names {one['of']} and the time {at}. READ-ME.txt says how to check who signed it.")
