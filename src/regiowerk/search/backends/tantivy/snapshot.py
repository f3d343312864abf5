"""What a reader sees: one commit of one version. A newer one is noticed by two calls of stat per request."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from regiowerk.search.backends.tantivy.schema import register_tokenizers
from regiowerk.search.backends.tantivy.versions import Versions

# How many values of a kind are kept for a commit: their size differs by a thousand times.
_MOST_REMEMBERED = {"word": 4096, "neighbours": 1024, "facets": 64, "near": 16, "inside": 16, "cells": 1, "places": 8}
_Stamp = tuple[int, int]


class Stamp(NamedTuple):
    current: _Stamp
    meta: _Stamp


class Snapshot:
    """A searcher with what was computed from it; changes never."""

    def __init__(self, index: tantivy.Index, version: int) -> None:
        self.index = index
        self.version = version
        self.schema = index.schema
        self.searcher = index.searcher()
        self._remembered: dict[str, dict[Any, Any]] = {kind: {} for kind in _MOST_REMEMBERED}

    def remember(self, kind: str, key: Any, compute: Callable[[], Any]) -> Any:
        """The value for a key, computed once for this commit; the number of values is bounded."""
        values = self._remembered[kind]
        try:
            return values[key]
        except KeyError:
            value = compute()
        if len(values) >= _MOST_REMEMBERED[kind]:
            values.clear()
        values[key] = value
        return value


class SnapshotKeeper:
    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: Stamp | None = None
        self._meta = Path()

    def get(self) -> Snapshot | None:
        """The newest snapshot; None when there is no index."""
        stamp = self._present_stamp()
        if stamp is not None and stamp == self._stamp:
            return self._snapshot
        with self._lock:
            return self._renew()

    def _present_stamp(self) -> Stamp | None:
        try:
            return Stamp(_stamp(self._versions.file), _stamp(self._meta))
        except OSError:
            return None

    def _renew(self) -> Snapshot | None:
        current = self._versions.current()
        if current is None:
            self._snapshot, self._stamp = None, None
            return None
        folder = self._versions.path(current.version)
        self._meta = folder / "meta.json"
        stamp = self._present_stamp()  # before opening: a commit in between is noticed the next time
        if self._snapshot is not None and self._snapshot.version == current.version:
            index = self._snapshot.index
            index.reload()
        else:
            index = open_index(folder)
        self._snapshot, self._stamp = Snapshot(index, current.version), stamp
        return self._snapshot


def open_index(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    register_tokenizers(index)
    index.config_reader(reload_policy="manual")
    index.reload()
    return index


def _stamp(file: Path) -> _Stamp:
    status = file.stat()
    return status.st_mtime_ns, status.st_ino
