"""From the organisation to the document that is searched."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from regiowerk.codelists import nace
from regiowerk.codelists import queries as codelists
from regiowerk.common.bulk import in_chunks
from regiowerk.directory.models import Organisation, OrganisationEntry
from regiowerk.places.queries import region_path
from regiowerk.registers import record as records
from regiowerk.registers.record import RegisterRecord
from regiowerk.search.interface import Document

_FIELDS = (
    "organisation__public_id", "organisation__name", "organisation__country", "organisation__kind",
    "organisation__status", "organisation__form", "organisation__town", "organisation__nuts3",
    "organisation__latitude", "organisation__longitude", "organisation__sector", "organisation__founded",
    "entry__payload",
)  # fmt: skip
_CHUNK = 2_000
_EPOCH = 719_163  # date(1970, 1, 1).toordinal()


class OrganisationDocuments:
    """The documents of all organisations, for the index."""

    def count(self) -> int:
        return Organisation.objects.count()

    def all(self) -> Iterator[Document]:
        return _documents(OrganisationEntry.objects.order_by("organisation_id"))

    def some(self, ids: Iterable[str]) -> Iterator[Document]:
        for chunk in in_chunks(ids, _CHUNK):
            entries = OrganisationEntry.objects.filter(organisation__public_id__in=chunk)
            yield from _documents(entries.order_by("organisation_id"))


def _documents(entries: QuerySet[OrganisationEntry]) -> Iterator[Document]:
    rows = entries.values_list(*_FIELDS).iterator(chunk_size=_CHUNK)
    for _, group in groupby(rows, key=lambda row: row[0]):
        same = list(group)
        yield document(same[0], [records.decode(row[-1]) for row in same])


def document(row: tuple[Any, ...], entries: list[RegisterRecord]) -> Document:
    public_id, name, country, kind, status, form, town, nuts3, latitude, longitude, sector, founded, _ = row
    former: dict[str, None] = {}
    other: dict[str, None] = {}
    for entry in entries:
        for item in entry.names:
            if item.text != name:
                (former if item.kind in ("former", "legal") else other)[item.text] = None
    return Document(
        id=public_id,
        name=name,
        language=entries[0].names[0].language,
        former_names=tuple(former),
        other_names=tuple(other),
        identifiers=tuple(spelling for entry in entries for spelling in spellings(entry)),
        texts=_sector_texts(sector),
        town=town,
        latitude=latitude,
        longitude=longitude,
        facets={
            "region": region_path(nuts3) if nuts3 else (country,),
            "sector": nace.sector_path(sector) if sector else (),
            "kind": (kind,),
            "form": (form,) if form else (),
            "status": (status,),
        },
        active=status != "dissolved",
        newest=_days(founded),
    )


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
    """The words for the main activity, so that a branch is found in every language."""
    return dict(codelists.label("SECTOR", sector)) if sector else {}


def _days(iso_date: str) -> int:
    if len(iso_date) != 10:
        return 0
    return max(0, date.fromisoformat(iso_date).toordinal() - _EPOCH)
