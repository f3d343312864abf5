"""The map beside the list, drawn as SVG by the server: real outlines, pins numbered like the results."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from regiowerk.common.multilingual import Labels
from regiowerk.places.outlines import Box, Outline, Projection, country_outlines
from regiowerk.places.queries import PlaceMatch
from regiowerk.search.interface import Box as SearchBox
from regiowerk.web.directory.area import area_text
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.sides import side_labels, side_of

if TYPE_CHECKING:
    from regiowerk.web.directory.results import Row

WIDTH, HEIGHT = 376.0, 460.0  # of the drawing, in its own units
ONE_HEIGHT = 270.0  # the same on the page of one organisation
MARGIN = 0.1  # around the pins, as a part of the box
SMALLEST_KM = 190.0  # the least that a map shows, from top to bottom
SMALLEST_AROUND_PLACE_KM = 60.0  # the same when a place was asked for
SMALLEST_SECTION_KM = 1.0  # the same when a section of the map was asked for
ONE_KM = 170.0
KM_PER_DEGREE = 111.2
PIN_SIZE = 24.0  # units between the middles of two pins that stand on one spot


Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class Pin:
    x: float
    y: float
    side: str
    text: str
    result: str = ""  # id of its row in the list
    at: str = ""  # longitude and latitude


@dataclass(frozen=True)
class Reach:
    """The circle of the search."""

    x: float
    y: float
    radius: float
    around: str = ""  # longitude, latitude, kilometres


@dataclass(frozen=True)
class Section:
    """The rectangle that the search is narrowed to."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class LegendEntry:
    code: str
    country: Labels
    side: str
    count: int


@dataclass(frozen=True)
class SideMap:
    view_box: str
    label: str
    lands: Sequence[Outline]
    pins: list[Pin]
    reach: Reach | None
    legend: list[LegendEntry]
    section: Section | None = None
    view: str = ""  # the box that is drawn


def draw(rows: list["Row"], place: PlaceMatch | None, parameters: SearchParameters) -> SideMap | None:
    """The results of a page; None when there is no place to show."""
    placed = [
        (row, row.card.latitude, row.card.longitude)
        for row in rows
        if row.card.latitude is not None and row.card.longitude is not None
    ]
    points = _corners([(latitude, longitude) for _, latitude, longitude in placed], place, parameters)
    if not points:
        return None
    projection = Projection(box_around(points, _smallest_km(place, parameters.area), HEIGHT / WIDTH), WIDTH)
    spots = apart([projection.project(latitude, longitude) for _, latitude, longitude in placed])
    return SideMap(
        view_box=projection.view_box,
        label=gettext("Map of the results on this page; the list gives the same information as text."),
        lands=country_outlines(projection.box, WIDTH),
        pins=[
            Pin(x, y, row.side, str(row.number), f"result-{row.card.public_id}", f"{longitude},{latitude}")
            for (x, y), (row, latitude, longitude) in zip(spots, placed, strict=True)
        ],
        reach=_reach(projection, place, parameters.radius),
        legend=_legend(Counter(row.card.country for row, _, _ in placed)),
        section=_section(projection, parameters.area),
        view=area_text(SearchBox(*projection.box)),
    )


def _corners(
    points: list[tuple[float, float]], place: PlaceMatch | None, asked: SearchParameters
) -> list[tuple[float, float]]:
    """What the map must hold: the section asked for, else the pins and the circle."""
    if asked.area:
        return [(asked.area.south, asked.area.west), (asked.area.north, asked.area.east)]
    if points and place:
        reach = asked.radius / KM_PER_DEGREE
        across = reach / math.cos(math.radians(place.latitude))
        points = [
            *points,
            (place.latitude - reach, place.longitude - across),
            (place.latitude + reach, place.longitude + across),
        ]
    return points


def _smallest_km(place: PlaceMatch | None, area: SearchBox | None) -> float:
    if area:
        return SMALLEST_SECTION_KM
    return SMALLEST_AROUND_PLACE_KM if place else SMALLEST_KM


def draw_one(latitude: float | None, longitude: float | None, country: str, town: str) -> SideMap | None:
    """Where one organisation is; None when that is not known."""
    if latitude is None or longitude is None:
        return None
    projection = Projection(box_around([(latitude, longitude)], ONE_KM, ONE_HEIGHT / WIDTH), WIDTH)
    x, y = projection.project(latitude, longitude)
    return SideMap(
        view_box=projection.view_box,
        label=gettext("Map: %(town)s and its surroundings") % {"town": town},
        lands=country_outlines(projection.box, WIDTH),
        pins=[Pin(round(x, 1), round(y, 1), side_of(country), "")],
        reach=None,
        legend=[],
    )


def box_around(points: list[tuple[float, float]], smallest_km: float, shape: float) -> Box:
    """The box (in degrees) that holds all points of latitude and longitude with a margin; `shape` is height / width."""
    latitudes, longitudes = zip(*points, strict=True)
    middle = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    shrink = math.cos(math.radians(middle[0]))
    grown = 1 + 2 * MARGIN
    height = max((max(latitudes) - min(latitudes)) * grown, smallest_km / KM_PER_DEGREE)
    height = max(height, (max(longitudes) - min(longitudes)) * grown * shrink * shape)
    width = height / shape / shrink
    return middle[1] - width / 2, middle[0] - height / 2, middle[1] + width / 2, middle[0] + height / 2


def apart(spots: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pins of one town stand around its middle instead of on top of each other."""
    seen: Counter[tuple[int, int]] = Counter()
    placed = []
    for x, y in spots:
        cell = round(x / PIN_SIZE), round(y / PIN_SIZE)
        turn = seen[cell]
        seen[cell] += 1
        if turn:
            ring = (turn + 5) // 6
            angle = turn * math.pi / (3 * ring)
            x, y = x + ring * PIN_SIZE * math.cos(angle), y + ring * PIN_SIZE * math.sin(angle)
        placed.append((round(x, 1), round(y, 1)))
    return placed


def _reach(projection: Projection, place: PlaceMatch | None, radius_km: float) -> Reach | None:
    if place is None:
        return None
    x, y = projection.project(place.latitude, place.longitude)
    around = f"{place.longitude},{place.latitude},{radius_km}"
    return Reach(round(x, 1), round(y, 1), round(radius_km / KM_PER_DEGREE * projection.scale, 1), around)


def _section(projection: Projection, area: SearchBox | None) -> Section | None:
    if area is None:
        return None
    x, y = projection.project(area.north, area.west)
    right, bottom = projection.project(area.south, area.east)
    return Section(round(x, 1), round(y, 1), round(right - x, 1), round(bottom - y, 1))


def _legend(counts: Counter[str]) -> list[LegendEntry]:
    labels = side_labels(counts)
    return [LegendEntry(code, labels.get(code, {}), side_of(code), count) for code, count in counts.most_common()]
