"""OffeneRegister: German register entries as JSON Lines (docs/registers.md)."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from regiowerk.codelists import legal_forms
from regiowerk.common.identifiers import DE_REGISTER_KEY, german_euid
from regiowerk.registers.record import Address, Identifier, LegalForm, Name, RegisterOffice, RegisterRecord, Status
from regiowerk.registers.sources import files, winding_up
from regiowerk.registers.sources.base import (
    Parsed,
    PlainSource,
    RawEntry,
    Refused,
    RefusedRowError,
    SourceInfo,
    UnusableFileError,
    fingerprint,
)
from regiowerk.registers.sources.dates import iso_date
from regiowerk.registers.sources.kinds import kind_from_name

_ADDRESS = re.compile(
    r"(?:(?P<street>.+?)(?:\s+(?P<number>\d+\s?[a-zA-Z]?(?:\s?[-–/+,]\s?\d*\s?[a-zA-Z]?)*))?,\s*)?"
    r"(?P<postal_code>\d{5})\s+(?P<locality>[^,]+?)\.?"
)
# Partners in a name of section A that carries no legal form: older general partnerships.
_SEVERAL_OWNERS = re.compile(
    r"&|\bund\b|\bu\.|\+|\bGebr|\bGeschwister\b|\bSöhne\b|\bSohn\b|\bErben\b|\bCo\b", re.IGNORECASE
)
_PROBED_LINES = 20
_UNKNOWN_NAMES = frozenset({"", "unbekannt", "-", "n/a", "null", "none"})


class _Key(msgspec.Struct):
    company_number: str


class _FormerName(msgspec.Struct):
    company_name: str = ""


class _Attributes(msgspec.Struct):
    register_section: str = msgspec.field(name="_registerArt", default="")
    federal_state: str | None = ""
    registered_office: str | None = ""
    registrar: str | None = ""


class _Row(msgspec.Struct):
    """The fields that are read. Officers are natural persons and are not."""

    company_number: str
    name: str
    jurisdiction_code: str = ""
    current_status: str | None = ""
    registered_address: str | None = ""
    previous_names: list[_FormerName] | None = None
    all_attributes: _Attributes = msgspec.field(default_factory=_Attributes)
    retrieved_at: str | None = ""


_decode_key = msgspec.json.Decoder(_Key).decode
_decode_row = msgspec.json.Decoder(_Row).decode


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._status = info.settings["status"]
        self._form_of_section = info.settings["forms_by_section"]
        self._kind_of_section = info.settings["kinds_by_section"]

    def probe(self, paths: list[Path]) -> None:
        for path in paths:
            line = files.first_line(path)
            if not line.startswith(b"{"):
                raise UnusableFileError("not_json", file=path.name)
            if not any(b'"company_number"' in line.data for line in islice(files.lines(path), _PROBED_LINES)):
                raise UnusableFileError("other_file", file=path.name)

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused]:
        for path in paths:
            for line in files.lines(path):
                yield self._entry(path.name, line)

    @staticmethod
    def _entry(file: str, line: files.Line) -> RawEntry | Refused:
        if line.overlong:
            return Refused(file, line.number, "line_too_long")
        try:
            key = _decode_key(line.data).company_number
        except msgspec.ValidationError as error:
            return Refused(file, line.number, "field", str(error))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return Refused(file, line.number, _syntax_reason(line.data), str(error))
        return RawEntry(file, line.number, key, fingerprint(line.data), line.data)

    def parse(self, entry: RawEntry) -> Parsed:
        try:
            row = _decode_row(entry.raw)
        except msgspec.ValidationError as error:
            raise RefusedRowError("field", str(error)) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RefusedRowError(_syntax_reason(entry.raw), str(error)) from error
        number = DE_REGISTER_KEY.fullmatch(row.company_number)
        if row.jurisdiction_code != "de":
            raise RefusedRowError("other_register", f"jurisdiction {row.jurisdiction_code!r}")
        if not number:
            raise RefusedRowError("identifier", row.company_number)
        name = " ".join(row.name.split())
        if name.lower() in _UNKNOWN_NAMES:
            raise RefusedRowError("name_unknown", name)
        return self._record(row, number, name)

    def _record(self, row: _Row, number: re.Match[str], name: str) -> Parsed:
        section, attributes = number["section"], row.all_attributes
        form = legal_forms.from_name(name, "DE")
        form_code = form.code if form else self._form_of_section.get(section, "")
        retrieved_on, doubts = _retrieved_on(row.retrieved_at or "")
        record = RegisterRecord(
            key=row.company_number,
            country="DE",
            kind=kind_from_name(name, "de", self._kind_of_section.get(section, "company")),
            names=_names(name, row.previous_names or []),
            identifiers=_identifiers(row.company_number, number),
            legal_form=LegalForm("DE-SUFFIX", form_code) if form_code else None,
            status=self._status_of(row.current_status or "", name),
            addresses=(_address(row.registered_address or "", attributes.registered_office or ""),),
            office=RegisterOffice(number["court"], attributes.registrar or "", section, number["number"]),
            region=attributes.federal_state or "",
            natural_person=_is_sole_trader(section, name, form),
        )
        return Parsed(record, retrieved_on, doubts)

    def _status_of(self, status: str, name: str) -> Status:
        code: Status = self._status.get(status, "unknown")
        return "in_liquidation" if code == "active" and winding_up.GERMAN.search(name) else code

    def scope(self, record: RegisterRecord) -> str:
        return record.office.code if record.office else ""


def _syntax_reason(line: bytes) -> str:
    try:
        line.decode()
    except UnicodeDecodeError:
        return "encoding"
    return "syntax"


def _retrieved_on(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    try:
        return iso_date(text), ()
    except ValueError:
        return "", (("date", f"retrieved_at {text[:40]!r}"),)


def _is_sole_trader(section: str, name: str, form: "legal_forms.LegalFormMatch | None") -> bool:
    """Section A holds sole traders and partnerships; without a form and with one owner it is a person."""
    if form:
        return form.natural_person
    return section == "HRA" and not _SEVERAL_OWNERS.search(name)


def _names(name: str, former: list[_FormerName]) -> tuple[Name, ...]:
    names = {name: Name(name, "legal", "de")}
    for item in former:
        text = " ".join(item.company_name.split())
        if text and text.lower() not in _UNKNOWN_NAMES and text not in names:
            names[text] = Name(text, "former", "de")
    return tuple(names.values())


def _identifiers(key: str, number: re.Match[str]) -> tuple[Identifier, ...]:
    display = f"{number['section']} {number['number']}"
    if number["suffix"]:
        display += f" {number['suffix']}"
    register = Identifier("DE-HR", key, display)
    euid = german_euid(key)
    return (register, Identifier("EUID", euid, euid)) if euid else (register,)


def _address(text: str, seat: str) -> Address:
    """The seat is always there, the address for some only; where both are, the address is finer."""
    text, seat = " ".join(text.split()), " ".join(seat.split())
    match = _ADDRESS.fullmatch(text) if text else None
    if not match:
        return Address(locality=seat, country="DE", text=text)
    return Address(
        text=text.removesuffix("."),
        street=match["street"] or "",
        house_number=(match["number"] or "").strip(),
        postal_code=match["postal_code"],
        locality=seat or match["locality"],
        country="DE",
    )
