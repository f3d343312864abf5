"""Names are taken apart so that spellings of one name meet and sister firms stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.linking.names import parse


@pytest.mark.parametrize(
    ("first", "second", "country"),
    [
        ("Müller Maschinenbau GmbH", "MUELLER MASCHINENBAU Gesellschaft mit beschränkter Haftung", "DE"),
        ("Kovo Brno, spol. s r.o.", "KOVO BRNO s. r. o. v likvidaci", "CZ"),
        ("Łódzka Odlewnia sp. z o.o.", "Lodzka Odlewnia Spółka z ograniczoną odpowiedzialnością", "PL"),
        ("Hämeen Sähkö Oy", "HAMEEN SAHKO OSAKEYHTIÖ", "FI"),
        ("Bürgi Feintechnik AG", "Buergi Feintechnik Aktiengesellschaft", "CH"),
        ("A. B. C. Technik GmbH", "ABC Technik GmbH", "DE"),
        ("Solarpark Nord Dritte GmbH", "Solarpark Nord 3. GmbH", "DE"),
        ("Solarfonds III GmbH", "Solarfonds 3 GmbH", "DE"),
        ("ООО Дако", "Dako OOO", ""),
    ],
)
def test_spellings_of_one_name_have_the_same_words_and_form(first: str, second: str, country: str) -> None:
    left, right = parse(first, country), parse(second, country)
    assert (left.tokens, left.form) == (right.tokens, right.form)


@pytest.mark.parametrize(
    ("name", "country", "form", "group"),
    [
        ("Müller Bau GmbH & Co. KG", "DE", "gmbh-co-kg", "partnership"),
        ("Drewex sp. z o.o. sp.k.", "PL", "sp-k", "partnership"),
        ("Kovo a.s.", "CZ", "121", "stock"),
        ("Open Joint Stock Company Dako", "", "company", "stock"),
        ("Northern Tools Corporation", "US", "corporation", "corporation"),
        ("Kovo Brno", "CZ", "", ""),
    ],
)
def test_the_legal_form_is_told_apart_from_the_core(name: str, country: str, form: str, group: str) -> None:
    parts = parse(name, country)
    assert (parts.form, parts.form_group) == (form, group)


def test_the_general_partners_form_is_no_part_of_the_core() -> None:
    assert parse("Drewex sp. z o.o. sp.k.", "PL").tokens == ("drewex",)
    assert parse("Müller Bau GmbH & Co. KG", "DE").tokens == ("muller", "bau")


@pytest.mark.parametrize(
    ("name", "country", "roles"),
    [
        ("3. Verwaltungs GmbH", "DE", ("administration",)),
        ("Karvo Beteiligungsgesellschaft mbH", "DE", ("participation",)),
        ("Karvoverwaltungs GmbH", "DE", ("administration",)),
        ("Kovo Holding a.s.", "CZ", ("holding",)),
        ("Nokian Kiinteistöt Oy", "FI", ("property",)),
        ("Drewex Nieruchomości sp. z o.o.", "PL", ("property",)),
        ("Karvo Metallbau GmbH", "DE", ()),
    ],
)
def test_words_that_tell_sister_firms_apart_are_known(name: str, country: str, roles: tuple[str, ...]) -> None:
    assert parse(name, country).roles == roles


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Karvo GmbH Zweigniederlassung Plauen", "DE"),
        ("Kovo a.s., odštěpný závod Most", "CZ"),
        ("Drewex S.A. Oddział w Łodzi", "PL"),
    ],
)
def test_a_branch_shows_in_its_name(name: str, country: str) -> None:
    assert parse(name, country).branch


def test_numbers_are_kept_whatever_they_are_written_like() -> None:
    assert parse("Zweite Solarpark 07 GmbH", "DE").numbers == ("2", "7")


@given(st.text(max_size=400), st.sampled_from(("DE", "CZ", "PL", "FI", "CH", "", "XX")))
def test_any_text_has_words(name: str, country: str) -> None:
    parts = parse(name, country)
    assert parts.tokens
    assert parse(name, country) == parts
