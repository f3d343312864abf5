"""Records in DuckDB before and after Splink: their rare keys, and the second look at the pairs that are left."""

import shutil
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Self

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from regiowerk.common.workers import ordered_map
from regiowerk.linking.comparison import ScoredPair
from regiowerk.linking.engines.base import EngineSettings
from regiowerk.linking.frequencies import Frequencies
from regiowerk.linking.prepared import DECODER
from regiowerk.linking.ranking import Rivals
from regiowerk.linking.record import LinkRecord
from regiowerk.linking.scoring import Weights, score
from regiowerk.linking.table import SCHEMA, write_tables

_RARE_KEYS = 4  # of a record that are followed
_MOST_PAIRS = 900  # that one key may make
_PIECE = 20_000  # pairs handed to a worker at once
_ENCODE = msgspec.msgpack.Encoder().encode
_PAIR = msgspec.msgpack.Decoder(ScoredPair)
_COUNTS = msgspec.msgpack.Decoder(tuple[dict[str, int], int])

# The keys that lead from a record to others: those that both sides have, the rarest first. 63 bits of a key's hash are
# enough to tell millions of keys apart, and half the work.
_SPREAD = """
create or replace table spread as
select side, id, (hash(key) >> 1)::bigint as key from (select side, id, unnest(keys) as key from records)
"""
_RARE = f"""
create or replace table rare as
with sides as (
    select key, count(*) filter (side = 'left') as lefts, count(*) filter (side = 'right') as rights
    from spread group by key
), counted as (
    select key, case when $dedupe then lefts * (lefts - 1) else lefts * rights end as pairs from sides
)
select side, id, list(key order by pairs, key)[:{_RARE_KEYS}] as rare
from spread join counted using (key) where pairs between 1 and {_MOST_PAIRS} group by side, id
"""  # noqa: S608
_INPUT = """
create or replace table {side}_side as
select id, names, core, compact, marks, form, form_group, postal_code, town, street, house_number, website, founded,
       case when len(identifiers) > 0 then identifiers end as identifiers, rare
from records join rare using (side, id) where side = '{side}' order by id
"""


class Staging:
    """Both sides as Parquet files with a DuckDB file beside them, in a folder that is removed at the end."""

    def __init__(self, settings: EngineSettings) -> None:
        self._settings = settings
        self._folder = settings.work_dir / "staging"
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self.connection = duckdb.connect(
            str(self._folder / "linking.duckdb"),
            config={
                "memory_limit": f"{settings.memory_mb}MB",
                "threads": settings.threads,
                "temp_directory": str(self._folder / "spill"),
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def take(self, left: Iterable[LinkRecord], right: Iterable[LinkRecord] | None) -> list[str]:
        """Prepares the records; gives the names of the tables to link, one when there is no right side."""
        sides = {"left": left} if right is None else {"left": left, "right": right}
        views = []
        for side, records in sides.items():
            pq.write_table(SCHEMA.empty_table(), self._folder / f"{side}.parquet")
            write_tables(records, self._folder, side)
            views.append(f"select '{side}' as side, * from read_parquet('{self._folder / side}*.parquet')")  # noqa: S608
        self.connection.execute(f"create view records as {' union all '.join(views)}")
        self.connection.execute(_SPREAD)
        self.connection.execute(_RARE, {"dedupe": right is None})
        for side in sides:
            self.connection.execute(_INPUT.format(side=side))
        self._write_frequencies()
        self.connection.execute("drop table spread")
        return [f"{side}_side" for side in sides]

    @property
    def records(self) -> int:
        """Of the larger side."""
        counts = self.connection.execute("select count(*) from records group by side").fetchall()
        return max((int(count) for (count,) in counts), default=0)

    def _write_frequencies(self) -> None:
        rows = self.connection.execute(
            "select key, count(*) from (select unnest(keys) as key from records) where key[2] != ':'"
            " group by key having count(*) > 1"
        ).fetchall()
        total = self.connection.execute("select count(*) from records").fetchall()[0][0]
        self._counts_path.write_bytes(_ENCODE((dict(rows), max(total, 1000))))

    @property
    def _counts_path(self) -> Path:
        return self._folder / "counts.msgpack"

    def second_look(self, pairs: str) -> Iterator[ScoredPair]:
        """Compares the pairs of a table (id_l, id_r) in full: those `sure` or `check`, each beside its rivals."""
        found = self.connection.sql(
            f"select l.data, r.data from {pairs} join records l on id_l = l.id join records r on id_r = r.id"  # noqa: S608
        ).to_arrow_reader(_PIECE)
        pieces = ((None, (batch, str(self._counts_path), self._settings.weights)) for batch in found)
        scored = [encoded for _, piece in ordered_map(_score_batch, pieces) for encoded in piece]
        rivals = Rivals(self._settings.weights.margin)
        for encoded in scored:
            rivals.add(_PAIR.decode(encoded))
        for encoded in scored:
            if settled := rivals.settled(_PAIR.decode(encoded)):
                yield settled


def _score_batch(task: tuple[pa.RecordBatch, str, Weights]) -> list[bytes]:
    batch, counts_path, weights = task
    frequencies = _frequencies(counts_path)
    pairs = (
        score(DECODER.decode(left), DECODER.decode(right), frequencies, weights)
        for left, right in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    return [_ENCODE(pair) for pair in pairs if pair.band != "none"]


@lru_cache(maxsize=1)
def _frequencies(counts_path: str) -> Frequencies:
    counts, total = _COUNTS.decode(Path(counts_path).read_bytes())
    return Frequencies(counts, total)
