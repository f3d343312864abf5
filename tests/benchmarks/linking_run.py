"""One linking run in a process of its own: `linking_run FOLDER ours|plain`. Prints what came out as JSON.

Reads `a.msgpack` and `b.msgpack`, lists of records one after the other, as `linking` writes them.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from regiowerk.linking.engines.base import EngineSettings
from regiowerk.linking.engines.duckdb import SplinkOnDuckDB
from regiowerk.linking.record import LinkRecord
from tests.benchmarks import plain_splink

PIECE = 10_000
Pair = tuple[str, str, float, str]  # left, right, weight, band


def write(path: Path, records: Iterable[LinkRecord]) -> int:
    """Writes the records in pieces, each with its length before it; the number written."""
    encoder, iterator, written = msgspec.msgpack.Encoder(), iter(records), 0
    with path.open("wb") as file:
        while piece := list(islice(iterator, PIECE)):
            data = encoder.encode(piece)
            file.write(len(data).to_bytes(8, "big") + data)
            written += len(piece)
    return written


def read(path: Path) -> Iterator[LinkRecord]:
    decoder = msgspec.msgpack.Decoder(list[LinkRecord])
    with path.open("rb") as file:
        while size := file.read(8):
            yield from decoder.decode(file.read(int.from_bytes(size, "big")))


def main() -> None:
    folder, kind = Path(sys.argv[1]), sys.argv[2]
    settings = EngineSettings(work_dir=folder / kind)
    left, right = read(folder / "a.msgpack"), read(folder / "b.msgpack")
    started = time.perf_counter()
    if kind == "plain":
        pairs: Iterable[Pair] = plain_splink.link(left, right, settings)
    else:
        found = SplinkOnDuckDB().link(left, right, settings)
        pairs = [(pair.left, pair.right, pair.weight, pair.band) for pair in found]
    outcome = [(_same(left, right), weight, band) for left, right, weight, band in pairs]
    print(json.dumps({"seconds": time.perf_counter() - started, "pairs": outcome}))


def _same(left: str, right: str) -> bool:
    return left.partition(":")[2] == right.partition(":")[2]


if __name__ == "__main__":
    main()
