"""The register entries of organisations in the rows of one query, a row for each entry."""

from collections.abc import Sequence
from typing import Any

from regiowerk.registers import queries as registers
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry
from regiowerk.registers.record import RegisterRecord

_FIELDS = ("pk", "source", "changed_run_id", "gone_since_id", "payload")
ENTRY_COLUMNS = tuple(f"entries__entry__{name}" for name in _FIELDS)  # the last ones of a row, from Organisation


def records_of(rows: Sequence[Sequence[Any]]) -> list[RegisterRecord]:
    """The records of one organisation from all its rows, the best first; none for one without entries."""
    found = [row[-len(_FIELDS) :] for row in rows if row[-1] is not None]
    if len(found) > 1:
        entries = [Entry(**dict(zip(_FIELDS, values, strict=True))) for values in found]
        return [registers.record_of(entry) for entry in registers.best_first(entries)]
    return [records.decode(values[-1]) for values in found]
