"""Reads TopoJSON (its arcs are shared by neighbours) and writes the countries of Europe compactly. Pure functions.

Source of the rules: https://github.com/topojson/topojson-specification
"""

import json
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Point]

# ISO 3166-1 numeric → alpha-2, for the countries that a map of Europe can show.
_ALPHA_2 = {
    "008": "AL", "020": "AD", "040": "AT", "112": "BY", "056": "BE", "070": "BA", "100": "BG", "191": "HR", "196": "CY",
    "203": "CZ", "208": "DK", "233": "EE", "246": "FI", "248": "AX", "250": "FR", "276": "DE", "300": "GR", "348": "HU",
    "352": "IS", "372": "IE", "380": "IT", "428": "LV", "438": "LI", "440": "LT", "442": "LU", "470": "MT", "498": "MD",
    "499": "ME", "528": "NL", "578": "NO", "616": "PL", "620": "PT", "642": "RO", "643": "RU", "688": "RS", "703": "SK",
    "705": "SI", "724": "ES", "752": "SE", "756": "CH", "792": "TR", "804": "UA", "807": "MK", "826": "GB",
}  # fmt: skip
_EUROPE = (-25.0, 33.0, 45.0, 72.0)  # west, south, east, north
_AMERICAS_WEST_OF = -168.9  # between the easternmost Russia and Alaska
_DECIMALS = 3  # about a hundred metres


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a topology in degrees: quantised ones are sums of steps from the point before."""
    transform = topology.get("transform")
    if not transform:
        return [[(point[0], point[1]) for point in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def rings(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    """The rings of a polygon or of several; a negative number is an arc walked backwards."""
    if geometry["type"] == "Polygon":
        polygons = [geometry["arcs"]]
    elif geometry["type"] == "MultiPolygon":
        polygons = geometry["arcs"]
    else:
        return []
    return [_joined(numbers, arcs) for polygon in polygons for numbers in polygon]


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _thinned(arc: Ring) -> Ring:
    """Rounded, neighbours that fall together once. Done on arcs, so that borders stay shared."""
    thin: Ring = []
    for longitude, latitude in arc:
        point = (round(longitude, _DECIMALS), round(latitude, _DECIMALS))
        if not thin or point != thin[-1]:
            thin.append(point)
    return thin


def _without_date_line(arc: Ring) -> Ring:
    """The far east of Russia lies behind 180°: it stays where its west is."""
    return [(x + 360 if x < _AMERICAS_WEST_OF else x, y) for x, y in arc]


def europe(topology: dict[str, Any]) -> dict[str, list[Ring]]:
    """Country code → rings, for what lies in Europe."""
    arcs = [_thinned(_without_date_line(arc)) for arc in decode_arcs(topology)]
    west, south, east, north = _EUROPE
    countries: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = _ALPHA_2.get(str(geometry.get("id")))
        if not code:
            continue
        inside = [
            ring
            for ring in rings(geometry, arcs)
            if len(ring) > 3 and any(west < x < east and south < y < north for x, y in ring)
        ]
        if inside:
            countries[code] = inside
    return countries


def write_countries(topology_path: Path, out_path: Path) -> None:
    """Raises OSError, or ValueError when the file is not the topology that is expected."""
    topology = json.loads(topology_path.read_text(encoding="utf-8"))
    try:
        countries = europe(topology)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"{topology_path} is not a TopoJSON file of countries: {error!r}") from error
    out_path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(countries, separators=(",", ":"))
    out_path.write_text(text, encoding="ascii")
