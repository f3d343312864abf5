"""What a movable map is drawn from: countries, regions and towns as GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from regiowerk.places.gazetteer import Gazetteer, Spot, gazetteer
from regiowerk.places.outlines import Box, country_rings, region_rings
from regiowerk.places.topology import Ring

Collection = dict[str, Any]
NUTS_3 = 5  # letters of a code
TOWNS = 400
# Points are moved to a grid: those of a border that two share stay the same, whichever way round it is drawn.
_FINE, _COARSE = 0.005, 0.04  # degrees
_AROUND = 2.0  # degrees around the countries in question that are drawn finely


def land(focus: Sequence[str]) -> bytes:
    """`{"countries", "regions", "towns"}` as JSON; some countries and what lies around them in detail."""
    return _land(gazetteer(), tuple(focus))


@lru_cache(maxsize=2)
def _land(_book: Gazetteer, focus: tuple[str, ...]) -> bytes:
    """Made anew when reference data are loaded, which gives a new gazetteer."""
    return json.dumps({"countries": countries(focus), "regions": regions(focus), "towns": towns(focus)}).encode()


def countries(focus: Iterable[str]) -> Collection:
    """All countries of Europe; some of them, and what lies around them, in detail. A feature has a `code`."""
    rings = country_rings()
    detailed = _box([ring for code in focus for ring in rings.get(code, ())])
    return _collection(_outline(code, parts, detailed) for code, parts in sorted(rings.items()))


def regions(focus: Sequence[str]) -> Collection:
    """The NUTS 3 regions of some countries, as far as their outlines are loaded. A feature has a `code`."""
    rings = region_rings(focus, NUTS_3)
    detailed = _box([ring for parts in rings.values() for ring in parts])
    return _collection(_outline(code, parts, detailed) for code, parts in rings.items())


def towns(focus: Iterable[str]) -> Collection:
    """The largest towns of some countries: `name`, and `rank` from 0 for the largest of its country."""
    return _collection(feature for country in focus for feature in _largest(country))


def _largest(country: str) -> Iterator[Collection]:
    known = {spot for spots in gazetteer().full.get(country, {}).values() for spot in spots if not spot.postal_code}
    placed = [spot for spot in known if spot.latitude is not None and spot.longitude is not None]
    largest = sorted(placed, key=lambda spot: (-spot.weight, spot.name))[:TOWNS]
    yield from (_town(rank, spot) for rank, spot in enumerate(largest))


def _town(rank: int, spot: Spot) -> Collection:
    point = {"type": "Point", "coordinates": [spot.longitude, spot.latitude]}
    return _feature(point, {"name": spot.name, "rank": rank})


def _outline(code: str, rings: Iterable[Ring], detailed: Box) -> Collection:
    drawn = [ring for ring in (_on_grid(ring, detailed) for ring in rings) if len(ring) > 3]
    return _feature({"type": "MultiPolygon", "coordinates": [[ring] for ring in drawn]}, {"code": code})


def _on_grid(ring: Ring, detailed: Box) -> Ring:
    points: Ring = []
    for longitude, latitude in ring:
        inside = detailed[0] <= longitude <= detailed[2] and detailed[1] <= latitude <= detailed[3]
        step = _FINE if inside else _COARSE
        point = round(round(longitude / step) * step, 3), round(round(latitude / step) * step, 3)
        if not points or point != points[-1]:
            points.append(point)
    if points and points[0] != points[-1]:
        points.append(points[0])
    return points


def _box(rings: list[Ring]) -> Box:
    longitudes = [point[0] for ring in rings for point in ring] or [0.0]
    latitudes = [point[1] for ring in rings for point in ring] or [0.0]
    return min(longitudes) - _AROUND, min(latitudes) - _AROUND, max(longitudes) + _AROUND, max(latitudes) + _AROUND


def _feature(geometry: Collection, properties: Collection) -> Collection:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: Iterable[Collection]) -> Collection:
    return {"type": "FeatureCollection", "features": list(features)}
