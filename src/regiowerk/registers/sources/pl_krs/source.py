"""Current extracts (OdpisAktualny) of the Polish National Court Register (docs/registers.md)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from regiowerk.codelists import legal_forms
from regiowerk.registers.record import (
    Activity,
    Address,
    Capital,
    Identifier,
    LegalForm,
    Name,
    RegisterOffice,
    RegisterRecord,
    Relation,
    Status,
)
from regiowerk.registers.sources import files, json_entries
from regiowerk.registers.sources.base import (
    LeftOut,
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
from regiowerk.registers.sources.pl_krs.pkd import PkdEditions

_START = re.compile(rb'\{\s*"odpis"\s*:')
_BULLETIN = re.compile(rb'\s*\[\s*"\d{10}"')
_HOUSE = re.compile(r"(?:ul|al|pl|os)\.\s*", re.IGNORECASE)

Objects = list[dict[str, Any]]


class _Header(msgspec.Struct, rename="camel"):
    numer_krs: str = msgspec.field(name="numerKRS")
    rejestr: str = ""
    stan_z_dnia: str | None = ""
    data_rejestracji: str | None = msgspec.field(name="dataRejestracjiWKRS", default="")
    data_ostatniego_wpisu: str | None = ""
    sad: str | None = msgspec.field(name="oznaczenieSaduDokonujacegoOstatniegoWpisu", default="")
    stan_pozycji: int | str | None = None


class _Numbers(msgspec.Struct):
    regon: str | None = ""
    nip: str | None = ""


class _Entity(msgspec.Struct, rename="camel"):
    nazwa: str | None = ""
    forma_prawna: str | None = ""
    identyfikatory: _Numbers = msgspec.field(default_factory=_Numbers)


class _Seat(msgspec.Struct):
    kraj: str | None = ""
    wojewodztwo: str | None = ""
    powiat: str | None = ""
    gmina: str | None = ""
    miejscowosc: str | None = ""


class _Address(msgspec.Struct, rename="camel"):
    ulica: str | None = ""
    nr_domu: str | None = ""
    nr_lokalu: str | None = ""
    miejscowosc: str | None = ""
    kod_pocztowy: str | None = ""
    poczta: str | None = ""


class _SeatAndAddress(msgspec.Struct):
    siedziba: _Seat = msgspec.field(default_factory=_Seat)
    adres: _Address = msgspec.field(default_factory=_Address)


class _Amount(msgspec.Struct):
    wartosc: str | None = ""
    waluta: str | None = ""


class _Capital(msgspec.Struct, rename="camel"):
    wysokosc_kapitalu_zakladowego: _Amount | None = None


class _Part1(msgspec.Struct, rename="camel"):
    dane_podmiotu: _Entity
    siedziba_i_adres: _SeatAndAddress = msgspec.field(name="siedzibaIAdres", default_factory=_SeatAndAddress)
    kapital: _Capital | None = None


class _Code(msgspec.Struct, rename="camel"):
    kod_dzial: str | None = ""
    kod_klasa: str | None = ""
    kod_podklasa: str | None = ""


class _Activities(msgspec.Struct, rename="camel"):
    przedmiot_przewazajacej_dzialalnosci: list[_Code] | None = None
    przedmiot_pozostalej_dzialalnosci: list[_Code] | None = None


class _Part3(msgspec.Struct, rename="camel"):
    przedmiot_dzialalnosci: _Activities | None = None


class _Part6(msgspec.Struct, rename="camel"):
    likwidacja: Objects | dict[str, Any] | None = None
    rozwiazanie_uniewaznienie: Objects | dict[str, Any] | None = None
    polaczenie_podzial_przeksztalcenie: Objects | None = None
    postepowanie_upadlosciowe: Objects | dict[str, Any] | None = None
    postepowanie_restrukturyzacyjne: Objects | dict[str, Any] | None = msgspec.field(
        name="postepowanieRestrukturyzacyjneNaprawczePrzymusowaRestrukturyzacjaUporzadkowanaLikwidacja", default=None
    )


class _Parts(msgspec.Struct):
    dzial1: _Part1
    dzial3: _Part3 | None = None
    dzial6: _Part6 | None = None


class _Extract(msgspec.Struct):
    header: _Header = msgspec.field(name="naglowekA")
    dane: _Parts
    rodzaj: str = ""


class _Document(msgspec.Struct):
    odpis: _Extract


class _KeyHeader(msgspec.Struct):
    number: str = msgspec.field(name="numerKRS")


class _KeyExtract(msgspec.Struct):
    rodzaj: str = ""
    header: _KeyHeader | None = msgspec.field(name="naglowekA", default=None)


class _Key(msgspec.Struct):
    odpis: _KeyExtract


_decode_key = msgspec.json.Decoder(_Key).decode
_decode = msgspec.json.Decoder(_Document).decode


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._forms: dict[str, str] = info.settings["forms"]
        self._editions = PkdEditions(**info.settings["pkd"])

    def probe(self, paths: list[Path]) -> None:
        for path in paths:
            if any(_BULLETIN.match(files.head(member, 100)) for member in files.members(path)):
                raise UnusableFileError("only_numbers", file=path.name)
        json_entries.probe(paths, _START)

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        return json_entries.entries(paths, _START, _key)

    def parse(self, entry: RawEntry) -> Parsed:
        extract, fields = json_entries.decode(_decode, entry.raw).odpis, Fields()
        header, first = extract.header, extract.dane.dzial1
        entity = first.dane_podmiotu
        name = entry_name(entity.nazwa)
        form = self._form(entity.forma_prawna, name, fields)
        codes = _codes(extract.dane.dzial3)
        changed = fields.date("dataOstatniegoWpisu", header.data_ostatniego_wpisu)
        status, since = _status(header, name, extract.dane.dzial6, changed)
        record = RegisterRecord(
            key=entry.key,
            country="PL",
            kind=kind_of(form.code if form else "", codes[0][:2] if codes else "", self.info.settings),
            names=(Name(name, "legal", "pl"),),
            identifiers=_identifiers(header, entity.identyfikatory, fields),
            legal_form=form,
            status=status,
            status_since=since,
            founded=fields.date("dataRejestracjiWKRS", header.data_rejestracji),
            dissolved=changed if status == "dissolved" else "",
            changed_at_source=changed,
            addresses=(_address(first.siedziba_i_adres),),
            activities=self._activities(extract.dane.dzial3, codes, changed),
            capital=_capital(first.kapital, fields),
            office=RegisterOffice(name=_court(header.sad), section=header.rejestr, number=entry.key),
            region=town(first.siedziba_i_adres.siedziba.wojewodztwo),
            relations=_taken_over(extract.dane.dzial6, fields),
        )
        return Parsed(record, fields.date("stanZDnia", header.stan_z_dnia), fields.doubts)

    def _form(self, text: str | None, name: str, fields: Fields) -> LegalForm | None:
        words = one_line(text).upper()
        if words in self._forms:
            return fields.legal_form("PL-FORM", self._forms[words])
        match = legal_forms.from_name(words, "PL") or legal_forms.from_name(name, "PL")
        if match:
            return LegalForm("PL-FORM", match.code)
        fields.doubt("legal_form", repr(words))
        return None

    def _activities(self, part: _Part3 | None, codes: list[str], changed: str) -> tuple[Activity, ...]:
        lists = part.przedmiot_dzialalnosci if part else None
        mains = len(lists.przedmiot_przewazajacej_dzialalnosci or []) if lists else 0
        scheme = self._editions.scheme(codes, changed)
        return tuple(Activity(scheme, code, main=number < mains) for number, code in enumerate(codes))


def _key(data: bytes) -> str:
    extract = json_entries.decode(_decode_key, data).odpis
    if extract.header is None:
        raise RefusedRowError("schema_version", f"rodzaj {extract.rodzaj!r}: only OdpisAktualny is read")
    return own_number("PL-KRS", extract.header.number).value


def _court(text: str | None) -> str:
    """The court of the last entry; entries made by the system name none."""
    name = one_line(text)
    return "" if name == "SYSTEM" else name


def _codes(part: _Part3 | None) -> list[str]:
    """The activities as PKD writes them, 73.11.Z, main ones first."""
    lists = part.przedmiot_dzialalnosci if part else None
    if not lists:
        return []
    both = (lists.przedmiot_przewazajacej_dzialalnosci or []) + (lists.przedmiot_pozostalej_dzialalnosci or [])
    return [joined(code.kod_dzial, code.kod_klasa, code.kod_podklasa, by=".") for code in both if code.kod_dzial]


def _status(header: _Header, name: str, part: _Part6 | None, changed: str) -> tuple[Status, str]:
    """By the position's state (1 entered, 4 struck off), the sixth part, and what the name must say by law."""
    if str(header.stan_pozycji) == "4":
        return "dissolved", changed
    upper = name.upper()
    if "W UPADŁOŚCI" in upper or (part and part.postepowanie_upadlosciowe):
        return "insolvent", ""
    if "W LIKWIDACJI" in upper or (part and (part.likwidacja or part.rozwiazanie_uniewaznienie)):
        return "in_liquidation", ""
    if "W RESTRUKTURYZACJI" in upper or (part and part.postepowanie_restrukturyzacyjne):
        return "insolvent", ""
    return ("active" if str(header.stan_pozycji) == "1" else "unknown"), ""


