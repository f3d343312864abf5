"""Marks the words of a query in a displayed text, by the same analysis as the search."""

from functools import lru_cache

from regiowerk.search.analysis import LANGUAGES, word_terms
from regiowerk.search.analysis.distance import within
from regiowerk.search.analysis.query import parse
from regiowerk.search.analysis.words import WORD, forms, split

_MIN_FUZZY, _TWO_ERRORS_FROM = 4, 8  # letters


def highlight(text: str, language: str, query_text: str) -> list[tuple[str, bool]]:
    """The text in pieces, True where a word of the query stands: inflected, folded or misspelt.

    The pieces join to the text. `language` is that of the text; '' when it is not known.
    """
    wanted, texts = _wanted(query_text)
    matched = [span for span in (match.span() for match in WORD.finditer(text)) if _is(text, span, language, wanted)]
    if not matched and texts:
        matched = [span for span in (match.span() for match in WORD.finditer(text)) if _is_like(text, span, texts)]
    return _pieces(text, matched)


@lru_cache(maxsize=256)
def _wanted(query_text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    parsed = parse(query_text)
    words = parsed.required or parsed.words
    parts = (term for word in words for compound in word.parts for part in compound for term in part)
    terms = frozenset(term for word in words for term in word.terms) | frozenset(parts)
    return terms, tuple(forms(word.text)[0] for word in words if len(word.text) >= _MIN_FUZZY)


def _is(text: str, span: tuple[int, int], language: str, wanted: frozenset[str]) -> bool:
    for word in split(text[slice(*span)]):
        if any(form in wanted for form in forms(word)):
            return True
        for code in (language,) if language else LANGUAGES:
            if any(term in wanted for term in word_terms(word, code)):
                return True
    return False


def _is_like(text: str, span: tuple[int, int], texts: tuple[str, ...]) -> bool:
    for word in split(text[slice(*span)]):
        folded = forms(word)[0]
        for other in texts:
            if len(folded) >= _MIN_FUZZY and within(other, folded, 2 if len(other) >= _TWO_ERRORS_FROM else 1):
                return True
    return False


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces.extend([(text[at:start], False)] * (start > at))
        pieces.append((text[start:end], True))
        at = end
    pieces.extend([(text[at:], False)] * (at < len(text)))
    return pieces
