import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.codelists import legal_forms

COUNTRIES = st.sampled_from([*legal_forms.LIST_OF_COUNTRY, "FR", ""])


@pytest.mark.parametrize(
    ("country", "name", "code", "core"),
    [
        ("DE", "Sachsenpolster GmbH", "gmbh", "Sachsenpolster"),
        ("DE", "Muster Gesellschaft mit beschränkter Haftung", "gmbh", "Muster"),
        ("DE", "Muster Handelsgesellschaft m.b.H.", "gmbh", "Muster Handelsgesellschaft"),
        ("DE", "Muster Bau GmbH & Co. KG", "gmbh-co-kg", "Muster Bau"),
        ("DE", "Muster UG (haftungsbeschränkt) & Co.KG", "gmbh-co-kg", "Muster"),
        ("DE", "Muster GmbH & Co. OHG Zweigniederlassung Aue", "ohg", "Muster Zweigniederlassung Aue"),
        ("DE", "Muster UG (haftungsbeschränkt)", "ug", "Muster"),
        ("DE", "Muster gGmbH i. L.", "ggmbh", "Muster i. L."),
        ("DE", "Chorverein Musterstadt e. V.", "ev", "Chorverein Musterstadt"),
        ("DE", "Muster & Partner Rechtsanwälte PartG mbB", "partg-mbb", "Muster & Partner Rechtsanwälte"),
        ("DE", "Agrargenossenschaft Musterdorf", "eg", "Agrargenossenschaft Musterdorf"),
        ("DE", "Stiftung Musterhaus gGmbH", "ggmbh", "Stiftung Musterhaus"),
        ("DE", "Stiftung Musterhaus", "stiftung", "Musterhaus"),
        ("DE", "Muster Werke AG & Co. KGaA", "kgaa", "Muster Werke AG"),
        ("DE", "Technik-Handels-GmbH", "gmbh", "Technik-Handels"),
        ("CZ", "Kovo Vzor s.r.o.", "112", "Kovo Vzor"),
        ("CZ", "Kovo Vzor, spol. s r. o. v likvidaci", "112", "Kovo Vzor v likvidaci"),
        ("CZ", "Strojírny Vzor a. s.", "121", "Strojírny Vzor"),
        ("CZ", "Spolek přátel vzorů, z. s.", "706", "Spolek přátel vzorů"),
        ("PL", "Wzór sp. z o.o.", "sp-zoo", "Wzór"),
        ("PL", "WZÓR SPÓŁKA Z OGRANICZONĄ ODPOWIEDZIALNOŚCIĄ", "sp-zoo", "WZÓR"),
        ("PL", "Wzór sp. z o.o. sp.k.", "sp-k", "Wzór sp. z o.o."),
        ("FI", "Oy Malli Ab", "16", "Oy Malli"),
        ("FI", "Malli Oyj", "17", "Malli"),
        ("CH", "Muster AG", "0106", "Muster"),
        ("CH", "Modèle Sàrl", "0107", "Modèle"),
        ("AT", "Muster Gesellschaft m.b.H.", "GES", "Muster"),
    ],
)
def test_the_form_is_read_from_the_name(country: str, name: str, code: str, core: str) -> None:
    match = legal_forms.from_name(name, country)
    assert match
    assert (match.code, match.core) == (code, core)


@pytest.mark.parametrize("name", ["Alwin Muster", "Muster & Sohn", "", "Autohaus Sachsen", "Baustoffe"])
def test_a_name_without_a_form_has_none(name: str) -> None:
    assert legal_forms.from_name(name, "DE") is None


def test_a_sole_trader_is_a_natural_person() -> None:
    match = legal_forms.from_name("Blumen Muster e.K.", "DE")
    assert match
    assert match.natural_person
    assert legal_forms.is_natural_person("CSU-56", "101")
    assert not legal_forms.is_natural_person("CSU-56", "112")


def test_the_group_of_a_form_nobody_knows_is_other() -> None:
    assert legal_forms.group("CSU-56", "112") == "limited"
    assert legal_forms.group("DE-SUFFIX", "gmbh-co-kg") == "partnership"
    assert legal_forms.group("CSU-56", "999") == "other"


@given(st.text(max_size=200), COUNTRIES)
def test_any_text_is_a_name(text: str, country: str) -> None:
    match = legal_forms.from_name(text, country)
    if match:
        assert (match.code_list, match.code) in legal_forms.FORMS
        assert len(match.core) <= len(text)


@given(st.sampled_from(sorted(legal_forms.FORMS.values(), key=lambda form: (form.code_list, form.code))))
def test_every_form_belongs_to_a_group_and_says_whether_it_is_a_person(form: legal_forms.Form) -> None:
    assert form.natural_person == (form.group == "sole_trader") or form.code == "sc"
