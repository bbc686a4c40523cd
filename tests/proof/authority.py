"""A timestamp authority on this machine: certificates of its own, ``openssl ts`` behind a tiny HTTP server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = timedelta(days=1)
SETTINGS = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority whose certificate lasts from ``since`` to ``until``; a reply for a request with ``reply``."""

    def __init__(self, folder: Path, *, since: datetime | None = None, until: datetime | None = None, usage: bool = True) -> None:
        now = datetime.now(UTC).replace(microsecond=0)
        self.folder = folder
        folder.mkdir()
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = certificate("Sample Root", root_key, "Sample Root", root_key, now - 900 * DAY, now + 9000 * DAY, None)
        own = certificate("Sample Time", key, "Sample Root", root_key, since or now - 800 * DAY, until or now + 400 * DAY, usage)
        self.good_until = own.not_valid_after_utc
        (folder / "ca.pem").write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        (folder / "tsa.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / "tsa.key").write_bytes(key.private_bytes(*form))
        (folder / "serial").write_text("01\n")
        (folder / "settings").write_text(SETTINGS.format(folder=folder))

    def reply(self, request: bytes) -> bytes:
        """What the authority answers: a timestamp, or that it refuses."""
        (self.folder / "request").write_bytes(request)
        self._openssl("-reply", "-config", "settings", "-queryfile", "request", "-out", "reply")
        return (self.folder / "reply").read_bytes()

    def openssl_accepts(self, reply: bytes, digest: bytes) -> bool:
        """Whether ``openssl ts -verify`` takes the reply for this digest."""
        (self.folder / "kept").write_bytes(reply)
        return self._openssl("-verify", "-in", "kept", "-digest", digest.hex(), "-CAfile", "ca.pem").returncode == 0

    def reads(self, request: bytes) -> str:
        """A request in the words of openssl."""
        (self.folder / "request").write_bytes(request)
        return self._openssl("-query", "-in", "request", "-text").stdout.decode()

    def _openssl(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", "ts", *arguments], cwd=self.folder, capture_output=True, timeout=60)


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    since: datetime,
    until: datetime,
    for_time: bool | None,
) -> x509.Certificate:
    """A certificate: of a root (``None``), for timestamps (``True``), or for something else (``False``)."""
    written = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=for_time is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if for_time is not None:
        usage = ExtendedKeyUsageOID.TIME_STAMPING if for_time else ExtendedKeyUsageOID.SERVER_AUTH
        written = written.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
        written = written.add_extension(x509.KeyUsage(True, *[False] * 8), critical=True)
    else:
        written = written.add_extension(x509.KeyUsage(*[False] * 5, True, True, False, False), critical=True)
    return written.sign(issuer_key, SHA256())


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler, bytes], None]) -> Iterator[str]:
    """A server on this machine that answers each post so; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer(self, self.rfile.read(int(self.headers["Content-Length"])))

        do_GET = do_POST

        def log_message(self, *told: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/stamp"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes, *, kind: str = "application/timestamp-reply", status: int = 200) -> None:
    """An ordinary answer."""
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
