"""What changed between two states of a register entry, in the terms of a reader. Free of Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from regiowerk.common.text import words
from regiowerk.registers.record import Activity, Address, RegisterRecord

ChangedField = Literal[
    "name", "seat", "address", "legal_form", "status", "main_activity", "activities", "size", "identifiers"
]


class Said(NamedTuple):
    """A value as the register says it: a text, or `list:code` where the field is coded."""

    text: str
    language: str = ""  # of a name or address


class FieldChange(NamedTuple):
    """What is no longer said of a field, and what is said instead; one of them may be empty."""

    field: ChangedField
    former: tuple[Said, ...]
    present: tuple[Said, ...]


@dataclass(frozen=True)
class HistoryStep:
    """Changes that one import found in an entry."""

    changes: tuple[FieldChange, ...]
    changed_on: str  # ISO day on which the register made the change, '' where it does not say
    as_of: date | None  # the day of the register's data that told it first
    retrieved_on: date


@dataclass(frozen=True)
class EntryHistory:
    """What became of an entry since it was first taken in."""

    first_seen: date
    steps: tuple[HistoryStep, ...]  # newest first
    missing_since: date | None  # absent from the register's newest file
    gone: bool  # absent from two files that follow each other


def compare(former: RegisterRecord, present: RegisterRecord) -> tuple[FieldChange, ...]:
    """The fields that say something else, in the order of `ChangedField`; spelling of addresses does not count."""
    return tuple(_changes(former, present))


def _changes(former: RegisterRecord, present: RegisterRecord) -> Iterator[FieldChange]:
    if former.name != present.name:
        yield FieldChange("name", (_name(former),), (_name(present),))
    yield from _moved(former, present)
    if former.legal_form != present.legal_form:
        yield FieldChange("legal_form", _legal_form(former), _legal_form(present))
    if former.status != present.status:
        yield FieldChange("status", (Said(former.status),), (Said(present.status),))
    yield from _activity_changes(former, present)
    if _size(former) != _size(present):
        yield FieldChange("size", _size(former), _size(present))
    yield from _exchanged("identifiers", _identifiers(former), _identifiers(present))


def _name(record: RegisterRecord) -> Said:
    return Said(record.name, record.names[0].language)


def _moved(former: RegisterRecord, present: RegisterRecord) -> Iterator[FieldChange]:
    """A seat in another town, or another address in the same."""
    before, after = _seat(former), _seat(present)
    if words(before.one_line) == words(after.one_line):
        return
    other_town = before.locality and after.locality and words(before.locality) != words(after.locality)
    yield FieldChange("seat" if other_town else "address", _address(former, before), _address(present, after))


def _seat(record: RegisterRecord) -> Address:
    return next((address for address in record.addresses if address.kind == "registered"), Address())


def _address(record: RegisterRecord, address: Address) -> tuple[Said, ...]:
    return (Said(address.one_line, record.names[0].language),) if address.one_line else ()


def _legal_form(record: RegisterRecord) -> tuple[Said, ...]:
    form = record.legal_form
    return (Said(f"{form.code_list}:{form.code}"),) if form else ()


def _size(record: RegisterRecord) -> tuple[Said, ...]:
    return (Said(record.size.code),) if record.size else ()


def _identifiers(record: RegisterRecord) -> dict[str, Said]:
    return {f"{item.scheme}:{item.value}": Said(item.display or item.value) for item in record.identifiers}


def _activity_changes(former: RegisterRecord, present: RegisterRecord) -> Iterator[FieldChange]:
    """Within the classifications that both states use: another edition of the codes is no change of activity."""
    common = {item.scheme for item in former.activities} & {item.scheme for item in present.activities}
    before = [item for item in former.activities if item.scheme in common]
    after = [item for item in present.activities if item.scheme in common]
    yield from _exchanged("main_activity", _codes(before, main=True), _codes(after, main=True))
    yield from _exchanged("activities", _codes(before), _codes(after))


def _codes(activities: list[Activity], *, main: bool = False) -> dict[str, Said]:
    codes = (f"{item.scheme}:{item.code}" for item in activities if item.main or not main)
    return {code: Said(code) for code in codes}


def _exchanged(field: ChangedField, before: dict[str, Said], after: dict[str, Said]) -> Iterator[FieldChange]:
    """What only one of the two states has."""
    if before.keys() != after.keys():
        yield FieldChange(
            field,
            tuple(said for key, said in before.items() if key not in after),
            tuple(said for key, said in after.items() if key not in before),
        )
