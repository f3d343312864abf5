"""Words of a text and their forms that do not depend on a language."""

import re
import unicodedata

from regiowerk.common.text import fold

MAX_WORD = 64  # characters; what is longer is cut into pieces
_MARKS = "\u0300-\u036f"
WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")  # with combining marks, so that its span fits the text as it is
_PLAIN_WORD = re.compile(rf"[^\W_]{{1,{MAX_WORD}}}")
_DIGRAPH = re.compile(r"(?<![aeq])ue|ae|oe")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}


def split(text: str) -> list[str]:
    """The words, lower case, composed (NFC), with their diacritics."""
    lower = text.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower)
    return _PLAIN_WORD.findall(lower)


def collapse(folded: str) -> str:
    """The umlaut key: 'mueller' → 'muller', so that Müller, Mueller and Muller meet."""
    return _DIGRAPH.sub(_first_letter, folded) if _may_have_digraph(folded) else folded


def forms(word: str) -> tuple[str, ...]:
    """The folded word and, where it differs, its umlaut key."""
    folded = fold(word)
    if not (folded.isascii() and folded.isalnum()):
        folded = "".join(WORD.findall(folded)) or word
    key = collapse(folded)
    return (folded,) if key == folded else (folded, key)


def with_umlauts(word: str) -> str:
    """'baeder' → 'bäder', for words typed on a keyboard without umlauts."""
    return _DIGRAPH.sub(_umlaut, word) if _may_have_digraph(word) else word


def _may_have_digraph(word: str) -> bool:
    """Most words have none, which this tells five times quicker than the pattern."""
    return "ue" in word or "ae" in word or "oe" in word


def _first_letter(match: re.Match[str]) -> str:
    return match[0][0]


def _umlaut(match: re.Match[str]) -> str:
    return _UMLAUTS[match[0]]
