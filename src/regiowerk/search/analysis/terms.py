"""Terms: folded words as they are, stems with the capital marker of their language."""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import Stemmer

from regiowerk.search.analysis import compounds, wordlists
from regiowerk.search.analysis.languages import LANGUAGES, Language
from regiowerk.search.analysis.optional_words import LEGAL, LEGAL_PHRASES
from regiowerk.search.analysis.words import forms, split, with_umlauts

_CACHE = 65_536
_PARTS_CACHE = 16_384  # the parts of compounds recur, while most other words occur once
# Verbal nouns and soft adjectives, whose cases the lists mostly lack: obráběním → obrábění.
_CZECH_CASE = re.compile(r"(n[íi])(?:m|mi|mu|ch|ho)$")
_PHRASE_ENDS = tuple(phrase.rsplit(" ", 1)[-1] for phrase in LEGAL_PHRASES)
_stemmers = {code: Stemmer.Stemmer(language.stemmer, 0) for code, language in LANGUAGES.items()}


@lru_cache(maxsize=_PARTS_CACHE)
def stems(word: str, code: str) -> tuple[str, ...]:
    """The stems of a word in a language, without marker; more than one when the word is ambiguous."""
    spelt = forms(word)
    return _stems(word, spelt, _parts(spelt, code), code)


def _stems(word: str, spelt: tuple[str, ...], parts: tuple[str, ...], code: str) -> tuple[str, ...]:
    """The same for a word whose forms and parts are known."""
    if word.isdigit():
        return ()
    language = LANGUAGES[code]
    if known := _known(word, spelt[0], language):
        return known
    if code == "cs" and (base := _CZECH_CASE.sub(r"\1", word)) != word:
        return stems(base, code)
    if parts:
        start = spelt[-1].removesuffix(parts[-1])
        return tuple(dict.fromkeys([start + stem for stem in stems(parts[-1], code)]))
    return (wordlists.stem_key(_stemmers[code].stemWord(word), language),)


def _known(word: str, folded: str, language: Language) -> tuple[str, ...]:
    trie = wordlists.load(language.code)
    values = trie.get(word) or (trie.get(folded) if folded != word else None)
    if not values and language.code == "de" and word != (umlauts := with_umlauts(word)):
        values = trie.get(umlauts)
    if not values:
        return ()
    if len(values) == 1:
        return (values[0][1:].decode(),)
    exact = [value for value in values if value[0] in b"nw"] or values
    if language.code == "de":  # the noun: names and technical texts are made of nouns
        exact = [value for value in exact if value[0] in wordlists.NOUNS] or exact
    return tuple(dict.fromkeys(value[1:].decode() for value in exact))


def part_stems(word: str, code: str) -> tuple[tuple[str, ...], ...]:
    """For each part of a compound its stems, with marker; empty when the word is no compound."""
    marker = LANGUAGES[code].marker
    return tuple(tuple(marker + stem for stem in stems(part, code)) for part in _parts(forms(word), code))


def _parts(spelt: tuple[str, ...], code: str) -> tuple[str, ...]:
    for form in spelt:
        if taken := compounds.parts(form, code):
            return taken
    return ()


@lru_cache(maxsize=_PARTS_CACHE)
def word_terms(word: str, code: str) -> tuple[str, ...]:
    """All stems a word of a document is found by: its own and those of its parts, with marker."""
    return _word_terms(word, forms(word), code)


def _word_terms(word: str, spelt: tuple[str, ...], code: str) -> tuple[str, ...]:
    if code not in LANGUAGES:
        return ()
    marker = LANGUAGES[code].marker
    parts = _parts(spelt, code)
    found = [marker + stem for stem in _stems(word, spelt, parts, code)]
    for part in parts:
        found.extend(word_terms(part, code))  # a part may be a compound itself
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


class Indexed(msgspec.Struct, frozen=True, gc=False):
    """What the index takes for a word. Many are held: the collector need not walk through them."""

    folded: str
    key: str  # umlaut key
    others: str  # all other terms, separated by blanks


@lru_cache(maxsize=_CACHE)
def indexed(word: str, code: str) -> Indexed:
    spelt = forms(word)
    return Indexed(spelt[0], spelt[-1], " ".join((*spelt[1:], *_word_terms(word, spelt, code))))


def analyse(text: str, code: str) -> list[Indexed]:
    """The words of a document's text in their order; `code` is the language of the text, '' when not known."""
    return [indexed(word, code) for word in split(text)]


def name_key(name: str) -> str:
    """The name as it is compared: folded words, umlaut keys, without the legal form at its end."""
    return core_key([forms(word)[-1] for word in split(name)])


def core_key(keys: Sequence[str]) -> str:
    """The same for a name that was taken apart into umlaut keys."""
    end = len(keys)
    while end > 1 and keys[end - 1] in LEGAL:
        end -= 1
    joined = " ".join(keys[:end])
    if joined.endswith(_PHRASE_ENDS):
        for phrase in LEGAL_PHRASES:
            joined = joined.removesuffix(f" {phrase}")
    return joined or " ".join(keys)
