"""The history of a register entry in the order of the page: from its dates, its former names and its former states."""

from collections.abc import Iterable, Iterator

from regiowerk.codelists import queries as codelists
from regiowerk.codelists.nace import edition, normalise
from regiowerk.directory.page import HistoryEvent, HistoryValue, Origin
from regiowerk.registers.history import EntryHistory, FieldChange, HistoryStep, Said
from regiowerk.registers.record import RegisterRecord

_CODE_LISTS = {"legal_form": "LEGAL_FORM", "status": "STATUS", "size": "SIZE"}
_ACTIVITIES = ("main_activity", "activities")


def in_order(events: Iterable[HistoryEvent]) -> tuple[HistoryEvent, ...]:
    """Newest first, those without a date at the end; what two registers tell alike is told once."""
    told: dict[tuple[object, ...], HistoryEvent] = {}
    for event in events:
        told.setdefault((event.name, event.on, _texts(event.former), _texts(event.present)), event)
    return tuple(sorted(told.values(), key=lambda event: event.on, reverse=True))


def _texts(values: tuple[HistoryValue, ...]) -> tuple[str, ...]:
    return tuple(value.text for value in values)


def events(record: RegisterRecord, origin: Origin, history: EntryHistory) -> Iterator[HistoryEvent]:
    source = origin.source
    if history.missing_since:
        name = "gone" if history.gone else "missing"
        yield HistoryEvent(name, history.missing_since.isoformat(), source=source)
    for step in history.steps:
        yield from _changes(record, step, source)
    yield from _former_names(record, history, source)
    yield HistoryEvent("first_seen", history.first_seen.isoformat(), source=source)
    for name, day in (("dissolved", record.dissolved), ("founded", record.founded)):
        if day:
            yield HistoryEvent(name, day, source=source, as_of=origin.as_of)


def _changes(record: RegisterRecord, step: HistoryStep, source: str) -> Iterator[HistoryEvent]:
    day = step.changed_on or (step.as_of or step.retrieved_on).isoformat()
    scheme = shown_scheme(record)
    for change in step.changes:
        former, present = _values(change, change.former, scheme), _values(change, change.present, scheme)
        if (former or present) and not _told_by_date(record, change):
            yield HistoryEvent(change.field, day, former, present, source, step.as_of)


def _told_by_date(record: RegisterRecord, change: FieldChange) -> bool:
    """The end of an organisation has a date of its own."""
    return change.field == "status" and bool(record.dissolved) and change.present == (Said("dissolved"),)


def shown_scheme(record: RegisterRecord) -> str:
    """The classification whose codes are shown, the newer edition where there are two; '' where there is none."""
    schemes = sorted({activity.scheme for activity in record.activities})
    editions = {edition(scheme): scheme for scheme in schemes}
    return editions.get("NACE21") or editions.get("NACE2", "")


def _values(change: FieldChange, said: tuple[Said, ...], scheme: str) -> tuple[HistoryValue, ...]:
    if change.field in _ACTIVITIES:
        pairs = (item.text.split(":", 1) for item in said)
        return tuple(_activity(scheme, code) for used, code in pairs if used == scheme)
    if code_list := _CODE_LISTS.get(change.field):
        return tuple(
            HistoryValue(item.text, labels=codelists.label(code_list, item.text), code=item.text) for item in said
        )
    return tuple(HistoryValue(item.text, item.language) for item in said)


def _activity(scheme: str, code: str) -> HistoryValue:
    """Where the class has no label, its division says at least the trade."""
    labels = codelists.label(edition(scheme), code) or codelists.label("SECTOR", code[:2])
    return HistoryValue(code, labels=labels, code=normalise(code) or code)


def _former_names(record: RegisterRecord, history: EntryHistory, source: str) -> Iterator[HistoryEvent]:
    """Names that the register calls former ones, unless their end is told as a change."""
    told = {
        said.text
        for step in history.steps
        for change in step.changes
        if change.field == "name"
        for said in change.former
    }
    for name in record.names:
        if name.kind == "former" and name.text not in told:
            yield HistoryEvent(
                "former_name", name.valid_to, former=(HistoryValue(name.text, name.language),), source=source
            )
