"""The movable map with the whole demo region: from the click to the first complete picture, and how much it draws.

Chromium draws with the processor alone, and nothing is in its cache.
"""

import json
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import fresh_instance, regiowerk
from tests.benchmarks.serving import served

PART = "map"
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PATH = "/de/verzeichnis/?sort=name"
LATEST_S = 3.0
MOST_FEATURES = 500
ZOOMS = ("out", "out", "in", "in", "in", "in", "in")


def measure(*, quick: bool) -> list[Figure]:
    if not CHROMIUM.exists():
        return [Figure(PART, f"left out: {CHROMIUM} is not there (apt-get install chromium)", "–")]
    with fresh_instance() as data_dir:
        regiowerk(data_dir, "demo", "load", "--size", "small" if quick else "full")
        documents = json.loads(regiowerk(data_dir, "search", "status", "--json").output)["documents"]
        with served(data_dir) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            looks = [_look(browser, address + PATH) for _ in range(1 if quick else 5)]
            browser.close()
    shown = statistics.median(seconds for seconds, _ in looks)
    features = max(number for _, number in looks)
    return [
        Figure(
            PART,
            f"{documents:,} organisations: first complete picture, software rendering",
            f"{shown:.2f} s",
            f"≤ {LATEST_S} s",
            shown <= LATEST_S,
        ),
        Figure(
            PART,
            f"the same: features in a view, at most of {len(ZOOMS) + 1}",
            f"{features}",
            f"≤ {MOST_FEATURES}",
            features <= MOST_FEATURES,
        ),
    ]


def _look(browser: Browser, url: str) -> tuple[float, int]:
    """Seconds until the map is complete, and the most features of its views."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(url, wait_until="load")
    asked = []
    with page.expect_response(_of_cells) as answer:
        started = time.perf_counter()
        page.locator("[data-open-map]").click()
        page.locator(".mapbox[data-open]").wait_for(timeout=60_000)
        seconds = time.perf_counter() - started
    asked.append(answer.value.url)
    for action in ZOOMS:
        with page.expect_response(_of_cells) as answer:
            page.locator(f"[data-map={action}]").click()
        asked.append(answer.value.url)
    cells = max(len(page.request.get(url).json()["cells"]) for url in asked)
    pins = page.locator(".mapcanvas .pin").count()
    context.close()
    return seconds, cells + pins


def _of_cells(response: Response) -> bool:
    return "/map/cells?" in response.url
