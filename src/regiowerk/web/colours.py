"""Colours of the design tokens as browsers show them: OKLCH to sRGB, `light-dark()`, `var()`, and contrast by WCAG."""

import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TOKENS_FILE = Path(__file__).resolve().parent / "static" / "css" / "tokens.css"

Rgb = tuple[float, float, float]  # 0 to 1, gamma-encoded

_DECLARATION = re.compile(r"--([\w-]+):\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")
_OKLCH = re.compile(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)")
_LIGHT_DARK = re.compile(r"light-dark\((.+\)|#\w+), (.+\)|#\w+)\)")
_HEX = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")


class ColourError(ValueError):
    """A token is not there or is no opaque colour."""


class Tokens:
    """The custom properties of a stylesheet, some of them replaced (`**{"brand-h": "264"}`)."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    @classmethod
    def of_file(cls, **replaced: str) -> "Tokens":
        """Those of tokens.css."""
        return cls({**_declarations(), **replaced})

    def colour(self, name: str, *, dark: bool) -> Rgb:
        """The colour in one of the two schemes. Raises ColourError."""
        if name not in self.values:
            raise ColourError(f"--{name} is not there")
        return parse(self._chosen(self.values[name], dark))

    def hex(self, name: str, *, dark: bool) -> str:
        """'#0b3a3c', for pictures that are drawn without a stylesheet. Raises ColourError."""
        return "#" + "".join(f"{round(255 * part):02x}" for part in self.colour(name, dark=dark))

    def _chosen(self, value: str, dark: bool) -> str:
        value = _VARIABLE.sub(lambda found: self._chosen(self.values[found[1]], dark), value)
        pair = _LIGHT_DARK.fullmatch(value)
        return pair[2 if dark else 1] if pair else value


def parse(text: str) -> Rgb:
    """`oklch(0.42 0.075 195)` or `#fff`. Raises ColourError."""
    if found := _OKLCH.fullmatch(text):
        return oklch(float(found[1]), float(found[2]), float(found[3]))
    if found := _HEX.fullmatch(text):
        red, green, blue = (int(digit, 16) / 15 for digit in found.groups())
        return red, green, blue
    raise ColourError(f"{text!r} is no opaque colour")


@cache
def oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """Lightness 0 to 1, hue in degrees. Each channel that sRGB cannot show is cut off, as Chromium does."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _encoded(linear: float) -> float:
    linear = min(1.0, max(0.0, linear))
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


@cache
def _declarations() -> dict[str, str]:
    text = _COMMENT.sub("", TOKENS_FILE.read_text(encoding="utf-8"))
    return {name: " ".join(value.split()) for name, value in _DECLARATION.findall(text)}
