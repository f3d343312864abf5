"""`make bench`: the figures of the README, each beside its target and as a ratio to a baseline of the same run."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import engine, first_view, linking, live_map, register_import, search_page, source_parsing
from tests.benchmarks.figures import Figure, table, write_json
from tests.benchmarks.processes import ROOT

PARTS = ("import", "sources", "engine", "page", "view", "map", "linking")


def main() -> int:
    options = _options()
    parts: dict[str, Callable[[], list[Figure]]] = {
        "import": lambda: register_import.measure(quick=options.quick, ten_times=options.ten_times),
        "sources": lambda: source_parsing.measure(quick=options.quick),
        "engine": lambda: engine.measure(quick=options.quick),
        "page": lambda: search_page.measure(quick=options.quick, full=options.full),
        "view": lambda: first_view.measure(quick=options.quick),
        "map": lambda: live_map.measure(quick=options.quick),
        "linking": lambda: linking.measure(quick=options.quick, full=options.full),
    }
    figures: list[Figure] = []
    for part in options.only or PARTS:
        print(f"measuring: {part} …", file=sys.stderr, flush=True)
        figures += parts[part]()
    print(table(figures))
    write_json(options.json, figures)
    print(f"\nalso in {options.json}", file=sys.stderr)
    return 1 if any(figure.met is False for figure in figures) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small inputs, to try the benchmark itself")
    parser.add_argument("--ten-times", action="store_true", help="also import ten times the rows (some minutes)")
    parser.add_argument(
        "--full", action="store_true", help="also the page at 1,000,000 organisations, two registers of 500,000"
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="one part; may be repeated")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "benchmarks.json", help="file for machines")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
