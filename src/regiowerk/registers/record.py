"""What an importer makes of one register entry: the common model of all registers.

Plain data without Django, so that a source can be written and tested on its own. Dates are ISO
strings (`2024-05-31`), codes are kept as the register delivers them, nothing is translated.
"""

from typing import Literal

import msgspec

OrganisationKind = Literal["company", "research", "education", "association", "public", "other"]
NameKind = Literal["legal", "trade", "former", "short", "translation"]
Status = Literal["active", "pending", "in_liquidation", "insolvent", "suspended", "dissolved", "unknown"]
AddressKind = Literal["registered", "visiting", "postal"]
RelationKind = Literal["branch_of", "has_branch", "took_over", "merged_into", "moved_from", "moved_to", "succeeded_by"]


class Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    text: str
    kind: NameKind = "legal"
    language: str = ""
    valid_from: str = ""
    valid_to: str = ""


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """`scheme` as in docs/registers.md (CZ-ICO, DE-HR, EUID …); `value` normalised, `display` for people."""

    scheme: str
    value: str
    display: str = ""
    checked: bool | None = None  # True: the check digit is right; None: the scheme has none


class LegalForm(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    code_list: str
    code: str


class Address(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    kind: AddressKind = "registered"
    text: str = ""  # one line, as the register writes it
    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    locality: str = ""
    locality_part: str = ""
    country: str = ""
    codes: dict[str, str] = {}  # official codes: lau, ruian_adm, icz_uj …

    @property
    def one_line(self) -> str:
        """The register's own line where it has one, else the parts in the country's order."""
        if self.text:
            return self.text
        street = f"{self.street} {self.house_number}".strip()
        town = f"{self.postal_code} {self.locality}".strip()
        return ", ".join(part for part in (street, town) if part)


class Activity(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    scheme: str  # NACE2, NACE21, CZNACE, CZNACE2025 …
    code: str  # as delivered
    main: bool = False


class SizeClass(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    scheme: str  # CZ-KATPO
    code: str
    minimum: int | None = None
    maximum: int | None = None


class Capital(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Registered capital."""

    amount: str  # in units of the currency, with a point: 25000.00
    currency: str  # ISO 4217


class Relation(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the register says of this entry and another one: by identifier where it has one, else by name."""

    kind: RelationKind
    scheme: str = ""  # of `value`, as in Identifier
    value: str = ""
    name: str = ""
    date: str = ""


class RegisterOffice(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """The court or office that keeps the entry."""

    code: str = ""
    name: str = ""
    section: str = ""  # HRB, HRA, VR …
    number: str = ""


class RegisterRecord(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One register entry. `key` is the entry's key as the source writes it."""

    key: str
    country: str
    kind: OrganisationKind
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...] = ()
    legal_form: LegalForm | None = None
    status: Status = "unknown"
    status_since: str = ""
    founded: str = ""
    dissolved: str = ""
    changed_at_source: str = ""
    addresses: tuple[Address, ...] = ()
    activities: tuple[Activity, ...] = ()
    size: SizeClass | None = None
    capital: Capital | None = None
    office: RegisterOffice | None = None
    region: str = ""  # state or region as the register names it, to tell places of one name apart
    natural_person: bool = False
    relations: tuple[Relation, ...] = ()

    @property
    def name(self) -> str:
        """The present legal name."""
        return self.names[0].text


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(RegisterRecord)


def encode(record: RegisterRecord) -> bytes:
    return ENCODER.encode(record)


def decode(payload: bytes | str | memoryview) -> RegisterRecord:
    return DECODER.decode(payload)
