"""A query's text taken apart: words with their terms in every language, phrases, identifiers."""

import re
from functools import lru_cache
from typing import NamedTuple

from regiowerk.search.analysis import identifiers
from regiowerk.search.analysis.languages import LANGUAGES
from regiowerk.search.analysis.optional_words import OPTIONAL
from regiowerk.search.analysis.terms import name_key, part_stems, stems
from regiowerk.search.analysis.words import forms, split

MAX_TEXT = 1_000  # characters of a query that are read
MAX_WORDS = 16  # distinct words that are looked for
_PHRASE = re.compile(r"[\"„“”«»]([^\"„“”«»]+)[\"„“”«»]")


class QueryWord(NamedTuple):
    text: str
    terms: tuple[str, ...]  # any of them is the word
    parts: tuple[tuple[tuple[str, ...], ...], ...]  # or one of these compounds, of which every part is there
    optional: bool  # legal forms and function words exclude nothing


class ParsedQuery(NamedTuple):
    words: tuple[QueryWord, ...]
    phrases: tuple[tuple[str, ...], ...]  # folded words that follow each other
    identifiers: tuple[str, ...]
    name_key: str

    @property
    def required(self) -> tuple[QueryWord, ...]:
        return tuple(word for word in self.words if not word.optional)


NOTHING = ParsedQuery((), (), (), "")


@lru_cache(maxsize=4096)
def parse(text: str) -> ParsedQuery:
    """Any text will do: what is no word is passed over."""
    text = text[:MAX_TEXT]
    texts = list(dict.fromkeys(split(text)))[:MAX_WORDS]
    if not texts:
        return NOTHING
    words = [query_word(word) for word in texts]
    if all(word.optional for word in words):
        words = [word._replace(optional=False) for word in words]
    phrases = [tuple(forms(word)[0] for word in split(match)) for match in _PHRASE.findall(text)]
    return ParsedQuery(
        tuple(words),
        tuple(phrase[:MAX_WORDS] for phrase in phrases if len(phrase) > 1),
        identifiers.query_keys(text),
        name_key(text),
    )


@lru_cache(maxsize=4096)
def query_word(word: str) -> QueryWord:
    found = list(forms(word))
    for code, language in LANGUAGES.items():
        found.extend(language.marker + stem for stem in stems(word, code))
    compounds = tuple(parts for code in LANGUAGES if (parts := part_stems(word, code)))
    return QueryWord(word, tuple(dict.fromkeys(found)), compounds, forms(word)[0] in OPTIONAL)
