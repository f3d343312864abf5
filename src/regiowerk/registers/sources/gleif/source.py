"""GLEIF: the golden copy of LEI records as CSV, and answers of the API (docs/registers.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

from regiowerk.codelists import legal_forms
from regiowerk.registers.record import (
    Address,
    AddressKind,
    Identifier,
    LegalForm,
    Name,
    NameKind,
    OrganisationKind,
    RegisterOffice,
    RegisterRecord,
    Relation,
    RelationKind,
    Status,
)
from regiowerk.registers.sources import files, json_entries, tables
from regiowerk.registers.sources.base import LeftOut, Mode, Parsed, PlainSource, RawEntry, Refused, SourceInfo
from regiowerk.registers.sources.fields import Fields, entry_name, identifier, one_line, own_number, town
from regiowerk.registers.sources.gleif import entity as entities
from regiowerk.registers.sources.gleif.entity import Entity, Place

_START = re.compile(rb'\{\s*"type"\s*:\s*"lei-records"')
_DATE = re.compile(r"(20\d\d)(\d\d)(\d\d)-\d{4}-gleif")
_GERMAN = re.compile(r"(HRA|HRB|GnR|PR|VR|GsR)\s*(\d{1,7}\s?[A-Z]{0,4})")
_LANGUAGE = re.compile(r"[a-z]{2}")
_NAME_KINDS: dict[str, NameKind] = {
    "PREVIOUS_LEGAL_NAME": "former",
    "TRADING_OR_OPERATING_NAME": "trade",
    "ALTERNATIVE_LANGUAGE_LEGAL_NAME": "translation",
}


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._countries = frozenset(info.settings["countries"])
        self._status: dict[str, Status] = info.settings["status"]
        self._forms: dict[str, str] = info.settings["forms"]
        self._authorities: dict[str, str] = info.settings["authorities"]
        self._kinds: dict[str, OrganisationKind] = info.settings["kinds_by_category"]

    def probe(self, paths: list[Path]) -> None:
        if not any(map(_is_table, paths)):
            json_entries.probe(paths, _START)

    def mode(self, paths: list[Path]) -> Mode:
        """Only the golden copy is whole, and only its name tells it from a delta file."""
        return "full" if all("golden-copy" in path.name for path in paths) else "delta"

    def as_of(self, paths: list[Path]) -> str:
        match = _DATE.search(paths[0].name)
        return "-".join(match.groups()) if match else ""

    def scope(self, record: RegisterRecord) -> str:
        return record.country

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        for path in paths:
            if _is_table(path):
                yield from tables.entries(path, entities.COLUMNS, entities.REQUIRED, _row_key, self._unwanted_row)
            else:
                yield from json_entries.entries([path], _START, _json_key, self._unwanted_json)

    def _unwanted_row(self, row: tuple[str, ...]) -> str:
        return self._unwanted(row[entities.COUNTRY])

    def _unwanted_json(self, data: bytes) -> str:
        record = json_entries.decode(entities.decode, data)
        return self._unwanted(record.attributes.entity.legal_address.country or "")

    def _unwanted(self, country: str) -> str:
        return "" if country in self._countries else "other_country"

    def parse(self, entry: RawEntry) -> Parsed:
        if isinstance(entry.raw, bytes):
            entity = entities.from_json(json_entries.decode(entities.decode, entry.raw))
        else:
            entity = entities.from_row(entry.raw)
        fields = Fields()
        name = entry_name(entity.name)
        country = entity.legal.country
        expired = fields.date("EntityExpirationDate", entity.expired)
        status = self._status.get(entity.status, "unknown")
        record = RegisterRecord(
            key=entry.key,
            country=country,
            kind=self._kinds.get(entity.category, "company"),
            names=_names(name, entity),
            identifiers=(identifier("LEI", own_number("LEI", entity.lei)), *self._registered_as(entity, fields)),
            legal_form=self._form(entity.form, name, country),
            status=status,
            status_since=expired if status == "dissolved" else "",
            founded=fields.date("EntityCreationDate", entity.created),
            dissolved=expired if status == "dissolved" else "",
            changed_at_source=fields.date("LastUpdateDate", entity.updated),
            addresses=_addresses(entity),
            office=_german_office(entity),
            natural_person=entity.category == "SOLE_PROPRIETOR",
            relations=_relations(entity, expired, fields),
        )
        return Parsed(record, doubts=fields.doubts)

    def _form(self, elf: str, name: str, country: str) -> LegalForm | None:
        """By the code of ISO 20275; where it has none, or one for a limited partnership of any kind, by the name."""
        by_name = legal_forms.from_name(name, country)
        code_list, _, code = self._forms.get(elf, "").partition(":")
        if by_name and (not code or by_name.code == "gmbh-co-kg"):
            return LegalForm(by_name.code_list, by_name.code)
        return LegalForm(code_list, code) if code else None

    def _registered_as(self, entity: Entity, fields: Fields) -> tuple[Identifier, ...]:
        scheme = self._authorities.get(entity.authority)
        number = fields.identifier(scheme, entity.registered_as) if scheme else None
        return (number,) if number else ()


def _is_table(path: Path) -> bool:
    first = next(files.members(path))
    return not files.head(first, 100).lstrip().startswith((b"{", b"[")) and tables.fits(first, entities.REQUIRED)


def _row_key(row: tuple[str, ...]) -> str:
    return own_number("LEI", row[0]).value


def _json_key(data: bytes) -> str:
    return own_number("LEI", json_entries.decode(entities.decode, data).attributes.lei).value


def _language(code: str) -> str:
    match = _LANGUAGE.match(code)
    return match[0] if match else ""


def _names(name: str, entity: Entity) -> tuple[Name, ...]:
    found = {name: Name(name, "legal", _language(entity.language))}
    for other in entity.other_names:
        if text := one_line(other.text):
            kind = _NAME_KINDS.get(other.type, "trade")
            found.setdefault(text, Name(text, kind, _language(other.language)))
    return tuple(found.values())


def _addresses(entity: Entity) -> tuple[Address, ...]:
    registered = _address("registered", entity.legal)
    if entity.headquarters == entity.legal or not any(entity.headquarters):
        return (registered,)
    return (registered, _address("visiting", entity.headquarters))


def _address(kind: AddressKind, place: Place) -> Address:
    return Address(
        kind=kind,
        text=one_line(f"{place.lines}, {place.postal_code} {place.city}".strip(" ,")),
        street=one_line(place.lines),
        postal_code=one_line(place.postal_code),
        locality=town(place.city),
        country=place.country,
        codes={"iso3166_2": place.region} if place.region else {},
    )


def _german_office(entity: Entity) -> RegisterOffice | None:
    """Section and number, which are free text here; the court is known by the authority only."""
    match = _GERMAN.search(entity.registered_as) if entity.legal.country == "DE" else None
    return RegisterOffice(section=match[1], number=one_line(match[2])) if match else None


def _relations(entity: Entity, date: str, fields: Fields) -> tuple[Relation, ...]:
    found = [_relation("succeeded_by", other.lei, other.name, date, fields) for other in entity.successors]
    if entity.category == "BRANCH" and (entity.associated_lei or entity.associated_name):
        found.append(_relation("branch_of", entity.associated_lei, entity.associated_name, "", fields))
    return tuple(relation for relation in found if relation.value or relation.name)


def _relation(kind: RelationKind, lei: str, name: str, date: str, fields: Fields) -> Relation:
    number = fields.identifier("LEI", lei)
    scheme, value = ("LEI", number.value) if number else ("", "")
    return Relation(kind, scheme, value, one_line(name), date)
