"""The word lists of the demo region: towns, trades, names, and how to pick among them."""

import csv
from bisect import bisect
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, NamedTuple, TypeVar

DATA = Path(__file__).parent / "data"
T = TypeVar("T")


class Weighted(Generic[T]):
    """A choice in which some items are more likely than others."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.items = list(weights)
        self._bounds = list(accumulate(weights.values()))

    def pick(self, rng: Random) -> T:
        return self.items[bisect(self._bounds, rng.random() * self._bounds[-1])]


class NamesTaken:
    """Keeps names apart, for the first names at least, so that memory stays flat."""

    LIMIT = 100_000

    def __init__(self) -> None:
        self._names: set[str] = set()

    def take(self, name: str) -> bool:
        """True when nobody had it."""
        if name in self._names:
            return False
        if len(self._names) < self.LIMIT:
            self._names.add(name)
        return True


class Noun(NamedTuple):
    """A word for a trade; `gender` m, f, n and, in the plural, German p or Czech ma, mp, fp, np."""

    text: str
    gender: str


class Trade(NamedTuple):
    nace2: str  # NACE Rev. 2 class without dot
    nace21: str  # NACE Rev. 2.1 class without dot
    nouns: tuple[Noun, ...]


class Landscape(NamedTuple):
    name: str
    adjective: str  # German in full, or a stem that takes an ending
    where: str  # with its preposition


class Town(NamedTuple):
    name: str
    district: str  # register court or okres
    landscape: Landscape
    adjective: str
    postal_codes: tuple[str, ...]
    parts: tuple[str, ...] = ()
    street_names: bool = True  # False: houses have numbers only
    icz_uj: str = ""


class Template(NamedTuple):
    """A pattern of names, e.g. `{surname} {trade}`; section or form and activity where it fixes them."""

    text: str
    code: str
    nace2: str = ""
    nace21: str = ""


class Syllables(NamedTuple):
    start: tuple[str, ...]
    middle: tuple[str, ...]
    end: tuple[str, ...]


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def lines(name: str) -> tuple[str, ...]:
    return tuple((DATA / name).read_text(encoding="utf-8").splitlines())


@cache
def trades(country: str) -> Weighted[Trade]:
    column, weight = {"DE": ("german", "weight_de"), "CZ": ("czech", "weight_cz")}[country]
    return Weighted(
        {
            Trade(
                row["nace2"].replace(".", ""),
                row["nace21"].replace(".", ""),
                tuple(Noun(*noun.split(":")) for noun in row[column].split("|")),
            ): float(row[weight])
            for row in table("trades.csv")
        }
    )


@cache
def industries(country: str) -> Weighted[Trade]:
    """The trades of manufacturing (NACE section C): of them clusters and institutes are named."""
    return Weighted({trade: 1.0 for trade in trades(country).items if "10" <= trade.nace2 < "33"})


@cache
def landscapes(country: str) -> dict[str, Landscape]:
    return {
        row["landscape"]: Landscape(row["landscape"], row["adjective"], row["where"])
        for row in table("landscapes.csv")
        if row["country"] == country
    }


@cache
def towns(country: str) -> dict[Town, float]:
    """All towns with their weight, in thousands of inhabitants."""
    name, district = {"DE": ("towns_de.csv", "court"), "CZ": ("towns_cz.csv", "okres")}[country]
    return {
        Town(
            row["town"],
            row[district],
            landscapes(country)[row["landscape"]],
            row["adjective"],
            tuple(row["postal_codes"].split("|")),
            tuple(row.get("parts", "").split("|")),
            row.get("street_names", "yes") == "yes",
            row.get("icz_uj", ""),
        ): float(row["thousands"])
        for row in table(name)
    }


@cache
def templates(language: str) -> dict[str, Weighted[Template]]:
    """The patterns of names by group (firm, association …)."""
    groups: dict[str, dict[Template, float]] = {}
    for row in table(f"names_{language}.csv"):
        code = row["section"] if language == "de" else row["form"]
        template = Template(row["template"], code, row.get("nace2", ""), row.get("nace21", ""))
        groups.setdefault(row["group"], {})[template] = float(row["weight"])
    return {group: Weighted(choices) for group, choices in groups.items()}


@cache
def syllables(country: str) -> Syllables:
    parts = {r["part"]: tuple(r["syllables"].split("|")) for r in table("invented.csv") if r["country"] == country}
    return Syllables(parts["start"], parts["middle"], parts["end"])


@cache
def first_names(language: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a man's and a woman's name."""
    return tuple((row["him"], row["her"]) for row in table("first_names.csv") if row["language"] == language)


@cache
def czech_surnames() -> tuple[tuple[str, str], ...]:
    return tuple((row["him"], row["her"]) for row in table("surnames_cs.csv"))
