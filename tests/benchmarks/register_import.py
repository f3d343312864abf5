"""The import of a large German file: rows per second, memory, and the second time."""

import gzip
import json
import shutil
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from regiowerk.demo import offeneregister_file
from regiowerk.demo.generate import german_firms
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import ROOT, Took, fresh_instance, python, regiowerk

REAL_FILE = ROOT.parent / "shared" / "data" / "registers" / "de_offeneregister_nrw_200k.jsonl.gz"
REAL_ROWS = 176_840
QUICK_ROWS = 20_000
PART = "import"
SOURCE = "de_offeneregister"
LEAST_SHARE = 1 / 6  # of the baseline's rows per second
MOST_MB = 600.0
SAME_MEMORY = 1.25  # at ten times the rows
FASTER = 10.0


class Imported(NamedTuple):
    rows: int
    first: Took
    same_file: Took
    repacked: Took  # the same rows in a file of other bytes
    start: float  # seconds of a command that does nothing


def measure(*, quick: bool, ten_times: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        file, origin = _input(Path(folder), quick)
        _set_up(Path(folder))
        bare_rows, bare_seconds = _bare(file, Path(folder))
        indexed_seconds = _bare(file, Path(folder), indexes=4)[1]
        once = _import(file)
        figures = _once(once, origin, bare_rows / bare_seconds, bare_rows / indexed_seconds)
        if ten_times:
            figures += _ten_times(Path(folder), once)
    return figures


def _input(folder: Path, quick: bool) -> tuple[Path, str]:
    if not quick and REAL_FILE.exists():
        return REAL_FILE, "real file"
    return generated(folder / "generated.jsonl.gz", QUICK_ROWS if quick else REAL_ROWS), "generated file"


def _set_up(folder: Path) -> None:
    """Word lists are made once for an installation, with the first index; that is not the import's time."""
    with fresh_instance() as data_dir:
        regiowerk(data_dir, "registers", "import", SOURCE, str(generated(folder / "first.jsonl.gz", 100)))


def generated(path: Path, organisations: int) -> Path:
    offeneregister_file.write(path, german_firms(organisations), datetime(2026, 6, 15, tzinfo=UTC))
    return path


def _bare(file: Path, folder: Path, indexes: int = 0) -> tuple[int, float]:
    """Rows, and the median of three runs in seconds, without the start of the process."""
    seconds, rows = [], 0
    for number in range(3):
        output = python(
            folder,
            [
                "-m",
                "tests.benchmarks.bare_import",
                str(file),
                str(folder / f"bare-{indexes}-{number}.sqlite"),
                str(indexes),
            ],
        )
        count, took = output.output.split()
        rows = int(count)
        seconds.append(float(took))
    return rows, statistics.median(seconds)


def _import(file: Path) -> Imported:
    with fresh_instance() as data_dir:
        first = regiowerk(data_dir, "registers", "import", SOURCE, str(file), "--json")
        same_file = regiowerk(data_dir, "registers", "import", SOURCE, str(file), "--json")
        repacked_file = data_dir / file.name
        with gzip.open(file) as rows, gzip.open(repacked_file, "wb", compresslevel=1) as packed:
            shutil.copyfileobj(rows, packed)
        repacked = regiowerk(data_dir, "registers", "import", SOURCE, str(repacked_file), "--json")
        start = min(regiowerk(data_dir, "registers", "runs", "--json").seconds for _ in range(3))
    return Imported(json.loads(first.output)["read"], first, same_file, repacked, start)


def _once(once: Imported, origin: str, bare_per_second: float, indexed_per_second: float) -> list[Figure]:
    per_second = once.rows / once.first.seconds
    share = per_second / bare_per_second
    same = once.first.seconds / once.same_file.seconds
    same_bare = (once.first.seconds - once.start) / max(once.same_file.seconds - once.start, 0.01)
    repacked = once.first.seconds / once.repacked.seconds
    return [
        Figure(PART, f"bare decode and executemany, {origin}", f"{bare_per_second:,.0f} rows/s"),
        Figure(
            PART,
            f"{once.rows:,} rows into SQLite and index, {once.first.seconds:.1f} s",
            f"{per_second:,.0f} rows/s = 1/{1 / share:.1f}",
            f"1/{1 / LEAST_SHARE:.0f} of the bare import",
            share >= LEAST_SHARE,
        ),
        Figure(
            PART,
            f"the same beside a bare import into a table with four indexes, {indexed_per_second:,.0f} rows/s",
            f"1/{indexed_per_second / per_second:.1f}",
        ),
        Figure(
            PART, "peak memory", f"{once.first.peak_mb:,.0f} MB", f"< {MOST_MB:.0f} MB", once.first.peak_mb < MOST_MB
        ),
        Figure(
            PART, f"the same file again, {once.same_file.seconds:.2f} s", f"{same:.1f} × faster", "10 ×", same >= FASTER
        ),
        Figure(PART, f"the same without the start of the process, {once.start:.2f} s", f"{same_bare:,.0f} × faster"),
        Figure(
            PART, f"the same rows in another file, {once.repacked.seconds:.1f} s", f"{repacked:.1f} × faster"
        ),
    ]  # fmt: skip


def _ten_times(folder: Path, once: Imported) -> list[Figure]:
    file = generated(folder / "ten-times.jsonl.gz", 10 * once.rows)
    with fresh_instance() as data_dir:
        took = regiowerk(data_dir, "registers", "import", SOURCE, str(file), "--json")
        rows = json.loads(took.output)["read"]
    met = took.peak_mb < MOST_MB and took.peak_mb < SAME_MEMORY * once.first.peak_mb
    return [
        Figure(
            PART, f"peak memory at {rows:,} rows", f"{took.peak_mb:,.0f} MB", f"< {MOST_MB:.0f} MB and the same", met
        ),
        Figure(PART, f"{rows:,} rows, {took.seconds:.0f} s", f"{rows / took.seconds:,.0f} rows/s"),
    ]  # fmt: skip
