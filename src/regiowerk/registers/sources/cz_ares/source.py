"""ARES, the Czech administrative register of economic entities (docs/registers.md).

The answers of three services are brought together by the IČO: the merged record, the one of RES with main
activity and size, and the one of the public register (VR) with former names, capital and branches.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from regiowerk.registers.record import (
    Activity,
    Address,
    Capital,
    Identifier,
    Name,
    NameKind,
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
    load_info,
)
from regiowerk.registers.sources.cz_ares import answers
from regiowerk.registers.sources.cz_ares.answers import BranchOffice, CourtFile, Merged, Res, Version, Vr
from regiowerk.registers.sources.cz_ares.parts import AnswerIndex, Answers, Part
from regiowerk.registers.sources.cz_res.source import size_class, status_of
from regiowerk.registers.sources.fields import Fields, entry_name, identifier, joined, kind_of, one_line, own_number

# Who has no IČO has no such field either, and begins with the name.
_START = re.compile(rb'\{\s*"(?:ico|icoId|obchodniJmeno)"\s*:')
_BATCH = re.compile(rb'"(?:seznamNotifikaci|notifikacniDavky)"')
_WITHOUT_ICO = re.compile(r"ARES_\d{8}")
_FILE = re.compile(r"(?P<section>[A-Z][A-Za-z]{0,3}) (?P<number>\d{1,7})/(?P<court>[A-Z]{2,5})")


class RegisterSource(PlainSource):
    def __init__(self, info: SourceInfo) -> None:
        super().__init__(info)
        # Forms, kinds and size classes are those of RES, whose office keeps these lists.
        self._lists = load_info(Path(__file__).parent.parent / "cz_res").settings
        self._natural = frozenset(self._lists["natural_person_forms"])

    def probe(self, paths: list[Path]) -> None:
        for path in paths:
            if any(_BATCH.search(files.head(member, 2_000)) for member in files.members(path)):
                raise UnusableFileError("only_numbers", file=path.name)
        json_entries.probe(paths, _START)

    def entries(self, paths: list[Path], work_dir: Path) -> Iterator[RawEntry | Refused | LeftOut]:
        index = AnswerIndex(work_dir / "answers.sqlite")
        try:
            for entry in json_entries.entries(paths, _START, _key):
                if not isinstance(entry, RawEntry):
                    yield entry
                elif refused := index.add(entry, _part(entry.raw)):
                    yield refused
            yield from index.entries()
        finally:
            index.close()

    def parse(self, entry: RawEntry) -> Parsed:
        raw, fields = Answers(*entry.raw), Fields()
        res, vr = _res(raw.res), _vr(raw.vr)
        merged = json_entries.decode(answers.decode_merged, raw.merged) if raw.merged else _as_merged(res, vr)
        name = entry_name(merged.obchodni_jmeno)
        form = merged.pravni_forma or ""
        ended = fields.date("datumZaniku", merged.datum_zaniku)
        status, since = _status(name, merged, vr, ended, fields)
        activities = _activities(merged, res)
        record = RegisterRecord(
            key=entry.key,
            country="CZ",
            kind=kind_of(form, activities[0].code[:2] if activities else "", self._lists),
            names=_names(name, vr, fields),
            identifiers=self._identifiers(entry.key, form, merged.dic, fields),
            legal_form=fields.legal_form("CSU-56", form),
            status=status,
            status_since=since,
            founded=fields.date("datumVzniku", merged.datum_vzniku),
            dissolved=ended,
            changed_at_source=fields.date("datumAktualizace", merged.datum_aktualizace),
            addresses=(_address(merged.sidlo or answers.Address(), res),),
            activities=activities,
            size=size_class(_size_code(res), self._lists["sizes"]),
            capital=_capital(vr, fields),
            office=_office(merged, vr),
            natural_person=form in self._natural,
            relations=_branches(vr, fields),
        )
        return Parsed(record, doubts=fields.doubts)

    def _identifiers(self, key: str, form: str, dic: str | None, fields: Fields) -> tuple[Identifier, ...]:
        """The tax number of a natural person is made of the birth number and is left out."""
        if _WITHOUT_ICO.fullmatch(key):
            return ()
        own = identifier("CZ-ICO", own_number("CZ-ICO", key))
        tax = fields.identifier("CZ-DIC", dic) if form not in self._natural else None
        return (own, tax) if tax else (own,)


def _key(data: bytes) -> str:
    """The IČO, or the number that ARES gives to whom has none."""
    document = json_entries.decode(answers.decode_key, data)
    text = one_line(document.ico or document.ico_id)
    return text if _WITHOUT_ICO.fullmatch(text) else own_number("CZ-ICO", text).value


def _part(data: bytes) -> Part:
    """Names of the public register come with their history, those of RES do not."""
    records = answers.decode_key(data).zaznamy
    if records is None:
        return "merged"
    return "vr" if any(isinstance(record.obchodni_jmeno, list) for record in records) else "res"


def _res(data: bytes) -> Res | None:
    return answers.primary(json_entries.decode(answers.decode_res, data).zaznamy) if data else None


def _vr(data: bytes) -> Vr | None:
    return answers.primary(json_entries.decode(answers.decode_vr, data).zaznamy) if data else None


def _as_merged(res: Res | None, vr: Vr | None) -> Merged:
    """What the merged record would say, where only the others were fetched."""
    if res:
        return Merged(
            res.obchodni_jmeno, res.sidlo, res.pravni_forma, res.datum_vzniku, res.datum_zaniku,
            res.datum_aktualizace, cz_nace=res.cz_nace, cz_nace_2008=res.cz_nace_2008,
        )  # fmt: skip
    if vr is None:
        raise RefusedRowError("field", "an answer without records")
    seat = answers.current(vr.adresy)
    return Merged(
        _text(answers.current(vr.obchodni_jmeno)),
        seat.adresa if seat else None,
        _text(answers.current(vr.pravni_forma)),
        vr.datum_zapisu,
        vr.datum_vymazu,
    )


def _text(version: Version | None) -> str:
    return one_line(version.hodnota) if version and isinstance(version.hodnota, str) else ""


def _status(name: str, merged: Merged, vr: Vr | None, ended: str, fields: Fields) -> tuple[Status, str]:
    status = status_of(name, ceased=bool(merged.datum_zaniku))
    if status != "active":
        return status, ended
    proceedings = answers.current((vr.insolvence or []) + (vr.konkursy or [])) if vr else None
    if proceedings:
        return "insolvent", fields.date("insolvence", proceedings.datum_zapisu)
    registered = merged.seznam_registraci
    return ("insolvent" if registered and registered.stav_zdroje_ir == "AKTIVNI" else "active"), ""


def _names(name: str, vr: Vr | None, fields: Fields) -> tuple[Name, ...]:
    """The present name, its translations, and former ones with the dates of their entries in the register."""
    found: dict[str, Name] = {}
    for version in (vr.obchodni_jmeno or []) if vr else []:
        if text := _text(version):
            began, ended = (fields.date("obchodniJmeno", day) for day in (version.datum_zapisu, version.datum_vymazu))
            kind: NameKind = "legal" if text == name else "former"
            if text not in found or ended > found[text].valid_to:
                found[text] = Name(text, kind, "cs", began, "" if text == name else ended)
    present = found.pop(name, Name(name, "legal", "cs"))
    foreign = [_text(version) for version in (vr.obchodni_jmeno_cizi or []) if not version.datum_vymazu] if vr else []
    translations = tuple(Name(text, "translation") for text in foreign if text and text != name)
    return (present, *translations, *found.values())


def _activities(merged: Merged, res: Res | None) -> tuple[Activity, ...]:
    """Both editions of the classification; only RES says which is the main one."""
    found: dict[tuple[str, str], Activity] = {}
    if res:
        for scheme, code in (("CZNACE2025", res.main), ("CZNACE", res.main_2008)):
            if code:
                found[scheme, code] = Activity(scheme, code, main=True)
    for scheme, codes in (("CZNACE2025", merged.cz_nace), ("CZNACE", merged.cz_nace_2008)):
        for code in codes or []:
            found.setdefault((scheme, code), Activity(scheme, code))
    return tuple(found.values())


def _size_code(res: Res | None) -> str:
    return (res.statisticke_udaje.kategorie_poctu_pracovniku or "") if res and res.statisticke_udaje else ""


def _address(address: answers.Address, res: Res | None) -> Address:
    house = f"{address.cislo_domovni or ''}"
    entrance = f"{address.cislo_orientacni or ''}{address.cislo_orientacni_pismeno or ''}"
    codes = {
        "lau": res.okres_nuts_lau if res else "",
        "municipality": address.kod_obce,
        "ruian_okres": address.kod_okresu,
        "ruian_adm": address.kod_adresniho_mista,
    }
    return Address(
        text=one_line(address.textova_adresa),
        street=one_line(address.nazev_ulice),
        house_number=joined(house, entrance, by="/") or one_line(address.cislo_do_adresy),
        postal_code=f"{address.psc:05}" if isinstance(address.psc, int) else one_line(address.psc or address.psc_txt),
        locality=one_line(address.nazev_obce),
        locality_part=one_line(address.nazev_casti_obce),
        country=one_line(address.kod_statu) or "CZ",
        codes={name: str(code) for name, code in codes.items() if code},
    )


def _capital(vr: Vr | None, fields: Fields) -> Capital | None:
    version = answers.current(vr.zakladni_kapital) if vr else None
    if not version or not version.vklad or version.vklad.typ_obnos != "KORUNY":
        return None
    return fields.capital("zakladniKapital", version.vklad.hodnota, "CZK")


def _office(merged: Merged, vr: Vr | None) -> RegisterOffice | None:
    """Court, section and number of the file, from the public register or from what the merged record says of it."""
    version: CourtFile | None = answers.current(vr.spisova_znacka) if vr else None
    if version:
        return RegisterOffice(version.soud or "", "", version.oddil or "", str(version.vlozka or ""))
    for further in merged.dalsi_udaje or []:
        if match := _FILE.fullmatch(one_line(further.spisova_znacka)):
            return RegisterOffice(match["court"], "", match["section"], match["number"])
    return None


def _branches(vr: Vr | None, fields: Fields) -> tuple[Relation, ...]:
    offices = [office for office in (vr.odstepne_zavody or []) if not office.datum_vymazu] if vr else []
    relations = (_branch(office, fields) for office in offices)
    return tuple(relation for relation in relations if relation.value or relation.name)


def _branch(office: BranchOffice, fields: Fields) -> Relation:
    number = fields.identifier("CZ-ICO", _text(answers.current(office.ico)))
    name, date = _text(answers.current(office.obchodni_jmeno)), fields.date("odstepneZavody", office.datum_zapisu)
    return (
        Relation("has_branch", "CZ-ICO", number.value, name, date)
        if number
        else Relation("has_branch", "", "", name, date)
    )
