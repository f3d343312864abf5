"""All activities of res_pf_nace.csv by IČO, on disk, since the file is larger than memory should be."""

import csv
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from regiowerk.registers.sources import files
from regiowerk.registers.sources.base import Refused

COLUMNS = ("ICO", "ZDRUD", "KODCIS", "HODN", "DATPLAT", "DDATPAKT", "PRIZNAK")
_BATCH = 20_000


class ActivityIndex:
    """Built once for a run; `codes()` answers with "list:code" pairs in one text, '' for none."""

    def __init__(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        self._database = sqlite3.connect(file)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE activity (ico TEXT, code TEXT)"
        )

    def load(self, path: Path) -> Iterator[Refused]:
        """Take the file in; yields the rows that cannot be read."""
        refused: list[Refused] = []
        rows = _rows(path, refused)
        while batch := list(islice(rows, _BATCH)):
            self._database.executemany("INSERT INTO activity VALUES (?, ?)", batch)
            yield from refused
            refused.clear()
        yield from refused
        self._database.execute("CREATE INDEX activity_ico ON activity (ico, code)")

    def codes(self, ico: str) -> str:
        rows = self._database.execute("SELECT DISTINCT code FROM activity WHERE ico = ? ORDER BY code", (ico,))
        return " ".join(code for (code,) in rows)

    def close(self) -> None:
        self._database.close()


def _rows(path: Path, refused: list[Refused]) -> Iterator[tuple[str, str]]:
    for line in files.lines(path):
        if line.number == 1:
            continue
        try:
            ico, _kind, code_list, code = next(csv.reader([line.data.decode()]))[:4]
        except (UnicodeDecodeError, ValueError, csv.Error) as error:
            refused.append(Refused(path.name, line.number, "activity_row", str(error)[:200]))
            continue
        if ico and code:
            yield ico.zfill(8), f"{code_list}:{code}"
