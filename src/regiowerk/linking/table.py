"""Prepared records as Arrow tables, the form in which DuckDB and Spark take them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from regiowerk.common.workers import ordered_map
from regiowerk.linking.prepared import ENCODER, Prepared, blocking_keys, prepare
from regiowerk.linking.record import LinkRecord

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("source", pa.string()),
        ("data", pa.binary()),  # the Prepared record, to be compared in full
        ("keys", pa.list_(pa.string())),
        ("core", pa.string()),  # words of the present name, sorted, as one text
        ("names", pa.list_(pa.string())),  # of all names, former ones as well
        ("compact", pa.string()),
        ("marks", pa.string()),  # numbers, roles and branch: what tells sister firms apart
        ("form", pa.string()),
        ("form_group", pa.string()),
        ("postal_code", pa.string()),
        ("town", pa.string()),
        ("street", pa.string()),
        ("house_number", pa.string()),
        ("website", pa.string()),
        ("founded", pa.string()),
        ("identifiers", pa.list_(pa.string())),
    ]
)
_PIECE = 10_000  # records handed to a worker at once
_RECORDS = msgspec.msgpack.Decoder(list[LinkRecord])
_ENCODE = msgspec.msgpack.Encoder().encode


def tables(records: Iterable[LinkRecord]) -> Iterator[pa.Table]:
    """The records as tables of up to 10,000 rows, in their order, prepared on all cores."""
    for _, table in ordered_map(_prepared_table, ((None, _ENCODE(piece)) for piece in _pieces(records))):
        yield table


def write_tables(records: Iterable[LinkRecord], folder: Path, name: str) -> None:
    """Writes the same tables as files 'NAME-0.parquet', 'NAME-1.parquet' …; the workers write them themselves."""
    tasks = (
        (None, (_ENCODE(piece), str(folder / f"{name}-{number}.parquet")))
        for number, piece in enumerate(_pieces(records))
    )
    for _ in ordered_map(_write_table, tasks):
        pass


def _write_table(task: tuple[bytes, str]) -> None:
    piece, path = task
    pq.write_table(_prepared_table(piece), path)


def _pieces(records: Iterable[LinkRecord]) -> Iterator[list[LinkRecord]]:
    iterator = iter(records)
    while piece := list(islice(iterator, _PIECE)):
        yield piece


def _prepared_table(piece: bytes) -> pa.Table:
    return table_of([prepare(record) for record in _RECORDS.decode(piece)])


def table_of(records: Iterable[Prepared]) -> pa.Table:
    rows = [_row(record) for record in records]
    columns = [pa.array([row[place] for row in rows], field.type) for place, field in enumerate(SCHEMA)]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _row(record: Prepared) -> tuple[object, ...]:
    name = record.name
    marks = [*name.numbers, *name.roles, *(["branch"] if name.branch else [])]
    return (
        record.id,
        record.source,
        ENCODER.encode(record),
        list(dict.fromkeys(blocking_keys(record))),
        " ".join(sorted(name.tokens)),
        list(dict.fromkeys(" ".join(sorted(known.tokens)) for known in record.names)),
        name.compact,
        " ".join(marks),
        name.form or None,
        name.form_group or None,
        record.postal_code or None,
        record.town or None,
        record.street or None,
        record.house_number or None,
        record.website or None,
        record.founded or None,
        [f"{scheme}:{value}" for scheme, value in record.identifiers],
    )
