"""Parsing the entries of a run, on all cores where there are many. Free of Django, for quick worker processes."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import NamedTuple, Protocol, TypeVar

from regiowerk.registers import record as records
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, RefusedRowError, Source

WORKERS = min(4, os.cpu_count() or 1)
_AHEAD = WORKERS + 1  # batches under way at once; more would only fill the memory


class Outcome(NamedTuple):
    """What came of one entry: a record as it is stored, or the reason of its refusal."""

    payload: bytes = b""
    scope: str = ""
    natural_person: bool = False
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
    """Each batch with the outcomes of its wanted entries, in order. One batch alone starts no process."""
    iterator = iter(batches)
    first, second = next(iterator, None), next(iterator, None)
    if first is None:
        return
    if second is None or WORKERS == 1:
        for batch in (first, second, *iterator):
            if batch:
                yield batch, _parse(source, _rows(batch))
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(WORKERS, mp_context=context, initializer=_end_with_parent) as pool:
        waiting: deque[tuple[B, Future[list[Outcome]]]] = deque()
        for batch in (first, second, *iterator):
            waiting.append((batch, pool.submit(_parse_in_worker, source.info.name, _rows(batch))))
            if len(waiting) >= _AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        for done, future in waiting:
            yield done, future.result()


def _rows(batch: Batch) -> list[RawEntry]:
    return [batch.entries[index] for index in batch.wanted]


def _parse_in_worker(source_name: str, entries: list[RawEntry]) -> list[Outcome]:
    return _parse(catalogue.source(source_name), entries)


def _parse(source: Source, entries: list[RawEntry]) -> list[Outcome]:
    return [_outcome(source, entry) for entry in entries]


def _outcome(source: Source, entry: RawEntry) -> Outcome:
    try:
        parsed = source.parse(entry)
    except RefusedRowError as error:
        return Outcome(refused=(error.reason, error.detail))
    record = parsed.record
    return Outcome(
        records.encode(record), source.scope(record), record.natural_person, parsed.retrieved_on or None, parsed.doubts
    )


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=lambda: (wait([parent.sentinel]), os._exit(1)), daemon=True).start()
