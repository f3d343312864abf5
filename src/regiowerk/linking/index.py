"""Records kept ready for linking in a DuckDB file, found again by what they share.

A delta and a member list are looked up here without reading all records: each record lies under its keys (words of its
names, the beginning of the name, postal code, website, identifiers), each key knows how many records carry it, and only
rare keys are followed. The file can be thrown away and built anew at any time.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

from regiowerk.codelists.tables import fingerprint
from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.names import DATA
from regiowerk.linking.prepared import DECODER, Prepared
from regiowerk.linking.record import LinkRecord
from regiowerk.linking.table import table_of, tables

MAX_CANDIDATES = 30  # of a record that are compared in full
_FOLLOWED = 20_000  # records under the keys of one query that are looked at
_COMMON = 2_000  # a key of more records is not followed, unless it is the rarest
_LAYOUT = 1  # of the tables and of Prepared; another one, or other word tables, and the file begins anew
_TABLES = """
create table if not exists state (version varchar, counted boolean);
create table if not exists entries (
    entry integer, id varchar, source varchar, data blob, postal_code varchar, town varchar, website varchar
);
create table if not exists keys (key varchar, entry integer);
create table if not exists counts (key varchar, records integer);
create table if not exists vocabulary (word varchar, records integer, head varchar, tail varchar);
"""
_COUNT = """
create or replace table counts as select key, count(*)::integer as records from keys group by key order by key;
create or replace table vocabulary as
select key as word, records, left(key, 3) as head, right(key, 3) as tail from counts
where length(key) >= 4 and key[2] != ':' order by word;
"""
# A word that no record has: those that differ by one slip. One slip leaves the beginning or the end as it is.
_NEAR = """
with strangers as (
    select query, key, length(key) as letters from asked anti join counts using (key)
    where length(key) >= 5 and key[2] != ':'
), alike as (
    select query, key, word, records from strangers join vocabulary on head = left(key, 3)
    where length(word) between letters - 1 and letters + 1
    union
    select query, key, word, records from strangers join vocabulary on tail = right(key, 3)
    where length(word) between letters - 1 and letters + 1
), near as (
    select query, word as key, records from alike where damerau_levenshtein(word, key) = 1
)
"""
_CANDIDATES = f"""
{_NEAR}, known as (
    select query, key, records from asked join counts using (key) union select query, key, records from near
), followed as (
    select query, key, records, sum(records) over (partition by query order by records, key) as reached,
           row_number() over (partition by query order by records, key) as place
    from known
), hits as (
    select query, entry, sum(log2(? / records)) as bits from followed join keys using (key)
    where reached <= {_FOLLOWED} and (records <= {_COMMON} or place = 1)
    group by query, entry
)
select hits.query, entry from hits join entries using (entry) join askers using (query)
qualify row_number() over (
    partition by query
    order by bits + case when entries.postal_code = askers.postal_code then 10
                         when entries.town = askers.town then 7 else 0 end desc, entry
) <= {MAX_CANDIDATES}
order by query, entry
"""  # noqa: S608


class Index:
    """One process at a time may hold the file open. Memory in megabytes, spilling to disk beyond it."""

    def __init__(self, path: Path, *, memory_mb: int = 1000, threads: int = 2) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = duckdb.connect(
            str(path),
            config={"memory_limit": f"{memory_mb}MB", "threads": threads, "temp_directory": str(path.parent / "spill")},
        )
        self._connection.execute(_TABLES)
        self._begin_anew_unless(f"{_LAYOUT} {fingerprint(DATA)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def __len__(self) -> int:
        return self._number("select count(*) from entries")

    def put(self, records: Iterable[LinkRecord]) -> None:
        """Takes in new records and those that changed; all of them or, when it fails, none."""
        with self._transaction():
            known = len(self) > 0
            for table in tables(records):
                if known:
                    self._forget(table)
                self._add(table)
            self._connection.execute("update state set counted = false")

    def remove(self, identities: Sequence[str]) -> None:
        with self._transaction():
            self._forget(pa.table({"id": pa.array(identities, pa.string())}))
            self._connection.execute("update state set counted = false")

    def frequencies(self) -> Frequencies:
        """How many records carry each word; one that is not listed is carried by one at most."""
        self._count()
        rows = self._connection.execute(
            "select key, records from counts where records > 1 and key[2] != ':'"
        ).fetchall()
        return Frequencies(dict(rows), max(len(self), 1000))

    def candidates(self, asked: Sequence[Prepared]) -> Iterator[tuple[Prepared, list[Prepared]]]:
        """Each asked record with the records worth comparing, at most MAX_CANDIDATES, itself left out."""
        self._count()
        self._connection.register("incoming", table_of(asked))
        self._connection.execute(
            "create or replace temp table askers as select row_number() over () - 1 as query, town, postal_code, keys"
            " from incoming"
        )
        self._connection.execute("create or replace temp table asked as select query, unnest(keys) as key from askers")
        self._connection.unregister("incoming")
        pairs = self._connection.execute(_CANDIDATES, [max(len(self), 2)]).fetchall()
        records = self._records({entry for _, entry in pairs})
        for query, group in groupby(pairs, key=lambda pair: pair[0]):
            record = asked[query]
            yield record, [found for _, entry in group if (found := records[entry]).id != record.id]

    def _begin_anew_unless(self, version: str) -> None:
        if self._connection.execute("select version from state").fetchall() == [(version,)]:
            return
        with self._transaction():
            for table in ("state", "entries", "keys", "counts", "vocabulary"):
                self._connection.execute(f"delete from {table}")  # noqa: S608
            self._connection.execute("insert into state values (?, true)", [version])

    def _count(self) -> None:
        """Counts the keys anew if records came or went since; some seconds for a million records."""
        if self._connection.execute("select counted from state").fetchall() == [(False,)]:
            with self._transaction():
                self._connection.execute(_COUNT)
                self._connection.execute("update state set counted = true")

    def _records(self, entries: Iterable[int]) -> dict[int, Prepared]:
        self._connection.register("wanted", pa.table({"entry": pa.array(entries, pa.int32())}))
        rows = self._connection.execute("select entry, data from entries join wanted using (entry)").fetchall()
        self._connection.unregister("wanted")
        return {entry: DECODER.decode(data) for entry, data in rows}

    def _add(self, table: pa.Table) -> None:
        first = self._number("select coalesce(max(entry), 0) + 1 from entries")
        numbered = table.append_column("entry", pa.array(range(first, first + len(table)), pa.int32()))
        self._connection.register("incoming", numbered)
        self._connection.execute(
            "insert into entries select entry, id, source, data, postal_code, town, website from incoming"
        )
        self._connection.execute("insert into keys select unnest(keys), entry from incoming")
        self._connection.unregister("incoming")

    def _forget(self, table: pa.Table) -> None:
        self._connection.register("incoming", table)
        self._connection.execute(
            "create or replace temp table gone as select entry from entries where id in (select id from incoming)"
        )
        self._connection.unregister("incoming")
        self._connection.execute("delete from keys where entry in (select entry from gone)")
        self._connection.execute("delete from entries where entry in (select entry from gone)")

    def _number(self, query: str) -> int:
        return int(self._connection.execute(query).fetchall()[0][0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()
