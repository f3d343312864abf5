"""Reading the files of each register source: rows per second of processor time, from the packed file to the record."""

import gzip
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from regiowerk.registers.record import encode
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import RawEntry, Source
from tests.benchmarks.figures import Figure
from tests.conformance.samples import parsed

PART = "sources"
ROWS, QUICK_ROWS = 20_000, 1_000
# One of each source's forms: the file of its sample that the rows are made of.
FORMS = {
    "ch_zefix": ("companies.jsonl", "lindas.csv"),
    "cz_ares": ("ekonomicke-subjekty.jsonl",),
    "cz_res": ("res_data.csv",),
    "de_offeneregister": ("companies.jsonl",),
    "de_xjustiz": ("01_gmbh.xml",),
    "fi_ytj": ("companies.json",),
    "gleif": ("20260920-0800-gleif-goldencopy-lei2-golden-copy.csv", "lei-records.json"),
    "pl_krs": ("0009000001.json", "odpisy.jsonl"),
    "pl_regon": ("DaneSzukajPodmioty.xml",),
}


def measure(*, quick: bool) -> list[Figure]:
    rows = QUICK_ROWS if quick else ROWS
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        return [_figure(name, form, rows, Path(folder)) for name in catalogue.names() for form in FORMS.get(name, ())]


def _figure(name: str, form: str, rows: int, folder: Path) -> Figure:
    source = catalogue.source(name)
    sample = catalogue.FOLDER / name / "sample" / form
    path = folder / f"{name}-{form}.gz"
    path.write_bytes(gzip.compress(b"".join(_multiplied(source, sample, rows, folder)), 1))
    started = time.process_time()
    taken = _taken(source, path, folder)
    seconds = time.process_time() - started
    return Figure(PART, f"{name}, {form}: read", f"{taken / seconds:,.0f} rows/s of processor time")


def _taken(source: Source, path: Path, folder: Path) -> int:
    """How many rows gave a record."""
    count = 0
    for entry in source.entries([path], folder):
        if isinstance(entry, RawEntry) and (found := parsed(source, entry)):
            encode(found.record)
            count += 1
    return count


def _multiplied(source: Source, sample: Path, rows: int, folder: Path) -> Iterator[bytes]:
    """A file of the good rows of a sample, over and over."""
    if sample.suffix == ".csv":
        header, *lines = sample.read_bytes().splitlines(keepends=True)
        whole = [line for line in lines if line.count(b'"') % 2 == 0]
        yield header
        yield from islice(cycle(whole), rows)
        return
    good = [
        entry for entry in source.entries([sample], folder) if isinstance(entry, RawEntry) and parsed(source, entry)
    ]
    for number, entry in enumerate(islice(cycle(good), rows)):
        parts = entry.raw if isinstance(entry.raw, tuple) else (entry.raw,)
        for part in filter(None, parts):
            yield part.replace(entry.key.encode(), _ico(number).encode()) if source.info.name == "cz_ares" else part
            yield b"\n"


def _ico(number: int) -> str:
    """ARES brings answers together by the number, so each row has its own."""
    digits = f"{number + 1_000_000:07}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    return f"{digits}{(11 - rest) % 10}"
