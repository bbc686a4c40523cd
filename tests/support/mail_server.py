"""A mail server of the tests' own: speaks enough SMTP to take a message, on the loopback, and keeps it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived, and whether the server is in a state to take more."""

    port: int = 0
    is_full: bool = False
    sessions: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)


class _Session(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        box: Mailbox = self.server.box
        sender, receivers = "", []
        self._say("220 tests")
        while line := self.rfile.readline():
            box.sessions.append(line)
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "DATA":
                self._say("354 go on")
                box.envelopes.append((sender, receivers))
                box.messages.append(message_from_bytes(self._message(), policy=policy.default))
                self._say("250 taken")
            elif verb.upper() == "QUIT":
                self._say("221 bye")
                return
            elif verb.upper() == "RCPT" and box.is_full:
                self._say("452 full")
            else:
                if verb.upper() == "MAIL":
                    sender, receivers = rest, []
                elif verb.upper() == "RCPT":
                    receivers.append(rest)
                self._say("250 fine")

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Listen until the end of the block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        server.box = Mailbox(port=server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.box
        finally:
            server.shutdown()
            thread.join()
