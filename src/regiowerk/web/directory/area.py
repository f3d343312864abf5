"""The section of a map in an address: `west,south,east,north` in degrees."""

import re

from regiowerk.search.interface import Box

DECIMALS = 3  # about 100 m
_LIMITS = Box(-180, -85, 180, 85)
_NUMBER = r"(-?\d{1,3}(?:\.\d{1,12})?)"
_AREA = re.compile(",".join([_NUMBER] * 4), re.ASCII)


def read_area(text: str) -> Box | None:
    """None for what is no section of the earth. Corners beyond its edges are moved to them."""
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    west, south, east, north = (round(float(number), DECIMALS) for number in match.groups())
    box = Box(max(west, _LIMITS.west), max(south, _LIMITS.south), min(east, _LIMITS.east), min(north, _LIMITS.north))
    return box if box.west < box.east and box.south < box.north else None


def area_text(box: Box) -> str:
    """The shortest text that `read_area` understands as this box."""
    return ",".join(f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".") for degrees in box)
