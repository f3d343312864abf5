"""Parsing the entries of a run, on all cores where there are many. Free of Django, for quick worker processes."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from regiowerk.common.workers import ordered_map
from regiowerk.registers import record as records
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, RefusedRowError, Source


class Outcome(NamedTuple):
    """What came of one entry: a record as it is stored, or the reason of its refusal."""

    payload: bytes = b""
    scope: str = ""
    natural_person: bool = False
    retrieved_on: str | None = None
    doubts: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, str] | None = None  # reason, detail


class Batch(Protocol):
    """Entries of the file, and which of them have to be parsed (by their place in the batch)."""

    @property
    def entries(self) -> list[RawEntry]: ...

    @property
    def wanted(self) -> list[int]: ...


B = TypeVar("B", bound=Batch)


def parse_all(source: Source, batches: Iterable[B]) -> Iterator[tuple[B, list[Outcome]]]:
    """Each batch with the outcomes of its wanted entries, in order."""
    rows = ((batch, [batch.entries[index] for index in batch.wanted]) for batch in batches)
    return ordered_map(partial(_parse, source.info.name), rows)


def _parse(source_name: str, entries: list[RawEntry]) -> list[Outcome]:
    source = catalogue.source(source_name)
    return [_outcome(source, entry) for entry in entries]


def _outcome(source: Source, entry: RawEntry) -> Outcome:
    try:
        parsed = source.parse(entry)
    except RefusedRowError as error:
        return Outcome(refused=(error.reason, error.detail))
    record = parsed.record
    return Outcome(
        records.encode(record), source.scope(record), record.natural_person, parsed.retrieved_on or None, parsed.doubts
    )
