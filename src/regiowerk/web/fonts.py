"""The fonts of the pages, made from those of npm: the letters of Europe's Latin alphabets, headings in one weight.

Whole, the four files weigh 149 kB; so made, 61 kB. The licence (OFL) asks for another name: "Source" is reserved.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HEADING_WEIGHT = 630
# Beyond the basic alphabet: letters of the languages of the European Union, of Turkish and of the Sámi.
EUROPEAN = frozenset("ĀāĂăĄąĆćČčĊċĎďĐđĒēĖėĘęĚěĞğĢģĠġĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŐőŔŕŘřŚśŞşŠšŢţŤťŦŧŪūŮůŰűŲųŹźŻżŽžȘșȚțẞ")
FEATURES = {
    "latin": ["calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"],
    "latin-ext": ["ccmp", "locl"],  # neighbours are nearly always in the other file: there is nothing to kern
}


class Family(NamedTuple):
    name: str
    package: str  # below @fontsource-variable
    weight: int | None  # None: stays variable


FAMILIES = (
    Family("Regiowerk Sans", "source-sans-3", None),
    Family("Regiowerk Display", "bricolage-grotesque", HEADING_WEIGHT),
)


def make_fonts(packages: Path, target: Path) -> list[Path]:
    """A WOFF2 file for each family and subset. Raises OSError when a font of npm is not there."""
    target.mkdir(parents=True, exist_ok=True)
    return list(_files(packages, target))


def _files(packages: Path, target: Path) -> Iterator[Path]:
    for family in FAMILIES:
        for part, features in FEATURES.items():
            font = TTFont(packages / family.package / "files" / f"{family.package}-{part}-wght-normal.woff2")
            _keep_letters(font, features, font.getBestCmap() if part == "latin" else map(ord, EUROPEAN))
            if family.weight:
                instancer.instantiateVariableFont(font, {"wght": family.weight}, inplace=True)
            _rename(font, family.name)
            font.flavor = "woff2"
            file = target / f"{family.name.lower().replace(' ', '-')}-{part}.woff2"
            font.save(file)
            yield file


def _keep_letters(font: TTFont, features: list[str], letters: Iterable[int]) -> None:
    options = subset.Options(layout_features=features, name_IDs=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def _rename(font: TTFont, name: str) -> None:
    """Only copyright (0), version (5) and licence (13, 14) stay."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 5, 13, 14)]
    for number in (1, 3, 4):
        names.setName(name, number, 3, 1, 0x409)
    names.setName("Regular", 2, 3, 1, 0x409)
    names.setName(name.replace(" ", ""), 6, 3, 1, 0x409)
