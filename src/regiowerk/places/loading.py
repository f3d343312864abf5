"""Loads sets of reference data: obtain the files, read them, replace the set in one transaction."""

import hashlib
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from regiowerk.codelists import legal_forms
from regiowerk.codelists.actions import SetDescription, replace_set, write_codes
from regiowerk.codelists.models import Code, ReferenceSet
from regiowerk.places import locality, postal, readers
from regiowerk.places.actions import clear, write_rows
from regiowerk.places.download import Download, DownloadError, Progress, download
from regiowerk.places.models import LocalUnit, Place, PostalCode, Region, RegionOutline

TABLE = Path(__file__).parent / "sets.toml"
# Code lists by the name of their set.
_CODE_LISTS = {"nace21": "NACE21", "nace2": "NACE2", "elf": "ELF"}
# Official codes whose beginnings are codes of a district.
_DISTRICT_LENGTHS = {"DE": (5,), "PL": (6, 4)}
# In Switzerland the canton is the NUTS 3 region.
_CANTONS = {
    "VD": "CH011", "VS": "CH012", "GE": "CH013", "BE": "CH021", "FR": "CH022", "SO": "CH023", "NE": "CH024",
    "JU": "CH025", "BS": "CH031", "BL": "CH032", "AG": "CH033", "ZH": "CH040", "GL": "CH051", "SH": "CH052",
    "AR": "CH053", "AI": "CH054", "SG": "CH055", "GR": "CH056", "TG": "CH057", "LU": "CH061", "UR": "CH062",
    "SZ": "CH063", "OW": "CH064", "NW": "CH065", "ZG": "CH066", "TI": "CH070",
}  # fmt: skip


class LoadError(Exception):
    """One line that says what is wrong and what to do."""


@dataclass(frozen=True)
class DataSet:
    """A line of sets.toml."""

    description: SetDescription
    kind: str
    files: tuple[str, ...]
    reader: str
    official_urls: tuple[str, ...]
    official_reader: str
    needs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.description.name


@dataclass(frozen=True)
class Outcome:
    """What became of a set; `problem` is '' when it is loaded or was there already."""

    name: str
    rows: int = 0
    changed: bool = False
    problem: str = ""


@lru_cache(maxsize=1)
def known_sets() -> dict[str, DataSet]:
    """The sets in the order in which they are to be loaded."""
    sets = {}
    for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["set"]:
        description = SetDescription(
            **{key: row.get(key, "") for key in ("name", "publisher", "licence", "attribution", "url", "version")}
        )
        official = row["official"]
        sets[row["name"]] = DataSet(
            description,
            row["kind"],
            tuple(row["files"]),
            row["reader"],
            tuple(official["urls"]),
            official["reader"],
            tuple(row.get("needs", ())),
        )
    return sets


def load(data_set: DataSet, origin: str = "", progress: Callable[[str], Progress] | None = None) -> Outcome:
    """Load one set from a folder, a web folder, or ('') the publishers' addresses."""
    try:
        paths = _obtain(data_set, origin, progress)
        reader = data_set.reader if origin else data_set.official_reader
        changed = _replace(data_set, reader, paths)
    except (LoadError, DownloadError, readers.ReadError) as error:
        return Outcome(data_set.name, problem=str(error))
    rows = ReferenceSet.objects.values_list("rows", flat=True).get(name=data_set.name)
    return Outcome(data_set.name, rows, changed)


def _obtain(data_set: DataSet, origin: str, progress: Callable[[str], Progress] | None) -> list[Path]:
    if not origin:
        jobs = [(url, f"{data_set.name}-{_file_name(url)}") for url in data_set.official_urls]
    elif urlsplit(origin).scheme in {"http", "https"}:
        jobs = [(f"{origin.rstrip('/')}/{name}", name) for name in data_set.files]
    else:
        paths = [Path(origin) / name for name in data_set.files]
        for path in paths:
            if not path.is_file():
                raise LoadError(f"{path} is not there")
        return paths
    folder = Path(settings.WORK_DIR) / "reference" / hashlib.sha256((origin or "official").encode()).hexdigest()[:12]
    return [download(Download(url, folder / name, progress=progress(name) if progress else None)) for url, name in jobs]


def _file_name(url: str) -> str:
    """A short name for the file of an address, the same each time; queries of one host differ."""
    parts = urlsplit(url)
    query = f"-{hashlib.sha256(parts.query.encode()).hexdigest()[:8]}.csv" if parts.query else ""
    return Path(parts.path).name + query


def _replace(data_set: DataSet, reader: str, paths: Sequence[Path]) -> bool:
    needed = ReferenceSet.objects.filter(name__in=data_set.needs).order_by("name").values_list("fingerprint", flat=True)
    digest = hashlib.sha256("/".join((reader, *needed)).encode())
    for path in paths:
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise LoadError(f"{path} cannot be read: {error.strerror}") from error
    write = _WRITERS[data_set.kind]
    return replace_set(
        description=data_set.description,
        fingerprint=digest.hexdigest(),
        write=lambda: write(data_set.name, readers.read(reader, paths)),
    )


