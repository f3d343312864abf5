"""Puts the places that the package carries into the database."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models

from regiowerk.codelists.actions import SetDescription, replace_set
from regiowerk.codelists.tables import fingerprint, labels_of, read_table
from regiowerk.common.bulk import in_chunks, insert_rows
from regiowerk.places import locality, postal
from regiowerk.places.models import LocalUnit, Place, PostalCode, Region, RegionOutline
from regiowerk.places.town_names import DATA, usual_names

CARRIED = "carried-places"
BATCH = 20_000
# Minority languages of a town; the others are in `tables.LANGUAGES`.
_MORE_LANGUAGES = ("sv", "fr")
MODELS: tuple[type[models.Model], ...] = (Region, RegionOutline, Place, PostalCode, LocalUnit)

Rows = Sequence[tuple[Any, ...]]


def carry() -> bool:
    """True when the carried places were written anew, False when they were there."""
    description = SetDescription(
        name=CARRIED,
        publisher="Regiowerk",
        licence="EUPL-1.2",
        attribution="Regiowerk; coordinates of towns: GeoNames, CC BY 4.0; codes of regions: Eurostat, NUTS 2024",
    )
    return replace_set(description=description, fingerprint=fingerprint(DATA), write=_write_carried)


def clear(reference_set: str) -> None:
    for model in MODELS:
        model._default_manager.filter(reference_set=reference_set).delete()


def write_rows(model: type[models.Model], columns: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> int:
    """Insert rows in large pieces; returns their number."""
    written = 0
    for chunk in in_chunks(rows, BATCH):
        insert_rows(model, columns, chunk)
        written += len(chunk)
    return written


def _write_carried() -> int:
    clear(CARRIED)
    Region.objects.bulk_create(list(_regions()))
    towns = list(read_table(DATA / "towns.csv"))
    Place.objects.bulk_create([*_towns(towns), *_parts(towns)])
    PostalCode.objects.bulk_create(list(_postal_codes(towns)))
    return Region.objects.filter(reference_set=CARRIED).count() + len(towns)


def _regions() -> Iterator[Region]:
    for row in read_table(DATA / "regions.csv"):
        code = row["code"]
        yield Region(reference_set=CARRIED, code=code, level=len(code) - 2, name=row["name"], labels=labels_of(row))


def _towns(rows: list[dict[str, str]]) -> Iterator[Place]:
    usual = usual_names()
    for row in rows:
        names = usual.get((row["country"], row["name"]), {}) | labels_of(row)
        names |= {language: row[language] for language in _MORE_LANGUAGES if row[language]}
        yield Place(
            reference_set=CARRIED,
            country=row["country"],
            name=row["name"],
            key=locality.key(row["name"]),
            names=names,
            nuts3=row["nuts3"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            weight=int(row["inhabitants_thousand"]),
        )


def _parts(towns: list[dict[str, str]]) -> Iterator[Place]:
    """Former municipalities that registers still name, as further names of the town that they belong to today."""
    by_name = {(row["country"], row["name"]): row for row in towns}
    for row in read_table(DATA / "parts.csv"):
        town = by_name[row["country"], row["town"]]
        for part in row["parts"].split("|"):
            yield Place(
                reference_set=CARRIED,
                country=row["country"],
                name=row["town"],
                key=locality.key(row["town"]),
                names={"und": part},
                nuts3=town["nuts3"],
                latitude=float(town["latitude"]),
                longitude=float(town["longitude"]),
            )


def _postal_codes(rows: list[dict[str, str]]) -> Iterator[PostalCode]:
    """A postal code of two towns stays with the larger one."""
    taken: set[tuple[str, str]] = set()
    for row in sorted(rows, key=lambda row: -int(row["inhabitants_thousand"])):
        for written in row["postal_codes"].split():
            code = postal.normalise(row["country"], written)
            if (row["country"], code) not in taken:
                taken.add((row["country"], code))
                yield PostalCode(
                    reference_set=CARRIED,
                    country=row["country"],
                    code=code,
                    place=row["name"],
                    nuts3=row["nuts3"],
                    latitude=float(row["latitude"]),
                    longitude=float(row["longitude"]),
                )
