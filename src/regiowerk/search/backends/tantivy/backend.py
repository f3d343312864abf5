"""The engine behind `search.interface.Backend`."""

import time
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from regiowerk.search.backends.tantivy import mapping, searching, suggesting, writing
from regiowerk.search.backends.tantivy.snapshot import SnapshotKeeper
from regiowerk.search.backends.tantivy.versions import Versions
from regiowerk.search.interface import Document, IndexStatus, MapCells, MapView, Progress, Query, Results, Suggestion


class TantivyBackend:
    """One index in one folder. Reading is safe from any thread and process; one process at a time writes."""

    def __init__(self, folder: Path) -> None:
        self._versions = Versions(folder)
        self._snapshots = SnapshotKeeper(self._versions)

    def build(self, documents: Iterable[Document], expected: int, progress: Progress | None = None) -> IndexStatus:
        writing.build(self._versions, documents, expected, progress)
        return self.status()

    def apply(self, upserts: Iterable[Document], deletes: Iterable[str]) -> None:
        writing.apply(self._versions, upserts, deletes)

    def search(self, query: Query) -> Results:
        started = time.perf_counter()
        snapshot = self._snapshots.get()
        results = searching.search(snapshot, query) if snapshot else Results(total=0)
        return msgspec.structs.replace(results, took_ms=(time.perf_counter() - started) * 1000)

    def cells(self, query: Query, view: MapView, without: Collection[str] = ()) -> MapCells:
        snapshot = self._snapshots.get()
        return mapping.cells(snapshot, query, view, without) if snapshot else MapCells(total=0)

    def suggest(self, text: str, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
        snapshot = self._snapshots.get()
        return suggesting.suggest(snapshot, text, limit) if snapshot else ()

    def status(self) -> IndexStatus:
        current, snapshot = self._versions.current(), self._snapshots.get()
        if current is None or snapshot is None:
            return IndexStatus(version=0, documents=0)
        folder = self._versions.path(current.version)
        size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
        return IndexStatus(current.version, snapshot.searcher.num_docs, current.built_at, size)
