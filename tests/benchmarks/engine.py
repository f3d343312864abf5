"""The search engine at scale, beside the full-text search of SQLite and PostgreSQL (see `search_engine.py`)."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import python

PART = "engine"
DOCUMENTS = 1_000_000
QUICK_DOCUMENTS = 20_000
SEARCH_MS, SUGGEST_MS, TIMES_DATABASE = 8.0, 5.0, 20.0
DATABASES = {"sqlite_fts5": "SQLite FTS5", "postgresql": "PostgreSQL full text"}


def measure(*, quick: bool) -> list[Figure]:
    documents = QUICK_DOCUMENTS if quick else DOCUMENTS
    os.environ.setdefault("BENCH_POSTGRES_URL", os.environ.get("TEST_POSTGRES_URL", ""))
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        output = python(Path(folder), ["-m", "tests.benchmarks.search_engine", str(documents)]).output
    return _figures(json.loads(output), documents)


def _figures(found: dict[str, Any], documents: int) -> list[Figure]:
    ours, suggest = found["regiowerk"], found["suggest"]
    figures = [
        Figure(PART, f"{documents:,} documents built", f"{found['build_documents_per_s']:,} a second"),
        Figure(
            PART,
            f"three words, region, three facets: p50 {ours['p50']:.1f} ms, p95",
            f"{ours['p95']:.1f} ms",
            f"≤ {SEARCH_MS:.0f} ms",
            ours["p95"] <= SEARCH_MS,
        ),
    ]
    for name, title in DATABASES.items():
        if name in found:
            ratio = found[f"{name}_ratio_p95"]
            figures.append(
                Figure(
                    PART,
                    f"the same in {title}, p95 {found[name]['p95']:.0f} ms",
                    f"{ratio:.0f} × slower",
                    f"≥ {TIMES_DATABASE:.0f} ×",
                    ratio >= TIMES_DATABASE if documents >= DOCUMENTS else None,  # scans of small tables are quick
                )
            )
    figures.append(
        Figure(
            PART,
            f"suggestion: p50 {suggest['p50']:.1f} ms, p95",
            f"{suggest['p95']:.1f} ms",
            f"≤ {SUGGEST_MS:.0f} ms",
            suggest["p95"] <= SUGGEST_MS,
        )
    )
    return figures
