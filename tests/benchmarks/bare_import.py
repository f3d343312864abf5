"""The baseline of the import: decode each line and insert its 13 fields into one table, nothing else.

Run as a script: `python -m tests.benchmarks.bare_import FILE DATABASE [INDEXES]` prints the rows and the seconds; with
INDEXES the table has so many indexes beside its key, as a table that is asked has.
"""

import gzip
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec


class Attributes(msgspec.Struct):
    section: str = msgspec.field(name="_registerArt", default="")
    number: str = msgspec.field(name="_registerNummer", default="")
    federal_state: str | None = None
    native_company_number: str | None = None
    registered_office: str | None = None
    registrar: str | None = None


class Row(msgspec.Struct):
    company_number: str
    name: str
    current_status: str | None = None
    jurisdiction_code: str = ""
    retrieved_at: str | None = None
    registered_address: str | None = None
    previous_names: msgspec.Raw = msgspec.Raw(b"[]")
    all_attributes: Attributes = msgspec.field(default_factory=Attributes)


def rows(path: Path) -> Iterator[tuple[str | None, ...]]:
    decode = msgspec.json.Decoder(Row).decode
    with gzip.open(path) as file:
        for line in file:
            row = decode(line)
            office = row.all_attributes
            yield (
                row.company_number,
                row.name,
                row.current_status,
                row.jurisdiction_code,
                row.retrieved_at,
                row.registered_address,
                bytes(row.previous_names).decode(),
                office.section,
                office.number,
                office.federal_state,
                office.native_company_number,
                office.registered_office,
                office.registrar,
            )


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    indexes = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    started = time.perf_counter()
    database = sqlite3.connect(target)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE entry (company_number TEXT PRIMARY KEY, name TEXT, status TEXT, jurisdiction TEXT,"
        " retrieved_at TEXT, address TEXT, previous_names TEXT, section TEXT, number TEXT, state TEXT,"
        " native_number TEXT, office TEXT, registrar TEXT);"
    )
    for column in ("name", "office", "registrar", "status")[:indexes]:
        database.execute(f"CREATE INDEX by_{column} ON entry ({column})")
    with database:
        database.executemany(f"INSERT INTO entry VALUES ({','.join('?' * 13)})", rows(source))
    (count,) = database.execute("SELECT count(*) FROM entry").fetchone()
    print(count, time.perf_counter() - started)


if __name__ == "__main__":
    main()