def _identifiers(header: _Header, numbers: _Numbers, fields: Fields) -> tuple[Identifier, ...]:
    own = own_number("PL-KRS", header.numer_krs)
    euid = fields.identifier("EUID", f"PLKRS.{own.value}")
    further = (fields.identifier("PL-NIP", numbers.nip), fields.identifier("PL-REGON", numbers.regon), euid)
    return (identifier("PL-KRS", own), *(number for number in further if number))


def _address(place: _SeatAndAddress) -> Address:
    seat, address = place.siedziba, place.adres
    street = _HOUSE.sub(lambda prefix: prefix[0].lower(), town(address.ulica))
    number = joined(address.nr_domu, address.nr_lokalu, by="/")
    locality = town(seat.miejscowosc or address.miejscowosc)
    first = joined(street or town(address.miejscowosc), number)
    post_office = joined(address.kod_pocztowy, town(address.poczta or address.miejscowosc))
    return Address(
        text=joined(first, post_office, by=", "),
        street=street,
        house_number=number,
        postal_code=one_line(address.kod_pocztowy),
        locality=locality,
        country="PL",
    )


def _capital(part: _Capital | None, fields: Fields) -> Capital | None:
    amount = part.wysokosc_kapitalu_zakladowego if part else None
    return fields.capital("wysokoscKapitaluZakladowego", amount.wartosc, amount.waluta) if amount else None


def _taken_over(part: _Part6 | None, fields: Fields) -> tuple[Relation, ...]:
    events = (part.polaczenie_podzial_przeksztalcenie if part else None) or []
    firms = [firm for event in events for firm in _objects(event.get("podmiotyPrzejmowane"))]
    return tuple(relation for firm in firms if (relation := _relation(firm, fields)))


def _relation(firm: Mapping[str, Any], fields: Fields) -> Relation | None:
    """A firm that was taken over, by its number where one is given."""
    name = firm.get("nazwa")
    text = one_line(name) if isinstance(name, str) else ""
    for scheme, key in (("PL-KRS", "krs"), ("PL-REGON", "regon"), ("PL-NIP", "nip")):
        number = _within(firm.get("identyfikator"), key) or firm.get(key)
        if isinstance(number, str) and (found := fields.identifier(scheme, number)):
            return Relation("took_over", scheme, found.value, text)
    return Relation("took_over", name=text) if text else None


def _within(value: Any, key: str) -> Any:
    """The number of this kind in an identifier, which is nested once or twice."""
    while isinstance(value, dict):
        if value.get(key):
            return value[key]
        value = value.get("identyfikator")
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]
