"""Parsing the entries of a run, on all cores where there are many. Free of Django, for quick worker processes."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from regiowerk.common.workers import ordered_map
from regiowerk.registers import persons
from regiowerk.registers import record as records
from regiowerk.registers.record import RegisterRecord
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, RefusedRowError, Source

MAX_NAME, MAX_TOWN, MAX_POSTAL_CODE, MAX_FORM = 1_500, 200, 12, 20  # characters
_NUL = b"\\u0000"


class Outcome(NamedTuple):
    """What came of one entry: a record as it is stored, or the reason of its refusal."""

    payload: bytes = b""
    scope: str = ""
    natural_person: bool = False
    nameless: bool = False  # all that is left of a person who has ceased
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
    record = persons.reduced(parsed.record) if parsed.record.natural_person else parsed.record
    payload = records.encode(record)
    if fault := _fault(record, payload):
        return Outcome(refused=fault)
    return Outcome(
        payload,
        source.scope(record),
        record.natural_person,
        not record.name,
        parsed.retrieved_on or None,
        parsed.doubts,
    )


def _fault(record: RegisterRecord, payload: bytes) -> tuple[str, str] | None:
    """What no database column would take."""
    if _NUL in payload:
        return "syntax", "a NUL character"
    if len(record.name) > MAX_NAME:
        return "name_too_long", f"{len(record.name)} characters"
    if any(len(item.locality) > MAX_TOWN or len(item.postal_code) > MAX_POSTAL_CODE for item in record.addresses):
        return "field", "the town or postal code is too long to be one"
    if record.legal_form and len(record.legal_form.code) > MAX_FORM:
        return "field", "the legal form is too long to be one"
    return None
