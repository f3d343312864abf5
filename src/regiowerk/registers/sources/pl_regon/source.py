"""REGON of Statistics Poland: search results and full reports of the BIR service (docs/registers.md)."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from regiowerk.codelists import legal_forms
from regiowerk.common.identifiers import Normalised
from regiowerk.registers.record import Address, Identifier, LegalForm, Name, RegisterRecord, Relation, Status
from regiowerk.registers.sources import files, xml_entries
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

_START = re.compile(rb"<dane>|&lt;dane&gt;")
_END = re.compile(rb"</dane>|&lt;/dane&gt;")
# A report of what changed on a day: elements that hold a number and nothing else.
_ONLY_NUMBER = re.compile(rb"<dane>\s*<regon>\d+</regon>\s*</dane>", re.IGNORECASE)
_PREFIX = re.compile(r"(praw|lokpraw|fiz[a-z]?|lokfiz[a-z]?)_")
_SYMBOLS = ("adsiedzwojewodztwo_symbol", "adsiedzpowiat_symbol", "adsiedzgmina_symbol")

Values = Mapping[str, str]


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        self._forms: dict[str, str] = info.settings["forms"]

    def probe(self, paths: list[Path]) -> None:
        for path in paths:
            heads = (files.head(member, 10_000) for member in files.members(path))
            if any(_ONLY_NUMBER.search(head.replace(b"&lt;", b"<").replace(b"&gt;", b">")) for head in heads):
                raise UnusableFileError("only_numbers", file=path.name)
        xml_entries.probe(paths, _START)

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        return xml_entries.entries(paths, _START, _END, lambda element: _regon(_values(element)).value)

    def parse(self, entry: RawEntry) -> Parsed:
        values, fields = _values(xml_entries.read(entry.raw)), Fields()
        name = entry_name(values.get("nazwa"))
        form = self._form(values, name)
        ended = _date(values, fields, "dataskresleniazregon", "datazakonczeniadzialalnosci")
        status, since = _status(values, ended, fields)
        record = RegisterRecord(
            key=entry.key,
            country="PL",
            kind=kind_of(form.code if form else "", "", self.info.settings),
            names=_names(name, values),
            identifiers=_identifiers(values, fields),
            legal_form=form,
            status=status,
            status_since=since,
            founded=_date(values, fields, "datapowstania"),
            dissolved=ended,
            changed_at_source=_date(values, fields, "datazaistnieniazmiany", "datazaistnieniazmianydzialalnosci"),
            addresses=(_address(values),),
            region=town(values.get("adsiedzwojewodztwo_nazwa") or values.get("wojewodztwo")),
            natural_person=_is_person(values, form),
            relations=_head_office(values),
        )
        return Parsed(record, doubts=fields.doubts)

    def _form(self, values: Values, name: str) -> LegalForm | None:
        """By the special form's name, which is in the plural, else by the name of the organisation."""
        words = values.get("szczegolnaformaprawna_nazwa", "").upper()
        if code := self._forms.get(words):
            return LegalForm("PL-FORM", code)
        match = legal_forms.from_name(name, "PL")
        return LegalForm("PL-FORM", match.code) if match else None


def _values(element: Element) -> Values:
    """The fields by their names in lower case without prefix; whose they are stands under 'prefix'.

    Prefixes tell the kinds of reports apart, and the case of the names differs between reports.
    """
    found: dict[str, str] = {}
    for child in element:
        tag = child.tag.lower()
        if match := _PREFIX.match(tag):
            found.setdefault("prefix", match[1])
            tag = tag[match.end() :]
        found[tag] = one_line(child.text)
    return found


def _regon(values: Values) -> Normalised:
    if error := values.get("errorcode"):
        raise RefusedRowError("field", f"error {error}: {values.get('errormessagepl', '')}"[:200])
    number = values.get("regon14") or values.get("regon9") or values.get("regon") or ""
    if not number:
        raise RefusedRowError("field", "no REGON")
    return own_number("PL-REGON", number)


def _is_person(values: Values, form: LegalForm | None) -> bool:
    """By the type of a search result, the kind of report, or the form: a civil partnership is its partners."""
    if form and legal_forms.is_natural_person(form.code_list, form.code):
        return True
    return values.get("typ", "").endswith("F") or "fiz" in values.get("prefix", "")


def _date(values: Values, fields: Fields, *names: str) -> str:
    return next((day for name in names if (day := fields.date(name, values.get(name)))), "")


def _status(values: Values, ended: str, fields: Fields) -> tuple[Status, str]:
    if ended or values.get("dataskresleniazregon") or values.get("datazakonczeniadzialalnosci"):
        return "dissolved", ended
    suspended = _date(values, fields, "datazawieszeniadzialalnosci")
    if suspended and _date(values, fields, "datawznowieniadzialalnosci") < suspended:
        return "suspended", suspended
    return "active", ""


def _names(name: str, values: Values) -> tuple[Name, ...]:
    short = values.get("nazwaskrocona", "")
    legal = Name(name, "legal", "pl")
    return (legal, Name(short, "short", "pl")) if short and short != name else (legal,)


def _identifiers(values: Values, fields: Fields) -> tuple[Identifier, ...]:
    register = values.get("numerwrejestrzeewidencji", "")
    further = (
        fields.identifier("PL-NIP", values.get("nip")),
        fields.identifier("PL-KRS", register if re.fullmatch(r"\d{10}", register) else ""),
    )
    return (identifier("PL-REGON", _regon(values)), *(number for number in further if number))


def _head_office(values: Values) -> tuple[Relation, ...]:
    """A local unit has the number of its organisation as the first nine digits of its own."""
    number = _regon(values).value
    return (Relation("branch_of", "PL-REGON", number[:9]),) if len(number) == 14 else ()


def _address(values: Values) -> Address:
    def value(report: str, search: str) -> str:
        return values.get(f"adsiedz{report}") or values.get(search, "")

    street = value("ulica_nazwa", "ulica")
    number = joined(value("numernieruchomosci", "nrnieruchomosci"), value("numerlokalu", "nrlokalu"), by="/")
    postal_code = value("kodpocztowy", "kodpocztowy")
    if re.fullmatch(r"\d{5}", postal_code):
        postal_code = f"{postal_code[:2]}-{postal_code[2:]}"
    locality = town(value("miejscowosc_nazwa", "miejscowosc"))
    post_office = town(value("miejscowoscpoczty_nazwa", "miejscowoscpoczty")) or locality
    return Address(
        text=joined(joined(street or locality, number), joined(postal_code, post_office), by=", "),
        street=street,
        house_number=number,
        postal_code=postal_code,
        locality=locality,
        country=values.get("adsiedzkraj_symbol") or "PL",
        codes=_codes(values),
    )


def _codes(values: Values) -> dict[str, str]:
    terc = "".join(values.get(symbol, "") for symbol in _SYMBOLS)
    codes = {
        "terc": terc if re.fullmatch(r"\d{6,7}", terc) else "",
        "simc": values.get("adsiedzmiejscowosc_symbol", ""),
        "ulic": values.get("adsiedzulica_symbol", ""),
    }
    return {name: code for name, code in codes.items() if code}
