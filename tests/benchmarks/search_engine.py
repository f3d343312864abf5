"""Search at scale: the same organisations in our index, SQLite FTS5 and PostgreSQL, the same questions to each.

    python -m tests.benchmarks.search_engine [DOCUMENTS]

Each question: three words, all required, within a region; three counted facets, the region counted without its own
filter; the best 20. PostgreSQL is asked when BENCH_POSTGRES_URL names a throw-away database.
"""

import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

SEED = 20_261_101
WARM_UP, QUESTIONS = 20, 200
ROUNDS = 3
FREQUENT = 300  # words of which questions are made, so that there is something to count
FACETS = ("region", "sector", "kind")
_STEP = 5_000
Question = tuple[str, str]  # words, NUTS 3 code
Answer = tuple[int, list[str]]


class Corpus:
    """Invented organisations: words by Zipf's law, 720 regions, 792 classes. The same for the same seed."""

    def __init__(self, documents: int) -> None:
        self.documents = documents
        shaping = random.Random(SEED)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
        words = {"".join(shaping.choices(syllables, k=shaping.randint(2, 4))) for _ in range(60_000)}
        self.words = sorted(words)
        shaping.shuffle(self.words)
        self.words = self.words[:40_000]
        self._weights = list(accumulate(1 / (rank + 3) ** 1.05 for rank in range(len(self.words))))
        countries = ("DE", "CZ", "PL", "FI", "AT")
        self.regions = [f"{a}{b}{c}{d}" for a in countries for b in "12345678" for c in "123456" for d in "123"]
        self.sectors = [
            f"{division}.{group}{number}" for division in range(10, 98) for group in "123" for number in "123"
        ]
        self.kinds = ("company", "research", "education", "association", "public")

    def rows(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """id, name, text, region, sector, kind."""
        chance = random.Random(SEED + 1)
        for number in range(self.documents):
            drawn = chance.choices(self.words, cum_weights=self._weights, k=25)
            yield (
                f"{number:010d}",
                " ".join(drawn[:4]),
                " ".join(drawn[4:]),
                chance.choice(self.regions),
                chance.choice(self.sectors),
                chance.choice(self.kinds),
            )

    def questions(self) -> list[Question]:
        """Three frequent words that one organisation has together, and the region of the second level it lies in."""
        chance = random.Random(SEED + 2)
        frequent = set(self.words[:FREQUENT])
        found: list[Question] = []
        for row in islice(self.rows(), 10 * (WARM_UP + QUESTIONS)):
            words = sorted(frequent.intersection(f"{row[1]} {row[2]}".split()))
            if len(words) >= 3 and len(found) < WARM_UP + QUESTIONS:
                found.append((" ".join(chance.sample(words, 3)), row[3][:3]))
        return found

    def beginnings(self) -> list[str]:
        chance = random.Random(SEED + 3)
        return [chance.choice(self.words[:5_000])[: chance.randint(1, 6)] for _ in range(WARM_UP + QUESTIONS)]


def levels(code: str) -> tuple[str, ...]:
    return tuple(code[:length] for length in range(2, len(code) + 1))


def sector_levels(code: str) -> tuple[str, ...]:
    return (code[:2], code[:4], code)


def measure(ask: Callable[[Any], Any], questions: list[Any]) -> dict[str, float]:
    """Milliseconds over the questions, each the best of some rounds: what else runs on the machine is left out.

    The first questions only warm the caches of files. A round is long enough for answers to be forgotten.
    """
    for question in questions[:WARM_UP]:
        ask(question)
    best = [float("inf")] * QUESTIONS
    for _ in range(ROUNDS):
        for at, question in enumerate(questions[WARM_UP:]):
            started = time.perf_counter()
            ask(question)
            best[at] = min(best[at], (time.perf_counter() - started) * 1000)
    return {"p50": round(statistics.median(best), 3), "p95": round(statistics.quantiles(best, n=100)[94], 3)}


class Ours:
    def __init__(self, corpus: Corpus, folder: Path) -> None:
        from django.conf import settings

        from regiowerk.search.backends import backend
        from regiowerk.search.interface import Document

        settings.INDEX_DIR = folder
        documents = (
            Document(
                id=row[0],
                name=row[1],
                texts={"": row[2]},
                facets={"region": levels(row[3]), "sector": sector_levels(row[4]), "kind": (row[5],)},
            )
            for row in corpus.rows()
        )
        backend().build(documents, corpus.documents)

    def ask(self, question: Question) -> Answer:
        from regiowerk.search import queries
        from regiowerk.search.interface import Query

        filters = {"region": frozenset({question[1]})}
        results = queries.search(Query(text=question[0], filters=filters, facets=FACETS, limit=20))
        return (0 if results.relaxed else results.total), [hit.id for hit in results.hits]

    def suggest(self, beginning: str) -> None:
        from regiowerk.search import queries

        queries.suggest(beginning, "de", 8)


_LEVELS = {"region": ("r2", "r3", "r4", "r5"), "sector": ("s2", "s4", "s5"), "kind": ("kind",)}
_COLUMNS = [column for columns in _LEVELS.values() for column in columns]


def _flat(row: tuple[str, ...]) -> tuple[str, ...]:
    return (row[0], row[1], row[2], *levels(row[3]), *sector_levels(row[4]), row[5])


def _counts(facet: str, source: str) -> str:
    return " UNION ALL ".join(f"SELECT {column}, count(*) FROM {source} GROUP BY 1" for column in _LEVELS[facet])


class Sqlite:
    def __init__(self, corpus: Corpus, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "fts5.sqlite3")
        columns = ", ".join(f"{column} TEXT" for column in _COLUMNS)
        self.connection.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;"
            f"CREATE TABLE organisation (pk INTEGER PRIMARY KEY, id TEXT, {columns});"
            "CREATE VIRTUAL TABLE found USING fts5(name, text, content='', tokenize=\"unicode61 remove_diacritics 2\");"
        )
        marks = ", ".join("?" * (len(_COLUMNS) + 2))
        for number, row in enumerate(corpus.rows(), start=1):
            flat = _flat(row)
            self.connection.execute(f"INSERT INTO organisation VALUES ({marks})", (number, flat[0], *flat[3:]))
            self.connection.execute("INSERT INTO found(rowid, name, text) VALUES (?, ?, ?)", (number, flat[1], flat[2]))
        self.connection.execute("CREATE INDEX by_region ON organisation (r3)")
        self.connection.execute("INSERT INTO found(found) VALUES ('optimize')")
        self.connection.commit()

    def ask(self, question: Question) -> Answer:
        words, region = question
        match = " ".join(f'"{word}"' for word in words.split())
        execute = self.connection.execute
        execute("DROP TABLE IF EXISTS temp.hit")
        columns = ", ".join(f"organisation.{column} AS {column}" for column in ("id", *_COLUMNS))
        execute(
            f"CREATE TEMP TABLE hit AS SELECT {columns}, bm25(found, 4.0, 1.0) AS rank "
            "FROM found JOIN organisation ON organisation.pk = found.rowid WHERE found MATCH ?",
            (match,),
        )
        ids = [row[0] for row in execute("SELECT id FROM hit WHERE r3 = ? ORDER BY rank LIMIT 20", (region,))]
        total = execute("SELECT count(*) FROM hit WHERE r3 = ?", (region,)).fetchone()[0]
        for facet in FACETS:
            inside = "" if facet == "region" else f" WHERE r3 = '{region}'"
            execute(_counts(facet, f"(SELECT * FROM hit{inside})")).fetchall()
        return total, ids


