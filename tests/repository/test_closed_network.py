"""Tests cannot leave this machine, and what they start on it they can reach."""

from __future__ import annotations

import socket

import pytest

from tests.support.network import NetworkIsClosed, is_local

ELSEWHERE = ("192.0.2.1", 9)


def test_a_connection_elsewhere_is_refused():
    with socket.socket() as plain, pytest.raises(NetworkIsClosed):
        plain.connect(ELSEWHERE)
    with socket.socket() as plain, pytest.raises(NetworkIsClosed):
        plain.connect_ex(ELSEWHERE)


def test_a_datagram_elsewhere_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as plain, pytest.raises(NetworkIsClosed):
        plain.sendto(b"", ELSEWHERE)


def test_a_look_up_is_refused():
    with pytest.raises(NetworkIsClosed):
        socket.create_connection(("school.example.org", 443))


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as client:
            assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "", None, b"localhost"])
def test_local_hosts(host):
    assert is_local(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.0.1", "0.0.0.0", "example.org", "::ffff:192.0.2.1"])
def test_hosts_elsewhere(host):
    assert not is_local(host)


@pytest.mark.postgres
def test_a_postgres_of_our_own_answers(postgres_url):
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        (answer,) = connection.execute("SHOW listen_addresses").fetchone()
    assert answer == "127.0.0.1"
