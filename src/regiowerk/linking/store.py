"""The index of all register entries for linking: one file, brought up to date before it is asked."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from regiowerk.common.bulk import in_chunks
from regiowerk.common.locks import LockedError, file_lock
from regiowerk.linking.index import Index
from regiowerk.linking.record import LinkRecord, from_register
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry, Run, RunState

PATIENCE = 600.0  # seconds to wait for another process that has the file
_CHUNK = 20_000
_NAMES = 500  # asked for at once
_DAY = 86_400.0  # seconds
_STORED = (RunState.INDEXING, RunState.DONE)


def folder() -> Path:
    return Path(settings.DATA_DIR) / "linking"


@contextmanager
def opened(*, up_to_date: bool = True, patience: float = PATIENCE) -> Iterator[Index]:
    """The index, for this process alone. Raises LockedError when another one does not let go of it."""
    with file_lock(folder() / "records.lock", patience=patience), Index(folder() / "records.duckdb") as index:
        if up_to_date:
            _catch_up(index)
        _take_out_erased(index)
        yield index


def note_erased(names: Sequence[str]) -> None:
    """Entries (`source:key`) are about to be erased: whoever opens the index after that takes them out."""
    if names and (folder() / "records.duckdb").exists():
        file = _erased() / f"{uuid4().hex}.json"
        file.parent.mkdir(exist_ok=True)
        part = file.with_suffix(".part")
        part.write_text(json.dumps(list(names)), encoding="utf-8")
        part.replace(file)


def forget_erased() -> None:
    """Take erased entries out at once; where another process has the index, that or the next one does."""
    if any(_erased().glob("*.json")):
        with suppress(LockedError), opened(up_to_date=False, patience=0):
            pass


def _erased() -> Path:
    return folder() / "erased"


def _take_out_erased(index: Index) -> None:
    """A note whose entries are still there is kept for a day: its transaction may be going on or was given up."""
    for file in _erased().glob("*.json"):
        names = set(json.loads(file.read_text(encoding="utf-8")))
        there = {name for chunk in in_chunks(sorted(names), _NAMES) for name in _still_there(chunk)}
        index.remove(sorted(names - there))
        if not there or time.time() - file.stat().st_mtime > _DAY:
            file.unlink()


def _still_there(names: Sequence[str]) -> Iterator[str]:
    keys = [name.partition(":")[2] for name in names]
    rows = Entry.objects.filter(key__in=keys).values_list("source", "key")
    return (f"{source}:{key}" for source, key in rows)


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
