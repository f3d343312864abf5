"""Inflected forms meet, unrelated words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.search.analysis import LANGUAGES, analyse, identifiers, name_key, word_terms
from regiowerk.search.analysis.compounds import parts
from regiowerk.search.analysis.distance import within
from regiowerk.search.analysis.query import MAX_WORDS, parse
from regiowerk.search.analysis.words import forms, split

INFLECTED = {
    "de": "werkzeuge/werkzeug bäder/bad häuser/haus maschinen/maschine beschichtungen/beschichtung kräne/kran "
    "prüfungen/prüfung hölzer/holz stähle/stahl anlagen/anlage dächer/dach pulverbeschichtungen/pulverbeschichtung",
    "cs": "kovů/kov strojů/stroj stroje/stroj výrobky/výrobek firmy/firma dílů/díl povrchové/povrchová "
    "obráběním/obrábění úpravou/úprava lakování/lakováním nástroji/nástroj oken/okno",
    "pl": "powłok/powłoka maszyny/maszyna narzędzi/narzędzie usługi/usługa obróbki/obróbka metalowe/metalowy "
    "części/część wyroby/wyrób konstrukcji/konstrukcja drewna/drewno okien/okno stali/stal",
    "fi": "koneiden/kone metallia/metalli palvelut/palvelu hitsausta/hitsaus rakenteet/rakenne puun/puu osia/osa "
    "työkalut/työkalu maalauksen/maalaus pulverimaalausta/pulverimaalaus koneistusta/koneistus ikkunat/ikkuna",
    "en": "coatings/coating machines/machine companies/company welded/weld tools/tool services/service knives/knife "
    "parts/part engines/engine suppliers/supplier painted/paint buses/bus",
}
PAIRS = [(code, *pair.split("/")) for code, pairs in INFLECTED.items() for pair in pairs.split()]


@pytest.mark.parametrize(("code", "one", "other"), PAIRS)
def test_inflected_forms_share_a_stem(code: str, one: str, other: str) -> None:
    assert set(word_terms(one, code)) & set(word_terms(other, code))


@pytest.mark.parametrize(("code", "one", "other"), PAIRS)
def test_diacritics_may_be_missing(code: str, one: str, other: str) -> None:
    assert set(word_terms(forms(one)[0], code)) & set(word_terms(other, code))


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("de", "werkzeug", "werk"),
        ("de", "unternehmen", "nehmen"),
        ("de", "gesellschaft", "schaft"),
        ("cs", "stroj", "strojírna"),
        ("pl", "stal", "stolarka"),
        ("fi", "kone", "koneistus"),
        ("en", "policy", "police"),
    ],
)
def test_unrelated_words_stay_apart(code: str, one: str, other: str) -> None:
    assert word_terms(one, code)[0] != word_terms(other, code)[0]


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("de", "pulverbeschichtung", ("pulver", "beschichtung")),
        ("de", "arbeitsvermittlung", ("arbeit", "vermittlung")),
        ("de", "drehteile", ("dreh", "teile")),
        ("de", "maschinenbau", ("maschine", "bau")),
        ("de", "elektrounternehmen", ("elektro", "unternehmen")),
        ("fi", "metallirakenteet", ("metalli", "rakenteet")),
    ],
)
def test_compounds_are_taken_apart(code: str, word: str, expected: tuple[str, ...]) -> None:
    found = parts(word, code)
    assert len(found) == len(expected)
    assert all(part.startswith(start) for part, start in zip(found, expected, strict=True))


@pytest.mark.parametrize("word", ["unternehmen", "wirtschaft", "gesellschaft", "verwaltung", "chemnitz", "bäckerei"])
def test_other_words_stay_whole(word: str) -> None:
    assert parts(forms(word)[0], "de") == ()


def test_an_unknown_language_gives_folded_words_only() -> None:
    assert [word.folded for word in analyse("Größte Bäder", "xx")] == ["grosste", "bader"]
    assert word_terms("bäder", "") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne GmbH", "MUELLER SOEHNE"),
        ("Kovo Děčín, s.r.o.", "Kovo Decin"),
        ("Kovo Děčín spol. s r.o.", "Kovo Děčín a.s."),
        ("Stahl Gesellschaft mit beschränkter Haftung", "Stahl GmbH"),
        ("Metal Sp. z o.o.", "Metal"),
    ],
)
def test_names_are_compared_without_their_legal_form(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_name_that_is_a_legal_form_keeps_it() -> None:
    assert name_key("AG") == "ag"


@pytest.mark.parametrize("text", ["DEU1308.HRB32007", "u1308_hrb32007", "HRB 32007"])
def test_spellings_of_an_identifier_meet(text: str) -> None:
    assert set(identifiers.query_keys(text)) & set(identifiers.keys("U1308_HRB32007"))


@pytest.mark.parametrize("text", ["Müller", "A 1", "Halle 12", "", "9" * 60])
def test_other_texts_are_no_identifiers(text: str) -> None:
    assert identifiers.query_keys(text) == ()


def test_a_query_is_cut_to_a_bearable_number_of_words() -> None:
    assert len(parse(" ".join(f"wort{number}" for number in range(200))).words) == MAX_WORDS


def test_function_words_alone_are_required() -> None:
    assert all(not word.optional for word in parse("der und die").words)


@given(st.text(max_size=80), st.sampled_from(["", *LANGUAGES]))
def test_any_text_can_be_analysed(text: str, code: str) -> None:
    assert [word.folded for word in analyse(text, code)] == [forms(word)[0] for word in split(text)]
    for word in analyse(text, code):
        assert " " not in word.folded
    name_key(text)
    identifiers.keys(text)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("stahl", "stahl", 0),
        ("stahl", "sthal", 1),
        ("stahl", "stall", 1),
        ("stahl", "tahl", 1),
        ("stahl", "strahle", 2),
    ],
)
def test_the_distance_of_two_words(one: str, other: str, distance: int) -> None:
    assert within(one, other, distance)
    assert not distance or not within(one, other, distance - 1)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert within(one, other, 2) == within(other, one, 2)
