"""Which column of a list is what, guessed from its header and its values; people correct the guess. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from regiowerk.common.identifiers import InvalidIdentifierError, normalise
from regiowerk.common.text import fold

Field = Literal["name", "street", "postal_code", "town", "country", "identifier", "website"]
FIELDS: tuple[Field, ...] = get_args(Field)
Mapped = dict[Field, int]  # field → number of the column, from 0

# Words of headers, folded; the first that fits wins, whole words before parts.
_WORDS: Mapping[Field, tuple[str, ...]] = {
    "name": (
        "name", "firma", "firmenname", "unternehmen", "unternehmensname", "organisation", "mitglied", "betrieb",
        "nazev", "nazev firmy", "obchodni firma", "obchodni jmeno", "spolecnost", "clen", "subjekt",
        "nazwa", "nazwa firmy", "firma nazwa", "podmiot", "czlonek", "przedsiebiorstwo",
        "nimi", "yritys", "yrityksen nimi", "jasen", "toiminimi", "company", "company name", "member",
    ),
    "street": (
        "strasse", "adresse", "anschrift", "street", "address", "ulice", "adresa", "ulica", "adres", "katuosoite",
        "osoite", "lahiosoite", "strasse hausnummer", "strasse nr",
    ),
    "postal_code": (
        "plz", "postleitzahl", "zip", "zip code", "postal code", "postcode", "psc", "kod pocztowy", "postinumero",
    ),
    "town": (
        "ort", "stadt", "sitz", "wohnort", "city", "town", "mesto", "obec", "sidlo", "miasto", "miejscowosc",
        "siedziba", "kaupunki", "paikkakunta", "postitoimipaikka", "kunta",
    ),
    "country": (
        "land", "staat", "country", "country code", "zeme", "stat", "kraj", "panstwo", "maa", "laenderkennzeichen",
    ),
    "identifier": (
        "hrb", "hr nummer", "handelsregisternummer", "registernummer", "register", "euid", "ico", "identifikacni cislo",
        "nip", "krs", "regon", "numer krs", "y tunnus", "ytunnus", "uid", "che", "lei", "identifier", "id number",
        "ust idnr", "ust id", "umsatzsteuer id", "dic", "vat", "vat id",
    ),
    "website": (
        "website", "webseite", "homepage", "internet", "www", "web", "url", "webove stranky", "strona www",
        "strona internetowa", "kotisivu", "verkkosivu",
    ),
}  # fmt: skip
_SCHEMES = {
    "CZ": ("CZ-ICO",),
    "PL": ("PL-KRS", "PL-NIP", "PL-REGON"),
    "FI": ("FI-YTUNNUS",),
    "CH": ("CH-UID",),
    "": ("LEI", "EUID"),
}
_POSTAL = re.compile(r"\d{3} ?\d{2}|\d{2}-\d{3}|\d{4,5}")
_DOMAIN = re.compile(r"(https?://)?(www\.)?[\w-]+(\.[\w-]+)*\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_SAMPLE = 200


def guess(header: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Mapped:
    """The columns by their headings; what no heading tells is looked for in the values."""
    folded = [" ".join(re.findall(r"[a-z0-9]+", fold(title))) for title in header]
    found: Mapped = {}
    for exact in (True, False):
        for field in FIELDS:
            if field not in found and (column := _by_heading(folded, field, exact, set(found.values()))) is not None:
                found[field] = column
    patterns: tuple[tuple[Field, re.Pattern[str]], ...] = (("postal_code", _POSTAL), ("website", _DOMAIN))
    for field, pattern in patterns:
        if field not in found and (column := _by_values(rows, pattern, set(found.values()))) is not None:
            found[field] = column
    if "name" not in found and (column := _wordiest(rows, set(found.values()))) is not None:
        found["name"] = column
    return found


def by_field(cells: Sequence[str], mapped: Mapping[Field, int]) -> dict[Field, str]:
    """The cells of a row that the mapping names."""
    return {field: cells[column] for field, column in mapped.items() if column < len(cells)}


def _by_heading(titles: Sequence[str], field: Field, exact: bool, taken: set[int]) -> int | None:
    for word in _WORDS[field]:
        for column, title in enumerate(titles):
            fits = title == word if exact else word in title.split() or (" " in word and word in title)
            if fits and column not in taken:
                return column
    return None


def _by_values(rows: Sequence[Sequence[str]], pattern: re.Pattern[str], taken: set[int]) -> int | None:
    for column in range(len(rows[0]) if rows else 0):
        values = [row[column] for row in rows[:_SAMPLE] if row[column]]
        if (
            column not in taken
            and values
            and sum(bool(pattern.fullmatch(value)) for value in values) > 0.8 * len(values)
        ):
            return column
    return None


def _wordiest(rows: Sequence[Sequence[str]], taken: set[int]) -> int | None:
    """The column with the longest texts that hardly repeat."""
    best: tuple[float, int] | None = None
    for column in range(len(rows[0]) if rows else 0):
        values = [row[column] for row in rows[:_SAMPLE]]
        letters = sum(char.isalpha() for value in values for char in value) * len(set(values)) / max(1, len(values))
        if column not in taken and letters and (best is None or letters > best[0]):
            best = (letters, column)
    return best[1] if best else None


def identifiers(text: str, country: str) -> tuple[tuple[str, str], ...]:
    """The identifiers (scheme, normal form) that a cell may mean in this country."""
    found = []
    for scheme in (*_SCHEMES.get(country, ()), *_SCHEMES[""]):
        try:
            found.append((scheme, normalise(scheme, text).value))
        except InvalidIdentifierError:
            continue
    return tuple(found)


def country_of(text: str, usual: str) -> str:
    """ISO code of a country cell: a code, or a name in one of the five languages; `usual` where it is empty."""
    word = fold(text).strip().upper()
    if not word:
        return usual
    return word if len(word) == 2 and word.isalpha() else _COUNTRIES.get(word, "")


_COUNTRIES = {
    name: code
    for code, names in {
        "DE": "D DEU DEUTSCHLAND GERMANY NEMECKO NIEMCY SAKSA",
        "CZ": "CZE TSCHECHIEN CZECHIA CESKO CZECHY TSEKKI",
        "PL": "POL POLEN POLAND POLSKO POLSKA PUOLA",
        "FI": "FIN FINNLAND FINLAND FINSKO FINLANDIA SUOMI",
        "CH": "CHE SCHWEIZ SWITZERLAND SVYCARSKO SZWAJCARIA SVEITSI",
        "AT": "A AUT OSTERREICH OESTERREICH AUSTRIA RAKOUSKO ITAVALTA",
    }.items()
    for name in names.split()
}
