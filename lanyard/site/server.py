"""Serves the application with gunicorn: loaded once, then shared by a few processes."""

from __future__ import annotations

import errno
import gc
import os
import socket
from collections.abc import Callable
from pathlib import Path

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger

from .configuration import ConfigurationError


class OurLogger(Logger):
    """Leaves logging as ``logs.configure`` set it: one place decides what a line may carry."""

    def setup(self, cfg: Config) -> None:
        """Keep gunicorn's state; add no handlers of its own."""
        self.cfg = cfg
        self._access_log_enabled = False
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel.lower(), self.LOG_LEVELS["info"])


class Server(BaseApplication):
    """A gunicorn that is told everything here and reads no file, variable or command line."""

    def __init__(self, options: dict[str, object]):
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand over our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        """The application, with every page's code in memory, so that the processes that part from here share it."""
        from django.urls import get_resolver

        from .wsgi import application

        for pattern in get_resolver().url_patterns:
            str(pattern)
        # What is there now stays: looking for garbage in it would write to it, and so copy it into each process.
        gc.collect()
        gc.freeze()
        return application


def check_port(host: str, port: int) -> None:
    """Refuse clearly when nothing can listen there; raises ``ConfigurationError``."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            raise ConfigurationError(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use on this computer. If Lanyard is running already, open {shown(host, port)} "
            f"or stop it first. To use another port, add --port {port + 1 if port < 65535 else 8000}."
        )
    if error.errno == errno.EACCES:
        return f"This account may not listen on port {port}. Choose a port above 1023, for example --port 8000."
    return f"This computer cannot listen on {host}: {error.strerror}. Leave out --host to use 127.0.0.1."


def shown(host: str, port: int) -> str:
    """The address to type into a browser."""
    bare = host.strip("[]")
    return f"http://{f'[{bare}]' if ':' in bare else bare}:{port}/"


_working: list = []


def start_worker(process) -> None:
    """Begin to do jobs in this process."""
    from lanyard.records.worker import WorkerThread

    _working.append(WorkerThread())
    _working[-1].start()


def stop_worker(server, process) -> None:
    """Finish the job in hand before this process ends."""
    while _working:
        _working.pop().stop()


def serve(*, host: str, port: int, workers: int, threads: int, works: bool, ready: Callable[[], None]) -> None:
    """Listen and answer until stopped. ``ready`` is called once the port is open.

    With ``works`` each process also does jobs, in a thread that is started after the processes part.
    """
    bare = host.strip("[]")
    memory = Path("/dev/shm")
    options: dict[str, object] = {
        "bind": f"[{bare}]:{port}" if ":" in bare else f"{bare}:{port}",
        "worker_class": "lanyard.site.worker.Worker",
        "workers": workers,
        "threads": threads,
        "preload_app": True,
        "control_socket_disable": True,
        "loglevel": "warning",
        "logger_class": OurLogger,
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 5,
        "forwarded_allow_ips": "127.0.0.1,::1",
        # Of a request's headers none may move the addresses that pages link to.
        "forwarder_headers": "",
        "proc_name": "lanyard",
        "when_ready": lambda server: ready(),
    }
    if works:
        options["post_worker_init"] = start_worker
        options["worker_exit"] = stop_worker
    if memory.is_dir() and os.access(memory, os.W_OK):
        # The workers' heartbeat must not wait for a slow disk.
        options["worker_tmp_dir"] = str(memory)
    Server(options).run()
