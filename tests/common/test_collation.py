"""Names in the order of the reader's dictionary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.common.collation import sort_key

IN_ORDER = {
    "de": ["Ahaus", "Äpfel", "Apolda", "Öhringen", "Oschatz", "Zittau"],
    # 'ch' is one letter, behind 'h'
    "cs": ["Cvikov", "Čáslav", "Děčín", "Hora", "Cheb", "Chomutov", "Ivančice", "Říčany", "Štětí", "Žatec"],
    "pl": ["Lubań", "Łódź", "Malbork", "Odra", "Ósma", "Piła", "Zgorzelec", "Źródło", "Żary"],
    "fi": ["Aura", "Turku", "Zeniitti", "Åbo", "Äänekoski", "Öja"],
    "en": ["Čáslav", "Chemnitz", "Děčín", "Hradec"],
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_letters_stand_where_readers_look_for_them(language: str) -> None:
    names = IN_ORDER[language]
    shuffled = [*names[1::2], *names[::2]]
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == names


@given(st.text(), st.sampled_from(["de", "cs", "pl", "fi", "en", "fr"]))
def test_capitals_do_not_matter(text: str, language: str) -> None:
    assert sort_key(text.upper(), language)[0] == sort_key(text.upper().lower(), language)[0]
