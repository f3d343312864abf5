"""Radius, distance and box: over the cells (about 100 m) in which documents lie."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

import tantivy

from regiowerk.search.backends.tantivy.snapshot import Snapshot
from regiowerk.search.interface import Box, Circle

EARTH_RADIUS_KM = 6371.0088
_KM_PER_DEGREE = 111.0
_MOST_CELLS = 65_000  # the engine's own limit of buckets


class Cells(NamedTuple):
    """All cells of an index, from south to north."""

    latitudes: Sequence[float]
    longitudes: Sequence[float]
    keys: Sequence[str]


def cells(snapshot: Snapshot) -> Cells:
    found: Cells = snapshot.remember("cells", "", lambda: _cells(snapshot))
    return found


def _cells(snapshot: Snapshot) -> Cells:
    rows = sorted((*position(key), key) for key, _ in snapshot.searcher.terms_with_prefix("cell", ""))
    return Cells([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def position(key: str) -> tuple[float, float]:
    """Latitude and longitude of a cell."""
    latitude, longitude, _ = key.split(",", 2)
    return float(latitude), float(longitude)


def country(key: str) -> str:
    return key.rpartition(",")[2]


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance (haversine) in kilometres."""
    south, north = radians(latitude), radians(other_latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(south) * cos(north) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def near(snapshot: Snapshot, circle: Circle) -> dict[str, float]:
    """The cells within a circle and their distance in km, nearest first."""
    found: dict[str, float] = snapshot.remember("near", circle, lambda: _near(cells(snapshot), circle))
    return found


def _near(all_cells: Cells, circle: Circle) -> dict[str, float]:
    reach = circle.radius_km / _KM_PER_DEGREE + 0.01
    first = bisect_left(all_cells.latitudes, circle.latitude - reach)
    last = bisect_right(all_cells.latitudes, circle.latitude + reach)
    found = []
    for at in range(first, last):
        kilometres = distance_km(circle.latitude, circle.longitude, all_cells.latitudes[at], all_cells.longitudes[at])
        if kilometres <= circle.radius_km:
            found.append((kilometres, all_cells.keys[at]))
    found.sort()
    return {key: kilometres for kilometres, key in found[:_MOST_CELLS]}


def inside(snapshot: Snapshot, box: Box) -> tuple[str, ...]:
    """The cells in a box, from south to north."""
    found: tuple[str, ...] = snapshot.remember("inside", box, lambda: _inside(cells(snapshot), box))
    return found


def _inside(all_cells: Cells, box: Box) -> tuple[str, ...]:
    first = bisect_left(all_cells.latitudes, box.south)
    last = bisect_right(all_cells.latitudes, box.north)
    return tuple(all_cells.keys[at] for at in range(first, last) if box.west <= all_cells.longitudes[at] <= box.east)


class Slice(NamedTuple):
    """Part of the hits of one cell."""

    cell: str
    offset: int
    limit: int


def slices(snapshot: Snapshot, query: tantivy.Query, nearest: dict[str, float], offset: int, limit: int) -> list[Slice]:
    """From which cells, nearest first, the hits `offset` to `offset + limit` come. `query` lies in the circle."""
    answer = snapshot.searcher.aggregate(query, {"cell": {"terms": {"field": "cell", "size": _MOST_CELLS}}})
    counts = {bucket["key"]: bucket["doc_count"] for bucket in answer["cell"]["buckets"]}
    ordered = [key for key in nearest if key in counts]
    found = []
    for key, end in zip(ordered, accumulate(counts[key] for key in ordered), strict=True):
        start = end - counts[key]
        if end > offset and start < offset + limit:
            skipped = max(0, offset - start)
            found.append(Slice(key, skipped, min(end, offset + limit) - start - skipped))
    return found
