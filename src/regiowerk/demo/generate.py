"""Makes the register files of the demo region: for the same size, month and seed the same bytes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain, count
from pathlib import Path
from random import Random
from typing import Literal, TypeVar

from regiowerk.demo import offeneregister_file, profiles, res_files
from regiowerk.demo.firms_cz import FIRST_ICO, CzechFirm, CzechRegister
from regiowerk.demo.firms_de import FIRST_NUMBER, GermanFirm, GermanRegister
from regiowerk.demo.words import towns

Size = Literal["small", "full"]
Progress = Callable[[int], None]  # called with the number of entries written since the last call
T = TypeVar("T")

ORGANISATIONS: dict[Size, tuple[int, int]] = {"small": (1_500, 1_100), "full": (30_000, 22_000)}  # German, Czech
ARRIVALS = 80  # one in so many is new each month
SEED = 2026
FIRST_MONTH = date(2026, 6, 15)
PROGRESS_STEP = 500


@dataclass(frozen=True)
class DemoFiles:
    offeneregister: Path
    res_data: Path
    res_pf_nace: Path


def generate(
    folder: Path,
    size: Size = "full",
    *,
    month: int = 0,
    scale: int = 1,
    seed: int = SEED,
    with_profiles: bool = False,
    progress: Progress | None = None,
) -> DemoFiles:
    """Write the three files; `with_profiles` with the firms that have a profile at their end.

    `month` 1 is the state a month on, `scale` multiplies the organisations.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = DemoFiles(folder / "de_companies.jsonl.gz", folder / "res_data.csv", folder / "res_pf_nace.csv")
    german, czech = (number * scale for number in ORGANISATIONS[size])
    as_of = day_of(month)
    crawled_from = datetime.combine(as_of, time(), UTC)
    german_entries = chain(german_firms(german, month, seed), profiles.german_firms() if with_profiles else ())
    offeneregister_file.write(files.offeneregister, _reported(german_entries, progress), crawled_from)
    czech_entries = chain(czech_firms(czech, month, seed), profiles.czech_firms(FIRST_MONTH) if with_profiles else ())
    res_files.write(files.res_data, files.res_pf_nace, _reported(czech_entries, progress), as_of)
    return files


def german_firms(organisations: int, month: int = 0, seed: int = SEED) -> Iterator[GermanFirm]:
    numbers = count(FIRST_NUMBER)
    firms = GermanRegister(Random(f"DE {seed}"), numbers).firms(organisations)
    for step in range(1, month + 1):
        register = GermanRegister(Random(f"DE {seed} {step}"), numbers)
        firms = register.next_month(firms, organisations // ARRIVALS)
    return firms


def czech_firms(organisations: int, month: int = 0, seed: int = SEED) -> Iterator[CzechFirm]:
    numbers = count(FIRST_ICO)
    register = CzechRegister(Random(f"CZ {seed}"), numbers, day_of(0))
    firms = chain(register.municipalities(), register.firms(organisations - len(towns("CZ"))))
    stream: Iterator[CzechFirm] = firms
    for step in range(1, month + 1):
        later = CzechRegister(Random(f"CZ {seed} {step}"), numbers, day_of(step))
        stream = later.next_month(stream, organisations // ARRIVALS)
    return stream


def day_of(month: int) -> date:
    """The day of the register's state."""
    years, index = divmod(FIRST_MONTH.month - 1 + month, 12)
    return FIRST_MONTH.replace(year=FIRST_MONTH.year + years, month=index + 1)


def _reported(firms: Iterable[T], progress: Progress | None) -> Iterator[T]:
    for done, firm in enumerate(firms, 1):
        yield firm
        if progress and done % PROGRESS_STEP == 0:
            progress(PROGRESS_STEP)
