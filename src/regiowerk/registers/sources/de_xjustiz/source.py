"""Structured content of the German commercial register (SI, XJustiz), fetched by a firm itself (docs/registers.md)."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from regiowerk.codelists import legal_forms
from regiowerk.common.identifiers import DE_REGISTER_KEY, german_euid
from regiowerk.registers.record import (
    Address,
    Capital,
    Identifier,
    LegalForm,
    Name,
    RegisterOffice,
    RegisterRecord,
    Status,
)
from regiowerk.registers.sources import winding_up, xml_entries
from regiowerk.registers.sources.base import (
    LeftOut,
    Parsed,
    PlainSource,
    RawEntry,
    Refused,
    RefusedRowError,
    SourceInfo,
)
from regiowerk.registers.sources.fields import Fields, entry_name, identifier, joined, one_line, own_number
from regiowerk.registers.sources.kinds import kind_from_name

_START = re.compile(rb"<(?:\w{1,20}:)?nachricht\.reg\.0400003\b")
_END = re.compile(rb"</(?:\w{1,20}:)?nachricht\.reg\.0400003\s*>")
_COURT_NAME = re.compile(rb"gericht\b[^>]*>\s*<!--\s*Amtsgericht ([^<>]{2,60}?)\s*-->")
_BEARER = "287"  # role of who the entry is about, the Rechtsträger
_GERMANY = ("", "000")


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._versions = tuple(info.settings["versions"])
        self._forms: dict[str, str] = info.settings["forms"]
        self._kind_of_section = info.settings["kinds_by_section"]

    def probe(self, paths: list[Path]) -> None:
        xml_entries.probe(paths, _START)

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        return xml_entries.entries(paths, _START, _END, self._key)

    def _key(self, message: Element) -> str:
        head = message.find("{*}nachrichtenkopf")
        version = head.get("xjustizVersion", "") if head is not None else ""
        if not version.startswith(self._versions):
            raise RefusedRowError("schema_version", f"{version[:20]!r}, known are {', '.join(self._versions)}")
        return own_number("DE-HR", _register_key(message)).value

    def parse(self, entry: RawEntry) -> Parsed:
        message, fields = xml_entries.read(entry.raw), Fields()
        number = DE_REGISTER_KEY.fullmatch(entry.key)
        bearer = _bearer(message)
        if bearer is None or not number:
            raise RefusedRowError("field", "no Rechtsträger")
        retrieved = fields.date("abrufdatum", _text(message, ".//{*}auszug/{*}abrufdatum"))
        if bearer.tag.endswith("natuerlichePerson"):
            return Parsed(_person(entry.key), retrieved)
        name = entry_name(_text(bearer, "{*}bezeichnung/{*}bezeichnung.aktuell"))
        form_code = _text(bearer, ".//{*}rechtsform/{*}code")
        section = number["section"]
        record = RegisterRecord(
            key=entry.key,
            country="DE",
            kind=kind_from_name(name, "de", self._kind_of_section.get(section, "company")),
            names=(Name(name, "legal", "de"),),
            identifiers=_identifiers(entry.key, fields),
            legal_form=self._form(form_code, name, fields),
            status=_status(name),
            changed_at_source=fields.date("letzteEintragung", _text(message, ".//{*}auszug/{*}letzteEintragung")),
            addresses=(_address(bearer),),
            capital=_capital(message, fields),
            office=RegisterOffice(number["court"], _court_name(entry.raw), section, number["number"]),
            natural_person=form_code.startswith("4"),
        )
        return Parsed(record, retrieved, fields.doubts)

    def _form(self, code: str, name: str, fields: Fields) -> LegalForm | None:
        """By the code of XUnternehmen; the name where the code is of a wider class or missing."""
        if code in self._forms:
            return fields.legal_form("DE-SUFFIX", self._forms[code])
        match = legal_forms.from_name(name, "DE")
        if match:
            return LegalForm(match.code_list, match.code)
        return fields.mapped_form(code, self._forms, "DE-SUFFIX")


def _register_key(message: Element) -> str:
    """Court, section, number and suffix; the older text form of a file number is read as well."""
    court = _text(message, ".//{*}instanzdaten//{*}gericht/{*}code")
    number = message.find(".//{*}instanzdaten//{*}aktenzeichen.strukturiert")
    if number is None:
        return f"{court}_{_text(message, './/{*}instanzdaten//{*}aktenzeichen.freitext').replace(' ', '')}"
    parts = (_text(number, "{*}register/{*}code"), _text(number, "{*}laufendeNummer"), _text(number, "{*}zusatz"))
    return f"{court}_{''.join(parts)}"


def _bearer(message: Element) -> Element | None:
    """Who the entry is about. Other parties are managers and proxies, and are not read."""
    found = message.find(".//{*}basisdatenRegister/{*}rechtstraeger")
    if found is not None and found.find("{*}bezeichnung") is not None:
        return found
    for party in message.iterfind(".//{*}beteiligung"):
        roles = {_line(code) for code in party.iterfind("{*}rolle/{*}rollenbezeichnung/{*}code")}
        if _BEARER in roles:
            choice = "{*}beteiligter/{*}auswahl_beteiligter/{*}"
            organisation = party.find(f"{choice}organisation")
            return organisation if organisation is not None else party.find(f"{choice}natuerlichePerson")
    return None


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return _line(found) if found is not None else ""


def _line(element: Element) -> str:
    return one_line(element.text)


def _person(key: str) -> RegisterRecord:
    return RegisterRecord(key=key, country="DE", kind="company", names=(Name(""),), natural_person=True)


def _court_name(raw: bytes) -> str:
    """Where the court's code is followed by a comment with its name."""
    match = _COURT_NAME.search(raw)
    return match[1].decode() if match else ""


def _status(name: str) -> Status:
    return "in_liquidation" if winding_up.GERMAN.search(name) else "active"


def _identifiers(key: str, fields: Fields) -> tuple[Identifier, ...]:
    own = identifier("DE-HR", own_number("DE-HR", key))
    euid = fields.identifier("EUID", german_euid(key))
    return (own, euid) if euid else (own,)


def _address(bearer: Element) -> Address:
    """The business address; the seat is the town."""
    found = bearer.find("{*}anschrift")
    where = found if found is not None else bearer
    street, number = _text(where, "{*}strasse"), _text(where, "{*}hausnummer")
    postal_code, town = _text(where, "{*}postleitzahl"), _text(where, "{*}ort")
    seat = _text(bearer, "{*}sitz/{*}ort")
    abroad = _text(where, "{*}staat/{*}code") not in _GERMANY
    return Address(
        text=joined(joined(street, number), joined(postal_code, town), by=", "),
        street=street,
        house_number=number,
        postal_code="" if abroad else postal_code,
        locality=seat or town,
        country="DE",
    )


def _capital(message: Element, fields: Fields) -> Capital | None:
    for field in ("stammkapital", "grundkapital"):
        found = message.find(f".//{{*}}{field}")
        if found is not None:
            return fields.capital(field, _text(found, "{*}zahl"), _text(found, ".//{*}waehrung/{*}code"))
    return None
