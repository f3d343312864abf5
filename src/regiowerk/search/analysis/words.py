"""Words of a text and their forms that do not depend on a language."""

import re
import unicodedata
from functools import lru_cache

from regiowerk.common.text import fold

MAX_WORD = 64  # characters; what is longer is cut into pieces
_MARKS = "\u0300-\u036f"
WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")  # with combining marks, so that its span fits the text as it is
_PLAIN_WORD = re.compile(rf"[^\W_]{{1,{MAX_WORD}}}")
_DIGRAPH = re.compile(r"(?<![aeq])ue|ae|oe")
_CACHE = 65_536


def split(text: str) -> list[str]:
    """The words, lower case, composed (NFC), with their diacritics."""
    lower = text.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower)
    return _PLAIN_WORD.findall(lower)


def collapse(folded: str) -> str:
    """The umlaut key: 'mueller' → 'muller', so that Müller, Mueller and Muller meet."""
    return _DIGRAPH.sub(lambda match: match[0][0], folded)


@lru_cache(maxsize=_CACHE)
def forms(word: str) -> tuple[str, ...]:
    """The folded word and, where it differs, its umlaut key."""
    folded = "".join(WORD.findall(fold(word))) or word
    key = collapse(folded)
    return (folded,) if key == folded else (folded, key)


def with_umlauts(word: str) -> str:
    """'baeder' → 'bäder', for words typed on a keyboard without umlauts."""
    return _DIGRAPH.sub(lambda match: {"a": "ä", "o": "ö", "u": "ü"}[match[0][0]], word)
