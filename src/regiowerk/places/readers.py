"""Readers of the files of reference data, those of the folder form and those of the publishers.

Pure functions from paths to rows. A file that is not what it should be raises ReadError.
"""

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

from regiowerk.codelists import nace
from regiowerk.places import workbook

MAX_FIELD = 1 << 20
_FAULTS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, csv.Error, KeyError, IndexError, ValueError, TypeError)


class ReadError(Exception):
    """One line: which file, and what is wrong with it."""


class CodeRow(NamedTuple):
    code: str
    parent: str
    labels: dict[str, str]


class RegionRow(NamedTuple):
    code: str
    name: str
    labels: dict[str, str]


class OutlineRow(NamedTuple):
    code: str
    geometry: dict[str, Any]


class UnitRow(NamedTuple):
    country: str
    code: str
    name: str
    nuts3: str


class PostalRow(NamedTuple):
    """A postal code and its region. Degrees of WGS 84, None when the publisher gives none."""

    country: str
    code: str
    place: str
    nuts3: str
    latitude: float | None
    longitude: float | None


class PostalPlaceRow(NamedTuple):
    """A place of a postal code, with the official codes of its municipality, district and state."""

    country: str
    code: str
    place: str
    state: str
    units: tuple[str, ...]
    latitude: float
    longitude: float


def nace_table(paths: Sequence[Path]) -> Iterator[CodeRow]:
    """One row for each code, one column for each language."""
    for row in _csv_rows(paths[0]):
        code = row["code"]
        labels = {name: text for name, text in row.items() if len(name) == 2 and text}
        yield CodeRow(code, _nace_parent(code, row.get("section") or ""), labels)


def nace_labels(paths: Sequence[Path]) -> Iterator[CodeRow]:
    """One row for each code and language, in any order, as the query service of the publisher answers."""
    labels: dict[str, dict[str, str]] = {}
    for row in _csv_rows(paths[0]):
        if code := nace.normalise(row["code"]):
            labels.setdefault(code, {})[row["language"]] = row["label"]
    for code in sorted(labels):
        yield CodeRow(code, _nace_parent(code, ""), labels[code])


def elf_table(paths: Sequence[Path]) -> Iterator[CodeRow]:
    """ISO 20275: a form may have several rows, one for each of its languages. The parent is the country."""
    rows: dict[str, CodeRow] = {}
    for row in _csv_rows(paths[0]):
        values = {name.casefold(): value for name, value in row.items()}
        code, name = values["elf code"], _starting(values, "entity legal form name local name")
        if not name or _starting(values, "elf status") == "INAC":
            continue
        language = _starting(values, "language code") or "und"
        country = _starting(values, "country code")
        rows.setdefault(code, CodeRow(code, country, {})).labels[language] = name
    yield from rows.values()


def nuts_table(paths: Sequence[Path]) -> Iterator[RegionRow]:
    """A label in a language counts only where it differs from the English one, which is the region's own."""
    for row in _csv_rows(paths[0]):
        name = row["en"]
        labels = {key: text for key, text in row.items() if len(key) == 2 and text and text != name}
        if len(row["code"]) <= 5:
            yield RegionRow(row["code"], name, labels)


def nuts_attributes(paths: Sequence[Path]) -> Iterator[RegionRow]:
    for row in _csv_rows(paths[0]):
        yield RegionRow(row["NUTS_ID"], row["NUTS_NAME"] or row["NAME_LATN"], {})


def region_outlines(paths: Sequence[Path]) -> Iterator[OutlineRow]:
    for path in paths:
        with _open(path) as file:
            for feature in json.load(file)["features"]:
                properties = feature["properties"]
                yield OutlineRow(properties.get("NUTS_ID") or properties["id"], feature["geometry"])


def local_units_table(paths: Sequence[Path]) -> Iterator[UnitRow]:
    for row in _csv_rows(paths[0]):
        yield UnitRow(row["cc"], row["code"], row["name"], row["nuts3"])


