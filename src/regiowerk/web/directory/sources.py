"""Where what a page shows comes from: attributions, licences, dates, counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from django.conf import settings

from regiowerk.common.collation import sort_key
from regiowerk.common.multilingual import Labels, pick
from regiowerk.directory.page import Origin
from regiowerk.places.queries import region_labels
from regiowerk.registers import queries as registers
from regiowerk.registers.record import Status
from regiowerk.registers.sources.base import SourceInfo
from regiowerk.search import queries as engine
from regiowerk.search.interface import Query
from regiowerk.web.languages import current_language
from regiowerk.web.sides import side_labels, side_of

LIVING = frozenset(get_args(Status)) - {"dissolved"}


@dataclass(frozen=True)
class ShownSource:
    """A register that facts on the page were taken from."""

    info: SourceInfo
    retrieved_on: date | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class SourceState:
    """A register and what is there of it; `coverage` is None when nothing was taken in."""

    info: SourceInfo
    country: Labels
    side: str
    coverage: registers.Coverage | None


@dataclass(frozen=True)
class SideCount:
    country: Labels
    code: str
    side: str
    count: int


def titles() -> dict[str, Labels]:
    """The names of all registers, by source."""
    return {info.name: info.title for info in registers.sources()}


def of_origins(origins: Iterable[Origin]) -> list[ShownSource]:
    """One for each register, with the latest date."""
    known = {info.name: info for info in registers.sources()}
    latest: dict[str, Origin] = {}
    for origin in origins:
        if origin.source not in latest or _date(origin) > _date(latest[origin.source]):
            latest[origin.source] = origin
    return [
        ShownSource(known[name], origin.retrieved_on, origin.as_of) for name, origin in latest.items() if name in known
    ]


def of_countries(countries: set[str]) -> list[ShownSource]:
    """The registers of these countries that were taken in."""
    runs = registers.latest_runs()
    return [
        ShownSource(info, runs[info.name].retrieved_at.date(), runs[info.name].as_of)
        for info in registers.sources()
        if info.name in runs and countries.intersection(info.countries)
    ]


def overview() -> list[SourceState]:
    """All registers the product can read; those in use first."""
    covered = {coverage.source.name: coverage for coverage in registers.coverage()}
    infos = registers.sources()
    countries = region_labels(tuple({info.country for info in infos}))
    states = [
        SourceState(info, countries.get(info.country, {}), side_of(info.country), covered.get(info.name))
        for info in infos
    ]
    return sorted(states, key=lambda state: (state.coverage is None, _place_in_list(state.country)))


def count_by_side() -> list[SideCount]:
    """The number of living organisations in each country; the two sides come first, then the others by name."""
    found = engine.search(Query(filters={"status": LIVING}, limit=1, facets=("region",)))
    counts = {code: count for code, count in found.facets.get("region", ()) if len(code) == 2}
    labels = side_labels((*settings.SIDES, *counts))
    others = set(counts) - set(settings.SIDES)
    order = [*settings.SIDES, *sorted(others, key=lambda code: _place_in_list(labels.get(code, {})))]
    return [SideCount(labels.get(code, {}), code, side_of(code), counts[code]) for code in order if counts.get(code)]


def _place_in_list(labels: Labels) -> tuple[str, str]:
    language = current_language()
    return sort_key(pick(labels, language).text, language)


def _date(origin: Origin) -> date:
    return origin.retrieved_on or date.min
