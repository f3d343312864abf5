"""Contrast of every pair of colours the components use: in both schemes, for every hue an operator may choose."""

import re
from collections.abc import Iterator
from itertools import product

import pytest

from regiowerk.config.appearance import MOST_CHROMA
from regiowerk.web.colours import ColourError, Tokens, contrast, oklch, parse

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11, level AA
GROUNDS = ("paper", "surface", "sunken")
WASHES = ("brand-wash", "warn-wash", "err-wash", "side-a-wash", "side-b-wash")

Pair = tuple[str, str, float]  # what is seen, its ground, ratio


def pairs() -> Iterator[Pair]:
    yield from product(("ink", "ink-2", "brand"), (*GROUNDS, *WASHES), (TEXT,))
    yield "ink", "mark", TEXT
    yield "paper", "ink", TEXT  # the page one is on
    yield "on-brand", "brand", TEXT
    yield from product(("on-deep", "on-deep-2"), ("brand-deep", "deep-hover"), (TEXT,))
    yield "brand-dark", "on-deep", TEXT
    yield from product(("err", "warn", "ok"), GROUNDS, (TEXT,))
    yield from product(("side-a",), (*GROUNDS, "side-a-wash"), (TEXT,))
    yield from product(("side-b",), (*GROUNDS, "side-b-wash"), (TEXT,))
    yield from product(("on-pin",), ("side-a-pin", "side-b-pin", "brand-dark"), (TEXT,))
    yield from product(("control", "focus"), (*GROUNDS, *WASHES), (GRAPHICS,))
    yield from product(("side-a-rule", "side-b-rule", "focus-halo", "deep-line"), ("brand-deep",), (GRAPHICS,))
    yield from (("ok", "brand-wash", GRAPHICS), ("warn", "warn-wash", GRAPHICS), ("err", "err-wash", GRAPHICS))


PAIRS = tuple(pairs())


def palette(dark: bool, **replaced: str) -> dict[str, tuple[float, float, float]]:
    tokens = Tokens.of_file(**replaced)
    return {name: tokens.colour(name, dark=dark) for pair in PAIRS for name in pair[:2]}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("chroma", ["0", "0.075", str(MOST_CHROMA)])
def test_every_pair_has_contrast_enough_whatever_the_hues(dark: bool, chroma: str) -> None:
    weak: dict[Pair, tuple[float, int]] = {}
    for hue in range(360):
        hues = dict.fromkeys(("brand-h", "a-h", "b-h"), str(hue))
        colours = palette(dark, **hues, **{"brand-c": chroma})
        for pair in PAIRS:
            ratio = contrast(colours[pair[0]], colours[pair[1]])
            if ratio < min(pair[2], weak.get(pair, (21, 0))[0]):
                weak[pair] = round(ratio, 3), hue
    assert weak == {}


def test_the_brand_and_the_sides_may_have_different_hues() -> None:
    """Ground of one hue, text of another: the pairs that mix them."""
    worst = 21.0
    for brand, side in product(range(0, 360, 8), repeat=2):
        tokens = Tokens.of_file(**{"brand-h": str(brand), "a-h": str(side), "b-h": str(side)})
        for dark in (False, True):
            for wash, rule in (("side-a-wash", "side-a-rule"), ("side-b-wash", "side-b-rule")):
                link = contrast(tokens.colour("brand", dark=dark), tokens.colour(wash, dark=dark))
                dot = contrast(tokens.colour(rule, dark=dark), tokens.colour("brand-deep", dark=dark))
                worst = min(worst, link / TEXT, dot / GRAPHICS)
    assert worst >= 1


def test_every_colour_that_text_is_written_with_is_among_the_pairs(styles: dict[str, str]) -> None:
    seen = {pair[0] for pair in PAIRS}
    used = {name for css in styles.values() for name in re.findall(r"[^-]color: var\(--([\w-]+)\)", css)}
    assert used
    assert used - seen == set()


def test_no_stylesheet_but_the_tokens_names_a_colour(styles: dict[str, str]) -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|color-mix)\(")
    assert {name: literal.findall(css) for name, css in styles.items() if literal.search(css)} == {}


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue", "shown"),
    [
        # As Chromium draws them; the first three lie outside sRGB.
        (0.47, 0.145, 200, (0, 112, 123)),
        (0.8, 0.11, 264, (154, 189, 255)),
        (0.72, 0.14, 180, (0, 192, 168)),
        (0.42, 0.2, 264, (15, 59, 183)),
    ],
)
def test_colours_are_those_of_the_browser(
    lightness: float, chroma: float, hue: float, shown: tuple[int, int, int]
) -> None:
    assert tuple(round(255 * part) for part in oklch(lightness, chroma, hue)) == shown


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(parse("#000"), parse("#fff")) == pytest.approx(21)
    assert contrast(parse("#777"), parse("#fff")) == pytest.approx(4.478, abs=0.001)


def test_a_token_that_is_no_colour_is_named() -> None:
    with pytest.raises(ColourError, match="--nothing is not there"):
        Tokens.of_file().colour("nothing", dark=False)
    with pytest.raises(ColourError, match="'1rem' is no opaque colour"):
        Tokens.of_file().colour("s4", dark=False)
