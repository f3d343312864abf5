"""One record from all register entries of an organisation: field by field the best source that knows it. Pure."""

from collections.abc import Sequence

import msgspec

from regiowerk.registers.record import Activity, Address, Identifier, Name, RegisterRecord

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
        addresses=_first_known(records, "addresses"),
        activities=_first_known(records, "activities"),
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


def _first_known(records: Sequence[RegisterRecord], field: str) -> "tuple[Address | Activity, ...]":
    return next((value for record in records if (value := getattr(record, field))), ())
