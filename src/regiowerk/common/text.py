"""Folding: how texts are compared, whatever the keyboard they were typed on."""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case without diacritics: 'Příbram' → 'pribram', 'Großröhrsdorf' → 'grossrohrsdorf'."""
    text = text.lower()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=4096)
def slug(text: str, limit: int = 60) -> str:
    """The part of a URL that people read: 'Müller & Söhne GmbH' → 'muller-sohne-gmbh'."""
    joined = ""
    for word in words(text):
        if not word.isascii():
            continue
        if len(joined) + len(word) >= limit:
            break
        joined = f"{joined}-{word}" if joined else word
    return joined
