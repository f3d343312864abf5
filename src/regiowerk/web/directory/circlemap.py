"""A map of counts, drawn as SVG by the server: real outlines, a circle for each region or town, its area the count.

It shows at a glance what a list beside it says in words: readers of screens and keyboards are given the list.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from regiowerk.places.outlines import Box, Outline, Projection, country_outlines
from regiowerk.web.directory.sidemap import box_around

WIDTH = 480.0  # of the drawing, in its own units
LARGEST, SMALLEST = 36.0, 3.5  # radii
LETTER, LINE = 7.1, 17.0  # units that a letter and a line of a label take, roughly
LONGEST_LABEL = 24  # letters
_APART = 3.0  # units between a circle and its label


@dataclass(frozen=True)
class Spot:
    """What is drawn: degrees of WGS 84, the count, a name, where it leads to."""

    name: str
    latitude: float
    longitude: float
    count: int
    side: str
    url: str
    chosen: bool = False  # the one the page is about


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    anchor: str  # 'start', 'middle' or 'end', as SVG has it


@dataclass(frozen=True)
class Circle:
    spot: Spot
    x: float
    y: float
    radius: float
    label: Label | None  # None where there is no room


@dataclass(frozen=True)
class CircleMap:
    view_box: str
    lands: Sequence[Outline]
    circles: Sequence[Circle]  # large ones first, so that small ones lie upon them


def draw(spots: Sequence[Spot], *, shape: float, smallest_km: float, largest: float = LARGEST) -> CircleMap | None:
    """`shape` is height / width, `smallest_km` the least that is shown from top to bottom; None without spots."""
    if not spots:
        return None
    box = box_around([(spot.latitude, spot.longitude) for spot in spots], smallest_km, shape)
    return draw_within(box, spots, largest=largest)


def draw_within(box: Box, spots: Sequence[Spot], *, largest: float = LARGEST) -> CircleMap:
    projection = Projection(box, WIDTH)
    most = max((spot.count for spot in spots), default=1) or 1
    placed = []
    for spot in sorted(spots, key=lambda spot: (-spot.count, spot.name)):
        x, y = projection.project(spot.latitude, spot.longitude)
        radius = max(SMALLEST, largest * math.sqrt(spot.count / most))
        placed.append(Circle(spot, round(x, 1), round(y, 1), round(radius, 1), None))
    return CircleMap(projection.view_box, country_outlines(box, WIDTH), _labelled(placed, projection.height))


Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def _labelled(circles: list[Circle], height: float) -> list[Circle]:
    """The page's own spot and the larger ones are named first; a name that would cover another is left out."""
    order = sorted(range(len(circles)), key=lambda at: (not circles[at].spot.chosen, at))
    taken: list[Rectangle] = []
    found: dict[int, Label] = {}
    for at in order:
        circle = circles[at]
        dots = [_around(other) for other in circles if other is not circle]
        for label, room in _choices(circle):
            free = not any(_meet(room, other) for other in taken) and not any(_meet(room, dot) for dot in dots)
            if free and room[0] >= 0 and room[2] <= WIDTH and room[1] >= 0 and room[3] <= height:
                found[at] = label
                taken.append(room)
                break
    return [Circle(circle.spot, circle.x, circle.y, circle.radius, found.get(at)) for at, circle in enumerate(circles)]


def _choices(circle: Circle) -> list[tuple[Label, Rectangle]]:
    """Beside the circle on the right, on the left, above it and below, then up to its right edge."""
    name = circle.spot.name
    if not name or len(name) > LONGEST_LABEL:
        return []
    width, off = LETTER * len(name), circle.radius + _APART
    x, y = circle.x, circle.y
    edge = x + circle.radius
    boxes = (
        ("start", x + off, y, (x + off, y - LINE / 2, x + off + width, y + LINE / 2)),
        ("end", x - off, y, (x - off - width, y - LINE / 2, x - off, y + LINE / 2)),
        ("middle", x, y - off - LINE / 2, (x - width / 2, y - off - LINE, x + width / 2, y - off)),
        ("middle", x, y + off + LINE / 2, (x - width / 2, y + off, x + width / 2, y + off + LINE)),
        ("end", edge, y - off - LINE / 2, (edge - width, y - off - LINE, edge, y - off)),
        ("end", edge, y + off + LINE / 2, (edge - width, y + off, edge, y + off + LINE)),
    )
    return [(Label(round(at_x, 1), round(at_y, 1), anchor), room) for anchor, at_x, at_y, room in boxes]


def _around(circle: Circle) -> Rectangle:
    reach = circle.radius * 0.8  # its corners are empty
    return circle.x - reach, circle.y - reach, circle.x + reach, circle.y + reach


def _meet(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
