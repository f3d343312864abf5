"""Word lists: folded word → its stems. Made once from simplemma's dictionaries, then mapped into memory.

A list is derived data: it may be deleted and is made anew. One process makes it, others wait for it.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie
import Stemmer
from django.conf import settings
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from regiowerk.common.text import fold
from regiowerk.search.analysis.languages import LANGUAGES, Language
from regiowerk.search.analysis.words import collapse

FORMAT = 1  # raise it when the content of the lists changes
# First byte of a value: noun or other word; capital when the key is the word without its diacritics.
NOUN, WORD, FOLDED_NOUN, FOLDED_WORD = b"n", b"w", b"N", b"W"
NOUNS = (ord(NOUN), ord(FOLDED_NOUN))
_STEP = 50_000
Progress = Callable[[int], None]


def path(code: str) -> Path:
    return Path(settings.WORDLIST_DIR) / f"{code}-{version('simplemma')}-{FORMAT}.trie"


def missing() -> list[str]:
    return [code for code in LANGUAGES if not path(code).exists()]


@lru_cache(maxsize=16)
def load(code: str) -> marisa_trie.BytesTrie:
    """The list of a language, made now when it is missing (some ten seconds)."""
    make(code)
    return marisa_trie.BytesTrie().mmap(str(path(code)))


def make(code: str, progress: Progress | None = None) -> bool:
    """Make the list of a language; False when it was there already. Complete or not at all, also when killed."""
    file = path(code)
    if file.exists():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    with _lock(file.with_suffix(".lock")):
        if file.exists():
            return False
        unfinished = file.with_suffix(".unfinished")
        trie = marisa_trie.BytesTrie(_pairs(LANGUAGES[code], progress or (lambda _: None)))
        trie.save(str(unfinished))
        unfinished.replace(file)
    return True


@contextmanager
def _lock(file: Path) -> Iterator[None]:
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def stem_key(stem: str, language: Language) -> str:
    folded = fold(stem)
    return collapse(folded) if language.code == "de" else folded


def _pairs(language: Language, progress: Progress) -> Iterator[tuple[str, bytes]]:
    dictionary = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language.code)
    stemmer = Stemmer.Stemmer(language.stemmer)
    last_lemma, stem = "", b""
    for number, (word, lemma) in enumerate(dictionary.items(), start=1):
        if number % _STEP == 0:
            progress(_STEP)
        if lemma != last_lemma:
            last_lemma, stem = lemma, stem_key(stemmer.stemWord(lemma.lower()), language).encode()
        lower = word.lower()
        is_noun = language.code == "de" and word[0].isupper()
        yield lower, (NOUN if is_noun else WORD) + stem
        if not lower.isascii() and (folded := fold(lower)) != lower:
            yield folded, (FOLDED_NOUN if is_noun else FOLDED_WORD) + stem
    progress(len(dictionary) % _STEP)
