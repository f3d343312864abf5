"""A member list made of real register entries: their names misspelt, with the town only, against the real registers.

One row of five is of an entry that has been taken out of the register, so that nothing is right for it.
"""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from regiowerk.codelists import legal_forms
from regiowerk.linking.index import Index
from regiowerk.linking.matching import Match, match_rows
from regiowerk.linking.record import LinkRecord, from_register
from regiowerk.registers.sources import catalogue
from regiowerk.registers.sources.base import Parsed, RawEntry, RefusedRowError
from tests.benchmarks.figures import Figure
from tests.factories.variation import slip, typed_umlauts, without_diacritics

ROWS = 2_300
STRANGERS = 460
SEED = 99  # rules were tried with another one


def _without_form(name: str) -> str:
    found = legal_forms.from_name(name, "DE")
    return found.core if found else name


SPELLINGS: tuple[Callable[[Random, str], str], ...] = (
    lambda rng, name: name,
    slip,
    lambda rng, name: without_diacritics(name),
    lambda rng, name: typed_umlauts(name).upper(),
    lambda rng, name: _without_form(name),
    lambda rng, name: slip(rng, _without_form(name)),
    lambda rng, name: name.replace("GmbH", "Gesellschaft mit beschränkter Haftung").replace(" und ", " & "),
    lambda rng, name: name.replace("gesellschaft", "ges."),
    lambda rng, name: name.replace("-", " "),
)


def measure(files: list[Path]) -> list[Figure]:
    """`files`: the first is the register that rows are taken from, all are searched."""
    rng = Random(SEED)
    known = list(_records(files[0]))
    live = [record for record in known if record.status != "dissolved" and record.town]
    chosen = rng.sample(live, ROWS)
    gone = {record.id for record in chosen[:STRANGERS]}
    rows = [
        LinkRecord(f"list:{record.id[3:]}", "list", rng.choice(SPELLINGS)(rng, record.name), "DE", town=record.town)
        for record in chosen
    ]
    with tempfile.TemporaryDirectory() as folder, Index(Path(folder) / "index.duckdb") as index:
        index.put(record for record in known if record.id not in gone)
        for file in files[1:]:
            index.put(_records(file))
        return _figures(match_rows(rows, index), gone, f"real rows against {len(index):,} real entries")


def _records(file: Path) -> Iterator[LinkRecord]:
    source, seen = catalogue.source("de_offeneregister"), set()
    with tempfile.TemporaryDirectory() as folder:
        for entry in source.entries([file], Path(folder)):
            if not isinstance(entry, RawEntry):
                continue
            try:
                parsed = source.parse(entry)
            except RefusedRowError:
                continue
            if isinstance(parsed, Parsed) and not parsed.record.natural_person and parsed.record.key not in seen:
                seen.add(parsed.record.key)
                yield from_register("de", parsed.record)


def _figures(matches: list[Match], gone: set[str], label: str) -> list[Figure]:
    sure, found, check = [], 0, 0
    for match in matches:
        truth = match.row.replace("list:", "de:")
        right = match.best is not None and match.best.right == truth and truth not in gone
        found += right
        check += match.band == "check"
        if match.band == "sure":
            sure.append(right)
    precision, recall = sum(sure) / len(sure), found / (ROWS - STRANGERS)
    return [
        Figure("linking", f"{label}: precision of `sure`", f"{precision:.4f}", "≥ 0.99", precision >= 0.99),
        Figure("linking", f"{label}: recall of `sure` and `check`", f"{recall:.4f}", "≥ 0.92", recall >= 0.92),
        Figure("linking", f"{label}: to a person", f"{check / ROWS:.4f}", "≤ 0.02", check <= 0.02 * ROWS),
    ]