class Postgres:
    def __init__(self, corpus: Corpus, url: str) -> None:
        import psycopg

        self.connection = psycopg.connect(url, autocommit=True)
        columns = ", ".join(f"{column} text" for column in _COLUMNS)
        execute = self.connection.execute
        execute("DROP TABLE IF EXISTS organisation")
        execute(f"CREATE UNLOGGED TABLE organisation (id text, name text, text text, {columns})")
        with self.connection.cursor().copy("COPY organisation FROM STDIN") as copy:
            for row in corpus.rows():
                copy.write_row(_flat(row))
        weights = "setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', text), 'D')"
        execute(f"ALTER TABLE organisation ADD found tsvector GENERATED ALWAYS AS ({weights}) STORED")
        execute("CREATE INDEX ON organisation USING gin (found)")
        execute("CREATE INDEX ON organisation (r3)")
        execute("VACUUM ANALYZE organisation")

    def ask(self, question: Question) -> Answer:
        words, region = question
        sought = " & ".join(words.split())
        execute = self.connection.execute
        columns = ", ".join(("id", *_COLUMNS))
        execute("DROP TABLE IF EXISTS hit")
        execute(
            f"CREATE TEMP TABLE hit AS SELECT {columns}, ts_rank(found, to_tsquery('simple', %s)) AS rank "
            "FROM organisation WHERE found @@ to_tsquery('simple', %s)",
            (sought, sought),
        )
        ids = [row[0] for row in execute("SELECT id FROM hit WHERE r3 = %s ORDER BY rank DESC LIMIT 20", (region,))]
        total = execute("SELECT count(*) FROM hit WHERE r3 = %s", (region,)).fetchall()[0][0]
        for facet in FACETS:
            inside = "" if facet == "region" else f" WHERE r3 = '{region}'"
            execute(_counts(facet, f"(SELECT * FROM hit{inside}) AS inside")).fetchall()
        return int(total), ids


def run(documents: int) -> dict[str, Any]:
    """Milliseconds p50 and p95 of each engine, ratios to ours, build rate; totals of all engines must agree."""
    corpus = Corpus(documents)
    questions = corpus.questions()
    figures: dict[str, Any] = {"documents": documents, "questions": QUESTIONS}
    with tempfile.TemporaryDirectory(prefix="search-bench-") as folder:
        started = time.perf_counter()
        ours = Ours(corpus, Path(folder))
        figures["build_documents_per_s"] = round(documents / (time.perf_counter() - started))
        figures["size_mb"] = round(sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6)
        figures["regiowerk"] = measure(ours.ask, questions)
        figures["suggest"] = measure(ours.suggest, corpus.beginnings())
        totals = [ours.ask(question)[0] for question in questions]
        others: dict[str, Sqlite | Postgres] = {"sqlite_fts5": Sqlite(corpus, Path(folder))}
        if url := os.environ.get("BENCH_POSTGRES_URL"):
            others["postgresql"] = Postgres(corpus, url)
        for name, other in others.items():
            if totals != [other.ask(question)[0] for question in questions]:
                raise AssertionError(f"{name} finds other totals: the comparison is void")
            figures[name] = measure(other.ask, questions)
            for cut in ("p50", "p95"):
                figures[f"{name}_ratio_{cut}"] = round(figures[name][cut] / figures["regiowerk"][cut], 1)
    return figures


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000), indent=1))
