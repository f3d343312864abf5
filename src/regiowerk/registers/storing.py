"""From the staging to the database, in transactions of a few thousand entries, and what is missing after it."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import connection, transaction

from regiowerk.common.bulk import insert_rows, reserve_ids, update_rows
from regiowerk.registers import guards, signals, suppression
from regiowerk.registers import record as records
from regiowerk.registers.models import Entry, EntryVersion, Run
from regiowerk.registers.record import RegisterRecord
from regiowerk.registers.staging import Change, Staged, Staging

BATCH = 5_000
_COLUMNS = (
    "id", "source", "key", "scope", "payload", "fingerprint", "retrieved_on", "first_run_id", "changed_run_id",
)  # fmt: skip

_UPDATING = (Change.CHANGED, Change.RENEWED, Change.CONFIRMED)
_LEAVING = (Change.LEFT_OUT, Change.SUPPRESSED)


class StoredEntry(NamedTuple):
    """What the packages above get to know of an entry."""

    id: int
    source: str
    key: str
    record: RegisterRecord
    change: Change


def store_changes(run: Run, staging: Staging, progress: Callable[[str, int], None]) -> None:
    """Write what the staging holds beyond `run.applied`; each transaction moves that mark along."""
    done = 0
    while rows := staging.changes(run.applied, BATCH):
        with transaction.atomic():
            _store_batch(run, [staged for _, staged in rows])
            run.applied = rows[-1][0]
            run.save(update_fields=["applied"])
        done += len(rows)
        progress("storing", done)


def _store_batch(run: Run, found: list[Staged]) -> None:
    kept_out = suppression.kept_out(run.source, [staged.key for staged in found])
    batch = [staged for staged in found if staged.key not in kept_out]
    stored = _insert(run, [staged for staged in batch if staged.change is Change.NEW])
    stored += _update(run, [staged for staged in batch if staged.change in _UPDATING])
    if stored:
        signals.entries_stored.send(Run, run=run, entries=stored)
    erase([staged.entry_id for staged in found if staged.change in _LEAVING and staged.entry_id])


def _insert(run: Run, batch: list[Staged]) -> list[StoredEntry]:
    if not batch:
        return []
    ids = reserve_ids(Entry, len(batch))
    insert_rows(
        Entry,
        _COLUMNS,
        [
            (pk, run.source, row.key, row.scope, row.payload, row.fingerprint, row.retrieved_on, run.pk, run.pk)
            for pk, row in zip(ids, batch, strict=True)
        ],
    )
    return [_stored(run, pk, row) for pk, row in zip(ids, batch, strict=True)]


def _update(run: Run, batch: list[Staged]) -> list[StoredEntry]:
    """Entries that are there already; those that are only confirmed are not told of."""
    _keep_versions(run, [row.entry_id or 0 for row in batch if row.change is Change.CHANGED])
    columns = ("scope", "payload", "fingerprint", "retrieved_on", "missing_since_id", "gone_since_id")
    values = [(row.scope, row.payload, row.fingerprint, row.retrieved_on, None, None, row.entry_id) for row in batch]
    update_rows(Entry, columns, values)
    changed = [row for row in batch if row.change is not Change.CONFIRMED]
    update_rows(Entry, ("changed_run_id",), [(run.pk, row.entry_id) for row in changed])
    return [_stored(run, row.entry_id or 0, row) for row in changed]


def _keep_versions(run: Run, entry_ids: list[int]) -> None:
    """What the entries say before this run changes them; copied inside the database."""
    if not entry_ids:
        return
    quote = connection.ops.quote_name
    versions, entries = quote(EntryVersion._meta.db_table), quote(Entry._meta.db_table)
    marks = ", ".join(["%s"] * len(entry_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {versions} (entry_id, payload, run_id, replaced_run_id, retrieved_on)"  # noqa: S608
            f" SELECT id, payload, changed_run_id, %s, retrieved_on FROM {entries} WHERE id IN ({marks})",
            [run.pk, *entry_ids],
        )


def _stored(run: Run, pk: int, row: Staged) -> StoredEntry:
    return StoredEntry(pk, run.source, row.key, records.decode(row.payload), row.change)


def erase(entry_ids: list[int]) -> None:
    """Take out entries of natural persons or for an objection, inside a transaction: nothing of them stays."""
    if entry_ids:
        signals.entries_erased.send(Run, entry_ids=entry_ids)
        Entry.objects.filter(pk__in=entry_ids).delete()


def mark_missing(run: Run, staging: Staging) -> None:
    """Entries absent for the first time are missing; absent in two runs that follow each other, gone.

    Nothing is deleted: a register that comes back whole brings them back.
    """
    before = guards.missing_entries(run).exclude(first_run=run).count()
    if before == staging.entries_met():
        return
    last = 0
    rows = guards.missing_entries(run).order_by("pk").values_list("id", "key", "missing_since_id")
    # Page by page: a query left open while others write would make the next write fail on SQLite.
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1][0]
        known = staging.known(key for _, key, _ in batch)
        absent = [(pk, missing) for pk, key, missing in batch if key not in known]
        first = [pk for pk, missing in absent if missing is None]
        again = [pk for pk, missing in absent if missing is not None and missing != run.pk]
        if first or again:
            _mark_batch(run, first, again)


def _mark_batch(run: Run, first: list[int], again: list[int]) -> None:
    with transaction.atomic():
        Entry.objects.filter(pk__in=first).update(missing_since=run)
        Entry.objects.filter(pk__in=again).update(gone_since=run)
        if again:
            signals.entries_gone.send(Run, entry_ids=again)
        run.missing = Entry.objects.filter(missing_since=run, gone_since=None).count()
        run.gone = Entry.objects.filter(gone_since=run).count()
        run.save(update_fields=["missing", "gone"])
