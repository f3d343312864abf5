"""Between the file and the database: what a run found, on disk, before anything is changed.

A SQLite file of its own, so that a run refused by a guard has touched nothing, one that was killed
goes on from here, and memory stays flat however many rows the register has.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

_MAX_VARIABLES = 30_000  # of one SQLite statement


class Change(IntEnum):
    UNCHANGED = 0
    NEW = 1
    CHANGED = 2
    CONFIRMED = 3  # another row that says the same
    LEFT_OUT = 4  # of a natural person; if it was stored, it is erased
    RENEWED = 5  # nothing new from the register: it was missing and is back, or our rules read the same row anew
    SUPPRESSED = 6  # somebody objected; if it was stored, it is erased


class Staged(NamedTuple):
    key: str
    change: Change
    scope: str = ""
    fingerprint: bytes = b""
    payload: bytes = b""
    retrieved_on: str | None = None
    entry_id: int | None = None  # of the entry that is there already


class Staging:
    def __init__(self, file: Path) -> None:
        self.file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
            "CREATE TABLE IF NOT EXISTS staged (number INTEGER PRIMARY KEY, key TEXT, change INTEGER, scope TEXT,"
            " fingerprint BLOB, payload BLOB, retrieved_on TEXT, entry_id INTEGER);"
            "CREATE UNIQUE INDEX IF NOT EXISTS staged_key ON staged (key);"
        )

    @classmethod
    def anew(cls, file: Path) -> "Staging":
        remove(file)
        return cls(file)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Which of the keys were staged already."""
        found: set[str] = set()
        wanted = list(keys)
        for start in range(0, len(wanted), _MAX_VARIABLES):
            part = wanted[start : start + _MAX_VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key FROM staged WHERE key IN ({marks})"  # noqa: S608
            found.update(key for (key,) in self._database.execute(query, part))
        return found

    def add(self, rows: list[Staged]) -> bool:
        """Add rows with keys that differ from each other; False, and nothing added, when one is there already."""
        self._database.execute("BEGIN")
        try:
            self._database.executemany(
                "INSERT INTO staged (key, change, scope, fingerprint, payload, retrieved_on, entry_id)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        except sqlite3.IntegrityError:
            self._database.execute("ROLLBACK")
            return False
        self._database.execute("COMMIT")
        return True

    def changes(self, after: int, limit: int) -> list[tuple[int, Staged]]:
        """The next rows that change something, with their numbers."""
        rows = self._database.execute(
            "SELECT number, key, change, scope, fingerprint, payload, retrieved_on, entry_id FROM staged"
            " WHERE number > ? AND change <> 0 ORDER BY number LIMIT ?",
            (after, limit),
        )
        return [(number, Staged(key, Change(change), *rest)) for number, key, change, *rest in rows]

    def entries_met(self) -> int:
        """How many entries of the database the file has."""
        query = "SELECT count(*) FROM staged WHERE entry_id IS NOT NULL AND change NOT IN (4, 6)"
        (number,) = self._database.execute(query).fetchone()
        return int(number)

    def scopes(self) -> Iterator[str]:
        for (scope,) in self._database.execute("SELECT DISTINCT scope FROM staged WHERE change NOT IN (4, 6)"):
            yield scope

    def close(self) -> None:
        self._database.close()


def remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
