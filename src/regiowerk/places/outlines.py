"""Outlines of countries and regions as SVG paths in a local map.

A bounding box is (west, south, east, north) in degrees. The map is an equirectangular projection with
the parallel through its middle true to scale, in units of a drawing that is `width` units wide; x to the
right, y downwards.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

from regiowerk.places.topology import Point, Ring, write_countries

GENERATED = Path(__file__).parent / "data" / "generated" / "countries.json"
DEFAULT_WIDTH = 1000.0
# Outlines are cut this far outside the box, in parts of its size, so that no cut edge shows.
_MARGIN = 0.05
_LEAST_STEP = 1.0  # units of the drawing; what is nearer is one point

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Projection:
    """From degrees to units of the drawing."""

    box: Box
    width: float = DEFAULT_WIDTH

    @property
    def scale(self) -> float:
        """Units for one degree of latitude."""
        west, _, east, _ = self.box
        return self.width / ((east - west) * self.shrink)

    @property
    def height(self) -> float:
        return (self.box[3] - self.box[1]) * self.scale

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:.0f} {self.height:.0f}"

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return cos(radians((self.box[1] + self.box[3]) / 2))

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """x and y of a point given in degrees."""
        scale = self.scale
        return (longitude - self.box[0]) * self.shrink * scale, (self.box[3] - latitude) * scale


@dataclass(frozen=True)
class Outline:
    """`path` is the `d` of an SVG path; `code` a country (ISO 3166-1 alpha-2) or a NUTS region."""

    code: str
    path: str


def build_country_outlines(atlas: Path, target: Path = GENERATED) -> None:
    """Make the small file of countries from the folder (or TopoJSON file) of the npm package world-atlas.

    Raises OSError when it is not there, ValueError when it is something else.
    """
    write_countries(atlas / "countries-10m.json" if atlas.is_dir() else atlas, target)
    _countries.cache_clear()
    _drawn_countries.cache_clear()


def country_outlines(bbox: Box, width: float = DEFAULT_WIDTH) -> list[Outline]:
    """The countries that show in a box. Empty when the outlines were not built at set-up."""
    return list(_drawn_countries(bbox, width))


@lru_cache(maxsize=64)
def _drawn_countries(bbox: Box, width: float) -> tuple[Outline, ...]:
    return tuple(_drawn(_countries().items(), Projection(bbox, width)))


def country_rings() -> dict[str, list[Ring]]:
    """The rings of all countries of Europe. Empty when the outlines were not built at set-up."""
    return {code: [shape.ring for shape in shapes] for code, shapes in _countries().items()}


def region_rings(countries: Iterable[str], code_length: int) -> dict[str, list[Ring]]:
    """The rings of the NUTS regions of some countries, as far as their outlines are loaded."""
    from django.db.models.functions import Length

    from regiowerk.places.models import RegionOutline

    found: dict[str, list[Ring]] = {}
    for country in countries:
        known = RegionOutline.objects.alias(length=Length("code")).filter(code__startswith=country, length=code_length)
        for outline in known.order_by("code", "reference_set"):
            found[outline.code] = [shape.ring for shape in _shapes(outline.geometry)]
    return found


def region_outlines(codes: Iterable[str], bbox: Box, width: float = DEFAULT_WIDTH) -> list[Outline]:
    """NUTS regions, as far as their outlines are loaded (`regiowerk reference load`)."""
    from regiowerk.places.models import RegionOutline  # the rest of this module runs at set-up, without Django

    wanted = RegionOutline.objects.filter(code__in=list(codes)).order_by("code", "reference_set")
    geometries = {outline.code: outline.geometry for outline in wanted}
    return _drawn(((code, _shapes(geometry)) for code, geometry in geometries.items()), Projection(bbox, width))


def project(latitude: float, longitude: float, bbox: Box, width: float = DEFAULT_WIDTH) -> tuple[float, float]:
    """x and y of a point in the same drawing as the outlines of this box."""
    return Projection(bbox, width).project(latitude, longitude)


@dataclass(frozen=True)
class _Shape:
    """A ring and the box around it, which tells at once that most rings do not show."""

    ring: Ring
    box: Box

    def meets(self, other: Box) -> bool:
        west, south, east, north = self.box
        return west <= other[2] and east >= other[0] and south <= other[3] and north >= other[1]


@lru_cache(maxsize=1)
def _countries() -> dict[str, list[_Shape]]:
    if not GENERATED.is_file():
        return {}
    found: dict[str, list[Ring]] = json.loads(GENERATED.read_text(encoding="ascii"))
    return {code: [_shape(ring) for ring in rings] for code, rings in found.items()}


def _shape(ring: Ring) -> _Shape:
    longitudes, latitudes = [point[0] for point in ring], [point[1] for point in ring]
    points: Ring = list(zip(longitudes, latitudes, strict=True))
    return _Shape(points, (min(longitudes), min(latitudes), max(longitudes), max(latitudes)))


def _shapes(geometry: dict[str, Any]) -> list[_Shape]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [_shape(ring) for polygon in polygons for ring in polygon if ring]


def _drawn(countries: Iterable[tuple[str, list[_Shape]]], projection: Projection) -> list[Outline]:
    outlines = []
    for code, shapes in countries:
        path = "".join(_path(shape.ring, projection) for shape in shapes if shape.meets(projection.box))
        if path:
            outlines.append(Outline(code, path))
    return outlines


def _path(ring: Ring, projection: Projection) -> str:
    """'M…L…Z' of the part of a ring that lies in the box; '' when none does."""
    west, _, _, north = projection.box
    scale_y = projection.scale
    scale_x = scale_y * projection.shrink
    steps: list[str] = []
    drawn_x = drawn_y = -_LEAST_STEP
    for longitude, latitude in _clipped(ring, projection.box):
        x, y = (longitude - west) * scale_x, (north - latitude) * scale_y
        if abs(x - drawn_x) + abs(y - drawn_y) >= _LEAST_STEP:
            steps.append(f"{x:.1f} {y:.1f}")
            drawn_x, drawn_y = x, y
    return f"M{'L'.join(steps)}Z" if len(steps) > 2 else ""


def _clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring inside a box and its margin (Sutherland–Hodgman: one side after the other)."""
    west, south, east, north = box
    extra_x, extra_y = (east - west) * _MARGIN, (north - south) * _MARGIN
    points = _cut(ring, 0, west - extra_x, above=True)
    points = _cut(points, 0, east + extra_x, above=False)
    points = _cut(points, 1, south - extra_y, above=True)
    return _cut(points, 1, north + extra_y, above=False)


def _cut(points: Ring, axis: int, limit: float, *, above: bool) -> Ring:
    """What of a ring lies on one side of a line parallel to an axis (0: longitude, 1: latitude)."""
    kept: Ring = []
    if not points:
        return kept
    before = points[-1]
    before_inside = (before[axis] >= limit) is above
    for point in points:
        inside = (point[axis] >= limit) is above
        if inside is not before_inside:
            kept.append(_crossing(before, point, axis, limit))
        if inside:
            kept.append(point)
        before, before_inside = point, inside
    return kept


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + part * (other[1 - axis] - one[1 - axis])
    return (limit, across) if axis == 0 else (across, limit)
