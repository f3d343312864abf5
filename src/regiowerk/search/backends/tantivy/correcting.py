"""Words the index does not hold, and their neighbours that it holds."""

import string
from collections.abc import Iterator

from regiowerk.search.analysis.distance import within
from regiowerk.search.analysis.query import QueryWord
from regiowerk.search.analysis.words import forms
from regiowerk.search.backends.tantivy.snapshot import Snapshot

MIN_LENGTH = 4  # shorter words have too many neighbours
TWO_ERRORS_FROM = 8  # letters
MOST = 3  # neighbours taken in the place of a word
MAX_LENGTH = 32
_SURE_START = 3  # letters that are right when two are wrong
_LETTERS = string.ascii_lowercase + string.digits


def neighbours(snapshot: Snapshot, word: QueryWord) -> tuple[str, ...]:
    """The most frequent words at the smallest distance; folded."""
    found: tuple[str, ...] = snapshot.remember("neighbours", word.text, lambda: _neighbours(snapshot, word))
    return found


def _neighbours(snapshot: Snapshot, word: QueryWord) -> tuple[str, ...]:
    folded = forms(word.text)[0]
    if not MIN_LENGTH <= len(folded) <= MAX_LENGTH or folded.isdigit():
        return ()
    searcher = snapshot.searcher
    counted = [(count, term) for term in set(_one_error(folded)) if (count := searcher.doc_freq("words", term))]
    if not counted and len(folded) >= TWO_ERRORS_FROM:
        counted = [
            (count, term)
            for term, count in searcher.terms_with_prefix("words", folded[:_SURE_START])
            if abs(len(term) - len(folded)) <= 2 and within(folded, term, 2)
        ]
    counted.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(term for _, term in counted[:MOST])


def _one_error(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        start, rest = word[:at], word[at:]
        for letter in _LETTERS:
            yield start + letter + rest
            if rest:
                yield start + letter + rest[1:]
        if rest:
            yield start + rest[1:]
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]
