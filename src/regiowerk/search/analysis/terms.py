"""Terms: folded words as they are, stems with the capital marker of their language."""

from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from regiowerk.search.analysis import compounds, wordlists
from regiowerk.search.analysis.languages import LANGUAGES, Language
from regiowerk.search.analysis.optional_words import LEGAL, LEGAL_PHRASES
from regiowerk.search.analysis.words import forms, split, with_umlauts

_CACHE = 65_536
_stemmers = {code: Stemmer.Stemmer(language.stemmer, 0) for code, language in LANGUAGES.items()}


@lru_cache(maxsize=_CACHE)
def stems(word: str, code: str) -> tuple[str, ...]:
    """The stems of a word in a language, without marker; more than one when the word is ambiguous."""
    if word.isdigit():
        return ()
    language = LANGUAGES[code]
    if known := _known(word, language):
        return known
    if taken := _parts(word, code):
        head = taken[-1]
        start = forms(word)[-1].removesuffix(head)
        return tuple(dict.fromkeys(start + stem for stem in stems(head, code)))
    return (wordlists.stem_key(_stemmers[code].stemWord(word), language),)


def _known(word: str, language: Language) -> tuple[str, ...]:
    trie = wordlists.load(language.code)
    values = trie.get(word) or trie.get(forms(word)[0])
    if not values and language.code == "de" and word != (umlauts := with_umlauts(word)):
        values = trie.get(umlauts)
    if not values:
        return ()
    exact = [value for value in values if value[0] in b"nw"] or values
    if language.code == "de":  # the noun: names and technical texts are made of nouns
        exact = [value for value in exact if value[0] in wordlists.NOUNS] or exact
    return tuple(dict.fromkeys(value[1:].decode() for value in exact))


@lru_cache(maxsize=_CACHE)
def part_stems(word: str, code: str) -> tuple[tuple[str, ...], ...]:
    """For each part of a compound its stems, with marker; empty when the word is no compound."""
    marker = LANGUAGES[code].marker
    return tuple(tuple(marker + stem for stem in stems(part, code)) for part in _parts(word, code))


def _parts(word: str, code: str) -> tuple[str, ...]:
    for form in forms(word):
        if taken := compounds.parts(form, code):
            return taken
    return ()


@lru_cache(maxsize=_CACHE)
def word_terms(word: str, code: str) -> tuple[str, ...]:
    """All stems a word of a document is found by: its own and those of its parts, with marker."""
    if code not in LANGUAGES:
        return ()
    marker = LANGUAGES[code].marker
    found = [marker + stem for stem in stems(word, code)]
    for part in _parts(word, code):
        found.extend(word_terms(part, code))  # a part may be a compound itself
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=_CACHE)
def _indexed(word: str, code: str) -> tuple[str, str]:
    """What the index takes for a word: the forms that follow each other in the text, and the rest."""
    first, *others = forms(word)
    return first, " ".join((*others, *word_terms(word, code)))


def document_terms(texts: Iterable[tuple[str, str]]) -> tuple[list[str], str]:
    """For (text, language) pairs: the folded words of each, in order, and all other terms together."""
    in_order: list[str] = []
    others: list[str] = []
    for text, code in texts:
        pairs = [_indexed(word, code) for word in split(text)]
        in_order.append(" ".join([first for first, _ in pairs]))
        others.extend([rest for _, rest in pairs if rest])
    return in_order, " ".join(others)


def name_key(name: str) -> str:
    """The name as it is compared: folded words, umlaut keys, without the legal form at its end."""
    words = [forms(word)[-1] for word in split(name)]
    core = list(words)
    while len(core) > 1 and core[-1] in LEGAL:
        core.pop()
    joined = " ".join(core)
    for phrase in LEGAL_PHRASES:
        joined = joined.removesuffix(f" {phrase}")
    return joined or " ".join(words)
