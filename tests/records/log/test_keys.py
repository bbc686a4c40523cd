"""The key of the log: one file that stays, outside the database, readable by the service's account alone."""

from __future__ import annotations

import stat

import pytest

from lanyard.proof.keyfiles import BadKeyFile
from lanyard.records.log import keys


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path):
    """A data folder of the test's own, and no key remembered."""
    settings.DATA = tmp_path
    keys.log_signer.cache_clear()
    yield
    keys.log_signer.cache_clear()


def test_the_key_is_made_once_and_names_the_log(tmp_path):
    made = keys.log_keys()
    keys.log_signer.cache_clear()
    assert keys.log_keys() == made
    path = tmp_path / "keys" / "log.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.unlink()
    keys.log_signer.cache_clear()
    assert keys.log_keys().origin != made.origin, "without its key it is another log"


def test_a_key_that_was_cut_short_is_refused_and_not_replaced(tmp_path):
    keys.log_keys()
    path = tmp_path / "keys" / "log.key"
    path.write_text(path.read_text()[:20])
    keys.log_signer.cache_clear()
    with pytest.raises(BadKeyFile, match=r"log\.key is not whole"):
        keys.log_keys()
