"""The limit: a Django project of one view, under gunicorn with the settings of Lanyard's own server."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

#: No database, session, template or middleware: what any Django page costs at the least.
PROJECT = """
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="not a secret: this project only serves a benchmark on this machine",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
)
PAGE = Path(__file__).with_name("page").read_bytes()


def page(request):
    return HttpResponse(PAGE, headers={"Content-Length": str(len(PAGE))})


def ready(request):
    return HttpResponse(b"ready", headers={"Content-Length": "5"})


urlpatterns = [path("", page), path("readyz", ready)]
application = get_wsgi_application()
"""


def write_project(folder: Path, page: bytes) -> None:
    """Writes the project, and the page that its view sends."""
    (folder / "bare_project.py").write_text(PROJECT, encoding="utf-8")
    (folder / "page").write_bytes(page)


def command(port: int) -> Sequence[str]:
    """How to serve it: the options that `lanyard.site.server` gives gunicorn."""
    memory = ["--worker-tmp-dir", "/dev/shm"] if Path("/dev/shm").is_dir() else []
    return [
        sys.executable, "-m", "gunicorn", "bare_project:application", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket",
        "--timeout", "60", "--keep-alive", "5", "--log-level", "warning", *memory,
    ]  # fmt: skip
