"""One record from all register entries of an organisation: field by field the best source that knows it. Pure."""

from collections.abc import Sequence

import msgspec

from regiowerk.codelists.nace import edition
from regiowerk.registers.record import Activity, Address, Identifier, Name, RegisterRecord

_EDITIONS = ("", "NACE2", "NACE21")  # the newest last
_SINGLE = ("legal_form", "founded", "dissolved", "changed_at_source", "size", "office", "region")


def combined(records: Sequence[RegisterRecord]) -> RegisterRecord:
    """The records as one, the best source first. A field that a source does not tell never hides another's.

    Raises ValueError when there is none.
    """
    if not records:
        raise ValueError("an organisation without entries has no record")
    first = records[0]
    if len(records) == 1:
        return first
    single = {name: next((value for record in records if (value := getattr(record, name))), "") for name in _SINGLE}
    optional = {name: single[name] or None for name in ("legal_form", "size", "office")}
    return msgspec.structs.replace(
        first,
        **{**single, **optional},
        names=_names(records),
        identifiers=_identifiers(records),
        status=next((record.status for record in records if record.status != "unknown"), "unknown"),
        addresses=_addresses(records),
        activities=best_classified(records).activities,
        natural_person=any(record.natural_person for record in records),
    )


def _names(records: Sequence[RegisterRecord]) -> tuple[Name, ...]:
    """The present legal name of the best source, then all other names; another source's legal name is a further one."""
    present = records[0].names[0]
    found = {present.text: present}
    for record in records:
        for name in record.names:
            known = msgspec.structs.replace(name, kind="trade") if name.kind == "legal" else name
            found.setdefault(name.text, known)
    return tuple(found.values())


def _identifiers(records: Sequence[RegisterRecord]) -> tuple[Identifier, ...]:
    found: dict[tuple[str, str], Identifier] = {}
    for record in records:
        for known in record.identifiers:
            found.setdefault((known.scheme, known.value), known)
    return tuple(found.values())


def _addresses(records: Sequence[RegisterRecord]) -> tuple[Address, ...]:
    """Those of the best source that has any: towns and streets of two sources are not mixed."""
    return next((record.addresses for record in records if record.addresses), ())


def best_classified(records: Sequence[RegisterRecord]) -> RegisterRecord:
    """The record whose activities count: in the newest edition of NACE, else in an older one, else any, else the first.

    Among equals the best source wins.
    """
    return max(records, key=lambda record: max((_worth(item) for item in record.activities), default=-1))


def _worth(activity: Activity) -> int:
    return _EDITIONS.index(edition(activity.scheme))
