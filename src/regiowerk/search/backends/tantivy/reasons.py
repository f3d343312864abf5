"""Why a document was found, told from what is kept of it."""

from collections.abc import Iterable, Iterator, Sequence

from regiowerk.search.analysis import word_terms
from regiowerk.search.analysis.query import ParsedQuery
from regiowerk.search.analysis.words import forms, split
from regiowerk.search.backends.tantivy.matching import Corrections, WordTerms
from regiowerk.search.backends.tantivy.schema import Card


def reasons(
    card: Card, parsed: ParsedQuery, words: Sequence[WordTerms], corrections: Corrections, relaxed: bool
) -> tuple[str, ...]:
    """Codes: identifier, name, former_name, text, typo."""
    found = []
    if any(key in card.identifiers for key in parsed.identifiers):
        found.append("identifier")
    name = _terms((card.name, *card.other_names), card.language)
    former = _terms(card.former_names, card.language)
    elsewhere = False
    for terms in words:
        if terms.word.optional:
            continue
        if _meets(terms, name):
            found.append("name")
        elif _meets(terms, former):
            found.append("former_name")
        else:
            elsewhere = True
    if elsewhere and not (relaxed and found) and "identifier" not in found:
        found.append("text")
    if corrections and found != ["identifier"]:
        found.append("typo")
    return tuple(dict.fromkeys(found))


def _meets(terms: WordTerms, held: frozenset[str]) -> bool:
    return any(term in held for term in terms.terms) or any(
        all(any(term in held for term in part) for part in parts) for parts in terms.parts
    )


def _terms(names: Iterable[str], language: str) -> frozenset[str]:
    return frozenset(_each_term(names, language))


def _each_term(names: Iterable[str], language: str) -> Iterator[str]:
    for name in names:
        for word in split(name):
            yield from forms(word)
            yield from word_terms(word, language)
