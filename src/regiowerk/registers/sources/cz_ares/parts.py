"""The answers of ARES about one organisation brought together, on disk: they come from different services."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from regiowerk.registers.sources.base import RawEntry, Refused, fingerprint

Part = Literal["merged", "res", "vr"]
_BATCH = 5_000


class Answers(NamedTuple):
    """What ARES says of one organisation; a part that was not fetched is empty."""

    merged: bytes = b""
    res: bytes = b""
    vr: bytes = b""


class AnswerIndex:
    """Built once for a run."""

    def __init__(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        self._database = sqlite3.connect(file)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE answer (key TEXT PRIMARY KEY, file TEXT, line INTEGER, merged BLOB, res BLOB, vr BLOB)"
        )

    def add(self, entry: RawEntry, part: Part) -> Refused | None:
        """Refused when the same part of the same organisation was there already."""
        self._database.execute(
            "INSERT OR IGNORE INTO answer VALUES (?, ?, ?, NULL, NULL, NULL)", (entry.key, entry.file, entry.line)
        )
        changed = self._database.execute(
            f"UPDATE answer SET {part} = ? WHERE key = ? AND {part} IS NULL",  # noqa: S608
            (entry.raw, entry.key),
        )
        return None if changed.rowcount else Refused(entry.file, entry.line, "duplicate", entry.key)

    def entries(self) -> Iterator[RawEntry]:
        """In the order in which their first answers came."""
        rows = self._database.execute("SELECT key, file, line, merged, res, vr FROM answer ORDER BY rowid")
        while batch := rows.fetchmany(_BATCH):
            for key, file, line, *parts in batch:
                answers = Answers(*(part or b"" for part in parts))
                yield RawEntry(file, line, key, fingerprint(*answers), answers)

    def close(self) -> None:
        self._database.close()
