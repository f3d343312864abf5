"""Writes of the search: the outbox, a new index, the changes noted in the outbox."""

import time
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from regiowerk.common.locks import LockedError, file_lock
from regiowerk.search import sources
from regiowerk.search.backends import backend
from regiowerk.search.interface import IndexBusyError, IndexStatus, Progress
from regiowerk.search.models import PendingChange

BATCH = 2_000  # changes in one commit
_PAUSE = 0.2  # seconds
REBUILD_FROM = 1 / 3  # of all documents: then a new index is quicker than changes


class Applied(NamedTuple):
    documents: int
    rebuilt: bool = False
    busy: bool = False  # another process is writing the index and will take these changes over


def note_change(*, document_ids: Iterable[str]) -> None:
    """Note documents as changed, new or gone. Belongs in the transaction of the change itself."""
    table = connection.ops.quote_name(PendingChange._meta.db_table)
    statement = f"INSERT INTO {table} (document_id) VALUES (%s)"  # noqa: S608
    if rows := [(document_id,) for document_id in document_ids]:
        with connection.cursor() as cursor:
            cursor.executemany(statement, rows)


def build(*, progress: Progress | None = None, patience: float = 0.0) -> IndexStatus:
    """Build a new index and switch to it. What was noted before is in it, what is noted meanwhile stays noted.

    Another process that is writing is waited for, `patience` seconds at most.
    Raises IndexBusyError and IndexCountError; the old index stays in use then.
    """
    give_up = time.monotonic() + patience
    while True:
        try:
            return _build(progress)
        except IndexBusyError:
            if time.monotonic() >= give_up:
                raise
            time.sleep(_PAUSE)


@contextmanager
def _alone() -> Iterator[None]:
    """Documents are read and written by one process at a time, so that no older one is written over a newer.

    Raises IndexBusyError.
    """
    try:
        with file_lock(Path(settings.INDEX_DIR) / "changes.lock"):
            yield
    except LockedError as error:
        raise IndexBusyError("Another process is bringing the index up to date.") from error


def _build(progress: Progress | None) -> IndexStatus:
    with _alone():
        return _build_alone(progress)


def _build_alone(progress: Progress | None) -> IndexStatus:
    source = sources.organisations()
    # The rows themselves, not "up to the highest": a transaction in progress may hold a lower number.
    noted = array("q", PendingChange.objects.order_by("pk").values_list("pk", flat=True).iterator())
    status = backend().build(source.all(), source.count(), progress)
    for first, last in _runs(noted):
        PendingChange.objects.filter(pk__range=(first, last)).delete()
    return status


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each unbroken run of ascending numbers."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = number
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last


def apply_pending(*, progress: Progress | None = None) -> Applied:
    """Bring the index up to date with what was noted. May be killed at any moment and run again.

    Where there is no index, or one of another release, it is built.
    """
    if not PendingChange.objects.exists() and not _missing():
        return Applied(0)
    try:
        if _better_rebuilt():
            return Applied(build(progress=progress).documents, rebuilt=True)
        done = 0
        while taken := _apply_batch():
            done += taken
            if progress:
                progress(taken)
        return Applied(done)
    except IndexBusyError:
        return Applied(0, busy=True)


def _missing() -> bool:
    return backend().status().version == 0 and sources.organisations().count() > 0


def _better_rebuilt() -> bool:
    if _missing():
        return True
    changed = PendingChange.objects.values("document_id").distinct().count()
    return changed > BATCH and changed > REBUILD_FROM * sources.organisations().count()


def _apply_batch() -> int:
    """One commit; its rows leave the outbox only after it. Returns the number of documents."""
    with _alone():
        return _apply_alone()


def _apply_alone() -> int:
    rows = list(PendingChange.objects.order_by("pk").values_list("pk", "document_id")[:BATCH])
    ids = dict.fromkeys(document_id for _, document_id in rows)
    if not ids:
        return 0
    documents = list(sources.organisations().some(ids))
    backend().apply(documents, ids.keys() - {document.id for document in documents})
    PendingChange.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    return len(ids)
