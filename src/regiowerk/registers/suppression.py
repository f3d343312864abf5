"""Objections that outlast every import: entries that are taken out and never come in again, known by keyed hashes.

Nothing readable of an entry is kept. One mark stands for its source and key, and one for its name with each of its
numbers, by which the same person is known in another register. Without the key the marks say nothing.
"""

import hmac
from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.conf import settings

from regiowerk.activity import queries as activity
from regiowerk.common.text import words
from regiowerk.registers import record as records
from regiowerk.registers.guards import RunRefusedError
from regiowerk.registers.models import Suppression
from regiowerk.registers.record import RegisterRecord

OBJECT_TYPE = "suppression"  # in the activity record


def _mark(*parts: str) -> str:
    message = "\x1f".join(parts).encode("utf-8", "replace")
    return hmac.digest(settings.SUPPRESSION_KEY.encode(), message, sha256).hex()


def key_check() -> str:
    """Tells two keys apart."""
    return _mark("check")


def entry_mark(source: str, key: str) -> str:
    return _mark("entry", source, key)


def person_marks(record: RegisterRecord) -> Iterator[str]:
    """One for the name with each number; other people of the name are not meant."""
    name = " ".join(words(record.name))
    for identifier in record.identifiers:
        yield _mark("person", name, identifier.scheme, identifier.value)


class Suppressed:
    """The marks as they stand, for one run."""

    def __init__(self) -> None:
        self._marks = frozenset(Suppression.objects.values_list("mark", flat=True))

    def __bool__(self) -> bool:
        return bool(self._marks)

    def holds(self, source: str, key: str, payload: bytes) -> bool:
        if entry_mark(source, key) in self._marks:
            return True
        return bool(payload) and not self._marks.isdisjoint(person_marks(records.decode(payload)))


def check_key() -> None:
    """Raises RunRefusedError where the marks were made with another key: nobody's objection would be known."""
    if Suppression.objects.exclude(key_check=key_check()).exists():
        raise RunRefusedError("suppression_key")


def state() -> int:
    """Tells two states of the list apart, also one before and one after an entry was taken out and let in again."""
    return activity.latest(OBJECT_TYPE)


def kept_out(source: str, keys: Iterable[str]) -> set[str]:
    """Which of the keys are kept out by now; the list may have grown since a file was read."""
    if not Suppression.objects.exists():
        return set()
    marks = {entry_mark(source, key): key for key in keys}
    return {marks[mark] for mark in Suppression.objects.filter(mark__in=marks).values_list("mark", flat=True)}
