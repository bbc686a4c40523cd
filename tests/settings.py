"""Lanyard's own settings, on a folder that is gone afterwards and with a fast password hasher."""

import atexit
import os
import shutil
import tempfile

# Before the import: the settings read the folder from here, and must never find a person's own.
os.environ["LANYARD_DATA"] = tempfile.mkdtemp(prefix="lanyard-tests-")
os.environ.setdefault("LANYARD_LOG", "json")
TIMESTAMPS = ("LANYARD_TIMESTAMPS", "LANYARD_TIMESTAMPS_ROOTS")
for name in ("LANYARD_DEMO", "LANYARD_URL", "LANYARD_HOSTS", "LANYARD_SECRET_FILE", *TIMESTAMPS):
    os.environ.pop(name, None)
atexit.register(shutil.rmtree, os.environ["LANYARD_DATA"], ignore_errors=True)

from lanyard.site.settings import *  # noqa: E402, F403

# Argon2 is slow on purpose, and tests sign people in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# So are case passphrases, by the same means; tests/proof asks what they cost outside the tests.
from lanyard.proof import sealing  # noqa: E402

sealing.WORK = sealing.Work(iterations=1, lanes=1, memory_cost=64)
