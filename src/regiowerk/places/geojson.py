"""What a movable map is drawn from: countries, regions and towns as GeoJSON (RFC 7946)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from regiowerk.places.gazetteer import Gazetteer, gazetteer
from regiowerk.places.outlines import Box, country_rings, region_rings
from regiowerk.places.topology import Point, Ring

Feature = dict[str, Any]
_Step = tuple[Point, Point]
NUTS_3 = 5  # letters of a code
TOWNS = 400
# Points are moved to a grid: those of a border that two share stay the same, whichever way round it is drawn.
_FINE, _COARSE = 0.005, 0.1  # degrees
_AROUND = 2.0  # degrees around the countries in question that are drawn finely


def land(focus: Sequence[str]) -> bytes:
    """`{"countries", "borders", "regions", "towns"}` as JSON; some countries and what lies around them in detail."""
    return _land(gazetteer(), tuple(focus))


@lru_cache(maxsize=2)
def _land(_book: Gazetteer, focus: tuple[str, ...]) -> bytes:
    """Made anew when reference data are loaded, which gives a new gazetteer."""
    drawn = _drawn(country_rings(), focus)
    parts = {
        "countries": _collection(_country(code, rings) for code, rings in drawn.items()),
        "borders": _collection([_feature(_lines(borders(drawn)), {})]),
        "regions": _collection([_feature(_lines(borders(_drawn(region_rings(focus, NUTS_3), focus))), {})]),
        "towns": _collection(feature for country in focus for feature in towns(country)),
    }
    return json.dumps(parts, separators=(",", ":")).encode()


def _drawn(rings: Mapping[str, list[Ring]], focus: Iterable[str]) -> dict[str, list[Ring]]:
    """The rings on the grid; those too small for it are left out."""
    detailed = _box([ring for code in focus for ring in rings.get(code, ())])
    moved = {code: [_on_grid(ring, detailed) for ring in parts] for code, parts in sorted(rings.items())}
    return {code: [ring for ring in parts if len(ring) > 3] for code, parts in moved.items()}


def borders(lands: Mapping[str, list[Ring]]) -> list[Ring]:
    """What two lands have in common, each stretch once: drawn twice, its dashes would close up."""
    steps = ({_step(*pair) for ring in rings for pair in pairwise(ring)} for rings in lands.values())
    sharing = Counter(chain.from_iterable(steps))
    drawn: set[_Step] = set()
    lines: list[Ring] = []
    for ring in (ring for rings in lands.values() for ring in rings):
        line: Ring = []
        for one, other in pairwise(ring):
            step = _step(one, other)
            if sharing[step] > 1 and step not in drawn:
                drawn.add(step)
                line = line or _begun(lines, one)
                line.append(other)
            else:
                line = []
    return lines


def _begun(lines: list[Ring], point: Point) -> Ring:
    lines.append([point])
    return lines[-1]


def _step(one: Point, other: Point) -> _Step:
    """A stretch of a line, whichever way it is walked."""
    return (one, other) if one < other else (other, one)


def towns(country: str) -> Iterator[Feature]:
    """Its largest towns: `name`, and `rank` from 0 for the largest."""
    known = {spot for spots in gazetteer().full.get(country, {}).values() for spot in spots if not spot.postal_code}
    placed = [spot for spot in known if spot.latitude is not None and spot.longitude is not None]
    largest = sorted(placed, key=lambda spot: (-spot.weight, spot.name))[:TOWNS]
    for rank, spot in enumerate(largest):
        yield _feature(
            {"type": "Point", "coordinates": [spot.longitude, spot.latitude]}, {"name": spot.name, "rank": rank}
        )


def _country(code: str, rings: Iterable[Ring]) -> Feature:
    return _feature({"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}, {"code": code})


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


def _lines(lines: list[Ring]) -> Feature:
    return {"type": "MultiLineString", "coordinates": lines}


def _feature(geometry: Feature, properties: Feature) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: Iterable[Feature]) -> Feature:
    return {"type": "FeatureCollection", "features": list(features)}
