"""Names of towns that other languages use today, from `data/town_names.csv`; pure, from memory.

A name stands in that table when newspapers and broadcasters of its language use it today without explaining it: Prag
for Praha, but not Brüx for Most. Names of the past, and those that only lists of names know, are in `towns.csv`, for
the search alone. In Finland the Swedish name is the second official one.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from regiowerk.codelists.tables import read_table
from regiowerk.places import locality

DATA = Path(__file__).parent / "data"


class TownNames(NamedTuple):
    own: str  # as it was given
    other: str  # in the reader's language; '' where that uses the own name


class _Usual(NamedTuple):
    nuts3: str
    names: dict[str, str]  # by language


@lru_cache(maxsize=8192)
def town_names(country: str, nuts3: str, town: str, language: str) -> TownNames:
    """The name of a town and the one in the reader's language; `nuts3` tells namesakes apart, '' where unknown."""
    usual = _table().get((country, locality.key(locality.town_of(country, town))))
    if usual is None or (nuts3 and nuts3 != usual.nuts3):
        return TownNames(town, "")
    return TownNames(town, usual.names.get(language, ""))


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], _Usual]:
    regions = {(row["country"], row["name"]): row["nuts3"] for row in read_table(DATA / "towns.csv")}
    return {
        (country, locality.key(name)): _Usual(regions[country, name], names)
        for (country, name), names in usual_names().items()
    }


def usual_names() -> dict[tuple[str, str], dict[str, str]]:
    """Country and own name of each town of the table, with its names by language."""
    return {
        (row.pop("country"), row.pop("name")): {language: name for language, name in row.items() if name}
        for row in read_table(DATA / "town_names.csv")
    }
