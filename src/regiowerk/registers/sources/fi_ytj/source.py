"""YTJ open data of the Finnish Patent and Registration Office, version 3 (docs/registers.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from regiowerk.registers.record import Activity, Address, Identifier, Name, NameKind, RegisterRecord, Status
from regiowerk.registers.sources import files, json_entries
from regiowerk.registers.sources.base import (
    LeftOut,
    Mode,
    Parsed,
    PlainSource,
    RawEntry,
    Refused,
    SourceInfo,
)
from regiowerk.registers.sources.fields import (
    Fields,
    entry_name,
    identifier,
    joined,
    kind_of,
    one_line,
    own_number,
    town,
)

_START = re.compile(rb'\{\s*"businessId"\s*:')
_NAME_KINDS: dict[str, NameKind] = {"1": "legal", "2": "translation", "3": "trade", "4": "trade"}
_SWEDISH = re.compile(r"\b(?:ab|abp|öppet bolag|kb|andelslag|rf|filial)\b", re.IGNORECASE)


class _Value(msgspec.Struct):
    value: str


class _Key(msgspec.Struct):
    business_id: _Value = msgspec.field(name="businessId")


class _Dated(msgspec.Struct, rename="camel"):
    type: str | int = ""
    registration_date: str | None = ""
    end_date: str | None = ""


class _Name(_Dated):
    name: str = ""
    version: int | None = 1


class _Form(_Dated):
    version: int | None = 1


class _Line(_Dated):
    type_code_set: str | None = ""


class _PostOffice(msgspec.Struct, rename="camel"):
    city: str | None = ""
    language_code: str | None = ""
    municipality_code: str | None = ""


class _Address(msgspec.Struct, rename="camel"):
    type: str | int = ""
    street: str | None = ""
    building_number: str | None = ""
    entrance: str | None = ""
    apartment_number: str | None = ""
    apartment_id_suffix: str | None = ""
    post_office_box: str | None = ""
    post_code: str | None = ""
    post_offices: list[_PostOffice] | None = None
    country: str | None = ""
    free_address_line: str | None = ""


class _Company(msgspec.Struct, rename="camel"):
    business_id: _Value
    eu_id: _Value | None = None
    names: list[_Name] | None = None
    main_business_line: _Line | None = None
    company_forms: list[_Form] | None = None
    company_situations: list[_Dated] | None = None
    registered_entries: list[_Dated] | None = None
    addresses: list[_Address] | None = None
    trade_register_status: str | None = ""
    registration_date: str | None = ""
    end_date: str | None = ""
    last_modified: str | None = ""


_decode_key = msgspec.json.Decoder(_Key).decode
_decode = msgspec.json.Decoder(_Company).decode


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._schemes: dict[str, str] = info.settings["activity_schemes"]
        self._situations: dict[str, Status] = info.settings["situations"]
        self._natural = frozenset(info.settings["natural_person_forms"])

    def probe(self, paths: list[Path]) -> None:
        json_entries.probe(paths, _START)

    def mode(self, paths: list[Path]) -> Mode:
        """The daily file is a list of all companies; an answer of the search is a page of some."""
        heads = [files.head(member, 100).lstrip() for path in paths for member in files.members(path)]
        return "full" if all(head.startswith(b"[") for head in heads) else "delta"

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        return json_entries.entries(paths, _START, _key)

    def parse(self, entry: RawEntry) -> Parsed:
        company, fields = json_entries.decode(_decode, entry.raw), Fields()
        number = own_number("FI-YTUNNUS", company.business_id.value)
        form = str(next((form.type for form in _current(company.company_forms or [])), ""))
        line = company.main_business_line
        ended = fields.date("endDate", company.end_date)
        status, since = self._status(company, ended, fields)
        record = RegisterRecord(
            key=entry.key,
            country="FI",
            kind=kind_of(form, str(line.type)[:2] if line else "", self.info.settings),
            names=_names(company.names or [], fields),
            identifiers=(identifier("FI-YTUNNUS", number), *_euid(company, fields)),
            legal_form=fields.legal_form("YTJ-YRMU", form),
            status=status,
            status_since=since,
            founded=fields.date("registrationDate", company.registration_date),
            dissolved=ended,
            changed_at_source=fields.date("lastModified", company.last_modified),
            addresses=_addresses(company.addresses or []),
            activities=self._activities(line),
            natural_person=form in self._natural,
        )
        return Parsed(record, doubts=fields.doubts)

    def _status(self, company: _Company, ended: str, fields: Fields) -> tuple[Status, str]:
        if company.end_date or company.trade_register_status == "4":
            return "dissolved", ended
        for code, status in self._situations.items():
            for situation in company.company_situations or []:
                if situation.type == code and not situation.end_date:
                    return status, fields.date(code, situation.registration_date)
        if company.trade_register_status == "3":
            return "pending", ""
        living = any(not entry.end_date for entry in company.registered_entries or [])
        return ("active" if company.trade_register_status == "1" or living else "unknown"), ""

    def _activities(self, line: _Line | None) -> tuple[Activity, ...]:
        scheme = self._schemes.get(line.type_code_set or "") if line else None
        return (Activity(scheme, str(line.type), main=True),) if line and line.type and scheme else ()


def _key(data: bytes) -> str:
    return one_line(json_entries.decode(_decode_key, data).business_id.value)


def _current(forms: list[_Form]) -> list[_Form]:
    """The present one first; of a company that has ceased the last one."""
    return sorted(forms, key=lambda form: (bool(form.end_date), form.version or 1))


def _names(names: list[_Name], fields: Fields) -> tuple[Name, ...]:
    legal = [name for name in names if str(name.type) == "1"]
    legal.sort(key=lambda name: (bool(name.end_date), name.version or 1))
    present = entry_name(legal[0].name if legal else "")
    found = [Name(present, "legal", _language(present), fields.date("names", legal[0].registration_date))]
    for name in names:
        text = one_line(name.name)
        if name is legal[0] or not text:
            continue
        ended = fields.date("names", name.end_date)
        kind = "former" if name.end_date else _NAME_KINDS.get(str(name.type), "trade")
        began = fields.date("names", name.registration_date)
        found.append(Name(text, kind, _language(text) if kind != "trade" else "", began, ended))
    return tuple(found)


def _language(text: str) -> str:
    """Finnish, or Swedish by the legal form; names in other languages have none of Finland's forms."""
    if re.search(r"\b(?:oy|oyj|ky|ay|osk|ry|tmi|säätiö)\b", text, re.IGNORECASE):
        return "fi"
    return "sv" if _SWEDISH.search(text) else ""


