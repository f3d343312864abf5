"""The emblem in the colours of the instance: as favicon, and as the picture that stands beside a shared link (PNG)."""

import math
import struct
import zlib
from collections.abc import Iterator

from regiowerk.web.colours import Tokens

WIDTH, HEIGHT = 1200, 630  # pixels, as OpenGraph advises
RULE = 28  # pixels, at the lower edge
STROKE, DOT = 15, 44  # radii in pixels
UNIT, LEFT, TOP = 34, 192, -108  # pixels for a unit of the emblem, and where it begins

GROUND, INK, SIDE_A, SIDE_B = "brand-dark", "on-deep", "side-a-rule", "side-b-rule"  # tokens
FAVICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="7" fill="{ground}" />
  <path d="M6 22c5 0 5-12 10-12s5 12 10 12" fill="none" stroke="{ink}" stroke-width="2.6" stroke-linecap="round" />
  <circle cx="8.5" cy="10" r="2.7" fill="{side_a}" />
  <circle cx="23.5" cy="10" r="2.7" fill="{side_b}" />
</svg>
"""

Colour = tuple[int, int, int]
Disc = tuple[float, float, float]  # x, y, radius


def favicon(tokens: Tokens) -> str:
    """As SVG; the same in both schemes, on a ground of its own."""
    names = {"ground": GROUND, "ink": INK, "side_a": SIDE_A, "side_b": SIDE_B}
    return FAVICON.format(**{name: tokens.hex(token, dark=False) for name, token in names.items()})


def share_picture(tokens: Tokens) -> bytes:
    """The emblem and the two colours of the border, as PNG."""
    ground, ink, side_a, side_b = (_bytes(tokens, name) for name in (GROUND, INK, SIDE_A, SIDE_B))
    above = bytes(ground) * WIDTH
    rule = bytes(side_a) * (WIDTH // 2) + bytes(side_b) * (WIDTH - WIDTH // 2)
    rows = [bytearray(above if y < HEIGHT - RULE else rule) for y in range(HEIGHT)]
    for disc in _curve():
        _stamp(rows, disc, ink)
    _stamp(rows, (*_point(5, 7), DOT), side_a)
    _stamp(rows, (*_point(19, 7), DOT), side_b)
    return png(rows)


def _bytes(tokens: Tokens, name: str) -> Colour:
    red, green, blue = (round(255 * part) for part in tokens.colour(name, dark=False))
    return red, green, blue


def png(rows: list[bytearray]) -> bytes:
    """Rows of RGB bytes, all of one length, as a PNG file."""
    header = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _point(x: float, y: float) -> tuple[float, float]:
    return LEFT + x * UNIT, TOP + y * UNIT


def _curve() -> Iterator[Disc]:
    """The bow of the emblem: M3 17 c4 0 4-10 9-10 s5 10 9 10, as discs side by side."""
    for ends in (((3, 17), (7, 17), (7, 7), (12, 7)), ((12, 7), (17, 7), (17, 17), (21, 17))):
        for step in range(201):
            yield (*_point(*_bezier(ends, step / 200)), STROKE)


def _bezier(points: tuple[tuple[float, float], ...], at: float) -> tuple[float, float]:
    weights = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def _stamp(rows: list[bytearray], disc: Disc, colour: Colour) -> None:
    """Fill a disc; its edge is mixed with what is below."""
    middle_x, middle_y, radius = disc
    for y in range(int(middle_y - radius) - 1, int(middle_y + radius) + 2):
        for x in range(int(middle_x - radius) - 1, int(middle_x + radius) + 2):
            cover = min(1.0, radius + 0.5 - math.hypot(x - middle_x, y - middle_y))
            if cover <= 0:
                continue
            at = 3 * x
            for part in range(3):
                below = rows[y][at + part]
                rows[y][at + part] = round(below + (colour[part] - below) * cover)
