"""The fields of ARES answers that are read; organs and partners are natural persons and are not."""

from typing import Any, TypeVar

import msgspec


class Address(msgspec.Struct, rename="camel"):
    kod_statu: str | None = ""
    kod_okresu: int | None = None
    kod_obce: int | None = None
    nazev_obce: str | None = ""
    nazev_casti_obce: str | None = ""
    nazev_ulice: str | None = ""
    cislo_domovni: int | str | None = None
    cislo_orientacni: int | str | None = None
    cislo_orientacni_pismeno: str | None = ""
    cislo_do_adresy: str | None = ""
    kod_adresniho_mista: int | None = None
    psc: int | str | None = None
    psc_txt: str | None = ""
    textova_adresa: str | None = ""


class Registrations(msgspec.Struct, rename="camel"):
    stav_zdroje_ir: str | None = ""


class FurtherData(msgspec.Struct, rename="camel"):
    datovy_zdroj: str | None = ""
    spisova_znacka: str | None = ""


class Merged(msgspec.Struct, rename="camel"):
    """Of /ekonomicke-subjekty."""

    obchodni_jmeno: str | None = ""
    sidlo: Address | None = None
    pravni_forma: str | None = ""
    datum_vzniku: str | None = ""
    datum_zaniku: str | None = ""
    datum_aktualizace: str | None = ""
    dic: str | None = ""
    cz_nace: list[str] | None = None
    cz_nace_2008: list[str] | None = msgspec.field(name="czNace2008", default=None)
    seznam_registraci: Registrations | None = None
    dalsi_udaje: list[FurtherData] | None = None


class Statistics(msgspec.Struct, rename="camel"):
    kategorie_poctu_pracovniku: str | None = ""


class Res(msgspec.Struct, rename="camel"):
    """A record of /ekonomicke-subjekty-res."""

    obchodni_jmeno: str | None = ""
    sidlo: Address | None = None
    pravni_forma: str | None = ""
    datum_vzniku: str | None = ""
    datum_zaniku: str | None = ""
    datum_aktualizace: str | None = ""
    cz_nace: list[str] | None = None
    cz_nace_2008: list[str] | None = msgspec.field(name="czNace2008", default=None)
    main: str | None = msgspec.field(name="czNacePrevazujici", default="")
    main_2008: str | None = msgspec.field(name="czNacePrevazujici2008", default="")
    okres_nuts_lau: str | None = ""
    statisticke_udaje: Statistics | None = None
    primarni_zaznam: bool | None = None


class Version(msgspec.Struct, rename="camel"):
    """A value as it stood from one entry in the register to another; `hodnota` is a text in most."""

    hodnota: Any = None
    datum_zapisu: str | None = ""
    datum_vymazu: str | None = ""


class CourtFile(Version):
    soud: str | None = ""
    oddil: str | None = ""
    vlozka: int | str | None = ""


class Seat(Version):
    typ_adresy: str | None = ""
    adresa: Address | None = None


class Sum(msgspec.Struct, rename="camel"):
    typ_obnos: str | None = ""
    hodnota: str | None = ""


class ShareCapital(Version):
    vklad: Sum | None = None


class BranchOffice(Version):
    ico: list[Version] | None = None
    obchodni_jmeno: list[Version] | None = None


class Vr(msgspec.Struct, rename="camel"):
    """A record of /ekonomicke-subjekty-vr."""

    obchodni_jmeno: list[Version] | None = None
    obchodni_jmeno_cizi: list[Version] | None = None
    pravni_forma: list[Version] | None = None
    adresy: list[Seat] | None = None
    spisova_znacka: list[CourtFile] | None = None
    zakladni_kapital: list[ShareCapital] | None = None
    insolvence: list[Version] | None = None
    konkursy: list[Version] | None = None
    odstepne_zavody: list[BranchOffice] | None = None
    datum_zapisu: str | None = ""
    datum_vymazu: str | None = ""
    primarni_zaznam: bool | None = None


class ResAnswer(msgspec.Struct):
    zaznamy: list[Res]


class VrAnswer(msgspec.Struct):
    zaznamy: list[Vr]


class _Record(msgspec.Struct, rename="camel"):
    obchodni_jmeno: Any = None


class Key(msgspec.Struct, rename="camel"):
    ico: str | None = ""
    ico_id: str | None = ""
    zaznamy: list[_Record] | None = None


decode_key = msgspec.json.Decoder(Key).decode
decode_merged = msgspec.json.Decoder(Merged).decode
decode_res = msgspec.json.Decoder(ResAnswer).decode
decode_vr = msgspec.json.Decoder(VrAnswer).decode

V = TypeVar("V", bound=Version)
R = TypeVar("R", Res, Vr)


def primary(records: list[R]) -> R | None:
    """One number may have several records; the primary one is of the organisation itself."""
    return next((record for record in records if record.primarni_zaznam), records[0] if records else None)


def current(versions: list[V] | None) -> V | None:
    """The version that was not struck out; versions come in any order."""
    return max(
        (version for version in versions or [] if not version.datum_vymazu),
        key=lambda version: version.datum_zapisu or "",
        default=None,
    )
