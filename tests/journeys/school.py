"""The service as a real school runs it: `lanyard serve` in processes of its own, with another service to sign in with."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.journeys.demonstration import environment, free_port, wait_until_ready
from tests.support.openid import CLIENT, SECRET, Provider, running_provider

ROOT = Path(__file__).parents[2]
DOMAIN = "hazellane.example.org"


@dataclass(frozen=True)
class Newcomer:
    """Somebody whom the school has just given a sign-in name and a code."""

    name: str
    sign_in_name: str
    code: str


@dataclass(frozen=True)
class School:
    """A school that is served."""

    address: str
    provider: Provider
    told: dict[str, str]

    def expect(self, name: str, *, group: str = "teacher", roles: tuple[str, ...] = (), ends_on: str = "") -> Newcomer:
        """Adds somebody to the school, who has a code."""
        command = [sys.executable, "-m", "tests.support.school", name, group, ",".join(roles), ends_on]
        done = subprocess.run(command, cwd=ROOT, env=self.told, capture_output=True, text=True, check=True, timeout=60)
        return Newcomer(name=name, **json.loads(done.stdout))


@contextmanager
def real_school(*, workers: int = 2) -> Iterator[School]:
    """Starts a school's service on an empty folder, until the tests are over.

    It is called by the name of this machine, because browsers allow passkeys only where the address is a name.
    """
    with tempfile.TemporaryDirectory(prefix="lanyard-school-") as name, running_provider(hd=DOMAIN, sub="0") as provider:
        folder, port = Path(name), free_port()
        file = folder / "sign-in.toml"
        file.write_text(
            f'[[provider]]\nkind = "google"\ndomain = "{DOMAIN}"\nclient_id = "{CLIENT}"\n'
            f'client_secret = "{SECRET}"\nissuer = "{provider.issuer}"\n'
        )
        address = f"http://localhost:{port}"
        told = {**environment(folder), "LANYARD_URL": address, "LANYARD_SIGN_IN_FILE": str(file)}
        told.pop("LANYARD_DEMO", None)
        lanyard = str(Path(sys.executable).with_name("lanyard"))
        subprocess.run([lanyard, "migrate"], env=told, check=True, capture_output=True, timeout=120)
        school = School(address, provider, told)
        school.expect("Priya Hartwell", roles=("head",))
        with (folder / "printed").open("wb") as printed:
            command = [lanyard, "serve", "--port", str(port), "--workers", str(workers)]
            process = subprocess.Popen(command, env=told, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, folder / "printed")
            yield school
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class App:
    """An authenticator app on a phone."""

    def __init__(self, secret: str) -> None:
        self.secret = secret.replace(" ", "")
        self._shown: set[str] = set()

    def code(self) -> str:
        """A code that is right now and was not used yet, as somebody sees who waits for the next one."""
        step = int(time.time()) // 30
        for each in (step, step + 1, step - 1):
            code = format_hotp_value(hotp_value(self.secret, each))
            if code not in self._shown:
                self._shown.add(code)
                return code
        time.sleep(30)
        return self.code()
