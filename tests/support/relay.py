"""Stands between a browser and a service on this machine, and keeps every byte that the browser sends."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Relay:
    """What came past: each piece that the browser sent, in order. Opening a connection is kept as an empty piece."""

    address: str
    sent: list[bytes] = field(default_factory=list)

    def everything(self) -> bytes:
        """All that the browser ever sent."""
        return b"".join(self.sent)


@contextmanager
def relay_to(service: str) -> Iterator[Relay]:
    """Listens on a port of its own and passes everything on to the service at ``http://HOST:PORT``."""
    host, _, port = service.removeprefix("http://").partition(":")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        relay = Relay(f"http://127.0.0.1:{listener.getsockname()[1]}")
        open_ones: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    browser, _ = listener.accept()
                except OSError:
                    return
                relay.sent.append(b"")
                upstream = socket.create_connection((host, int(port)))
                open_ones.extend((browser, upstream))
                threading.Thread(target=_pump, args=(browser, upstream, relay.sent), daemon=True).start()
                threading.Thread(target=_pump, args=(upstream, browser, None), daemon=True).start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield relay
        finally:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            accepting.join(5)
            for each in open_ones:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()


def _pump(source: socket.socket, target: socket.socket, kept: list[bytes] | None) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            if kept is not None:
                kept.append(piece)
            target.sendall(piece)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
