"""Which column is what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.multipliers.columns import FIELDS, Field, by_field, country_of, guess, identifiers

HEADERS: dict[str, tuple[list[str], dict[Field, int]]] = {
    "de": (
        ["Mitgl.-Nr.", "Firmenname", "Straße", "PLZ", "Ort", "Homepage"],
        {"name": 1, "street": 2, "postal_code": 3, "town": 4, "website": 5},
    ),
    "cs": (
        ["IČO", "Název firmy", "Ulice", "PSČ", "Obec"],
        {"identifier": 0, "name": 1, "street": 2, "postal_code": 3, "town": 4},
    ),
    "pl": (
        ["Nazwa firmy", "NIP", "Kod pocztowy", "Miejscowość", "Kraj"],
        {"name": 0, "identifier": 1, "postal_code": 2, "town": 3, "country": 4},
    ),
    "fi": (
        ["Yrityksen nimi", "Y-tunnus", "Katuosoite", "Postinumero", "Postitoimipaikka"],
        {"name": 0, "identifier": 1, "street": 2, "postal_code": 3, "town": 4},
    ),
    "en": (
        ["Company name", "Street", "Postal code", "Town", "Country", "Website"],
        {"name": 0, "street": 1, "postal_code": 2, "town": 3, "country": 4, "website": 5},
    ),
}


@pytest.mark.parametrize("language", HEADERS)
def test_headings_of_each_language_are_known(language: str) -> None:
    header, wanted = HEADERS[language]
    assert guess(header) == wanted


def test_columns_without_headings_are_known_by_their_values() -> None:
    rows = [["1", "Müller Maschinenbau GmbH", "01067", "www.mueller.de"], ["2", "Maier & Co. KG", "02826", "maier.de"]]
    assert guess(["", "", "", ""], rows) == {"name": 1, "postal_code": 2, "website": 3}


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8), st.data())
def test_a_guess_names_each_column_once_and_only_those_there_are(header: list[str], data: st.DataObject) -> None:
    cell = st.text(max_size=12)
    rows = data.draw(st.lists(st.lists(cell, min_size=len(header), max_size=len(header)), max_size=5))
    found = guess(header, rows)
    assert set(found) <= set(FIELDS)
    assert set(found.values()) <= set(range(len(header)))
    assert len(set(found.values())) == len(found)


def test_columns_beyond_a_row_are_left_out() -> None:
    assert by_field(["Müller"], {"name": 0, "town": 4}) == {"name": "Müller"}


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "PL"), ("cz", "CZ"), ("Deutschland", "DE"), ("Česko", "CZ"), ("Suomi", "FI"), ("Nirgendwo", "")],
)
def test_countries_are_told_by_code_or_name(text: str, code: str) -> None:
    assert country_of(text, "PL") == code


def test_a_number_is_read_as_those_of_its_country() -> None:
    assert ("CZ-ICO", "45274649") in identifiers("452 74 649", "CZ")
    assert identifiers("a word", "CZ") == ()
