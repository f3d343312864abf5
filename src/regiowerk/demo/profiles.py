"""The profiles of the demo region, and their firms as the registers of both sides have them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

from regiowerk.demo.firms_cz import CzechFirm
from regiowerk.demo.firms_de import COURTS, GermanFirm
from regiowerk.demo.words import Landscape, Town, towns
from regiowerk.directory import profile_file
from regiowerk.directory.profile_file import ProfileRow

FOLDER = Path(__file__).parent / "data" / "profiles"
FILES = tuple(FOLDER / f"{language}.jsonl" for language in ("de", "cs", "pl", "fi"))
_COURT_TOWNS = {code: town for town, code in COURTS.items()}
_FORMS = {  # list 56, by the end of the name
    "s.r.o.": "112", "a.s.": "121", "v.o.s.": "111", "k.s.": "113", "z.s.": "706", "v.v.i.": "661", "o.p.s.": "141",
    "z.ú.": "161", "družstvo": "205", "p.o.": "331",
}  # fmt: skip
_FORM_OF_KIND = {"company": "112", "research": "661", "education": "331", "association": "751", "public": "331"}
_SIZES = {  # list 579, by the number employed
    "1-9": "130", "10-19": "210", "20-49": "230", "50-99": "240", "100-249": "310", "250-499": "330", "500+": "340",
}  # fmt: skip


def rows(file: Path) -> Iterator[ProfileRow]:
    for row in profile_file.read(file):
        if not isinstance(row, profile_file.Refusal):
            yield row[1]


def german_firms() -> Iterator[GermanFirm]:
    """The German firms that stand in a register; public bodies mostly do not."""
    for row in rows(FOLDER / "de.jsonl"):
        for identifier in row.identifiers:
            court, _, entry = identifier.value.partition("_")
            section = entry.rstrip("0123456789")
            yield GermanFirm(
                number=int(entry.removeprefix(section)),
                section=section,
                court=_COURT_TOWNS[court],
                town=row.town,
                name=row.name,
                address=f"{row.street}, {row.postal_code} {row.town}.",
            )


def czech_firms(day: date) -> Iterator[CzechFirm]:
    for row in rows(FOLDER / "cs.jsonl"):
        for identifier in row.identifiers:
            year = 1991 + crc32(row.id.encode()) % 28
            street, _, house = row.street.rpartition(" ")
            number, _, orientation = house.partition("/")
            yield CzechFirm(
                ico=identifier.value,
                form=_form(row),
                name=row.name,
                town=_town(row.town),
                part=row.town,
                postal_code=row.postal_code.replace(" ", ""),
                street=street,
                house=number,
                orientation=orientation,
                address_point="",
                size=_SIZES.get(row.employees, "000"),
                activities=tuple(("", code.replace(".", "")) for code in row.nace),
                founded=f"{year}-0{1 + year % 9}-01",
                changed=day.isoformat(),
            )


def _form(row: ProfileRow) -> str:
    name = row.name.lower().replace(" ", "")
    return next((form for ending, form in _FORMS.items() if name.endswith(ending)), _FORM_OF_KIND[row.kind])


@cache
def _towns() -> dict[str, Town]:
    return {town.name: town for town in towns("CZ")}


def _town(name: str) -> Town:
    """A town of the demo region; another one without its district, which the postal code tells."""
    return _towns().get(name) or Town(name, "", Landscape(name, "", ""), "", ())
