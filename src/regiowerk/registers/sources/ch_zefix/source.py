"""Zefix, the Swiss central business name index: REST answers and LINDAS exports (docs/registers.md)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from regiowerk.registers.record import (
    Address,
    Identifier,
    Name,
    RegisterRecord,
    Relation,
    RelationKind,
    Status,
)
from regiowerk.registers.sources import files, json_entries, tables
from regiowerk.registers.sources.base import (
    LeftOut,
    Mode,
    Parsed,
    PlainSource,
    RawEntry,
    Refused,
    RefusedRowError,
    SourceInfo,
    UnusableFileError,
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

_START = re.compile(rb'\{\s*"name"\s*:')
_COLUMNS = ("name", "uid", "lf", "mun", "street", "zip", "city")
_REQUIRED = frozenset({"name", "uid", "lf", "mun"})
_LIQUIDATION = re.compile(r"\bin liquidation\b|\ben liquidation\b|\bin liquidazione\b", re.IGNORECASE)
_INSOLVENCY = re.compile(r"\bin konkurs\b|\ben faillite\b|\bin fallimento\b", re.IGNORECASE)
_FORM_LANGUAGES = {
    "gmbh": "de", "ag": "de", "genossenschaft": "de", "sàrl": "fr", "sarl": "fr", "sagl": "it", "llc": "en",
    "ltd": "en", "limited": "en", "inc": "en",
}  # fmt: skip


class _Code(msgspec.Struct):
    uid: str


class _Short(msgspec.Struct):
    name: str | None = ""
    uid: str | None = ""


class _OldName(msgspec.Struct, rename="camel"):
    name: str | None = ""
    sequence_nr: int | None = 0


class _Address(msgspec.Struct, rename="camel"):
    street: str | None = ""
    house_number: str | int | None = ""
    addon: str | None = ""
    po_box: str | int | None = ""
    city: str | None = ""
    swiss_zip_code: str | int | None = ""


class _Company(msgspec.Struct, rename="camel"):
    name: str
    uid: str
    legal_form: _Code
    legal_seat_id: int | str
    address: _Address | None  # told apart by it from the short form of a company
    legal_seat: str | None = ""
    ehraid: int | None = None
    chid: str | None = ""
    status: str | None = ""
    sogc_date: str | None = ""
    deletion_date: str | None = ""
    translation: list[str] | None = None
    canton: str | None = ""
    capital_nominal: str | None = ""
    capital_currency: str | None = ""
    head_offices: list[_Short] | None = None
    further_head_offices: list[_Short] | None = None
    branch_offices: list[_Short] | None = None
    has_taken_over: list[_Short] | None = None
    was_taken_over_by: list[_Short] | None = None
    old_names: list[_OldName] | None = None


_decode_key = msgspec.json.Decoder(_Short).decode
_decode = msgspec.json.Decoder(_Company).decode


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._natural = frozenset(info.settings["natural_person_forms"])
        self._status: dict[str, Status] = info.settings["status"]
        self._languages: list[list[Any]] = info.settings["languages_of_communes"]

    def probe(self, paths: list[Path]) -> None:
        if any(map(_is_table, paths)):
            return
        json_entries.probe(paths, _START)
        members = (member for path in paths for member in files.members(path))
        if not any(b'"ehraid"' in files.head(member, 1_000_000) or json_entries.is_empty(member) for member in members):
            raise UnusableFileError("other_file", file=paths[0].name)

    def mode(self, paths: list[Path]) -> Mode:
        """LINDAS has all living companies; REST answers are some."""
        return "full" if all(map(_is_table, paths)) else "delta"

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        for path in paths:
            if _is_table(path):
                yield from tables.entries(path, _COLUMNS, _REQUIRED, lambda row: own_number("CH-UID", row[1]).value)
            else:
                yield from json_entries.entries([path], _START, _key)

    def parse(self, entry: RawEntry) -> Parsed:
        if isinstance(entry.raw, bytes):
            return self._company(entry, json_entries.decode(_decode, entry.raw))
        return self._row(entry, *entry.raw)

    def _company(self, entry: RawEntry, company: _Company) -> Parsed:
        fields, commune = Fields(), str(company.legal_seat_id)
        name, form = entry_name(company.name), company.legal_form.uid
        deleted = fields.date("deletionDate", company.deletion_date)
        status = self._status.get(company.status or "", "unknown")
        record = RegisterRecord(
            key=entry.key,
            country="CH",
            kind=kind_of(form, "", self.info.settings),
            names=self._names(name, commune, company),
            identifiers=_identifiers(company, fields),
            legal_form=fields.legal_form("ECH-0097", form),
            status=_status_by_name(name) if status == "active" else status,
            status_since=deleted if status == "dissolved" else "",
            dissolved=deleted,
            changed_at_source=fields.date("sogcDate", company.sogc_date),
            addresses=(_address(company.address or _Address(), company.legal_seat, commune),),
            capital=fields.capital("capitalNominal", company.capital_nominal, company.capital_currency),
            region=one_line(company.canton),
            natural_person=form in self._natural,
            relations=_relations(company, fields),
        )
        return Parsed(record, doubts=fields.doubts)

    def _row(self, entry: RawEntry, *row: str) -> Parsed:
        fields = Fields()
        text, uid, form_iri, commune_iri, street, postal_code, city = row
        form, commune = form_iri.rpartition("/")[2], commune_iri.rpartition("/")[2]
        if not re.fullmatch(r"\d{1,5}", commune):
            raise RefusedRowError("field", f"mun {commune_iri[:80]!r}")
        name = entry_name(text)
        record = RegisterRecord(
            key=entry.key,
            country="CH",
            kind=kind_of(form, "", self.info.settings),
            names=(Name(name, "legal", _form_language(name) or self._language(commune)),),
            identifiers=(identifier("CH-UID", own_number("CH-UID", uid)),),
            legal_form=fields.legal_form("ECH-0097", form),
            status=_status_by_name(name),
            addresses=(_address(_Address(street=street, city=city, swiss_zip_code=postal_code), "", commune),),
            natural_person=form in self._natural,
        )
        return Parsed(record, doubts=fields.doubts)

    def _names(self, name: str, commune: str, company: _Company) -> tuple[Name, ...]:
        found = {name: Name(name, "legal", _form_language(name) or self._language(commune))}
        for text in map(one_line, company.translation or []):
            if text:
                found.setdefault(text, Name(text, "translation", _form_language(text)))
        for old in sorted(company.old_names or [], key=lambda old: old.sequence_nr or 0):
            if text := one_line(old.name):
                found.setdefault(text, Name(text, "former", _form_language(text) or self._language(commune)))
        return tuple(found.values())

    def _language(self, commune: str) -> str:
        """The official language of a commune, by the blocks in which their numbers are given."""
        number = int(commune) if commune.isdigit() else 0
        return next((language for first, last, language in self._languages if first <= number <= last), "de")


def _is_table(path: Path) -> bool:
    first = next(files.members(path))
    return not files.head(first, 100).lstrip().startswith((b"{", b"[")) and tables.fits(first, _REQUIRED)


def _key(data: bytes) -> str:
    return own_number("CH-UID", json_entries.decode(_decode_key, data).uid or "").value


def _form_language(name: str) -> str:
    words = re.findall(r"[\w.]+", name.lower())
    return next(
        (_FORM_LANGUAGES[word.strip(".")] for word in reversed(words) if word.strip(".") in _FORM_LANGUAGES), ""
    )


def _status_by_name(name: str) -> Status:
    if _LIQUIDATION.search(name):
        return "in_liquidation"
    return "insolvent" if _INSOLVENCY.search(name) else "active"


def _identifiers(company: _Company, fields: Fields) -> tuple[Identifier, ...]:
    chid = fields.identifier("CH-CHID", company.chid)
    return (identifier("CH-UID", own_number("CH-UID", company.uid)), *((chid,) if chid else ()))


def _address(address: _Address, seat: str | None, commune: str) -> Address:
    """Care-of lines are left out, since they name people."""
    street, number = one_line(address.street), one_line(str(address.house_number or ""))
    box = f"Postfach {address.po_box}" if address.po_box else ""
    postal_code = one_line(str(address.swiss_zip_code or ""))
    return Address(
        text=joined(joined(street, number), address.addon, box, joined(postal_code, address.city), by=", "),
        street=street,
        house_number=number,
        postal_code=postal_code,
        locality=town(address.city) or town(seat),
        locality_part=town(seat) if address.city and one_line(address.city) != one_line(seat) else "",
        country="CH",
        codes={"bfs_commune": commune},
    )


def _relations(company: _Company, fields: Fields) -> tuple[Relation, ...]:
    kinds: tuple[tuple[RelationKind, list[_Short] | None], ...] = (
        ("branch_of", company.head_offices),
        ("branch_of", company.further_head_offices),
        ("has_branch", company.branch_offices),
        ("took_over", company.has_taken_over),
        ("merged_into", company.was_taken_over_by),
    )
    return tuple(_relation(kind, other, fields) for kind, others in kinds for other in others or [])


def _relation(kind: RelationKind, other: _Short, fields: Fields) -> Relation:
    number = fields.identifier("CH-UID", other.uid)
    name = one_line(other.name)
    return Relation(kind, "CH-UID", number.value, name) if number else Relation(kind, name=name)
