"""Folding: how texts are compared, whatever the keyboard they were typed on."""

import re
import unicodedata
from functools import lru_cache

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
# The accented Latin letters as NFKD takes them apart: nearly every text is folded by one look-up for each letter.
_ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž"
_LETTERS |= {ord(letter): unicodedata.normalize("NFKD", letter)[0] for letter in _ACCENTED}
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case without diacritics: 'Příbram' → 'pribram', 'Großröhrsdorf' → 'grossrohrsdorf'."""
    text = text.lower()
    if text.isascii():
        return text
    text = text.translate(_LETTERS)
    if text.isascii():
        return text
    return "".join([char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)])


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
