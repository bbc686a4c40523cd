"""Closes the network: while tests run, sockets reach this machine and nothing else."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class NetworkIsClosed(RuntimeError):
    """A test, or the code under test, tried to reach beyond this machine."""


def is_local(host: object) -> bool:
    """Whether an address or name means this machine without asking anyone."""
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host is None or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return str(host) == socket.gethostname()


def refuse_unless_local(address: object) -> None:
    """Raises NetworkIsClosed for an internet address that is not this machine's own."""
    # A path (str or bytes) is a Unix socket, which cannot leave the machine.
    if isinstance(address, tuple) and not is_local(address[0]):
        raise NetworkIsClosed(f"tests may only reach this machine, not {address[0]!r}")


def guarded_by_address(original: Callable[..., Any]) -> Callable[..., Any]:
    """A socket method (connect, connect_ex) that looks at where it is to go first."""

    def call(self: socket.socket, address: Any) -> Any:
        refuse_unless_local(address)
        return original(self, address)

    return call


@contextmanager
def closed_network() -> Iterator[None]:
    """Refuses connections, datagrams and name look-ups that would leave this machine."""
    before = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    look_up = socket.getaddrinfo

    def send(self: socket.socket, data: Any, *rest: Any) -> Any:
        refuse_unless_local(rest[-1])
        return before["sendto"](self, data, *rest)

    def look_up_locally(host: Any, *rest: Any, **named: Any) -> Any:
        if not is_local(host):
            raise NetworkIsClosed(f"tests may not look up {host!r}")
        return look_up(host, *rest, **named)

    socket.socket.connect = guarded_by_address(before["connect"])  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_by_address(before["connect_ex"])  # type: ignore[method-assign]
    socket.socket.sendto = send  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = look_up_locally
    try:
        yield
    finally:
        for name, method in before.items():
            setattr(socket.socket, name, method)
        socket.getaddrinfo = look_up
