"""Writes entries as the Czech Statistical Office publishes them: `res_data.csv` and `res_pf_nace.csv`.

UTF-8 without mark, lines end with CRLF, only FIRMA and TEXTADR are quoted.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from regiowerk.demo.firms_cz import CzechFirm

DATA_HEADER = (
    "ICO,OKRESLAU,DDATVZN,DDATZAN,ZPZAN,DDATPAKT,FORMA,ROSFORMA,KATPO,NACE,NACE2025,ICZUJ,FIRMA,CISS2010,KODADM,"
    "TEXTADR,PSC,OBEC_TEXT,COBCE_TEXT,ULICE_TEXT,TYPCDOM,CDOM,COR,DATPLAT,PRIZNAK"
)
ACTIVITY_HEADER = "ICO,ZDRUD,KODCIS,HODN,DATPLAT,DDATPAKT,PRIZNAK"
NACE2_LIST, NACE2025_LIST = "80004", "80143"
END = "\r\n"


def write(data: Path, activities: Path, firms: Iterable[CzechFirm], as_of: date) -> None:
    day = as_of.isoformat()
    with (
        data.open("w", encoding="utf-8", newline="") as data_file,
        activities.open("w", encoding="utf-8", newline="") as activity_file,
    ):
        data_file.write(DATA_HEADER + END)
        activity_file.write(ACTIVITY_HEADER + END)
        for firm in firms:
            data_file.write(data_row(firm, day) + END)
            activity_file.writelines(row + END for row in activity_rows(firm, day))


def data_row(firm: CzechFirm, day: str) -> str:
    if firm.erased:
        return f"{firm.ico},,,{firm.ceased}{',' * 20}{day},{firm.mark}"
    nace2, nace21 = firm.activities[0]
    town = firm.town
    return ",".join(
        (
            firm.ico,
            town.district,
            firm.founded,
            firm.ceased,
            "",
            firm.changed,
            firm.form,
            firm.form,
            firm.size,
            nace2,
            nace21,
            town.icz_uj,
            quoted(firm.name),
            firm.sector,
            firm.address_point,
            quoted(address_line(firm)),
            firm.postal_code,
            town.name,
            firm.part,
            firm.street,
            "1",
            firm.house,
            firm.orientation,
            day,
            firm.mark,
        )
    )


def activity_rows(firm: CzechFirm, day: str) -> list[str]:
    """Each activity in both lists; the main one is the first."""
    if firm.erased:
        return []
    return [
        f"{firm.ico},1,{code_list},{code},{day},{firm.changed},{firm.mark}"
        for activity in firm.activities
        for code_list, code in zip((NACE2_LIST, NACE2025_LIST), activity, strict=True)
    ]


def address_line(firm: CzechFirm) -> str:
    """'Teplická 778/3a, Trnovany, 41501 Teplice'; in villages 'č.p. 12, 43191 Vejprty'."""
    house = f"{firm.house}/{firm.orientation}" if firm.orientation else firm.house
    street = f"{firm.street} {house}" if firm.street else f"č.p. {house}"
    part = f"{firm.part}, " if firm.part != firm.town.name else ""
    return f"{street}, {part}{firm.postal_code} {firm.town.name}"


def quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
