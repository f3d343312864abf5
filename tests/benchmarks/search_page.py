"""The search page, complete, on the server's side: against the engine's own time and an empty page.

Runs in a process of its own, with the data directory in the environment:
`python -m tests.benchmarks.search_page ROUNDS`.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode

from regiowerk.demo.generate import generate
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.processes import fresh_instance, python, regiowerk

PART = "page"
TIMES_ENGINE = 5.0
SCALE_FULL = 20  # times 52,000 organisations
SEARCHES: tuple[dict[str, str], ...] = (
    {},
    {"q": "maschinenbau"},
    {"q": "zerspanung erzgebirge"},
    {"q": "obrábění kovů"},
    {"q": "müller metallbau chemnitz"},
    {"q": "sklarna"},
    {"q": "maschinnbau"},
    {"q": "software", "region": "DED"},
    {"q": "nábytek", "region": "CZ042", "status": "active"},
    {"q": "holz", "sector": "C"},
    {"q": "verein", "kind": "association"},
    {"region": "DED4", "sector": "C"},
    {"q": "logistik", "page": "3"},
    {"q": "pivovar teplice", "sort": "name"},
)


def measure(*, quick: bool, full: bool) -> list[Figure]:
    rounds = 5 if quick else 20
    figures = _at(1, rounds, "small" if quick else "full")
    return figures + (_at(SCALE_FULL, rounds, "full") if full else [])


def _at(scale: int, rounds: int, size: str) -> list[Figure]:
    with fresh_instance() as data_dir, tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        files = generate(Path(folder), "small" if size == "small" else "full", scale=scale)
        regiowerk(data_dir, "registers", "import", "de_offeneregister", str(files.offeneregister))
        regiowerk(data_dir, "registers", "import", "cz_res", str(files.res_data), str(files.res_pf_nace))
        took = json.loads(python(data_dir, ["-m", "tests.benchmarks.search_page", str(rounds)]).output)
    limit = TIMES_ENGINE * took["engine"] + took["empty"]
    return [
        Figure(PART, f"engine alone, {took['documents']:,} organisations, p95", f"{took['engine']:.1f} ms"),
        Figure(PART, "empty page of the same stack, p95", f"{took['empty']:.1f} ms"),
        Figure(
            PART,
            f"search page, p50 {took['page_p50']:.1f} ms, p95",
            f"{took['page']:.1f} ms = {max(took['page'] - took['empty'], 0) / took['engine']:.1f} × engine + empty",
            f"≤ 5 × engine + empty = {limit:.1f} ms",
            took["page"] <= limit,
        ),
    ]


def milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from regiowerk.search import queries as engine

    settings.ROOT_URLCONF = "tests.benchmarks.empty_page_urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    client = Client()
    with translation.override("de"):
        address = reverse("directory:search")
    urls = [f"{address}?{urlencode(search)}" for search in SEARCHES]

    def get(url: str) -> None:
        response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url} answered {response.status_code}")

    asked = []
    ask = engine.search
    with patch.object(engine, "search", side_effect=lambda query: asked.append(query) or ask(query)):
        for url in urls:
            get(url)
    times: dict[str, list[float]] = {"page": [], "engine": [], "empty": []}
    for _ in range(int(sys.argv[1])):
        for url in urls:
            times["page"].append(milliseconds(lambda url=url: get(url)))
            times["empty"].append(milliseconds(lambda: get("/de/empty-page/")))
        times["engine"] += [milliseconds(lambda query=query: ask(query)) for query in asked]
    report = {name: percentile(values, 0.95) for name, values in times.items()}
    print(json.dumps(report | {"page_p50": percentile(times["page"], 0.5), "documents": engine.status().documents}))


if __name__ == "__main__":
    main()