def local_units_workbook(paths: Sequence[Path]) -> Iterator[UnitRow]:
    """Eurostat's workbook: a sheet for each country, headings in the first row."""
    for rows in workbook.sheets(paths[0]):
        headings = [heading.strip().upper() for heading in next(rows, [])]
        if not {"NUTS 3 CODE", "LAU CODE"} <= set(headings):
            continue
        nuts3, code = headings.index("NUTS 3 CODE"), headings.index("LAU CODE")
        name = headings.index("LAU NAME NATIONAL") if "LAU NAME NATIONAL" in headings else code
        for row in rows:
            if len(row) > max(nuts3, code, name) and len(row[nuts3]) == 5:
                yield UnitRow(row[nuts3][:2], row[code], row[name], row[nuts3])


def postal_nuts3_table(paths: Sequence[Path]) -> Iterator[PostalRow]:
    for row in _csv_rows(paths[0]):
        yield PostalRow(row["cc"], row["postal_code"], row["place"], row["nuts3"], float(row["lat"]), float(row["lon"]))


def postal_nuts3_tercet(paths: Sequence[Path]) -> Iterator[PostalRow]:
    """Zip files with one CSV each; values stand in single quotes."""
    for path in paths:
        for row in _csv_rows(path, delimiter=";", quotechar="'"):
            yield PostalRow(row["NUTS3"][:2], row["CODE"], "", row["NUTS3"], None, None)


def postal_places_table(paths: Sequence[Path]) -> Iterator[PostalPlaceRow]:
    for row in _csv_rows(paths[0]):
        yield PostalPlaceRow(
            row["country_code"],
            row["zipcode"],
            row["place"],
            row["state_code"],
            tuple(filter(None, (row["community_code"], row["province_code"]))),
            float(row["latitude"]),
            float(row["longitude"]),
        )


def postal_places_geonames(paths: Sequence[Path]) -> Iterator[PostalPlaceRow]:
    """Zip files with a table without headings each; the columns are described in GeoNames' readme.txt."""
    for path in paths:
        with _open(path, member=f"{path.stem.rpartition('-')[2]}.txt") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                country, code, place, _, state, _, district, _, municipality, latitude, longitude = row[:11]
                units = tuple(filter(None, (municipality, district)))
                yield PostalPlaceRow(country, code, place, state, units, float(latitude), float(longitude))


Reader = Callable[[Sequence[Path]], Iterator[Any]]
READERS: dict[str, Reader] = {
    reader.__name__: reader
    for reader in (
        nace_table, nace_labels, elf_table, nuts_table, nuts_attributes, region_outlines, local_units_table,
        local_units_workbook, postal_nuts3_table, postal_nuts3_tercet, postal_places_table, postal_places_geonames,
    )
}  # fmt: skip


def read(reader: str, paths: Sequence[Path]) -> list[Any]:
    """All rows of the files; raises ReadError when there are none or something is wrong."""
    names = ", ".join(path.name for path in paths)
    try:
        rows = list(READERS[reader](paths))
    except _FAULTS as error:
        raise ReadError(f"{names} cannot be read: {_words(error)}") from error
    if not rows:
        raise ReadError(f"{names} holds no data")
    return rows


def _words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"there is no column {error}"
    return str(error) or type(error).__name__


def _csv_rows(path: Path, delimiter: str = ",", quotechar: str = '"') -> Iterator[dict[str, str]]:
    csv.field_size_limit(MAX_FIELD)
    with _open(path) as file:
        yield from csv.DictReader(file, delimiter=delimiter, quotechar=quotechar)


@contextmanager
def _open(path: Path, member: str = "") -> Iterator[IO[str]]:
    """A text file, plain or compressed with gzip or zip; of a zip file the member, else the first table."""
    with path.open("rb") as probe:
        magic = probe.read(4)
    if magic[:2] == b"\x1f\x8b":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive, archive.open(_table_in(archive, member)) as raw:
            yield io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file


def _table_in(archive: zipfile.ZipFile, member: str) -> str:
    """Raises ValueError when the archive holds no table."""
    names = archive.namelist()
    for name in (member, *(name for name in names if name.lower().endswith(".csv"))):
        if name in names:
            return name
    raise ValueError("the archive holds no table")


def _nace_parent(code: str, section: str) -> str:
    if len(code) > 2:
        return code[:-1].rstrip(".")
    return "" if len(code) == 1 else section or nace.SECTION_OF.get(code, "")


def _starting(values: dict[str, str], beginning: str) -> str:
    """The value of the first column whose heading begins so: publishers change the rest of it."""
    return next((value for name, value in values.items() if name.startswith(beginning)), "")
