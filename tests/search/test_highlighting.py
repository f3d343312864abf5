import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiowerk.search.queries import highlight


def marked(text: str, language: str, query: str) -> list[str]:
    return [piece for piece, matched in highlight(text, language, query) if matched]


@pytest.mark.parametrize(
    ("text", "language", "query", "expected"),
    [
        ("Müller Drehteile GmbH", "de", "mueller", ["Müller"]),
        ("Muller Drehteile GmbH", "de", "Müller", ["Muller"]),
        ("Beschichtungen von Bädern", "de", "Bad Beschichtung", ["Beschichtungen", "Bädern"]),
        ("Pulverbeschichtung Nord", "de", "beschichten Beschichtung", ["Pulverbeschichtung"]),
        ("Povrchové úpravy kovů", "cs", "povrchova uprava", ["Povrchové", "úpravy"]),
        ("Pulverimaalausta Oy", "fi", "maalaus", ["Pulverimaalausta"]),
        ("Müller Drehteile GmbH", "de", "Drehteille", ["Drehteile"]),
        ("Mu\u0308ller KG", "de", "müller", ["Mu\u0308ller"]),
        ("Müller GmbH", "de", "Müller GmbH", ["Müller"]),
        ("Stahl und Eisen", "de", "und", ["und"]),
        ("Stahl", "de", "", []),
        ("Stahl", "", "Holz", []),
        ("Coatings", "", "coating", ["Coatings"]),
    ],
)
def test_words_of_the_query_are_marked(text: str, language: str, query: str, expected: list[str]) -> None:
    assert marked(text, language, query) == expected


@given(st.text(max_size=60), st.sampled_from(["", "de", "cs", "xx"]), st.text(max_size=30))
def test_the_pieces_join_to_the_text(text: str, language: str, query: str) -> None:
    assert "".join(piece for piece, _ in highlight(text, language, query)) == text
    assert all(piece for piece, _ in highlight(text, language, text))
