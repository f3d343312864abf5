"""Reads of organisations, for pages and commands."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, Q, QuerySet

from regiowerk.common.bulk import in_chunks
from regiowerk.common.identifiers import german_key
from regiowerk.common.ids import is_public_id
from regiowerk.common.text import slug
from regiowerk.directory import facts, history, joined
from regiowerk.directory.entries import KnownEntry, known_entries
from regiowerk.directory.merging import combined
from regiowerk.directory.models import Organisation, OrganisationEntry, Profile
from regiowerk.directory.page import (
    HistoryEvent,
    OrganisationPage,
    OwnProduct,
    OwnWords,
)
from regiowerk.registers import queries as registers
from regiowerk.registers.record import RegisterRecord


@dataclass(frozen=True)
class OrganisationCard:
    """What a list shows of an organisation."""

    public_id: str
    name: str
    language: str
    slug: str
    country: str
    kind: str
    status: str
    form: str
    legal_form: str
    town: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    sector: str
    founded: str
    former_names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]  # scheme, display
    own_words: str = ""  # what it says of itself, a line for each product
    own_language: str = ""


_CARD_COLUMNS = (
    "public_id", "name", "country", "kind", "status", "form", "legal_form", "town", "nuts3", "latitude", "longitude",
    "sector", "founded",
)  # fmt: skip
_CARD_PROFILE = ("language", "description", "products", "latitude", "longitude", "sectors")


def cards(public_ids: Sequence[str]) -> dict[str, OrganisationCard]:
    """Cards by public id, in one query; ids without an organisation are left out."""
    rows = Organisation.objects.filter(public_id__in=public_ids).values_list(
        *_CARD_COLUMNS, *(f"profile__{name}" for name in _CARD_PROFILE), *joined.ENTRY_COLUMNS
    )
    same: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        same[row[0]].append(row)
    return {public_id: _card(found[0], joined.records_of(found)) for public_id, found in same.items()}


def _card(row: tuple[Any, ...], told: Sequence[RegisterRecord]) -> OrganisationCard:
    entry = combined(told) if told else None
    values = dict(zip(_CARD_COLUMNS, row, strict=False))
    language, description, products, latitude, longitude, sectors = row[len(_CARD_COLUMNS) :][: len(_CARD_PROFILE)]
    if latitude is not None and longitude is not None:
        values |= {"latitude": latitude, "longitude": longitude}
    values["sector"] = values["sector"] or next(iter(sectors or ()), "")
    names = entry.names if entry else ()
    return OrganisationCard(
        **values,
        language=names[0].language if names else language or "",
        slug=slug(values["name"]),
        former_names=tuple(name.text for name in names if name.kind == "former"),
        identifiers=tuple((item.scheme, item.display) for item in entry.identifiers) if entry else (),
        own_words="\n".join((description, *(_product_line(product) for product in products))) if language else "",
        own_language=language or "",
    )


def _product_line(product: dict[str, str]) -> str:
    return f"{product['title']}: {product['text']}" if product.get("text") else product["title"]


def shown_as(public_id: str) -> str | None:
    """The public id under which this organisation is shown: its own, or that of the one it is linked with."""
    rows = Organisation.objects.filter(public_id=public_id).values_list("public_id", "merged_into__public_id")
    return next((merged or own for own, merged in rows), None)


def organisation_page(public_id: str) -> OrganisationPage | None:
    """All that the page of one organisation shows; None when there is none with this id, or it is shown as another."""
    found = Organisation.objects.filter(public_id=public_id, merged_into=None)
    organisation = found.first() if is_public_id(public_id) else None
    if not organisation:
        return None
    known = _entries(organisation)
    entries = [(entry.record, entry.origin) for entry in known]
    names_told = facts.names(entries, organisation.name)
    profiles = _profiles(organisation)
    profile = next(iter(profiles), None)
    own = _own_words(profile) if profile else None
    return OrganisationPage(
        public_id=public_id,
        name=organisation.name,
        language=entries[0][0].names[0].language if entries else own.language if own else "",
        slug=slug(organisation.name),
        country=organisation.country,
        kind=organisation.kind,
        status=organisation.status,
        town=organisation.town,
        nuts3=organisation.nuts3,
        latitude=profile.latitude if profile and profile.latitude is not None else organisation.latitude,
        longitude=profile.longitude if profile and profile.longitude is not None else organisation.longitude,
        sector=organisation.sector or next(iter(profile.sectors), "") if profile else organisation.sector,
        facts=facts.each_once(fact for record, origin in entries for fact in facts.of(record, origin)),
        former_names=names_told.former,
        other_names=names_told.other,
        activities=facts.activities(entries) if entries else (),
        origins=tuple(origin for _, origin in entries),
        history=_history(known),
        own_words=own,
        unshown_profiles=tuple(f"{found.sender}:{found.external_id}" for found in profiles[1:]),
        natural_person=any(record.natural_person for record, _ in entries),
    )


def _history(entries: list[KnownEntry]) -> tuple[HistoryEvent, ...]:
    histories = registers.entry_histories([entry.id for entry in entries]) if entries else {}
    return history.in_order(
        event for entry in entries for event in history.events(entry.record, entry.origin, histories[entry.id])
    )


def _entries(organisation: Organisation) -> list[KnownEntry]:
    links = organisation.entries.select_related("entry__changed_run")
    return known_entries(registers.best_first(link.entry for link in links))


def _profiles(organisation: Organisation) -> list[Profile]:
    """Its own one first, else the oldest of those that are shown as it."""
    found = Profile.objects.filter(Q(organisation=organisation) | Q(organisation__merged_into=organisation))
    return sorted(found, key=lambda profile: (profile.pk != organisation.pk, profile.pk))


def _own_words(profile: Profile) -> OwnWords:
    return OwnWords(
        language=profile.language,
        description=profile.description,
        products=tuple(OwnProduct(item["title"], item.get("text", "")) for item in profile.products),
        certificates=tuple(profile.certificates),
        website=profile.website,
        employees=profile.employees,
        updated_on=profile.updated_on,
    )


def count_by_country() -> dict[str, int]:
    """Living organisations per country."""
    rows = _living().values_list("country").annotate(Count("pk"))
    return dict(rows.order_by())


def find_by_identifier(text: str) -> str | None:
    """Public id for a public id, `source:key`, a register key, IČO or EUID; None when unknown or not unique."""
    text = text.strip()
    if is_public_id(text) and (shown := shown_as(text)):
        return shown
    source, _, key = text.partition(":")
    known = {info.name for info in registers.sources()}
    sources, keys = ({source}, {key}) if source in known else (known, set(_keys(text)))
    links = OrganisationEntry.objects.filter(entry__source__in=sources, entry__key__in=keys)
    ids = links.values_list("organisation__public_id", flat=True).distinct()[:2]
    return ids[0] if len(ids) == 1 else None


def _keys(text: str) -> Iterator[str]:
    """Keys under which registers may hold an identifier."""
    yield text
    yield german_key(text)
    digits = re.sub(r"\s", "", text.upper()).removeprefix("CZ")
    if digits.isdigit() and len(digits) <= 8:
        yield digits.zfill(8)


class EntryOwner(NamedTuple):
    """The organisation that a register entry is shown as."""

    id: int  # of the entry
    public_id: str
    name: str


def entries_by_key(names: Collection[str]) -> dict[str, EntryOwner]:
    """The organisations of register entries by `source:key`; entries that are not there are left out."""
    keys: dict[str, list[str]] = defaultdict(list)
    for name in names:
        source, _, key = name.partition(":")
        keys[source].append(key)
    columns = ("entry__key", "entry_id", "organisation__public_id", "organisation__name")
    owners = OrganisationEntry.objects.values_list(*columns)
    return {
        f"{source}:{key}": EntryOwner(*owner)
        for source, wanted in keys.items()
        for chunk in in_chunks(wanted, 500)
        for key, *owner in owners.filter(entry__source=source, entry__key__in=chunk)
    }


def register_keys(public_id: str) -> list[str]:
    """`source:key` of all register entries, the key as the source writes it; the one first whose facts win."""
    links = OrganisationEntry.objects.filter(organisation__public_id=public_id).select_related("entry")
    return [f"{entry.source}:{entry.key}" for entry in registers.best_first(link.entry for link in links)]


class NamedOrganisation(NamedTuple):
    """Enough to link to an organisation."""

    name: str
    slug: str


def names(public_ids: Sequence[str]) -> dict[str, NamedOrganisation]:
    """By public id, in one query; ids without an organisation are left out."""
    rows = Organisation.objects.filter(public_id__in=public_ids).values_list("public_id", "name")
    return {public_id: NamedOrganisation(name, slug(name)) for public_id, name in rows}


class ListedOrganisation(NamedTuple):
    """What a list for search engines says of an organisation."""

    public_id: str
    slug: str
    updated_on: date


def list_parts(size: int) -> dict[int, date]:
    """Numbers of the parts with at most `size` living organisations each, and when each last changed.

    A part is a range of primary keys, so that an organisation stays in its part for ever.
    """
    rows = _living().values_list(F("pk") / size).annotate(Max("updated_on"))
    return dict(rows.order_by(F("pk") / size))


def list_part(number: int, size: int) -> Iterator[ListedOrganisation]:
    """The living organisations of one part, read as they are asked for."""
    rows = _living().filter(pk__gte=number * size, pk__lt=(number + 1) * size).order_by("pk")
    for public_id, name, updated_on in rows.values_list("public_id", "name", "updated_on").iterator(chunk_size=1000):
        yield ListedOrganisation(public_id, slug(name), updated_on)


def sector_changes() -> dict[str, date]:
    """The day on which a living organisation of each main activity last changed."""
    rows = _living().exclude(sector="").values_list("sector").annotate(Max("updated_on"))
    return dict(rows.order_by())


def _living() -> QuerySet[Organisation]:
    return Organisation.objects.filter(merged_into=None).exclude(status="dissolved")
