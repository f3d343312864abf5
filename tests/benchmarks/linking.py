"""Linking: how often it is right, and how long it takes.

Weights and rules were tuned on the development half of the gold set and on generated registers of other seeds; the
figures are of the evaluation half.
"""

import csv
import gzip
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

import duckdb

from regiowerk.linking.comparison import Band
from regiowerk.linking.frequencies import usual
from regiowerk.linking.index import Index
from regiowerk.linking.matching import Match, link_delta, match_rows
from regiowerk.linking.names import parse
from regiowerk.linking.prepared import Prepared, prepare
from regiowerk.linking.record import LinkRecord, OtherName
from regiowerk.linking.scoring import score, shipped
from tests.benchmarks import linking_real, processes
from tests.benchmarks.figures import Figure
from tests.benchmarks.linking_run import write
from tests.conftest import SHARED
from tests.factories import gold
from tests.factories.firms import Firm, firm, population
from tests.factories.overlap import partners, registers
from tests.factories.variation import varied

T = TypeVar("T")
PART = "linking"
LINKAGE = SHARED / "linkage"
REGISTERS = SHARED / "registers"
MATCHED_ROWS = 2_300
STRANGERS = 10  # one row of so many is of a firm that no register has
FORMER_NAMES = 3_000
PUBLISHED_F1 = 0.856  # logic-v2 on names only, recomputed from the frozen run of nomenklatura's name_bench


def measure(*, quick: bool = False, full: bool = False) -> list[Figure]:
    figures = gold_set()
    if LINKAGE.is_dir():
        figures += names_only()
        figures += former_names(20_000 if quick else None)
    files = [REGISTERS / "de_offeneregister_saxony.jsonl.gz", REGISTERS / "de_offeneregister_nrw_200k.jsonl.gz"]
    if files[0].exists():
        figures += linking_real.measure(files[:1] if quick else files)
    figures += member_list(20_000 if quick else 1_000_000)
    if quick or full:
        figures += two_registers(5_000 if quick else 500_000)
    return figures


def gold_set() -> list[Figure]:
    pairs = gold.pairs(gold.EVALUATION_SEED)
    frequencies, weights = usual(), shipped()
    bands = [score(prepare(pair.left), prepare(pair.right), frequencies, weights).band for pair in pairs]
    same = sum(pair.same for pair in pairs)
    sure = [pair.same for pair, band in zip(pairs, bands, strict=True) if band == "sure"]
    check = [pair.same for pair, band in zip(pairs, bands, strict=True) if band == "check"]
    precision, recall = sum(sure) / len(sure), (sum(sure) + sum(check)) / same
    name = f"gold set, {len(pairs):,} unseen pairs"
    return [
        _share(f"{name}: precision of `sure`", precision, 0.995),
        _share(f"{name}: recall of `sure`", sum(sure) / same),
        _share(f"{name}: recall of `sure` and `check`", recall, 0.95),
        _share(f"{name}: to a person (hard pairs are half of it)", len(check) / len(pairs)),
    ]


def names_only() -> list[Figure]:
    """Company names alone, as somebody else judged them; no place, no register, no tuning of weights on it."""
    with gzip.open(LINKAGE / "opensanctions_name_bench_cases.csv.gz", "rt", encoding="utf-8") as file:
        cases = [row for row in csv.DictReader(file) if row["schema"] == "Company"]
    judged = [(_alike(row["name1"], row["name2"]), row["is_match"] == "true") for row in cases]
    hits = sum(found and same for found, same in judged)
    wrong = sum(found and not same for found, same in judged)
    f1 = 2 * hits / (hits + wrong + sum(same for _, same in judged))
    return [
        Figure(PART, f"names only, {len(cases)} company pairs: precision", f"{hits / (hits + wrong):.3f}"),
        Figure(PART, f"names only: F1 (rules published: {PUBLISHED_F1})", f"{f1:.3f}", "> 0.90", f1 > 0.90),
    ]


def _alike(first: str, second: str) -> bool:
    left, right = (Prepared(text, "", "", (parse(text),)) for text in (first, second))
    found = score(left, right, usual(), shipped()).comparison
    apart = found.numbers_differ or found.branch_differs or found.roles == "strong"
    return found.name in ("same", "alike") and not apart and found.form not in ("beside", "different")


def former_names(limit: int | None) -> list[Figure]:
    """A former name looked up among the present ones, and among entries that know their former names."""
    rows = duckdb.execute(
        "select company_number, any_value(name), any_value(registered_office), list(previous_name)"
        " from read_parquet($path) group by 1 order by 1 limit $limit",
        {"path": str(LINKAGE / "de_previous_names.parquet"), "limit": limit or 10_000_000},
    ).fetchall()
    asked = Random(5).sample(rows, min(FORMER_NAMES, len(rows)))
    figures = []
    for known in (False, True):
        with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index.duckdb") as index:
            index.put(_renamed(row, known=known) for row in rows)
            for with_town in (True, False):
                found = match_rows([_former(row, with_town=with_town) for row in asked], index)
                label = "entry knows it" if known else "entry does not know it"
                figures += _former_figures(asked, found, f"{label}, {'with' if with_town else 'without'} town")
    return figures


def _renamed(row: Sequence[object], *, known: bool) -> LinkRecord:
    number, name, town, former = row
    others = tuple(OtherName(text, "former") for text in former) if known and isinstance(former, list) else ()
    return LinkRecord(f"de:{number}", "de", str(name), "DE", others, town=str(town or ""))


def _former(row: Sequence[object], *, with_town: bool) -> LinkRecord:
    former = row[3]
    name = str(former[0]) if isinstance(former, list) else ""
    return LinkRecord(f"list:{row[0]}", "list", name, "DE", town=str(row[2] or "") if with_town else "")


