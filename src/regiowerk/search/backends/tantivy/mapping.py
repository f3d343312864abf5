"""Cells of a map: the places of all that a query finds, counted once for a query and gathered by the grid of a view."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import asinh, pi, radians, tan
from typing import NamedTuple

import tantivy

from regiowerk.search.analysis.query import MAX_TEXT
from regiowerk.search.backends.tantivy import places
from regiowerk.search.backends.tantivy.matching import Matcher
from regiowerk.search.backends.tantivy.schema import Card, read_card
from regiowerk.search.backends.tantivy.searching import matching
from regiowerk.search.backends.tantivy.snapshot import Snapshot
from regiowerk.search.backends.tantivy.writing import encodable
from regiowerk.search.interface import MAX_MAP_CELLS, Box, FacetCount, MapCell, MapCells, MapView, Query

MOST_LEFT_OUT = 1_000  # organisations
_SMALLEST_STEP = 360 / 2**22  # degrees; below the size of the places themselves
_NORTHERNMOST = 85.05  # of the Mercator projection
_MOST_CARDS = MAX_MAP_CELLS + MOST_LEFT_OUT
_MOST_PLACES = 60_000  # of which one aggregation is capable

Counts = Mapping[str, int]  # cell of the index (a place of about 100 m) → organisations


def cells(snapshot: Snapshot, query: Query, view: MapView, without: Collection[str]) -> MapCells:
    found = matching(snapshot, query)
    if found is None:
        return MapCells(total=0)
    left_out = sorted({encodable(uid) for uid in without})[:MOST_LEFT_OUT]
    counts = _without(_counts(snapshot, query, found), _cards(snapshot, found, "uid", left_out))
    shown = {key: counts[key] for key in places.inside(snapshot, view.box) if counts.get(key)}
    gathered = _gathered(shown, view)
    single = [spots[0].key for spots in gathered if len(spots) == 1 and shown[spots[0].key] == 1]
    ids = {card.cell: card.id for card in _cards(snapshot, found, "cell", single) if card.id not in left_out}
    return MapCells(sum(shown.values()), tuple(_map_cell(spots, shown, ids) for spots in gathered))


def _counts(snapshot: Snapshot, query: Query, found: tantivy.Query) -> Counts:
    """All places of a query, whatever the section. Kept for the commit: the map that is moved asks for them again."""

    def count() -> Counts:
        asked = {"cell": {"terms": {"field": "cell", "size": _MOST_PLACES}}}
        answer = snapshot.searcher.aggregate(found, asked)
        return {bucket["key"]: bucket["doc_count"] for bucket in answer["cell"]["buckets"]}

    filters = frozenset((facet, frozenset(values)) for facet, values in query.filters.items())
    key = (query.text[:MAX_TEXT], filters, query.near, query.within)
    counts: Counts = snapshot.remember("places", key, count)
    return counts


def _without(counts: Counts, cards: Iterable[Card]) -> Counts:
    left = Counter(card.cell for card in cards if card.cell)
    return {**counts, **{key: counts[key] - number for key, number in left.items()}} if left else counts


class Spot(NamedTuple):
    """A place in degrees and in the Mercator projection, where the world is 1 wide and 1 high."""

    key: str
    latitude: float
    longitude: float
    country: str
    x: float  # from the west
    y: float  # from the north


@lru_cache(maxsize=65_536)
def _spot(key: str) -> Spot:
    latitude, longitude = places.position(key)
    shown = max(-_NORTHERNMOST, min(_NORTHERNMOST, latitude))
    y = (1 - asinh(tan(radians(shown))) / pi) / 2
    return Spot(key, latitude, longitude, places.country(key), (longitude + 180) / 360, y)


def _gathered(keys: Iterable[str], view: MapView) -> list[list[Spot]]:
    """The places by cells of the grid, which is made coarser until there are no more cells than allowed."""
    limit = min(max(view.limit, 1), MAX_MAP_CELLS)
    spots = list(map(_spot, keys))
    lines = 360 / (view.step if view.step > _SMALLEST_STEP else _SMALLEST_STEP)
    while True:
        grid: defaultdict[tuple[int, int], list[Spot]] = defaultdict(list)
        for spot in spots:
            grid[int(spot[4] * lines), int(spot[5] * lines)].append(spot)
        if len(grid) <= limit:
            return list(grid.values())
        lines /= 2


def _map_cell(spots: Sequence[Spot], counts: Counts, ids: Mapping[str, str]) -> MapCell:
    numbers = [counts[spot.key] for spot in spots]
    latitudes = [spot.latitude for spot in spots]
    longitudes = [spot.longitude for spot in spots]
    total = sum(numbers)
    countries: Counter[str] = Counter()
    for spot, number in zip(spots, numbers, strict=True):
        countries[spot.country] += number
    return MapCell(
        latitude=_mean(latitudes, numbers),
        longitude=_mean(longitudes, numbers),
        count=total,
        countries=tuple(FacetCount(*pair) for pair in countries.most_common()),
        extent=Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes)),
        id=ids.get(spots[0].key, "") if total == 1 else "",
    )


def _mean(values: Sequence[float], weights: Sequence[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def _cards(snapshot: Snapshot, found: tantivy.Query, field: str, values: Sequence[str]) -> Iterator[Card]:
    """Those of the found whose field has one of some values."""
    if values:
        hits = snapshot.searcher.search(Matcher(snapshot).filtered(found, {field: values}), _MOST_CARDS).hits
        yield from (read_card(snapshot.searcher, address) for _, address in hits)
