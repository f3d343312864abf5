"""Spellings of identifiers, so that 'HRB 32007', 'HRB32007 Leipzig' and 'DEU1308.HRB32007' meet."""

import re
from collections.abc import Iterable

from regiowerk.common.text import fold

_NOT_KEY = re.compile(r"[^A-Z0-9]+")
_ENTRY = re.compile(r"(?:HRA|HRB|GNR|GSR|PR|VR)\d{1,7}")  # of a German court register
_COUNTRY_FIRST = re.compile(r"[A-Z]{2}(\d{7,12}|[A-Z]\d{4}(?:HRA|HRB|GNR|GSR|PR|VR)\d.*)")
_COURT_FIRST = re.compile(r"[A-Z]\d{4}[A-Z]?(?:HRA|HRB|GNR|GSR|PR|VR)\d")
MAX_KEY = 40


def key(text: str) -> str:
    """Capital letters and digits alone: '270 82 440' → '27082440'."""
    upper = text.upper()
    return upper if upper.isascii() and upper.isalnum() else _NOT_KEY.sub("", upper)


def keys(identifier: str) -> list[str]:
    """All spellings an identifier is found by."""
    whole = key(identifier)
    found = [whole, *_without_country(whole)]
    if (entry := _ENTRY.search(whole)) and entry[0] != whole:
        found.append(entry[0])
    return found


def all_keys(spellings: Iterable[str]) -> list[str]:
    """All keys of a document's identifiers, each once."""
    return list(dict.fromkeys([found for spelling in spellings for found in keys(spelling)]))


def words(spellings: Iterable[str], found: Iterable[str]) -> str:
    """What a query's words meet: the keys, and the spellings that say more, as 'hrb 32007 leipzig'."""
    texts = [spelling for spelling in spellings if len(spelling.split()) > 1 or not spelling.isascii()]
    return fold(" ".join((*found, *texts)))


def _without_country(whole: str) -> list[str]:
    """'CZ27082440' → '27082440', 'DEU1308HRB32007' → 'U1308HRB32007'."""
    match = _COUNTRY_FIRST.fullmatch(whole)
    return [match[1]] if match else []


def is_identifier(text: str) -> bool:
    """Whether a text is a number and nothing else: then words like it are no answer."""
    whole = key(text)
    return bool(_ENTRY.match(whole) or _COUNTRY_FIRST.fullmatch(whole) or _COURT_FIRST.match(whole) or whole.isdigit())


def query_keys(text: str) -> tuple[str, ...]:
    """What a query is looked up by when it may be an identifier; empty when it cannot be one."""
    whole = key(text)
    if not 4 <= len(whole) <= MAX_KEY or sum(char.isdigit() for char in whole) < 3:
        return ()
    return (whole, *_without_country(whole))
