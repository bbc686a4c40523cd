"""What a person has set aside, remembered without any of its words.

A finding that was set aside stays away, and so do others like it: the same rule with the same phrase, and,
where the person says so, the same rule with the same sender. What is kept are keyed digests
(HMAC-SHA-256), so the file tells nothing by itself; who has the file, its key included, can still try
guesses against it, so it stays with its owner.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterator

from lanyard.checkup.detect.text import fold
from lanyard.checkup.findings import Finding

FORMAT = "lanyard-set-aside-1"
KEY_BYTES = 32
DIGEST = re.compile(r"[0-9a-f]{64}")


class Dismissals:
    """Findings that were set aside. ``key`` is made at random where none is given."""

    def __init__(self, key: bytes | None = None, digests: frozenset[str] | set[str] = frozenset()) -> None:
        self._key = key if key is not None else secrets.token_bytes(KEY_BYTES)
        self._digests = set(digests)

    def __contains__(self, finding: object) -> bool:
        return isinstance(finding, Finding) and self.covers(finding)

    def __len__(self) -> int:
        return len(self._digests)

    def add(self, finding: Finding, *, sender: bool = False) -> None:
        """Set a finding aside, and with it every one of the same rules and phrases.

        With ``sender`` everything that the same rules find from the same sender is set aside as well.
        """
        self._digests.update(self._of_phrases(finding))
        if sender and finding.who:
            self._digests.update(self._of_sender(finding))

    def covers(self, finding: Finding) -> bool:
        """Whether each place of a finding was set aside: by its phrase, or by its sender."""
        phrases = list(self._of_phrases(finding))
        senders = list(self._of_sender(finding)) if finding.who else [""] * len(phrases)
        return all(phrase in self._digests or sender in self._digests for phrase, sender in zip(phrases, senders, strict=True))

    def mark(self, finding: Finding) -> str:
        """A name for a finding that tells nothing of it: the same for the same rules and phrases."""
        return self._digest("mark", *self._of_phrases(finding))

    def dumps(self) -> str:
        """The text of a file to keep: key and digests, as JSON. It has no word of any finding."""
        return json.dumps({"format": FORMAT, "key": self._key.hex(), "digests": sorted(self._digests)}, indent=1) + "\n"

    @classmethod
    def loads(cls, text: str) -> Dismissals:
        """What ``dumps`` wrote. Raises ``ValueError`` for anything else."""
        try:
            told = json.loads(text)
            if told["format"] != FORMAT or not all(DIGEST.fullmatch(each) for each in told["digests"]):
                raise ValueError("another format")
            key = bytes.fromhex(told["key"])
            if len(key) < KEY_BYTES:
                raise ValueError("a short key")
            return cls(key, set(told["digests"]))
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("not a file of what was set aside") from error

    def _of_phrases(self, finding: Finding) -> Iterator[str]:
        if not finding.spans:
            # A finding about a contact has no words of its own: it is about this person and nobody else.
            yield self._digest("phrase", finding.check, _plain(finding.text), _plain(finding.who))
        for span in finding.spans:
            yield self._digest("phrase", span.rule, _plain(finding.text[span.start : span.end]))

    def _of_sender(self, finding: Finding) -> Iterator[str]:
        for rule in [span.rule for span in finding.spans] or [finding.check]:
            yield self._digest("sender", rule, _plain(finding.who))

    def _digest(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _plain(text: str) -> str:
    """A phrase in small letters with single spaces, so that layout does not matter."""
    return " ".join(fold(text).split())
