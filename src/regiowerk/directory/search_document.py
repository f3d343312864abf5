"""From the organisation to the document that is searched."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import QuerySet

from regiowerk.codelists import nace
from regiowerk.codelists import queries as codelists
from regiowerk.common.bulk import in_chunks
from regiowerk.directory import joined
from regiowerk.directory.models import Organisation
from regiowerk.places.queries import region_path, town_key
from regiowerk.registers.record import RegisterRecord
from regiowerk.search.interface import Document

_COLUMNS = (
    "public_id", "name", "country", "kind", "status", "form", "town", "nuts3", "latitude", "longitude", "sector",
    "founded",
)  # fmt: skip
_PROFILE = ("language", "description", "products", "certificates", "identifiers", "sectors", "latitude", "longitude")
_CHUNK = 2_000
_EPOCH = 719_163  # date(1970, 1, 1).toordinal()


class _Columns(NamedTuple):
    """Columns of an organisation, in the order of `_COLUMNS`."""

    public_id: str
    name: str
    country: str
    kind: str
    status: str
    form: str
    town: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    sector: str
    founded: str


class _Profile(NamedTuple):
    """Columns of its profile, in the order of `_PROFILE`."""

    language: str
    description: str
    products: list[dict[str, str]]
    certificates: list[str]
    identifiers: list[tuple[str, str]]
    sectors: list[str]
    latitude: float | None
    longitude: float | None


class OrganisationDocuments:
    """The documents of all organisations, for the index."""

    def count(self) -> int:
        return _shown().count()

    def all(self) -> Iterator[Document]:
        return _documents(_shown().order_by("pk"))

    def some(self, ids: Iterable[str]) -> Iterator[Document]:
        for chunk in in_chunks(ids, _CHUNK):
            yield from _documents(_shown().filter(public_id__in=chunk).order_by("pk"))


def _shown() -> QuerySet[Organisation]:
    """Without those that are shown as another one."""
    return Organisation.objects.filter(merged_into=None)


def _documents(organisations: QuerySet[Organisation]) -> Iterator[Document]:
    fields = (*_COLUMNS, *(f"profile__{name}" for name in _PROFILE), *joined.ENTRY_COLUMNS)
    rows = organisations.values_list(*fields).iterator(chunk_size=_CHUNK)
    for _, group in groupby(rows, key=itemgetter(0)):
        same = list(group)
        own = same[0][len(_COLUMNS) :][: len(_PROFILE)]
        profile = _Profile(*own) if own[0] else None
        yield document(_Columns(*same[0][: len(_COLUMNS)]), joined.records_of(same), profile)


def document(columns: _Columns, entries: list[RegisterRecord], profile: _Profile | None) -> Document:
    former, other = _other_names(columns.name, entries)
    return Document(
        id=columns.public_id,
        name=columns.name,
        language=entries[0].names[0].language if entries else profile.language if profile else "",
        former_names=former,
        other_names=other,
        identifiers=_identifiers(entries, profile),
        texts=_texts(columns.sector, profile),
        town=columns.town,
        latitude=profile.latitude if profile and profile.latitude is not None else columns.latitude,
        longitude=profile.longitude if profile and profile.longitude is not None else columns.longitude,
        facets={
            "region": region_path(columns.nuts3) if columns.nuts3 else (columns.country,),
            "sector": _sectors(columns.sector, profile),
            "kind": (columns.kind,),
            "form": (columns.form,) if columns.form else (),
            "status": (columns.status,),
            "town": _town(columns),
            "profile": ("own",) if profile else (),
            "founded": (columns.founded[:4],) if columns.founded else (),
        },
        active=columns.status != "dissolved",
        newest=_days(columns.founded),
    )


def _town(columns: _Columns) -> tuple[str, ...]:
    key = town_key(columns.country, columns.nuts3, columns.town)
    return (key,) if key else ()


def _other_names(name: str, entries: list[RegisterRecord]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Former names, and other present ones, each once."""
    former: dict[str, None] = {}
    other: dict[str, None] = {}
    for entry in entries:
        for item in entry.names:
            if item.text != name and item.text not in former | other:
                (former if item.kind == "former" else other)[item.text] = None
    return tuple(former), tuple(other)


def _identifiers(entries: list[RegisterRecord], profile: _Profile | None) -> tuple[str, ...]:
    found = dict.fromkeys(spelling for entry in entries for spelling in spellings(entry))
    if profile:
        found |= dict.fromkeys(value for _, value in profile.identifiers)
    return tuple(found)


def _sectors(main: str, profile: _Profile | None) -> tuple[str, ...]:
    """Every level of the main activity and of those the organisation names itself."""
    if not profile:
        return nace.sector_path(main) if main else ()
    codes = (main, *profile.sectors)
    return tuple(dict.fromkeys(level for code in codes if code for level in nace.sector_path(code)))


def _texts(sector: str, profile: _Profile | None) -> Mapping[str, str]:
    """The words for the main activity in every language, and the organisation's own words in its own."""
    if not profile:
        return _sector_texts(sector)
    texts = dict(_sector_texts(sector or next(iter(profile.sectors), "")))
    own = [profile.description, *profile.certificates]
    own += [part for product in profile.products for part in (product["title"], product.get("text", ""))]
    texts[profile.language] = "\n".join((*own, texts.get(profile.language, "")))
    return texts


def spellings(entry: RegisterRecord) -> Iterator[str]:
    """Every way in which people write an entry's identifiers."""
    for identifier in entry.identifiers:
        yield identifier.value
        if identifier.scheme == "CZ-ICO":
            yield f"CZ{identifier.value}"
        if identifier.scheme == "DE-HR":
            yield identifier.display
            if entry.office and entry.office.name:
                yield f"{identifier.display} {entry.office.name}"


@lru_cache(maxsize=4096)
def _sector_texts(sector: str) -> dict[str, str]:
    """The words for the main activity, so that a branch is found in every language; where the classes are not loaded,
    those of the level above.
    """
    known = (codelists.label("SECTOR", code) for code in reversed(nace.sector_path(sector)))
    return dict(next((labels for labels in known if labels), {}))


def _days(iso_date: str) -> int:
    if len(iso_date) != 10:
        return 0
    return max(0, date.fromisoformat(iso_date).toordinal() - _EPOCH)
