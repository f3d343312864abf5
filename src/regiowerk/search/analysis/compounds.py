"""Compounds taken apart by the word list: 'pulverbeschichtung' → pulver, beschichtung."""

from regiowerk.search.analysis import wordlists
from regiowerk.search.analysis.languages import LANGUAGES, Language

MIN_PART = 4  # letters
MIN_COMPOUND = 9
MAX_COMPOUND = 48
MAX_PARTS = 4
# Endings and beginnings that are words of their own elsewhere.
_ENDINGS = """
schaft schaften heit heiten keit keiten haft ling linge lingen lein tion ionen
nehmen nehmer nehmens ungen ieren
"""
_BEGINNINGS = "unter uber ueber wieder hinter durch zusammen gegen nach voll miss"
_NO_HEAD = frozenset(_ENDINGS.split())
_NO_START = frozenset(_BEGINNINGS.split())
_SHORT_HEADS = frozenset({"bau", "hof", "amt", "bad", "rad", "gas"})
_COMBINING = ("elektro", "hydro", "thermo", "agrar", "mikro", "nano", "foto", "photo", "aero", "servo")


def parts(folded: str, code: str) -> tuple[str, ...]:
    """The parts of a folded word, the head last; empty when it is no compound."""
    language = LANGUAGES[code]
    if not (language.joins_words and MIN_COMPOUND <= len(folded) <= MAX_COMPOUND and folded.isalpha()):
        return ()
    found = _split(folded, language, MAX_PARTS)
    return found if len(found) > 1 else ()


def _split(rest: str, language: Language, most: int) -> tuple[str, ...]:
    """The fewest known parts that make up `rest`; among equals the longest head."""
    best: tuple[str, ...] = ()
    starts = wordlists.load(language.code).prefixes(rest)
    if rest.startswith(_COMBINING):
        starts.extend([part for part in _COMBINING if rest.startswith(part)])
    for start in starts:
        if len(start) < MIN_PART or start in _NO_START:
            continue
        tail = _tail(rest[len(start) :], language, most - 1 if not best else len(best) - 2)
        if tail and (not best or len(tail) + 1 < len(best)):
            best = (start, *tail)
            if len(best) == 2:
                break
    return best


def _tail(rest: str, language: Language, most: int) -> tuple[str, ...]:
    if most < 1:
        return ()
    candidates = [rest, *(rest[len(link) :] for link in language.links if rest.startswith(link))]
    for candidate in candidates:
        if _is_head(candidate, language):
            return (candidate,)
    if most > 1:
        for candidate in candidates:
            if len(candidate) >= 2 * MIN_PART and (found := _split(candidate, language, most)):
                return found
    return ()


def _is_head(word: str, language: Language) -> bool:
    if len(word) < MIN_PART or word in _NO_HEAD:
        return language.code == "de" and word in _SHORT_HEADS
    values = wordlists.load(language.code).get(word, ())
    if language.code == "de":
        return any(value[0] in wordlists.NOUNS for value in values)
    return bool(values)
