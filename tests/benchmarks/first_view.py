"""The first view of a page, as Lighthouse sees it on a slow phone: scores, shifts, paint, weight over the wire.

The demo region is served as in production, compression and all; each page is loaded several times, the median counts.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import ROOT, fresh_instance, regiowerk
from tests.benchmarks.serving import served

PART = "view"
CHROMIUM = Path("/usr/bin/chromium")
LIGHTHOUSE = ROOT / "tests" / "benchmarks" / "node_modules" / "lighthouse" / "cli" / "index.js"
SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_SHIFT = 0.02
LATEST_PAINT_S = 1.5
HEAVIEST_KB = 120.0
TRIES = 3  # now and then the trace of a load is lost
FIRST_VIEW = ("Document", "Stylesheet", "Font", "Script", "Image")
Report = dict[str, Any]


class View(NamedTuple):
    name: str
    path: str
    left_out: str = ""  # an audit that says nothing about this page


def measure(*, quick: bool) -> list[Figure]:
    if missing := _missing():
        return [Figure(PART, f"left out: {missing}", "–")]
    with fresh_instance() as data_dir:
        regiowerk(data_dir, "demo", "load", "--size", "small" if quick else "full")
        with served(data_dir) as address:
            figures = []
            for view in _views(address):
                reports = [_lighthouse(address + view.path, view.left_out) for _ in range(1 if quick else 3)]
                figures += list(_figures(view.name, reports))
            return figures


def _missing() -> str:
    if not CHROMIUM.exists():
        return f"{CHROMIUM} is not there (apt-get install chromium)"
    if not LIGHTHOUSE.is_file():
        return "Lighthouse is not there (make bench fetches it)"
    if _node() is None:
        return "Node.js is not there (make bench fetches it)"
    return ""


def _node() -> str | None:
    return shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)


def _views(address: str) -> list[View]:
    """The organisation is one that the directory suggests for what the list is asked for."""
    with urlopen(f"{address}/de/verzeichnis/vorschlaege/?q=maschinenbau") as answer:
        organisation = json.load(answer)["entries"][0]["url"]
    with urlopen(address + organisation) as answer:
        organisation = answer.url.removeprefix(address)  # where the address with its name leads
    return [
        View("home", "/de/"),
        # Lists of hits are kept out of search engines on purpose, which Lighthouse counts as a fault.
        View("list of hits", "/de/verzeichnis/?q=maschinenbau", left_out="is-crawlable"),
        View("organisation", organisation),
    ]


def _lighthouse(url: str, left_out: str) -> Report:
    """The report of one load. Raises RuntimeError when the page cannot be loaded."""
    with tempfile.TemporaryDirectory(prefix="regiowerk-bench-") as folder:
        file = Path(folder) / "report.json"
        command = [str(_node()), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={file}"]
        command.append("--chrome-flags=--headless=new --no-sandbox --disable-gpu")
        if left_out:
            command.append(f"--skip-audits={left_out}")
        chromium = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
        for _ in range(TRIES):
            ran = subprocess.run(command, env=chromium, capture_output=True, text=True, check=False)
            report: Report = json.loads(file.read_bytes()) if file.is_file() else {}
            if not ran.returncode and not report.get("runtimeError"):
                return report
        raise RuntimeError(f"Lighthouse on {url}: {ran.stderr[-2000:]}")


def _figures(name: str, reports: list[Report]) -> Iterator[Figure]:
    def median(value: Callable[[Report], float]) -> float:
        return statistics.median(map(value, reports))

    def audit(report: Report, number: str) -> float:
        return float(report["audits"][number]["numericValue"])

    scores = {key: round(median(partial(_score, key))) for key in SCORES}
    yield Figure(
        PART,
        f"{name}: performance, accessibility, best practices, SEO",
        ", ".join(map(str, scores.values())),
        "≥ 95, 100, 100, 100",
        all(scores[key] >= target for key, target in SCORES.items()),
    )
    paint = median(lambda report: audit(report, "largest-contentful-paint")) / 1000
    yield Figure(PART, f"{name}: largest paint", f"{paint:.2f} s", f"≤ {LATEST_PAINT_S} s", paint <= LATEST_PAINT_S)
    shift = median(lambda report: audit(report, "cumulative-layout-shift"))
    yield Figure(PART, f"{name}: layout shift", f"{shift:.3f}", f"≤ {MOST_SHIFT}", shift <= MOST_SHIFT)
    weight = median(_weight)
    yield Figure(PART, f"{name}: over the wire", f"{weight:.0f} kB", f"≤ {HEAVIEST_KB:.0f} kB", weight <= HEAVIEST_KB)
    blocking = median(_blocking_scripts)
    yield Figure(PART, f"{name}: scripts that block rendering", f"{blocking:.0f}", "0", blocking == 0)


def _score(category: str, report: Report) -> float:
    return 100 * float(report["categories"][category]["score"])


def _weight(report: Report) -> float:
    """kB of everything the first view fetches, heads of the answers included."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    return sum(float(request["transferSize"]) for request in requests if request["resourceType"] in FIRST_VIEW) / 1000


def _blocking_scripts(report: Report) -> float:
    blocking = report["audits"]["render-blocking-resources"]["details"]["items"]
    return sum(".js" in resource["url"] for resource in blocking)