def _write_codes(name: str, rows: Iterable[readers.CodeRow]) -> int:
    code_list = _CODE_LISTS[name]
    return write_codes(
        code_list,
        [
            Code(code_list=code_list, code=row.code, parent=row.parent, labels=row.labels, position=position)
            for position, row in enumerate(rows)
        ],
    )


def _write_regions(name: str, rows: Iterable[readers.RegionRow]) -> int:
    clear(name)
    values = ((name, row.code, len(row.code) - 2, row.name, json.dumps(row.labels)) for row in rows)
    return write_rows(Region, ("reference_set", "code", "level", "name", "labels"), values)


def _write_outlines(name: str, rows: Iterable[readers.OutlineRow]) -> int:
    clear(name)
    values = ((name, row.code, json.dumps(row.geometry, separators=(",", ":"))) for row in rows)
    return write_rows(RegionOutline, ("reference_set", "code", "geometry"), values)


def _write_units(name: str, rows: Iterable[readers.UnitRow]) -> int:
    clear(name)
    units: dict[tuple[str, str], tuple[str, str]] = {}
    districts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        units[row.country, row.code] = (row.name, row.nuts3)
        for length in _DISTRICT_LENGTHS.get(row.country, ()):
            districts[row.country, row.code[:length]][row.nuts3] += 1
    for key, regions in districts.items():
        units.setdefault(key, ("", regions.most_common(1)[0][0]))
    values = ((name, country, code, label, nuts3) for (country, code), (label, nuts3) in units.items())
    return write_rows(LocalUnit, ("reference_set", "country", "code", "name", "nuts3"), values)


_POSTAL_COLUMNS = ("reference_set", "country", "code", "place", "nuts3", "latitude", "longitude")


def _write_postal_codes(name: str, rows: Iterable[readers.PostalRow]) -> int:
    clear(name)
    codes = {(row.country, postal.normalise(row.country, row.code)): row for row in rows}
    values = (
        (name, country, code, row.place, row.nuts3, row.latitude, row.longitude)
        for (country, code), row in codes.items()
    )
    return write_rows(PostalCode, _POSTAL_COLUMNS, values)


def _write_places(name: str, rows: Sequence[readers.PostalPlaceRow]) -> int:
    """Places with their regions, and postal codes with the middle of their places."""
    clear(name)
    by_code: dict[tuple[str, str], list[readers.PostalPlaceRow]] = defaultdict(list)
    by_place: dict[tuple[str, str, str], list[readers.PostalPlaceRow]] = defaultdict(list)
    regions = _Regions()
    for row in rows:
        by_code[row.country, postal.normalise(row.country, row.code)].append(row)
        # Large recipients have postal codes of their own in Germany: they are firms, not towns.
        if row.country == "DE" and legal_forms.from_name(row.place, "DE"):
            continue
        by_place[row.country, locality.town_of(row.country, row.place), regions.of(row)].append(row)
    codes = (
        (name, country, code, locality.town_of(country, here[0].place), regions.common(here), *_middle(here))
        for (country, code), here in by_code.items()
    )
    write_rows(PostalCode, _POSTAL_COLUMNS, codes)
    places = (
        (name, country, place, locality.key(place), "{}", nuts3, *_middle(here), len({row.code for row in here}))
        for (country, place, nuts3), here in by_place.items()
    )
    columns = ("reference_set", "country", "name", "key", "names", "nuts3", "latitude", "longitude", "weight")
    return write_rows(Place, columns, places)


class _Regions:
    """NUTS 3 regions of places: by the canton, the municipality or district, at last the postal code."""

    def __init__(self) -> None:
        units = LocalUnit.objects.values_list("country", "code", "nuts3")
        self._units = {(country, code): nuts3 for country, code, nuts3 in units}
        codes = PostalCode.objects.exclude(nuts3="").values_list("country", "code", "nuts3")
        self._codes = {(country, code): nuts3 for country, code, nuts3 in codes}

    def of(self, row: readers.PostalPlaceRow) -> str:
        if row.country == "CH" and row.state in _CANTONS:
            return _CANTONS[row.state]
        for unit in row.units:
            if nuts3 := self._units.get((row.country, unit)):
                return nuts3
        return self._codes.get((row.country, postal.normalise(row.country, row.code)), "")

    def common(self, rows: Sequence[readers.PostalPlaceRow]) -> str:
        return Counter(self.of(row) for row in rows).most_common(1)[0][0]


def _middle(rows: Sequence[readers.PostalPlaceRow]) -> tuple[float, float]:
    return round(fmean(row.latitude for row in rows), 4), round(fmean(row.longitude for row in rows), 4)


_WRITERS: dict[str, Callable[[str, Any], int]] = {
    "codes": _write_codes,
    "regions": _write_regions,
    "outlines": _write_outlines,
    "local_units": _write_units,
    "postal_codes": _write_postal_codes,
    "places": _write_places,
}
