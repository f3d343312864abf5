"""An LEI record as the source reads it, from the columns of the golden copy or from an answer of the API."""

from typing import NamedTuple

import msgspec

from regiowerk.registers.sources.fields import joined

OTHER_NAMES, SUCCESSORS, ADDRESS_LINES = 5, 5, 3  # of each, as many as the CSV has columns for


class OtherName(NamedTuple):
    text: str
    language: str
    type: str


class Place(NamedTuple):
    lines: str
    city: str
    region: str  # ISO 3166-2
    country: str
    postal_code: str


class Successor(NamedTuple):
    lei: str
    name: str


class Entity(NamedTuple):
    lei: str
    name: str
    language: str
    other_names: tuple[OtherName, ...]
    legal: Place
    headquarters: Place
    authority: str
    registered_as: str
    category: str
    form: str  # ISO 20275
    associated_lei: str
    associated_name: str
    status: str
    created: str
    expired: str
    successors: tuple[Successor, ...]
    updated: str


def _place_columns(kind: str) -> tuple[str, ...]:
    lines = ("FirstAddressLine", *(f"AdditionalAddressLine.{number}" for number in range(1, ADDRESS_LINES + 1)))
    return tuple(f"Entity.{kind}.{part}" for part in (*lines, "City", "Region", "Country", "PostalCode"))


_NAME = "Entity.OtherEntityNames.OtherEntityName."
_PLACE = len(_place_columns(""))
COLUMNS = (
    "LEI", "Entity.LegalName", "Entity.LegalName.xmllang", *_place_columns("LegalAddress"),
    *_place_columns("HeadquartersAddress"),
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.EntityCategory", "Entity.LegalForm.EntityLegalFormCode",
    "Entity.AssociatedEntity.AssociatedLEI", "Entity.AssociatedEntity.AssociatedEntityName",
    "Entity.EntityStatus", "Entity.EntityCreationDate", "Entity.EntityExpirationDate", "Registration.LastUpdateDate",
    *(f"{_NAME}{number}{part}" for number in range(1, OTHER_NAMES + 1) for part in ("", ".xmllang", ".type")),
    *(
        f"Entity.SuccessorEntity.{number}.{part}"
        for number in range(1, SUCCESSORS + 1)
        for part in ("SuccessorLEI", "SuccessorEntityName")
    ),
)  # fmt: skip
REQUIRED = frozenset({"LEI", "Entity.LegalName", "Entity.LegalAddress.Country", "Entity.EntityStatus"})
COUNTRY = COLUMNS.index("Entity.LegalAddress.Country")


def from_row(row: tuple[str, ...]) -> Entity:
    """`row` has the values of COLUMNS."""
    lei, name, language = row[:3]
    legal, headquarters = _place(row[3 : 3 + _PLACE]), _place(row[3 + _PLACE : 3 + 2 * _PLACE])
    rest = row[3 + 2 * _PLACE :]
    authority, registered_as, category, form, associated, associated_name, status, created, expired, updated = rest[:10]
    names, successors = rest[10 : 10 + 3 * OTHER_NAMES], rest[10 + 3 * OTHER_NAMES :]
    return Entity(
        lei, name, language,
        tuple(OtherName(*name) for name in zip(names[::3], names[1::3], names[2::3], strict=True) if name[0]),
        legal, headquarters, authority, registered_as, category, form, associated, associated_name,
        status, created, expired,
        tuple(Successor(*pair) for pair in zip(successors[::2], successors[1::2], strict=True) if any(pair)),
        updated,
    )  # fmt: skip


def _place(values: tuple[str, ...]) -> Place:
    *lines, city, region, country, postal_code = values
    return Place(joined(*lines, by=", "), city, region, country, postal_code)


class _JsonName(msgspec.Struct):
    name: str | None = ""
    language: str | None = ""
    type: str | None = ""


class _JsonAddress(msgspec.Struct, rename="camel"):
    country: str | None
    address_lines: list[str] | None = None
    city: str | None = ""
    region: str | None = ""
    postal_code: str | None = ""


class _JsonId(msgspec.Struct):
    id: str | None = ""


class _JsonLei(msgspec.Struct):
    lei: str | None = ""
    name: str | None = ""


class _JsonDate(msgspec.Struct):
    date: str | None = ""


class _JsonEntity(msgspec.Struct, rename="camel"):
    legal_name: _JsonName
    legal_address: _JsonAddress
    other_names: list[_JsonName] | None = None
    headquarters_address: _JsonAddress | None = None
    registered_at: _JsonId | None = None
    registered_as: str | None = ""
    category: str | None = ""
    legal_form: _JsonId | None = None
    associated_entity: _JsonLei | None = None
    status: str | None = ""
    creation_date: str | None = ""
    expiration: _JsonDate | None = None
    successor_entity: _JsonLei | None = None
    successor_entities: list[_JsonLei] | None = None


class _JsonRegistration(msgspec.Struct, rename="camel"):
    last_update_date: str | None = ""


class _JsonAttributes(msgspec.Struct):
    lei: str
    entity: _JsonEntity
    registration: _JsonRegistration = msgspec.field(default_factory=_JsonRegistration)


class JsonRecord(msgspec.Struct):
    attributes: _JsonAttributes


decode = msgspec.json.Decoder(JsonRecord).decode


def from_json(record: JsonRecord) -> Entity:
    attributes, entity = record.attributes, record.attributes.entity
    associated = entity.associated_entity or _JsonLei()
    successors = entity.successor_entities or [entity.successor_entity or _JsonLei()]
    return Entity(
        attributes.lei, entity.legal_name.name or "", entity.legal_name.language or "",
        tuple(OtherName(n.name or "", n.language or "", n.type or "") for n in entity.other_names or []),
        _json_place(entity.legal_address), _json_place(entity.headquarters_address or entity.legal_address),
        (entity.registered_at or _JsonId()).id or "", entity.registered_as or "", entity.category or "",
        (entity.legal_form or _JsonId()).id or "", associated.lei or "", associated.name or "",
        entity.status or "", entity.creation_date or "", (entity.expiration or _JsonDate()).date or "",
        tuple(Successor(s.lei or "", s.name or "") for s in successors if s.lei or s.name),
        attributes.registration.last_update_date or "",
    )  # fmt: skip


def _json_place(address: _JsonAddress) -> Place:
    return Place(
        joined(*(address.address_lines or []), by=", "),
        address.city or "",
        address.region or "",
        address.country or "",
        address.postal_code or "",
    )