def _former_figures(asked: Sequence[Sequence[object]], found: Sequence[Match], label: str) -> list[Figure]:
    right = [
        match.best is not None and match.best.right == f"de:{row[0]}" for row, match in zip(asked, found, strict=True)
    ]
    sure = [hit for hit, match in zip(right, found, strict=True) if match.band == "sure"]
    precision = f"{sum(sure) / len(sure):.3f} of {len(sure)}" if sure else "–"
    return [
        Figure(PART, f"former name, {label}: recall@1", f"{sum(right) / len(right):.3f}"),
        Figure(PART, f"former name, {label}: `sure` and right", precision),
    ]


def member_list(size: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.duckdb"
        started = time.perf_counter()
        with Index(path) as index:
            index.put(found.record("register") for found in population(Random(1), size))
        built = time.perf_counter() - started
        rng = Random(2)
        chosen = set(rng.sample(range(size), MATCHED_ROWS + 1_000))
        firms = [found for found in population(Random(1), size) if found.number in chosen]
        rng.shuffle(firms)
        rows = [_list_row(rng, place, found) for place, found in enumerate(firms[:MATCHED_ROWS])]
        with Index(path) as index:
            matches, took = _timed(lambda: match_rows(rows, index))
            delta = [found.record("other", name=varied(rng, found)) for found in firms[MATCHED_ROWS:]]
            pairs, delta_took = _timed(lambda: link_delta(delta, index))
        against = f"against {size:,}"
        return [
            Figure(PART, f"index of {size:,} records built (with generating them)", f"{built:.0f} s"),
            Figure(PART, f"{MATCHED_ROWS:,} rows {against}", f"{took:.1f} s", "< 30 s", took < 30),
            *_row_figures(rows, matches),
            Figure(PART, f"delta of {len(delta):,} {against}", f"{delta_took:.1f} s, {len(pairs):,} pairs"),
        ]


def _list_row(rng: Random, place: int, known: Firm) -> LinkRecord:
    """Name and town, every second row with a postal code; some firms are in no register."""
    stranger = place % STRANGERS == 0
    found = firm(rng, known.country, 10_000_000 + place) if stranger else known
    postal_code = found.postal_code if rng.random() < 0.5 else ""
    name = varied(rng, found)
    return found.record("list", name=name, postal_code=postal_code, street="", house_number="", website="", founded="")


def _row_figures(rows: Sequence[LinkRecord], matches: Sequence[Match]) -> Iterator[Figure]:
    right: dict[Band, list[bool]] = {"sure": [], "check": [], "none": []}
    for row, match in zip(rows, matches, strict=True):
        partner = row.id.replace("list:", "register:")
        right[match.band].append(match.best is not None and match.best.right == partner)
    known = sum(place % STRANGERS != 0 for place in range(len(rows)))
    found = sum(right["sure"]) + sum(right["check"])
    yield _share("rows: precision of `sure`", sum(right["sure"]) / max(len(right["sure"]), 1), 0.99)
    yield _share("rows: recall of `sure` and `check`", found / known, 0.92)
    yield _share("rows: to a person", len(right["check"]) / len(rows))


def two_registers(size: int) -> list[Figure]:
    seed = 2025
    with tempfile.TemporaryDirectory() as folder:
        for side, records in zip("ab", registers(seed, size), strict=True):
            write(Path(folder) / f"{side}.msgpack", records)
        expected = partners(size)
        figures, f1 = [], {}
        for kind in ("ours", "plain"):
            took = processes.python(Path(folder), ["-m", "tests.benchmarks.linking_run", folder, kind])
            outcome = json.loads(took.output.splitlines()[-1])
            f1[kind] = _best_f1(outcome["pairs"], expected)
            label = f"{size:,} × {size:,}, {kind}"
            ours = kind == "ours"
            seconds, memory = took.seconds, took.peak_mb
            figures += [
                Figure(
                    PART, f"{label}: time", f"{seconds:.0f} s", "< 75 s" if ours else "", seconds < 75 if ours else None
                ),
                Figure(
                    PART,
                    f"{label}: peak memory",
                    f"{memory:.0f} MB",
                    "< 2,000 MB" if ours else "",
                    memory < 2000 if ours else None,
                ),
            ]
            if ours:
                figures += _band_figures(label, outcome["pairs"], expected)
        target = f"> {f1['plain']:.4f} (plain)"
        return [
            *figures,
            Figure(PART, f"{size:,} × {size:,}: F1", f"{f1['ours']:.4f}", target, f1["ours"] > f1["plain"]),
        ]


def _best_f1(pairs: Sequence[tuple[bool, float, str]], expected: int) -> float:
    """At the threshold that suits the pairs best."""
    best, hits = 0.0, 0
    for taken, (same, _, _) in enumerate(sorted(pairs, key=lambda pair: -pair[1]), start=1):
        hits += same
        best = max(best, 2 * hits / (taken + expected))
    return best


def _band_figures(label: str, pairs: Sequence[tuple[bool, float, str]], expected: int) -> list[Figure]:
    sure = [same for same, _, band in pairs if band == "sure"]
    check = [same for same, _, band in pairs if band == "check"]
    return [
        _share(f"{label}: precision of `sure`", sum(sure) / max(len(sure), 1), 0.995),
        _share(f"{label}: recall of `sure`", sum(sure) / expected),
        _share(f"{label}: recall of `sure` and `check`", (sum(sure) + sum(check)) / expected, 0.95),
        _share(f"{label}: pairs to a person, of partners", len(check) / expected),
    ]


def _share(name: str, value: float, least: float | None = None) -> Figure:
    target = f"≥ {least}" if least is not None else ""
    return Figure(PART, name, f"{value:.4f}", target, value >= least if least is not None else None)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started