def _euid(company: _Company, fields: Fields) -> tuple[Identifier, ...]:
    euid = fields.identifier("EUID", company.eu_id.value if company.eu_id else "")
    return (euid,) if euid else ()


def _addresses(addresses: list[_Address]) -> tuple[Address, ...]:
    """The visiting address first; care-of lines are left out, since they name people."""
    found = [_address(address) for address in addresses]
    return tuple(sorted(found, key=lambda address: address.kind != "visiting"))


def _address(address: _Address) -> Address:
    offices = sorted(address.post_offices or [], key=lambda office: office.language_code != "1")
    city = offices[0].city if offices else ""
    municipality = next((office.municipality_code for office in offices if office.municipality_code), "")
    box = f"PL {address.post_office_box}" if address.post_office_box else ""
    flat = f"{address.apartment_number or ''}{address.apartment_id_suffix or ''}"
    number = joined(address.building_number, address.entrance, flat)
    line = joined(joined(address.street, number), box, joined(address.post_code, city), by=", ")
    return Address(
        kind="visiting" if str(address.type) == "1" else "postal",
        text=one_line(address.free_address_line) or line,
        street=one_line(address.street),
        house_number=number,
        postal_code=one_line(address.post_code),
        locality=town(city),
        country=one_line(address.country)[:2].upper() or "FI",
        codes={"municipality": municipality} if municipality else {},
    )
