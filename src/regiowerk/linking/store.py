"""The index of all register entries for linking: one file, brought up to date before it is asked."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from regiowerk.common.bulk import in_chunks
from regiowerk.common.locks import file_lock
from regiowerk.linking.index import Index
from regiowerk.linking.record import LinkRecord, from_register
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry, Run, RunState

PATIENCE = 600.0  # seconds to wait for another process that has the file
_CHUNK = 20_000
_STORED = (RunState.INDEXING, RunState.DONE)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "linking"


@contextmanager
def opened(*, up_to_date: bool = True) -> Iterator[Index]:
    """The index, for this process alone. Raises LockedError when another one does not let go of it."""
    with file_lock(folder() / "records.lock", patience=PATIENCE), Index(folder() / "records.duckdb") as index:
        if up_to_date:
            _catch_up(index)
        yield index


def forget(identities: Sequence[str]) -> None:
    """Take erased entries out, if there is an index at all."""
    if identities and (folder() / "records.duckdb").exists():
        with opened(up_to_date=False) as index:
            index.remove(identities)


def name_of(entry: Entry) -> str:
    """The id of an entry's record."""
    return f"{entry.source}:{entry.key}"


def record_of(entry: Entry) -> LinkRecord:
    return from_register(entry.source, records.decode(entry.payload))


def _catch_up(index: Index) -> None:
    """Take in what runs have stored since; all of it where the file is new."""
    mark = folder() / "records.json"
    known = set(json.loads(mark.read_text(encoding="ascii"))) if len(index) and mark.exists() else set()
    stored = set(Run.objects.filter(state__in=_STORED, dry_run=False).values_list("pk", flat=True))
    if fresh := stored - known:
        entries = Entry.objects.filter(changed_run__in=fresh) if known else Entry.objects.all()
        for chunk in in_chunks(entries.order_by("pk").iterator(chunk_size=2_000), _CHUNK):
            index.put(record_of(entry) for entry in chunk)
    if stored != known:
        part = mark.with_suffix(".part")
        part.write_text(json.dumps(sorted(stored)), encoding="ascii")
        part.replace(mark)
